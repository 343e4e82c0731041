/* Conditions are compared by their words, so it can be told what holds whatever the figures are. */
#include "domain/report/report_quantity.h"

#include <string.h>

struct quantity quantity_of(const struct report_table *t, size_t row, size_t column)
{
    const struct report_measure *m = &t->of->columns[column];
    const struct report_row *r = &t->row[row];
    struct quantity q = {.noun = m->noun, .persons = t->cells[row * t->of->column_count + column].persons};

    for (size_t i = 0; i < REPORT_WHERES && m->where[i].by; i++)
        q.condition[q.count++] = (struct quantity_condition){m->where[i].by, m->where[i].values, false};
    if (t->of->rows != BY_NONE && !r->whole)
        q.condition[q.count++] = (struct quantity_condition){t->of->rows, r->name, true};
    return q;
}

static bool same_text(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

/* A name may have blanks; beside a list it is one word of it. */
static bool values_within(const struct quantity_condition *part, const struct quantity_condition *whole)
{
    if (same_text(part->values, whole->values))
        return true;
    if (whole->name || !part->values || !whole->values)
        return false;
    if (part->name)
        return fact_value_among(whole->values, part->values, strlen(part->values));
    for (const char *at = part->values; *at; at += strspn(at, " ")) {
        const size_t n = strcspn(at, " ");

        if (!fact_value_among(whole->values, at, n))
            return false;
        at += n;
    }
    return true;
}

bool conditions_part(const struct quantity_condition *a, const struct quantity_condition *b)
{
    if (a->by != b->by || !a->values || !b->values)
        return a->by == b->by && a->values != b->values;
    if (a->name || b->name)
        return a->name && b->name ? strcmp(a->values, b->values) != 0
                                  : !values_within(a->name ? a : b, a->name ? b : a);
    for (const char *at = a->values; *at; at += strspn(at, " ")) {
        const size_t n = strcspn(at, " ");

        if (fact_value_among(b->values, at, n))
            return false;
        at += n;
    }
    return true;
}

static bool condition_met(const struct quantity *part, const struct quantity_condition *c)
{
    for (size_t i = 0; i < part->count; i++)
        if (part->condition[i].by == c->by && values_within(&part->condition[i], c))
            return true;
    return false;
}

bool quantity_within(const struct quantity *part, const struct quantity *whole)
{
    if (part->noun != whole->noun)
        return false;
    for (size_t i = 0; i < whole->count; i++)
        if (!condition_met(part, &whole->condition[i]))
            return false;
    return true;
}

bool quantity_same(const struct quantity *a, const struct quantity *b)
{
    return quantity_within(a, b) && quantity_within(b, a);
}

bool quantity_splits(const struct quantity *part, const struct quantity *whole,
                     struct quantity_condition *ret_more)
{
    if (part->count != whole->count + 1 || !quantity_within(part, whole))
        return false;
    for (size_t i = 0; i < part->count; i++) {
        bool more = true;

        for (size_t k = 0; k < whole->count; k++)
            more = more && whole->condition[k].by != part->condition[i].by;
        if (more) {
            *ret_more = part->condition[i];
            return true;
        }
    }
    return false;
}
