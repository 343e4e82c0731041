/* A safe contact read and written through its file: fewer may see it than may see the file. The row itself is
 * kept in safe_contact.c, which knows no files. */
#include "domain/file/case_contact.h"

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/safe_contact.h"
#include "domain/office/audit.h"
#include "store/db.h"

/* Two guards: that of the file, and that of all files in which she stands, for the contact is hers in all. */
err case_contact_read(struct work *w, int64_t id, int64_t person, struct safe_contact *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "contact.read", .record = "person", .record_id = person, .case_id = id};
    struct safe_contact contact;
    enum case_role role;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, id)) ||
        (e = case_person_role(w, id, person, "person", &role)) || (e = case_person_may_open(w, person, id)) ||
        (e = safe_contact_read(w, person, &contact)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = contact;
    return OK;
}

err case_contact_write(struct work *w, int64_t id, int64_t version, int64_t person,
                       const struct safe_contact *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "contact.write", .record = "person", .record_id = person, .case_id = id};
    enum case_role role;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, id)) ||
        (e = case_person_kept(w, id, person, "person", &role)) || (e = case_person_may_open(w, person, id)) ||
        (e = case_touch(w, id, version, &entry.case_version)) || (e = safe_contact_write(w, person, in)) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
