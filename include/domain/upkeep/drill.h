/* Going back to a copy for a trial: what is looked at in a register that was laid out from it, and the
 * protocol.
 */
#ifndef DOMAIN_DRILL_H
#define DOMAIN_DRILL_H

#include <stdbool.h>

#include "base/buf.h"
#include "domain/upkeep/backup.h"
#include "domain/upkeep/loss.h"
#include "domain/upkeep/sealed_kind.h"

#define DRILL_TYPE "application/besa-drill"
#define DRILL_LATE (40 * 86400) /* seconds: a month, and the days that a timer may be off */

struct drill_found {
    struct sealed_found sealed;
    bool has_card, card_holds; /* the newest card, by the issuer's public keys */
    bool signs;                /* and one signed by the private key holds by the public one */
    struct loss_count rows[LOSS_ROWS];
};
/* w: of the laid out register, with its own keys. What is wrong with it is no error of the call. */
err drill_look(struct work *w, struct drill_found *ret) MUST_CHECK;
bool drill_good(const struct drill_found *f);

/* Signs the text by the issuer of the register and writes it down there; logged "backup.drill". The
 * COSE_Sign1, of DRILL_TYPE, is appended to *ret. Outside a transaction. */
err drill_note(struct work *w, const char *name, bool good, const struct buf *text,
               struct buf *ret_protocol) MUST_CHECK;

#endif
