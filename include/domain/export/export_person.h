/* One person's data, for that person. */
#ifndef DOMAIN_EXPORT_PERSON_H
#define DOMAIN_EXPORT_PERSON_H

#include "domain/work/work.h"

struct json_writer;

/* Everything the register holds on one person, into the open object: names, contact, files, roles, orders
 * with their acts, stays, applications, payments, enrolments, cards without their text, and who did what in
 * the files, reading included. Other persons of the files do not appear. A respondent gets what was served on
 * him: neither number nor unit of the file, nor acts, nor who read it, for those tell of the protected
 * person. Notes of acts and the safe contact are null to all but coordinators. After an error what was
 * written is of no use. A reason is needed of everybody: ERR_INPUT "required" at "why"; it opens sealed
 * files, too. Logged "person.export" with it. ERR_ABSENT;
 * ERR_CONFLICT "not_served" (export_file.h). */
err person_export(struct work *w, int64_t person, struct json_writer *j) MUST_CHECK;
/* The same handed out on paper: besides, as a PDF in Albanian, appended to *pdf, that says what the JSON
 * says. ERR_INPUT "required" at "asker" and "identified", too; all three stand in the log behind the reason.
 */
struct export_asking;
struct buf;
err person_export_handed(struct work *w, int64_t person, const struct export_asking *a, struct json_writer *j,
                         struct buf *pdf) MUST_CHECK;
/* By personal number, in any spelling. ERR_INPUT "bad_nid", ERR_ABSENT "no_such_person" at "nid". */
err person_by_nid(struct work *w, const char *nid, int64_t *ret) MUST_CHECK;

#endif
