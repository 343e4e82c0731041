/* A password from whoever runs the command: never from its arguments, which others see in the process list.
 */
#ifndef CLI_PASSWORD_INPUT_H
#define CLI_PASSWORD_INPUT_H

#include "base/buf.h"

/* source NULL: asked at the terminal, twice, without echo; "-": the first line of standard input; else of
 * that file, which only its owner may read. whose: for the question. Says what is wrong. EX_OK, EX_NOINPUT,
 * EX_NOPERM, EX_DATAERR. *ret must be empty and is for buf_wipe. */
int password_input(const char *source, const char *whose, struct buf *ret);

/* The same for a password that its holder knows: asked once. */
int password_entered(const char *source, const char *whose, struct buf *ret);

/* A password to be told to somebody: 140 random bits as "abcd-efgh-…", letters and digits that are not
 * mistaken for one another when read aloud. EX_OK or EX_OSERR. *ret as above. */
int password_draw(struct buf *ret);

#endif
