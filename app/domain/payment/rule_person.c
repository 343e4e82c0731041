/* Names beside the counts of a change. The counts hold whoever is counted; a sealed file keeps its name. */
#include "domain/payment/rule_person.h"

#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char *const MOVE_NAMES[] = {
    [MOVE_GAINS] = "gains", [MOVE_LOSES] = "loses", [MOVE_MORE] = "more", [MOVE_LESS] = "less"};

const char *rule_move_name(enum rule_move m)
{
    return (unsigned)m <= MOVE_LESS ? MOVE_NAMES[m] : NULL;
}

/* The newest file of her own; ERR_ABSENT: one of hers is shut to the actor. */
static const char SQL_FILE[] =
    "SELECT f.id AS case_id, f.number AS file FROM case_file f WHERE f.id = (SELECT max(k.case_id) FROM "
    "case_person k "
    "WHERE k.person_id = :person AND k.role <> 'respondent') AND NOT " PERSON_CLOSED(":person");
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT(struct rule_person, case_id),
    COLUMN_TEXT(struct rule_person, file),
};

static err named_read(struct work *w, int64_t id, struct rule_person *ret)
{
    struct person p;
    err e = row_read(w, SQL_FILE, BINDS(INT(":person", id), INT(":account", w->actor.account)),
                     COLUMNS(FILE_COLUMNS), ret);

    if (e || (e = person_read(w, id, &p)))
        return e;
    ret->person = id;
    ret->first_name = p.first_name;
    ret->surname = p.surname;
    return OK;
}

static void move_put(struct rule_persons *to, const struct rule_person *whose, enum service service,
                     enum rule_move what, date day)
{
    struct rule_person *p = &to->at[to->count++];

    *p = *whose;
    p->service = service;
    p->what = what;
    p->day = day;
}

static void moves_put(struct rule_persons *to, const struct rule_person *whose, const struct rule_moved *m)
{
    if (m->loses != DATE_NONE)
        move_put(to, whose, m->service, MOVE_LOSES, m->loses);
    if (m->gains != DATE_NONE)
        move_put(to, whose, m->service, MOVE_GAINS, m->gains);
    if (m->shift)
        move_put(to, whose, m->service, m->shift > 0 ? MOVE_MORE : MOVE_LESS, DATE_NONE);
}

err rule_persons(struct work *w, const struct rule_effect *effect, struct rule_persons *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "rule.persons", .record = "benefit_rule"};
    struct rule_persons list = {0};
    struct rule_person whose = {0};
    bool closed = false;
    err e;

    if (!(list.at = arena_array(w->arena, 3 * effect->moved_count + 1, sizeof *list.at)))
        return ERR_SYSTEM;
    if ((e = tx_begin(&tx, w->db)))
        return e;
    for (size_t i = 0; i < effect->moved_count; i++) {
        const struct rule_moved *m = &effect->moved[i];

        if (i == 0 || m->person != effect->moved[i - 1].person) {
            if ((e = named_read(w, m->person, &whose)) && e != ERR_ABSENT)
                return e;
            closed = e == ERR_ABSENT;
            list.closed += closed;
        }
        if (!closed)
            moves_put(&list, &whose, m);
    }
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = list;
    return OK;
}
