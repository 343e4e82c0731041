/* Facts are read once for each noun that the columns name, and each cell then goes over them. */
#include "domain/report/report_table.h"

#include <stdlib.h>
#include <string.h>

#include "base/month.h"
#include "domain/casework/case_word.h"
#include "domain/office/unit.h"

struct column_facts {
    struct fact *at;
    size_t count;
};

unsigned report_wants(const struct report_definition *d, const struct fact_noun *noun)
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
        else if ((e = fact_read(w, noun, from, until, report_wants(d, noun), &ret[i].at, &ret[i].count)))
            return e;
    }
    return OK;
}

bool report_counts(const struct report_measure *m, const struct fact *f)
{
    for (size_t k = 0; k < REPORT_WHERES && m->where[k].by; k++) {
        const char *value = f->value[m->where[k].by];

        if (!value || !fact_value_among(m->where[k].values, value, strlen(value)))
            return false;
    }
    return true;
}

bool report_row_takes(enum fact_by by, const struct report_row *row, const struct fact *f)
{
    const char *value = f->value[by];

    if (row->whole)
        return true;
    return row->name && value ? !strcmp(row->name, value) : row->name == value;
}

struct seen {
    date on;
    int64_t who, amount;
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

static int amount_compare(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;

    return x->amount < y->amount ? -1 : x->amount > y->amount;
}

/* The amount that so many of a hundred do not exceed (nearest rank). */
static int64_t rank_amount(struct seen *seen, size_t count, size_t percent)
{
    qsort(seen, count, sizeof *seen, amount_compare);
    return seen[(count * percent + 99) / 100 - 1].amount;
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
    case HOW_MIDDLE:
    case HOW_TAIL:
        ret->known = s->seen_count && !s->unstated;
        ret->value = ret->known ? rank_amount(s->seen, s->seen_count, m->how == HOW_TAIL ? 90 : 50) : 0;
        break;
    case HOW_MOST:
        ret->value = s->seen_count ? most_count(s->seen, s->seen_count) : 0;
        break;
    case HOW_NOT_OURS:
        ret->known = false;
        break;
    }
}

static void cell_count(const struct report_table *t, size_t row, size_t column,
                       const struct column_facts *facts, struct seen *room, struct report_cell *ret)
{
    const struct report_measure *m = &t->of->columns[column];
    struct summing s = {.seen = room};

    for (size_t i = 0; i < facts->count && m->how != HOW_NOT_OURS; i++) {
        const struct fact *f = &facts->at[i];

        if (!report_row_takes(t->of->rows, &t->row[row], f) || !report_counts(m, f))
            continue;
        s.weight += f->weight;
        s.amount += f->amount;
        s.unstated = s.unstated || f->no_amount;
        if (f->who)
            s.seen[s.seen_count++] = (struct seen){f->on, f->who, f->amount};
        else
            s.untold += f->weight ? f->weight : 1;
    }
    cell_set(m, &s, ret);
}

