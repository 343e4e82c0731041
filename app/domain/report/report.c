/* Facts are read once for each noun that the columns name, and each cell then goes over them. */
#include "domain/report/report.h"

#include <stdlib.h>
#include <string.h>

#include "base/month.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "store/db.h"

static bool dimension_told(const struct fact_noun *noun, enum fact_by by)
{
    bool there;

    (void)fact_list(noun, by, &there);
    return there;
}

err report_check(struct work *w, const struct report_definition *d)
{
    bool rows = d->rows == BY_NONE;

    if (d->column_count > REPORT_COLUMNS_MAX)
        return refuse(w, ERR_INPUT, "too_many_columns", "columns", "So many columns are in no report.");
    for (size_t i = 0; i < d->column_count; i++) {
        const struct report_measure *m = &d->columns[i];

        if (m->how == HOW_NOT_OURS)
            continue;
        if (!m->noun || (m->how == HOW_AMOUNT && !m->noun->amounts))
            return refuse(w, ERR_INPUT, "unknown_column", "columns", "There is nothing to count there.");
        for (size_t k = 0; k < REPORT_WHERES && m->where[k].by; k++)
            if (!dimension_told(m->noun, m->where[k].by))
                return refuse(w, ERR_INPUT, "unknown_column", "columns", "Its noun does not tell that.");
        if (d->rows != BY_NONE && !dimension_told(m->noun, d->rows))
            return refuse(w, ERR_INPUT, "unknown_row", "rows", "A column is not told apart by these rows.");
        rows = true;
    }
    return rows ? OK : refuse(w, ERR_INPUT, "unknown_column", "columns", "Nothing in it is counted here.");
}

struct column_facts {
    struct fact *at;
    size_t count;
};

static unsigned wants_of(const struct report_definition *d, const struct fact_noun *noun)
{
    unsigned wants = 1u << d->rows;

    for (size_t i = 0; i < d->column_count; i++)
        for (size_t k = 0; d->columns[i].noun == noun && k < REPORT_WHERES; k++)
            wants |= 1u << d->columns[i].where[k].by;
    return wants;
}

static err facts_read(struct work *w, const struct report_definition *d, date from, date until,
                      struct column_facts *ret)
{
    for (size_t i = 0; i < d->column_count; i++) {
        const struct fact_noun *noun = d->columns[i].noun;
        size_t same = 0;
        err e;

        while (d->columns[same].noun != noun)
            same++;
        if (!noun)
            continue;
        if (same < i)
            ret[i] = ret[same];
        else if ((e = fact_read(w, noun, from, until, wants_of(d, noun), &ret[i].at, &ret[i].count)))
            return e;
    }
    return OK;
}

static bool among(const char *words, const char *word)
{
    const size_t n = word ? strlen(word) : 0;

    for (const char *at = words; n && *at; at += strspn(at, " ")) {
        const size_t size = strcspn(at, " ");

        if (size == n && !memcmp(at, word, n))
            return true;
        at += size;
    }
    return false;
}

static bool counts(const struct report_measure *m, const struct fact *f)
{
    for (size_t k = 0; k < REPORT_WHERES && m->where[k].by; k++)
        if (!among(m->where[k].values, f->value[m->where[k].by]))
            return false;
    return true;
}

/* whole: the last row. name NULL: facts of which it is not known. */
static bool stands_in(const struct report *r, size_t row, const struct fact *f)
{
    const char *name = r->names[row], *value = f->value[r->of->rows];

    if (row + 1 == r->rows)
        return true;
    return name && value ? !strcmp(name, value) : name == value;
}

struct seen {
    date on;
    int64_t who;
};
static int who_compare(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;

    return x->who < y->who ? -1 : x->who > y->who;
}
static int day_compare(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;

    return x->on != y->on ? (x->on < y->on ? -1 : 1) : who_compare(a, b);
}

static int64_t each_count(struct seen *seen, size_t count)
{
    int64_t n = 0;

    qsort(seen, count, sizeof *seen, who_compare);
    for (size_t i = 0; i < count; i++)
        n += i == 0 || seen[i].who != seen[i - 1].who;
    return n;
}

static int64_t most_count(struct seen *seen, size_t count)
{
    int64_t most = 0, n = 0;

    qsort(seen, count, sizeof *seen, day_compare);
    for (size_t i = 0; i < count; i++) {
        const bool day = i > 0 && seen[i].on == seen[i - 1].on;

        n = day ? n + (seen[i].who != seen[i - 1].who) : 1;
        most = n > most ? n : most;
    }
    return most;
}

