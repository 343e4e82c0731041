/* `besa restore --drill`: a copy laid out and gone back to beside the register, for a trial. */
#ifndef CLI_DRILL_H
#define CLI_DRILL_H

#include <stdbool.h>

struct unpack_wish;

/* wish->file: the copy, or a folder whose newest copy is taken. Looks at all of it, and leaves a signed
 * protocol in the register and as drill-STAMP.cose beside the copy; what was laid out is removed. EX_OK: it
 * can be gone back to. EX_DATAERR: it cannot, which is said; other codes as `besa restore`, without a
 * protocol. */
int drill(const struct unpack_wish *wish, bool json);

#endif
