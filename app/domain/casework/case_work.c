/* What is open is what nothing answers: it is worked out anew each time, and stored nowhere. */
#include "domain/casework/case_work.h"

#include <string.h>

#include "domain/casework/noun_list.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "store/db.h"

static const struct said_field *field_of(const struct noun *noun, const char *name)
{
    for (size_t i = 0; i < noun->said_count; i++)
        if (!strcmp(noun->said[i].name, name))
            return &noun->said[i];
    return NULL;
}

static err said_fill(struct work *w, const struct noun *noun, const struct case_work_new *in, void *said,
                     struct faults *f)
{
    err e = OK;

    for (size_t i = 0; i < in->said_count && !e; i++) {
        const struct said_field *s = field_of(noun, in->said[i].name);

        if (!s)
            e = faults_when(w, f, true, "unknown_member", in->said[i].name, "It says nothing of that name.");
        else if (said_get(s, said))
            e = faults_when(w, f, true, "duplicate", s->name, "It is said twice.");
        else
            said_set(s, said, in->said[i].value);
    }
    return e;
}

err case_work_write(struct work *w, const struct noun *noun, struct record_new *r,
                    const struct case_work_new *in, int64_t *ret_id)
{
    struct faults f = {0};
    void *said = arena_alloc(w->arena, noun->size);
    err e;

    if (!said)
        return ERR_SYSTEM;
    if ((r->case_id && (e = case_may_open(w, r->case_id))) || (e = said_fill(w, noun, in, said, &f)) ||
        (e = record_check(w, noun, r, said, &f)) || (e = faults_refuse(w, &f)))
        return e;
    return record_add(w, noun, r, said, ret_id);
}

err case_work_add(struct work *w, int64_t case_id, const struct case_work_new *in, int64_t *ret_id)
{
    const struct noun *noun = noun_of(in->kind);
    struct record_new r = {.case_id = case_id,
                           .on = date_known(in->on) ? in->on : w->today,
                           .due = in->due,
                           .answers = in->answers,
                           .corrects = in->corrects};

    if (!noun || noun->own)
        return refuse(w, ERR_INPUT, "unknown_kind", "kind", "This kind is not recorded here.");
    return case_work_write(w, noun, &r, in, ret_id);
}

err case_work_record(struct work *w, int64_t case_id, const struct case_work_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_work_add(w, case_id, in, &id)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static err said_open(struct work *w, const struct noun *noun, const void *said, struct case_work *c)
{
    if (!(c->said = arena_array(w->arena, noun->said_count + 1, sizeof *c->said)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < noun->said_count; i++) {
        const char *value = said_get(&noun->said[i], said);

        if (value && noun->said[i].form != SAID_INNER)
            c->said[c->said_count++] = (struct said_pair){noun->said[i].name, value};
    }
    return OK;
}

/* It closes what it answers, among those that were written down before it. */
static void answered(struct case_work *list, size_t count, const struct case_work *answer)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].record.root == answer->record.answers)
            list[i].open = false;
}

static err one_open(struct work *w, struct case_work *c, bool *ret_closes)
{
    const struct noun *noun = noun_of(c->record.kind);
    void *said = arena_alloc(w->arena, noun->size);
    err e;

    if (!said)
        return ERR_SYSTEM;
    if ((e = said_read(w->arena, c->record.said, noun->said, noun->said_count, said)))
        return e;
    c->open = noun->awaits && !c->record.voided && !(noun->over && noun->over(said, w->today));
    *ret_closes =
        !c->record.voided && c->record.answers && !noun->leaves_open && (!noun->closes || noun->closes(said));
    return said_open(w, noun, said, c);
}

/* From the first to the last, so that an answer finds open what it closes. */
static err all_open(struct work *w, const struct record *records, struct case_work *list, size_t count)
{
    bool *closes = arena_array(w->arena, count + 1, sizeof *closes);
    err e = OK;

    if (!closes)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count && !e; i++) {
        list[i].record = records[i];
        e = one_open(w, &list[i], &closes[i]);
    }
    for (size_t i = 0; i < count && !e; i++)
        if (closes[i])
            answered(list, count, &list[i]);
    return e;
}

static const char SQL_STAYS[] = "SELECT count(*) FROM stay WHERE case_id = :case AND voided_at IS NULL AND "
                                "from_day <= :on AND (until_day IS NULL "
                                "OR until_day >= :on)";

/* Allowed, and said: a stay may have been forgotten. */
static err stays_look(struct work *w, struct case_work *list, size_t count)
{
    int64_t stays;
    err e;

    for (size_t i = 0; i < count; i++) {
        if (list[i].record.kind != RECORD_CENTRE_SERVICE || list[i].record.voided)
            continue;
        if ((e = db_int(w->db, SQL_STAYS,
                        BINDS(INT(":case", list[i].record.case_id), DATE(":on", list[i].record.on)), &stays)))
            return e;
        list[i].outside_stay = !stays;
    }
    return OK;
}

err case_work_said(struct work *w, const struct record *records, size_t count, struct case_work **ret)
{
    struct case_work *list = arena_array(w->arena, count + 1, sizeof *list);
    err e;

    if (!list)
        return ERR_SYSTEM;
    if ((e = all_open(w, records, list, count)) || (e = stays_look(w, list, count)))
        return e;
    *ret = list;
    return OK;
}

err case_work_list(struct work *w, int64_t case_id, struct case_work **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "case_work.read", .record = "case_file", .record_id = case_id, .case_id = case_id};
    const struct record_filter f = {
        .every_kind = true, .unpaged = true, .case_id = case_id, .from = DATE_NONE, .until = DATE_NONE};
    struct record *records;
    struct case_work *list;
    size_t count;
    err e;

    if ((e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)) ||
        (e = record_list(w, &f, &records, &count)) || (e = case_work_said(w, records, count, &list)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}
