/* A safe contact read and written through its file: fewer may see it than may see the file. The row itself is
 * kept in safe_contact.c, which knows no files. */
#include "domain/file/case_contact.h"

#include <string.h>

#include "base/text.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
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

/* A card that somebody else may hold makes the channel unsafe, and writing it anew takes that back: only by
 * whoever has seen it. */
static err unsafe_compare(struct work *w, const struct touch *t)
{
    const struct touch ended = {t->case_id, t->seen, "card.revoke", t->subject, false};
    struct safe_contact now;
    struct touched *list;
    size_t count;
    err e;

    if ((e = case_touched(w, &ended, &list, &count)) || !count ||
        (e = safe_contact_read(w, t->subject, &now)))
        return e;
    return now.unsafe_since ? case_clash(w, list, count, "channel") : OK;
}

/* A channel, its number and its hours are one thing said: they are compared as a whole. */
static err contact_compare(struct work *w, const struct touch *t, const struct safe_contact *in)
{
    struct safe_contact now;
    struct touched *list;
    size_t count;
    err e;

    if ((e = case_touched(w, t, &list, &count)) || (e = unsafe_compare(w, t)) || !count ||
        (e = safe_contact_read(w, t->subject, &now)))
        return e;
    if (text_equal(now.channel, in->channel) && text_equal(now.detail, in->detail) &&
        text_equal(now.hours, in->hours) && text_equal(now.address, in->address))
        return OK;
    return case_clash(w, list, count, "channel");
}

err case_contact_write(struct work *w, int64_t id, int64_t version, int64_t person,
                       const struct safe_contact *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "contact.write", .record = "person", .record_id = person, .case_id = id};
    const struct touch touch = {id, version, entry.what, person, true};
    enum case_role role;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, id)) ||
        (e = case_person_kept(w, id, person, "person", &role)) || (e = case_person_may_open(w, person, id)) ||
        (e = contact_compare(w, &touch, in)) || (e = case_touch(w, &touch, &entry.case_version)) ||
        (e = safe_contact_write(w, person, in)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
