/* `besa restore --drill`: a copy laid out and gone back to beside the register, for a trial. */
#ifndef CLI_DRILL_H
#define CLI_DRILL_H

#include <stdbool.h>

#include "base/arena.h"
#include "crypto/digest.h"
#include "domain/upkeep/drill.h"

#define DRILL_PATH (4096 + 64) /* bytes, for the name of a protocol */

struct opened;
struct unpack_wish;

struct drilled {
    struct arena arena;
    const char *name; /* of the copy, without its folder */
    bool closed;      /* it was encrypted */
    int64_t size;
    uint8_t digest[DIGEST_SIZE];
    struct backup_check check; /* as it was made, before anything changes it */
    struct drill_found found;  /* in the register that was laid out from it, brought to this version */
};
void drilled_free(struct drilled *d);

/* The copy wish->file decrypted, held against its own keys, brought to this version and looked at, in
 * wish->scratch, which is gone afterwards. EX_OK: there is something in *d, good or not (drill_good); else
 * what is wrong is said. */
int drill_try(const struct unpack_wish *wish, struct drilled *d);
/* What was found, signed by the register *o: written down there and beside the copy, as *ret_path. *ret_text:
 * the same as JSON, appended. EX_OK, or said. */
struct buf;
int drill_protocol(struct opened *o, const struct unpack_wish *wish, const struct drilled *d, char *ret_path,
                   size_t room, struct buf *ret_text);

/* wish->file: the copy, or a folder whose newest copy is taken. Looks at all of it, and leaves a signed
 * protocol in the register and as drill-STAMP.cose beside the copy; what was laid out is removed. EX_OK: it
 * can be gone back to. EX_DATAERR: it cannot, which is said; other codes as `besa restore`, without a
 * protocol. */
int drill(const struct unpack_wish *wish, bool json);

#endif
