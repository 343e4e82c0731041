/* What an auditor may take out of the register on one person: whom he names, not whom he counts up to; few a
 * day; and where a sealed file names the person, with the approval of somebody to whom it is entrusted. */
#ifndef DOMAIN_EXPORT_REQUEST_H
#define DOMAIN_EXPORT_REQUEST_H

#include "domain/work/work.h"

/* By personal number, or by a file's number and the name in it: one of the two. */
struct export_subject {
    const char *nid;
    const char *file, *first_name, *surname; /* "14/2026" */
};
/* ERR_INPUT "not_one" at "nid", "bad_nid"; ERR_ABSENT "no_such_person" at "nid" or "file". */
err export_subject_find(struct work *w, const struct export_subject *in, int64_t *ret_person) MUST_CHECK;

#define EXPORT_APPROVAL (7 * 24 * 3600) /* seconds for which an approval may be used, once */
/* Uses up the approval where one is needed. ERR_DENIED "approval_needed" where there is none: w->shuts then
 * names the sealed files. ERR_LIMIT "too_many_exports": as many as the law's number person_exports were given
 * to this account today. The caller's transaction, in which the export follows. */
err export_admit(struct work *w, int64_t person) MUST_CHECK;
/* Asks for an approval, by w->why, which is needed. Logged "person.export_ask". */
err export_request_add(struct work *w, int64_t person, int64_t *ret_id) MUST_CHECK;

struct export_request {
    int64_t id, person, asked_at, approved_at, used_at; /* 0: not yet */
    const char *asked_by, *why, *approved_by;
    int64_t case_id; /* of a sealed file that the actor may approve by; 0: to who asked, and where none is
                        sealed any more */
    const char *case_number; /* NULL: as above */
};
/* Those of the actor, and of the last weeks those that she may approve. Logged "person.export_asked". */
err export_request_list(struct work *w, struct export_request **ret, size_t *ret_count) MUST_CHECK;
/* By a coordinator to whom all sealed files of the person are entrusted. ERR_ABSENT "no_such_request";
 * ERR_DENIED "sealed_file"; ERR_CONFLICT "approved_already". Logged "person.export_approve".
 */
err export_request_approve(struct work *w, int64_t id) MUST_CHECK;

#endif