struct summing {
    int64_t weight, amount, untold;
    bool unstated;
    struct seen *seen;
    size_t seen_count;
};

static void cell_set(const struct report_measure *m, struct summing *s, struct report_cell *ret)
{
    const int64_t each = s->seen_count ? each_count(s->seen, s->seen_count) : 0;

    ret->known = true;
    ret->persons = each + s->untold;
    switch (m->how) {
    case HOW_MANY:
        ret->value = s->weight;
        break;
    case HOW_EACH:
        ret->value = each;
        ret->known = each || !s->untold;
        break;
    case HOW_AMOUNT:
        ret->value = s->amount;
        ret->known = !s->unstated;
        break;
    case HOW_MOST:
        ret->value = s->seen_count ? most_count(s->seen, s->seen_count) : 0;
        break;
    case HOW_NOT_OURS:
        ret->known = false;
        break;
    }
}

static void cell_count(const struct report *r, size_t row, size_t column, const struct column_facts *facts,
                       struct seen *room, struct report_cell *ret)
{
    const struct report_measure *m = &r->of->columns[column];
    struct summing s = {.seen = room};

    for (size_t i = 0; i < facts->count && m->how != HOW_NOT_OURS; i++) {
        const struct fact *f = &facts->at[i];

        if (!stands_in(r, row, f) || !counts(m, f))
            continue;
        s.weight += f->weight;
        s.amount += f->amount;
        s.unstated = s.unstated || f->no_amount;
        if (f->who)
            s.seen[s.seen_count++] = (struct seen){f->on, f->who};
        else
            s.untold += f->weight ? f->weight : 1;
    }
    cell_set(m, &s, ret);
}

static err cells_count(struct work *w, const struct report *r, const struct column_facts *facts,
                       struct report_cell **ret)
{
    const size_t width = r->of->column_count;
    struct report_cell *cells = arena_array(w->arena, r->rows * width + 1, sizeof *cells);
    size_t most = 1;
    struct seen *room;

