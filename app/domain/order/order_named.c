/* Persons and measures of an order: those of its registration, moved by what courts changed since. */
#include "domain/order/order_named.h"

#include <string.h>

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/order/order.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* What person_add would warn of, the check of the order has said already. */
err order_person_enter(struct work *w, int64_t case_id, const struct order_person *p, const char *relation,
                       int64_t *ret)
{
    int64_t person = p->person;
    size_t warned;
    err e;

    if (!person && ((e = person_find(w, &p->who, case_id, &person)) ||
                    (person && (e = case_person_may_open(w, person, case_id)))))
        return e;
    if (!person && p->role == ROLE_RESPONDENT && (e = person_find_respondent(w, &p->who, case_id, &person)))
        return e;
    warned = w->warning_count;
    if (!person && (e = person_enter(w, &p->who, &person)))
        return e;
    w->warning_count = warned;
    if (!p->person && (e = case_person_add(w, case_id, person, p->role, relation)))
        return e;
    *ret = person;
    return OK;
}

/* Somebody named twice on the paper, or found to be one with another, is named once. */
static const char SQL_NAME[] =
    "INSERT INTO order_person (order_id, person_id, registered) VALUES (:order, :person, :registered) "
    "ON CONFLICT (order_id, person_id) DO NOTHING";

err order_name_add(struct work *w, int64_t order, int64_t person, bool registered)
{
    return db_exec(w->db, SQL_NAME,
                   BINDS(INT(":order", order), INT(":person", person), INT(":registered", registered)));
}

struct name_row {
    int64_t person;
    bool registered;
};
static const char SQL_NAMES[] =
    "SELECT person_id, registered FROM order_person WHERE order_id = :order ORDER BY person_id";
static const struct column NAME_COLUMNS[] = {
    COLUMN_INT_AS(struct name_row, person, "person_id"),
    COLUMN_BOOL(struct name_row, registered),
};

struct change_row { /* of a person, or of a measure */
    int64_t person;
    const char *code;
    struct naming_change change;
};
static const char SQL_PERSON_CHANGES[] =
    "SELECT p.person_id, p.act_id, p.goes = 'in' AS goes_in FROM order_act_person p "
    "JOIN order_act a ON a.id = p.act_id WHERE a.order_id = :order AND p.part = 'named' "
    "AND a.kind <> 'registration_corrected' ORDER BY p.person_id, p.act_id";
static const struct column PERSON_CHANGE_COLUMNS[] = {
    COLUMN_INT_AS(struct change_row, person, "person_id"),
    COLUMN_INT_AS(struct change_row, change.act, "act_id"),
    COLUMN_BOOL_AS(struct change_row, change.in, "goes_in"),
};

/* The changes of one, out of those of all. */
static err changes_pick(struct work *w, const struct change_row *rows, size_t count, int64_t person,
                        const char *code, struct naming_change **ret, size_t *ret_count)
{
    struct naming_change *own = arena_array(w->arena, count + 1, sizeof *own);
    size_t n = 0;

    if (!own)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (code ? !strcmp(rows[i].code, code) : rows[i].person == person)
            own[n++] = rows[i].change;
    *ret = own;
    *ret_count = n;
    return OK;
}

static err days_read(struct work *w, const struct act *acts, size_t act_count, bool registered,
                     const struct naming_change *changes, size_t count, struct naming **ret,
                     size_t *ret_count)
{
    struct naming *days = arena_array(w->arena, count + 1, sizeof *days);

    if (!days)
        return ERR_SYSTEM;
    *ret_count = naming_of(acts, act_count, registered, changes, count, days);
    *ret = days;
    return OK;
}

err order_named_read(struct work *w, int64_t order, const struct act *acts, size_t act_count,
                     struct order_named **ret, size_t *ret_count)
{
    struct naming_change *own;
    struct change_row *changes;
    struct order_named *list;
    struct name_row *names;
    size_t count, change_count, n;
    err e;

    if ((e = rows_read(w, SQL_NAMES, BINDS(INT(":order", order)), COLUMNS(NAME_COLUMNS), NULL, &names,
                       &count)) ||
        (e = rows_read(w, SQL_PERSON_CHANGES, BINDS(INT(":order", order)), COLUMNS(PERSON_CHANGE_COLUMNS),
                       NULL, &changes, &change_count)))
        return e;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        list[i].person = names[i].person;
        if ((e = changes_pick(w, changes, change_count, names[i].person, NULL, &own, &n)) ||
            (e = days_read(w, acts, act_count, names[i].registered, own, n, &list[i].days,
                           &list[i].day_count)))
            return e;
    }
    *ret = list;
    *ret_count = count;
    return OK;
}

