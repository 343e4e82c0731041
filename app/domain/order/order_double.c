/* Doubles of a paper, looked for by blind index and number. They are told and not refused: whether two papers
 * are one is for a person to see. */
#include "domain/order/order_double.h"

#include <stdio.h>
#include <string.h>

#include "domain/claim/order_act.h"
#include "domain/file/case_guard.h"
#include "domain/file/person.h"
#include "domain/order/order.h"
#include "domain/order/order_blind.h"
#include "domain/order/order_paper.h"
#include "domain/work/rows.h"
#include "store/db.h"

const char *double_kind_name(enum double_kind k)
{
    static const char *const NAMES[DOUBLE_KINDS] = {[DOUBLE_ORDER] = "same_order",
                                                    [DOUBLE_NUMBER] = "same_number",
                                                    [DOUBLE_NID] = "same_nid",
                                                    [DOUBLE_NAME] = "same_name"};

    return (unsigned)k < DOUBLE_KINDS ? NAMES[k] : NULL;
}

/* "#" is the number of an open file; what is said of a closed one does not name it, and where there is
 * nothing, nothing is said. */
static const struct {
    const char *open, *open_en, *closed, *closed_en;
} TEXTS[DOUBLE_KINDS] = {
    [DOUBLE_ORDER] = {.open = "Ky urdhër është regjistruar tashmë në dosjen #.",
                      .open_en = "This order stands in file # already.",
                      .closed =
                          "Ky urdhër është regjistruar tashmë, në një dosje që nuk është e hapur për ju.",
                      .closed_en = "This order stands already in a file that is not open to you."},
    [DOUBLE_NUMBER] = {.open = "Një urdhër me këtë numër gjendet në dosjen #: shihni nëse është i njëjti.",
                       .open_en = "An order of this number stands in file #: see whether it is the same."},
    [DOUBLE_NID] = {.open = "Ky numër personal gjendet në dosjen #.",
                    .open_en = "This personal number stands in file #.",
                    .closed = "Ky numër personal gjendet në një dosje që nuk është e hapur për ju.",
                    .closed_en = "This personal number stands in a file that is not open to you."},
    [DOUBLE_NAME] = {.open = "Një person me të njëjtin emër dhe ditëlindje gjendet në dosjen #: shihni nëse "
                             "është i njëjti.",
                     .open_en =
                         "Somebody of this name and birth date stands in file #: see whether it is the "
                         "same person."},
};

struct doubles {
    struct order_double *at;
    size_t count, room;
};

/* A file, or somebody's files, which are closed when one of them is. */
struct whereabouts {
    int64_t case_id;
    const char *number;
    bool closed;
};

/* The number in place of '#'. */
static const char *text_with(struct work *w, const char *text, const char *number)
{
    const char *mark = strchr(text, '#');

    return arena_format(w->arena, "%.*s%s%s", (int)(mark - text), text, number, mark + 1);
}

/* Each double is told once for a field, however many ways lead to it. */
static err double_add(struct work *w, struct doubles *all, enum double_kind kind, const char *field,
                      const struct whereabouts *at)
{
    struct order_double *d;

    if (at->closed && !TEXTS[kind].closed)
        return OK;
    for (size_t i = 0; i < all->count; i++)
        if (all->at[i].kind == kind && all->at[i].case_id == (at->closed ? 0 : at->case_id) &&
            !strcmp(all->at[i].field, field))
            return OK;
    if (!(d = arena_grow(w->arena, &all->at, &all->count, &all->room, sizeof *d)))
        return ERR_SYSTEM;
    d->kind = kind;
    snprintf(d->field, sizeof d->field, "%s", field);
    if (at->closed) {
        d->text = TEXTS[kind].closed;
        d->text_en = TEXTS[kind].closed_en;
        return case_shut_tell(w, at->case_id);
    }
    d->case_id = at->case_id;
    d->case_number = at->number;
    d->text = text_with(w, TEXTS[kind].open, at->number);
    d->text_en = text_with(w, TEXTS[kind].open_en, at->number);
    return d->text && d->text_en ? OK : ERR_SYSTEM;
}

#define SQL_CLOSED                                                                                           \
    "(f.sealed = 1 AND NOT EXISTS (SELECT 1 FROM case_access a WHERE a.case_id = f.id AND a.account_id = "   \
    ":account))"

struct double_row {
    struct whereabouts at;
    int64_t order;
    bool same_paper; /* issuer and day are the same, too */
};

static const char SQL_ORDERS[] =
    "SELECT f.id, f.number, " SQL_CLOSED " AS closed, "
    "o.id AS order_id, o.paper_blind = :paper AS same_paper FROM protection_order o "
    "JOIN case_file f ON f.id = o.case_id WHERE o.issue_blind = :issue OR o.day_blind = :day ORDER BY o.id";
