/* One person's row written anew, and all that is derived from it: look-ups by name and number, hints on
 * checkers' screens, the other files she stands in. What is printed on her card cannot be changed; that it is
 * out of date becomes a task. */
#include "domain/order/person_correct.h"

#include <string.h>

#include "domain/card/card_follow.h"
#include "domain/card/card_join.h"
#include "domain/card/card_refresh.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/file/person.h"
#include "domain/file/person_field.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* A number can be learnt later; two persons with one number would be one to the next order that names it. */
static err number_free(struct work *w, int64_t person, const struct person_new *who)
{
    struct person_twins twins;
    err e;

    if ((e = person_twins(w, who, &twins)))
        return e;
    for (size_t i = 0; i < twins.by_nid_count; i++)
        if (twins.by_nid[i] != person && !(e = case_person_shut_tell(w, twins.by_nid[i])))
            return refuse(w, ERR_CONFLICT, "nid_taken", "nid", "Somebody else has this personal number.");
    return e;
}

/* What others have written of the same fields since the version that was seen, to another value: each at its
 * own field. */
static err fields_clash(struct work *w, const struct touch *t, unsigned mine, struct faults *f)
{
    struct touched *list;
    size_t count, n = 0;
    unsigned theirs = 0;
    err e;

    if ((e = case_touched(w, t, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        const unsigned fields = person_fields_read(list[i].why);

        theirs |= fields;
        if (fields & mine)
            list[n++] = list[i];
    }
    for (unsigned i = 0; !e && i < PERSON_FIELDS; i++)
        if (theirs & mine & 1u << i)
            e = faults_take(w, f, case_clash(w, list, n, person_field_name(i)));
    return e;
}

/* The rest of her stays as it is now, whatever the caller saw of it. */
static err correction_make(struct work *w, const struct touch *t, unsigned fields, struct person_new *who,
                           unsigned *ret_changed)
{
    struct faults f = {0};
    struct person now;
    err e;

    if ((e = person_read(w, t->subject, &now)))
        return e;
    person_fields_keep(&now, fields ? fields : PERSON_FIELDS_ALL, who);
    *ret_changed = person_fields_differing(&now, who);
    if ((e = fields_clash(w, t, *ret_changed, &f)) || (e = faults_take(w, &f, person_check(w, who))) ||
        (e = faults_take(w, &f, number_free(w, t->subject, who))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_FILES[] = "SELECT case_id FROM case_person WHERE person_id = :person ORDER BY case_id";

/* All her files move, so that whoever works on another one sees that it did, and why. */
static err files_move(struct work *w, const struct touch *t, const char *fields)
{
    struct audit_entry entry = {.what = t->what, .record = "person", .record_id = t->subject, .why = fields};
    int64_t *files;
    size_t count;
    err e;

    if ((e = rows_ids(w, SQL_FILES, BINDS(INT(":person", t->subject)), &files, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        entry.case_id = files[i];
        e = files[i] == t->case_id ? case_touch(w, t, &entry.case_version)
                                   : case_move(w, files[i], &entry.case_version);
        if (e || (e = audit_append(w, &entry)))
            return e;
    }
    return OK;
}

static err cards_follow(struct work *w, int64_t person)
{
    bool outdated;
    err e = card_follow(w, person, &outdated);

    if (e)
        return e;
    if (outdated)
        work_warn(w, "cards_outdated", "",
                  "A card that is still good prints other initials or another year.");
    return card_refresh(w, person);
}

err person_correct(struct work *w, int64_t case_id, int64_t version, int64_t person,
                   const struct person_new *who)
{
    return person_correct_fields(w, case_id, version, person, PERSON_FIELDS_ALL, who);
}

err person_correct_fields(struct work *w, int64_t case_id, int64_t version, int64_t person, unsigned fields,
                          const struct person_new *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct touch touch = {case_id, version, "person.correct", person, true};
    struct person_new who = *in;
    enum case_role role;
    const char *said;
    unsigned changed;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = case_person_kept(w, case_id, person, "person", &role)) ||
        (e = case_person_may_open(w, person, case_id)) ||
        (e = correction_make(w, &touch, fields, &who, &changed)) || (e = person_store(w, person, &who)) ||
        (e = card_join(w, person)) || (e = person_fields_format(w->arena, changed, &said)) ||
        (e = files_move(w, &touch, said)) || (e = cards_follow(w, person)))
        return e;
    return tx_commit(&tx);
}
