/* One read in place of six, so that the log says what left the office, and what leaves it is said in one
 * place. */
#include "domain/casework/visit_pack.h"

#include "domain/casework/assessment.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_read.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_FILE[] =
    "SELECT c.number, u.name AS unit FROM case_file c JOIN unit u ON u.id = c.unit_id WHERE c.id = :id";
static const struct column FILE_COLUMNS[] = {
    COLUMN_TEXT(struct visit_pack, number),
    COLUMN_TEXT(struct visit_pack, unit),
};

static const char SQL_PERSONS[] =
    "SELECT id, person_id, role, relation_sealed FROM case_person WHERE case_id = :id AND "
    "role <> 'respondent' ORDER BY id";

/* Her contact is hers in all her files, so one of them that is sealed shuts it here, too. */
static err person_take(struct work *w, int64_t case_id, const struct case_person *p, struct visit_person *ret)
{
    err e = case_person_may_open(w, p->person, case_id);

    if (e)
        return e;
    *ret = (struct visit_person){.id = p->person,
                                 .role = p->role,
                                 .first_name = p->who.first_name,
                                 .surname = p->who.surname,
                                 .address = p->who.address};
    return p->role == ROLE_PROTECTED ? safe_contact_read(w, p->person, &ret->contact) : OK;
}

static err persons_take(struct work *w, int64_t case_id, struct visit_pack *p)
{
    struct case_person *list;
    size_t count;
    err e;

    if ((e = case_persons_read(w, SQL_PERSONS, BINDS(INT(":id", case_id)), &list, &count)))
        return e;
    if (!(p->persons = arena_array(w->arena, count + 1, sizeof *p->persons)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count && !e; i++)
        if (!date_known(list[i].who.died_on))
            e = person_take(w, case_id, &list[i], &p->persons[p->person_count++]);
    return e;
}

/* What the choice of records is held against. */
struct choice {
    int64_t visit, assessed; /* assessed: the record of the last assessment, 0: there is none */
    int64_t plan;            /* the root of the version that holds, 0: there is none */
};

static bool taken(const struct choice *c, const struct case_work *w)
{
    if (w->record.voided)
        return false;
    switch ((int)w->record.kind) {
    case RECORD_VISIT:
        return w->record.id == c->visit;
    case RECORD_PLAN:
        return w->record.root == c->plan;
    case RECORD_PLAN_ACTION:
        return w->open && w->record.answers == c->plan;
    case RECORD_BREACH:
    case RECORD_DANGER_EVENT:
        return w->open || w->record.id > c->assessed;
    default:
        return false;
    }
}

/* The version that no later one answers is the one that is open. */
static int64_t plan_standing(const struct case_work *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].record.kind == RECORD_PLAN && list[i].open)
            return list[i].record.root;
    return 0;
}

static err visit_require(struct work *w, const struct case_work *list, size_t count, int64_t visit)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].record.id == visit && list[i].record.kind == RECORD_VISIT && list[i].open)
            return OK;
    return refuse(w, ERR_ABSENT, "no_such_record", "", "No such visit of this file is still to be made.");
}

static err records_take(struct work *w, int64_t case_id, struct choice *c, struct visit_pack *p)
{
    const struct record_filter f = {
        .every_kind = true, .unpaged = true, .case_id = case_id, .from = DATE_NONE, .until = DATE_NONE};
    struct record *records;
    size_t count;
    err e;

    if ((e = record_list(w, &f, &records, &count)) || (e = case_work_said(w, records, count, &p->records)) ||
        (e = visit_require(w, p->records, count, c->visit)))
        return e;
    c->plan = plan_standing(p->records, count);
    for (size_t i = 0; i < count; i++)
        if (taken(c, &p->records[i]))
            p->records[p->record_count++] = p->records[i];
    return OK;
}

static err pack_fill(struct work *w, int64_t case_id, int64_t visit, struct visit_pack *p)
{
    struct choice c = {.visit = visit};
    const struct assessment *last;
    err e;

    if ((e = row_read(w, SQL_FILE, BINDS(INT(":id", case_id)), COLUMNS(FILE_COLUMNS), p)) ||
        (e = assessment_standing(w, case_id, &last)))
        return e;
    if (last) {
        c.assessed = last->record.id;
        p->danger = last->holds;
        p->assessed = last->record.on;
    }
    if ((e = records_take(w, case_id, &c, p)))
        return e;
    return persons_take(w, case_id, p);
}

/* In the log it is a look into the file: of what is said of a record, news would tell as of a change. */
err visit_pack_read(struct work *w, int64_t case_id, int64_t visit, struct visit_pack *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "visit_pack.read", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct visit_pack p = {.read_at = w->now, .assessed = DATE_NONE};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)) ||
        (e = pack_fill(w, case_id, visit, &p)) || (e = tx_commit(&tx)))
        return e;
    *ret = p;
    return OK;
}