    for (size_t c = 0; c < width; c++)
        most = facts[c].count > most ? facts[c].count : most;
    if (!cells || !(room = arena_array(w->arena, most, sizeof *room)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < r->rows * width; i++)
        cell_count(r, i / width, i % width, &facts[i % width], room, &cells[i]);
    *ret = cells;
    return OK;
}

static int name_compare(const void *a, const void *b)
{
    const char *x = *(const char *const *)a, *y = *(const char *const *)b;

    return strcmp(x, y);
}

struct naming {
    const char **at;
    size_t count, room;
    bool unknown; /* something is told of which it is not known */
};

static err name_add(struct work *w, struct naming *n, const char *name)
{
    const char **slot;

    for (size_t i = 0; name && i < n->count; i++)
        if (!strcmp(n->at[i], name))
            return OK;
    n->unknown = n->unknown || !name;
    if (!name)
        return OK;
    if (!(slot = arena_grow(w->arena, &n->at, &n->count, &n->room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = name;
    return OK;
}

/* Units and months stand there also where nothing happened; of others those that are found. */
static err names_begin(struct work *w, const struct report *r, struct naming *n)
{
    struct unit *units;
    size_t count;
    err e = OK;

    if (r->of->rows == BY_UNIT) {
        if ((e = unit_list(w, &units, &count)))
            return e;
        for (size_t i = 0; i < count && !e; i++)
            e = name_add(w, n, units[i].name);
    }
    for (date m = month_first(r->period.from); r->of->rows == BY_MONTH && m <= r->period.until && !e;
         m = month_next(m)) {
        char text[MONTH_TEXT];
        const char *name = arena_text(w->arena, month_format(m, text));

        e = name ? name_add(w, n, name) : ERR_SYSTEM;
    }
    return e;
}

static err names_find(struct work *w, struct report *r, const struct column_facts *facts)
{
    struct naming n = {0};
    err e = names_begin(w, r, &n);

    for (size_t c = 0; c < r->of->column_count && r->of->rows != BY_NONE; c++)
        for (size_t i = 0; i < facts[c].count && !e; i++)
            e = name_add(w, &n, facts[c].at[i].value[r->of->rows]);
    if (e)
        return e;
    if (n.count)
        qsort(n.at, n.count, sizeof *n.at, name_compare);
    r->rows = n.count + n.unknown + 1;
    if (!(r->names = arena_array(w->arena, r->rows, sizeof *r->names)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < n.count; i++)
        r->names[i] = n.at[i];
    return OK;
}

static err report_count(struct work *w, struct report *r)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct column_facts now[REPORT_COLUMNS_MAX] = {0}, before[REPORT_COLUMNS_MAX] = {0};
    const struct report_period *p = &r->period;
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = facts_read(w, r->of, p->from, p->until, now)) ||
        (e = facts_read(w, r->of, p->before_from, p->before_until, before)) || (e = names_find(w, r, now)) ||
        (e = cells_count(w, r, now, &r->cells)) || (e = cells_count(w, r, before, &r->before)))
        return e;
    return tx_commit(&tx);
}

static bool sees_files(const struct work *w)
{
    return (w->actor.roles & R_COORDINATOR) != 0;
}

err report_make(struct work *w, const struct report_definition *d, const struct report_asked *in,
                struct report *ret)
{
    struct report r = {.of = d, .small_hidden = !sees_files(w)};
    struct audit_entry entry = {.what = "report.read", .record = "report"};
    char from[DATE_TEXT], until[DATE_TEXT];
    err e;

    if (!(w->actor.roles & d->roles))
        return refuse(w, ERR_DENIED, "not_your_report", "", "This report is for others.");
    if ((e = report_check(w, d)) || (e = report_period_read(w, in, &r.period)))
        return e;
    if (r.small_hidden && (!r.period.year || !r.period.over))
        return refuse(w, ERR_INPUT, "year_not_over", "year", "Whole years that are over are told.");
    if ((e = report_count(w, &r)))
        return e;
    if (r.small_hidden &&
        ((e = report_hide(w, d, r.rows, r.cells)) || (e = report_hide(w, d, r.rows, r.before))))
        return e;
    entry.why = arena_format(w->arena, "%s from %s until %s", d->code, date_format(r.period.from, from),
                             date_format(r.period.until, until));
    if (!entry.why)
        return ERR_SYSTEM;
    if ((e = audit_append(w, &entry)))
        return e;
    *ret = r;
    return OK;
}

/* Of a sealed file nothing is told but that there is one. */
static err file_take(struct work *w, const struct fact *f, struct report_file *list, size_t *count,
                     int64_t *shut)
{
    bool open;
    err e;

    for (size_t i = 0; i < *count; i++)
        if (list[i].id == f->case_id)
            return OK;
    if (!f->case_id || !f->value[BY_FILE])
        return OK;
    if ((e = case_stands_open(w, f->case_id, &open)))
        return e;
    *shut += !open;
    list[(*count)++] = (struct report_file){f->case_id, open ? f->value[BY_FILE] : NULL};
    return OK;
}

static size_t shut_drop(struct report_file *list, size_t count)
{
    size_t kept = 0;

    for (size_t i = 0; i < count; i++)
        if (list[i].number)
            list[kept++] = list[i];
    return kept;
}

err report_files(struct work *w, const struct report *r, size_t row, size_t column, struct report_file **ret,
                 size_t *ret_count, int64_t *ret_shut)
{
    const struct audit_entry entry = {.what = "report.files", .record = "report", .why = r->of->code};
    const struct report_measure *m;
    struct report_file *list;
    struct fact *facts = NULL;
    size_t fact_count = 0, count = 0;
    int64_t shut = 0;
    err e;

    if (!sees_files(w))
        return refuse(w, ERR_DENIED, "no_files", "", "Files are for coordinators.");
    if (row >= r->rows || column >= r->of->column_count)
        return refuse(w, ERR_INPUT, "unknown_cell", row >= r->rows ? "row" : "column",
                      "There is no such cell.");
    m = &r->of->columns[column];
    if (m->noun && (e = fact_read(w, m->noun, r->period.from, r->period.until, wants_of(r->of, m->noun),
                                  &facts, &fact_count)))
        return e;
    if (!(list = arena_array(w->arena, fact_count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < fact_count; i++)
        if (stands_in(r, row, &facts[i]) && counts(m, &facts[i]) &&
            (e = file_take(w, &facts[i], list, &count, &shut)))
            return e;
    if ((e = audit_append(w, &entry)))
        return e;
    *ret = list;
    *ret_count = shut_drop(list, count);
    *ret_shut = shut;
    return OK;
}
