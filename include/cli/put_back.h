/* `besa restore FILE`: a copy in place of the register, or where there is none. */
#ifndef CLI_PUT_BACK_H
#define CLI_PUT_BACK_H

#include <stdbool.h>

struct unpack_wish;

/* Lays the copy out, checks it, says what would be lost, asks (yes: it was said already), and puts it in
 * place; what stood there is kept in a folder beside it. Nothing is changed before the answer. EX_OK, or a
 * sentence and a code. Called again after it was killed, it begins anew. */
int put_back(const struct unpack_wish *wish, bool yes);

#endif