bool order_named_still(const struct order_named *n, date on)
{
    return n->day_count && n->days[n->day_count - 1].until >= on;
}

struct code_row {
    const char *code;
    bool registered;
    int64_t by; /* the correction of the registration that spoke of it last; 0: none did */
};
static const char SQL_CODES[] =
    "SELECT s.code, max(s.registered) AS registered, (SELECT max(x.act_id) FROM order_act_measure x "
    "JOIN order_act a ON a.id = x.act_id WHERE a.order_id = :order AND a.kind = 'registration_corrected' "
    "AND x.code = s.code) AS corrected_by FROM (SELECT code, 1 AS registered FROM order_measure "
    "WHERE order_id = :order UNION ALL SELECT m.code, 0 FROM order_act_measure m JOIN order_act a "
    "ON a.id = m.act_id WHERE a.order_id = :order) AS s JOIN measure c ON c.code = s.code "
    "GROUP BY s.code, c.place ORDER BY c.place, s.code";
static const struct column CODE_COLUMNS[] = {
    COLUMN_TEXT(struct code_row, code),
    COLUMN_BOOL(struct code_row, registered),
    COLUMN_INT_AS(struct code_row, by, "corrected_by"),
};

static const char SQL_MEASURE_CHANGES[] =
    "SELECT m.code, m.act_id, m.goes = 'in' AS goes_in FROM order_act_measure m "
    "JOIN order_act a ON a.id = m.act_id WHERE a.order_id = :order AND a.kind <> 'registration_corrected' "
    "ORDER BY m.code, m.act_id";
static const struct column MEASURE_CHANGE_COLUMNS[] = {
    COLUMN_TEXT(struct change_row, code),
    COLUMN_INT_AS(struct change_row, change.act, "act_id"),
    COLUMN_BOOL_AS(struct change_row, change.in, "goes_in"),
};

struct measured_words { /* all that is said of the measures of an order */
    const struct act *acts;
    size_t act_count;
    date on;
    const struct change_row *changes;
    size_t change_count;
    struct measure_sayings said;
};

/* What each act says that holds on the day, over what was said before it; last what the record says that
 * speaks of the measure. Whatever takes a measure out takes its details along. */
static void details_lay(const struct measured_words *m, const struct code_row *row, int64_t by,
                        const struct naming_change *own, size_t count, struct measure_details *ret)
{
    int64_t alone;

    if (row->registered)
        measure_sayings_lay(&m->said, row->by, row->code, ret);
    for (size_t i = 0; i < count; i++) {
        bool in = naming_speaker(m->acts, m->act_count, false, &own[i], 1, m->on, &alone);

        if (alone == own[i].act && !in)
            *ret = (struct measure_details){0};
        if (alone == own[i].act)
            measure_sayings_lay(&m->said, alone, row->code, ret);
    }
    if (by)
        measure_sayings_lay(&m->said, by, row->code, ret);
}

static err measured_read(struct work *w, const struct measured_words *m, const struct code_row *row,
                         struct order_measured *ret)
{
    struct naming_change *own;
    int64_t by;
    size_t n;
    err e;

    if ((e = changes_pick(w, m->changes, m->change_count, 0, row->code, &own, &n)))
        return e;
    *ret = (struct order_measured){.code = row->code};
    ret->stands = naming_speaker(m->acts, m->act_count, row->registered, own, n, m->on, &by);
    details_lay(m, row, by, own, n, &ret->details);
    ret->details.clears = 0; /* of acts: nothing is left of it in what stands */
    return OK;
}

err order_measured_read(struct work *w, int64_t order, const struct act *acts, size_t act_count, date on,
                        struct order_measured **ret, size_t *ret_count)
{
    struct measured_words m = {.acts = acts, .act_count = act_count, .on = on};
    struct order_measured *list;
    struct change_row *changes;
    struct code_row *codes;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_CODES, BINDS(INT(":order", order)), COLUMNS(CODE_COLUMNS), NULL, &codes,
                       &count)) ||
        (e = rows_read(w, SQL_MEASURE_CHANGES, BINDS(INT(":order", order)), COLUMNS(MEASURE_CHANGE_COLUMNS),
                       NULL, &changes, &m.change_count)) ||
        (e = measure_sayings_read(w, order, &m.said)))
        return e;
    m.changes = changes;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = measured_read(w, &m, &codes[i], &list[i])))
            return e;
    *ret = list;
    *ret_count = count;
    return OK;
}