static err cells_count(struct work *w, struct report_table *t, const struct column_facts *facts)
{
    const size_t width = t->of->column_count;
    size_t most = 1;
    struct seen *room;

    for (size_t c = 0; c < width; c++)
        most = facts[c].count > most ? facts[c].count : most;
    if (!(t->cells = arena_array(w->arena, t->rows * width + 1, sizeof *t->cells)) ||
        !(room = arena_array(w->arena, most, sizeof *room)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < t->rows * width; i++)
        cell_count(t, i / width, i % width, &facts[i % width], room, &t->cells[i]);
    return OK;
}

static int row_compare(const void *a, const void *b)
{
    const struct report_row *x = a, *y = b;

    return strcmp(x->name, y->name);
}

struct naming {
    struct report_row *at;
    size_t count, room;
    bool unknown; /* something is told of which it is not known */
};

static err row_add(struct work *w, struct naming *n, const struct report_row *row)
{
    struct report_row *slot;

    for (size_t i = 0; row->name && i < n->count; i++)
        if (!strcmp(n->at[i].name, row->name))
            return OK;
    n->unknown = n->unknown || !row->name;
    if (!row->name)
        return OK;
    if (!(slot = arena_grow(w->arena, &n->at, &n->count, &n->room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = *row;
    return OK;
}

static err name_add(struct work *w, struct naming *n, const char *name)
{
    return row_add(w, n, &(struct report_row){name, name, name, false});
}

static err units_begin(struct work *w, struct naming *n)
{
    struct unit *units;
    size_t count;
    err e;

    if ((e = unit_list(w, &units, &count)))
        return e;
    for (size_t i = 0; i < count && !e; i++)
        e = name_add(w, n, units[i].name);
    return e;
}

static err months_begin(struct work *w, date from, date until, struct naming *n)
{
    err e = OK;

    for (date m = month_first(from); m <= until && !e; m = month_next(m)) {
        char text[MONTH_TEXT];
        const char *name = arena_text(w->arena, month_format(m, text));
        const char *shown = name ? arena_format(w->arena, "%.2s.%.4s", name + 5, name) : NULL;

        e = shown ? row_add(w, n, &(struct report_row){name, shown, shown, false}) : ERR_SYSTEM;
    }
    return e;
}

/* What a municipality gives free of charge is told by codes of the program. */
static const struct report_row SERVICES[] = {
    {"payment", "Pagesa mujore", "Monthly payment", false},
    {"transport", "Transporti publik", "Public transport", false},
    {"documents", "Vërtetime dhe dokumente", "Certificates and documents", false},
    {"kindergarten", "Ushqimi në çerdhe e kopshte", "Food in crèches and kindergartens", false},
};

static err list_begin(struct work *w, const char *list, struct naming *n)
{
    struct case_words words;
    err e = OK;

    if (!strcmp(list, "service")) {
        for (size_t i = 0; i < sizeof SERVICES / sizeof SERVICES[0] && !e; i++)
            e = row_add(w, n, &SERVICES[i]);
        return e;
    }
    if ((e = case_words_read(w, &words)))
        return e;
    for (size_t i = 0; i < words.count && !e; i++) {
        const struct case_word *word = &words.at[i];

        if (!strcmp(word->list, list))
            e = row_add(w, n, &(struct report_row){word->code, word->text, word->text_en, false});
    }
    return e;
}

static const char *rows_list(const struct report_definition *d)
{
    bool there = false;
    const char *list = NULL;

    for (size_t i = 0; i < d->column_count && !there; i++)
        if (d->columns[i].noun)
            list = fact_list(d->columns[i].noun, d->rows, &there);
    return list;
}

/* What has a list stands there also where nothing happened, in the order of the list; of names, those that
 * are found. */
static err rows_begin(struct work *w, const struct report_table *t, date from, date until, struct naming *n)
{
    const char *list = rows_list(t->of);

    switch (t->of->rows) {
    case BY_NONE:
        return OK;
    case BY_UNIT:
        return units_begin(w, n);
    case BY_MONTH:
        return months_begin(w, from, until, n);
    default:
        return list ? list_begin(w, list, n) : OK;
    }
}

static err rows_find(struct work *w, struct report_table *t, date from, date until,
                     const struct column_facts *facts)
{
    struct naming n = {0};
    size_t listed;
    err e = rows_begin(w, t, from, until, &n);

    listed = t->of->rows == BY_UNIT ? 0 : n.count;
    for (size_t c = 0; c < t->of->column_count && t->of->rows != BY_NONE; c++)
        for (size_t i = 0; i < facts[c].count && !e; i++)
            e = name_add(w, &n, facts[c].at[i].value[t->of->rows]);
    if (e)
        return e;
    if (n.count > listed)
        qsort(n.at + listed, n.count - listed, sizeof *n.at, row_compare);
    t->rows = n.count + n.unknown + 1;
    if (!(t->row = arena_array(w->arena, t->rows, sizeof *t->row)))
        return ERR_SYSTEM;
    if (n.count)
        memcpy(t->row, n.at, n.count * sizeof *n.at);
    if (n.unknown)
        t->row[n.count] = (struct report_row){NULL, "nuk dihet", "not known", false};
    t->row[t->rows - 1] = (struct report_row){NULL, "Gjithsej", "All", true};
    return OK;
}

err report_table_count(struct work *w, const struct report_definition *d, date from, date until,
                       struct report_table *ret)
{
    struct column_facts facts[REPORT_COLUMNS_MAX] = {0};
    struct report_table t = {.of = d};
    err e;

    if ((e = facts_read(w, d, from, until, facts)) || (e = rows_find(w, &t, from, until, facts)) ||
        (e = cells_count(w, &t, facts)))
        return e;
    *ret = t;
    return OK;
}