static const struct column ORDER_COLUMNS[] = {
    COLUMN_INT_AS(struct double_row, at.case_id, "id"),
    COLUMN_TEXT_AS(struct double_row, at.number, "number"),
    COLUMN_BOOL_AS(struct double_row, at.closed, "closed"),
    COLUMN_INT_AS(struct double_row, order, "order_id"),
    COLUMN_BOOL(struct double_row, same_paper),
};

/* A void one, or one that names others, has the same number and is another order. */
static err order_is(struct work *w, const struct order_new *in, const struct double_row *row,
                    enum double_kind *ret)
{
    const struct paper_order there = {.id = row->order, .case_id = row->at.case_id};
    bool same = false;
    struct protection p;
    err e;

    if (row->same_paper && ((e = protection_load(w, row->order, &p)) ||
                            (p.granted && (e = order_paper_same(w, &there, in, &same)))))
        return e;
    *ret = same ? DOUBLE_ORDER : DOUBLE_NUMBER;
    return OK;
}

/* Not before number and day are written down: less would find half the register. */
static err orders_find(struct work *w, const struct order_new *in, struct doubles *all)
{
    struct double_row *rows;
    enum double_kind kind;
    struct order_blind b;
    size_t count;
    err e;

    if (!in->number || in->decision_date == DATE_NONE)
        return OK;
    if ((e = order_blind_make(w, in->issuer, in->number, in->decision_date, &b)) ||
        (e = rows_read(w, SQL_ORDERS,
                       BINDS(INT(":account", w->actor.account), BLOB(":paper", b.paper, DIGEST_SIZE),
                             BLOB(":issue", b.issue, DIGEST_SIZE), BLOB(":day", b.day, DIGEST_SIZE)),
                       COLUMNS(ORDER_COLUMNS), NULL, &rows, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = order_is(w, in, &rows[i], &kind)) || (e = double_add(w, all, kind, "number", &rows[i].at)))
            return e;
    return OK;
}

static const char SQL_FILES[] =
    "SELECT f.id, f.number, " SQL_CLOSED " AS closed FROM case_person c JOIN case_file f ON f.id = c.case_id "
    "WHERE c.person_id = :person ORDER BY closed DESC, f.id = :own DESC, f.id LIMIT 1";
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT_AS(struct whereabouts, case_id, "id"),
    COLUMN_TEXT(struct whereabouts, number),
    COLUMN_BOOL(struct whereabouts, closed),
};

/* Of somebody who stands in a closed file, too, the open one is not named either. */
static err person_found(struct work *w, const struct order_new *in, int64_t person, enum double_kind kind,
                        const char *field, struct doubles *all)
{
    struct whereabouts at = {0};
    err e =
        row_read(w, SQL_FILES,
                 BINDS(INT(":account", w->actor.account), INT(":person", person), INT(":own", in->case_id)),
                 COLUMNS(FILE_COLUMNS), &at);

    if (e == ERR_ABSENT) /* no file names the person */
        return OK;
    return e ? e : double_add(w, all, kind, field, &at);
}

static bool among(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Who was found by number is not told once more by name. */
static err twins_find(struct work *w, const struct order_new *in, const struct order_person *p,
                      const char *where, struct doubles *all)
{
    struct person_twins t;
    char field[40];
    err e;

    if (p->person)
        return OK;
    if ((e = person_twins(w, &p->who, &t)))
        return e;
    snprintf(field, sizeof field, "%s.nid", where);
    for (size_t i = 0; i < t.by_nid_count; i++)
        if ((e = person_found(w, in, t.by_nid[i], DOUBLE_NID, field, all)))
            return e;
    snprintf(field, sizeof field, "%s.surname", where);
    for (size_t i = 0; i < t.by_name_count; i++)
        if (!among(t.by_nid, t.by_nid_count, t.by_name[i]) &&
            (e = person_found(w, in, t.by_name[i], DOUBLE_NAME, field, all)))
            return e;
    return OK;
}

err order_doubles(struct work *w, const struct order_new *in, struct order_double **ret, size_t *ret_count)
{
    struct doubles all = {0};
    char where[40];
    err e;

    if ((e = orders_find(w, in, &all)))
        return e;
    for (size_t i = 0; i < in->persons_count && i < ORDER_PERSONS_MAX; i++) {
        snprintf(where, sizeof where, "persons[%zu]", i);
        if ((e = twins_find(w, in, &in->persons[i], where, &all)))
            return e;
    }
    if (in->respondent && (e = twins_find(w, in, in->respondent, "respondent", &all)))
        return e;
    for (size_t i = 0; i < in->more_respondents_count && i < ORDER_MORE_MAX; i++) {
        snprintf(where, sizeof where, "more_respondents[%zu]", i);
        if ((e = twins_find(w, in, &in->more_respondents[i], where, &all)))
            return e;
    }
    *ret = all.at;
    *ret_count = all.count;
    return OK;
}
