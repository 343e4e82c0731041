/* What leaves the register on purpose: one person's data for that person, orders as the import takes them. */
#ifndef DOMAIN_EXPORT_H
#define DOMAIN_EXPORT_H

#include <jansson.h>

#include "base/buf.h"
#include "domain/work/work.h"

/* Everything the register holds on one person: names, contact, files, roles, orders with their acts, stays,
 * applications, payments, enrolments, cards without their text, and who did what in the files, reading
 * included. Other persons of the files do not appear. A respondent gets what the court served on him: neither
 * number nor unit of the file, nor acts, nor who read it, for those tell of the protected person. Notes of
 * acts and the safe contact are null to all but coordinators. A reason is needed of everybody: ERR_INPUT
 * "missing" at "why"; it opens sealed files, too. Logged "person.export" with it. ERR_ABSENT. */
err person_export(struct work *w, int64_t person, json_t **ret) MUST_CHECK;
/* By personal number, in any spelling. ERR_INPUT "bad_nid", ERR_ABSENT "no_such_person" at "nid". */
err person_by_nid(struct work *w, const char *nid, int64_t *ret) MUST_CHECK;

struct orders_export {
    size_t written;
    size_t sealed; /* left out: of sealed files that are not entrusted to the actor */
};
/* CSV with a byte order mark, in the columns of the import (order_import_column.h), decided from … until
 * (DATE_NONE: no bound), in order of the decision: each as it was granted, so that the file can be imported
 * again; acts after the grant are not in it, nor are orders whose grant was voided. No reason opens a sealed
 * file here. Appended to *out. Logged "orders.export" with what it gave, and w->why. */
err orders_export(struct work *w, date from, date until, struct buf *out,
                  struct orders_export *ret) MUST_CHECK;

#endif
