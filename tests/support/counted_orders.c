/* As the tables say what they count, and by nothing of what the program counts by. */
#include "support/counted_orders.h"

#include <string.h>

#include "base/month.h"

bool book_same(const char *a, const char *b)
{
    return a && b ? !strcmp(a, b) : a == b;
}

const char *book_lived(const struct book_file *f, date on)
{
    for (size_t i = 0; i < f->move_count; i++)
        if (on <= f->moves[i].until)
            return f->moves[i].unit;
    return f->unit;
}

bool book_of_month(date on, const char *name)
{
    char month[MONTH_TEXT];

    return book_same(month_format(on, month), name);
}

/* ---- orders */

static bool of_row(const struct book *b, const struct book_order *o, const struct asked_row *s)
{
    return !o->voided &&
           (s->whole || (s->by == BY_KIND && book_same(o->kind, s->name)) ||
            (s->by == BY_COURT && book_same(o->court, s->name)) || s->by == BY_NONE ||
            (s->by == BY_UNIT && book_same(book_lived(&b->files[o->file], o->decided), s->name)));
}

static bool decided(const struct book *b, const struct book_order *o, const struct asked_row *s)
{
    return of_row(b, o, s) && o->decided >= s->from && o->decided <= s->until;
}

/* Those decided, and those of before that protect on one of the days. */
static bool going_on(const struct book *b, const struct book_order *o, const struct asked_row *s)
{
    return decided(b, o, s) ||
           (of_row(b, o, s) && o->decided < s->from && o->last >= s->from && o->last >= o->decided);
}

static bool of_court(const struct book *b, const struct book_order *o, const struct asked_row *s)
{
    return decided(b, o, s) && !book_same(o->kind, "UMPMM");
}

typedef bool (*order_fn)(const struct book *b, const struct book_order *o, const struct asked_row *s);
#define ORDERS(name, holds)                                                                                  \
    int64_t counted_##name(const struct book *b, const struct asked_row *s)                                  \
    {                                                                                                        \
        const order_fn which = (holds);                                                                      \
        int64_t n = 0;                                                                                       \
                                                                                                             \
        for (size_t i = 0; i < b->order_count; i++)                                                          \
            n += which(b, &b->orders[i], s);                                                                 \
        return n;                                                                                            \
    }
ORDERS(orders, decided)
ORDERS(orders_going_on, going_on)
ORDERS(granted, of_court)

static bool grown_on(const struct book_person *p, date on)
{
    return on >= date_add_months(p->born, 18 * 12);
}

typedef bool (*person_fn)(const struct book_person *p, const struct book_order *o);
static bool anybody(const struct book_person *p, const struct book_order *o)
{
    return p && o;
}
static bool a_woman(const struct book_person *p, const struct book_order *o)
{
    return o && book_same(p->sex, "F");
}
static bool a_man(const struct book_person *p, const struct book_order *o)
{
    return o && book_same(p->sex, "M");
}
static bool a_child(const struct book_person *p, const struct book_order *o)
{
    return p->born != DATE_NONE && !grown_on(p, o->decided);
}
static bool of_um(const struct book_person *p, const struct book_order *o)
{
    return p && book_same(o->kind, "UM");
}

static int64_t persons(const struct book *b, const struct asked_row *s, bool respondents, person_fn holds)
{
    bool seen[BOOK_PERSONS] = {false};
    int64_t n = 0;

    for (size_t i = 0; i < b->order_count; i++) {
        const struct book_order *o = &b->orders[i];
        const int who = respondents ? o->him : o->her;

        if (who < 0 || seen[who] || !decided(b, o, s) || !holds(&b->persons[who], o))
            continue;
        seen[who] = true;
        n++;
    }
    return n;
}
#define PERSONS(name, respondents, holds)                                                                    \
    int64_t counted_##name(const struct book *b, const struct asked_row *s)                                  \
    {                                                                                                        \
        return persons(b, s, respondents, holds);                                                            \
    }
PERSONS(protected_all, false, anybody)
PERSONS(protected_women, false, a_woman)
PERSONS(protected_men, false, a_man)
PERSONS(protected_children, false, a_child)
PERSONS(protected_um, false, of_um)
PERSONS(respondents_all, true, anybody)
PERSONS(respondents_men, true, a_man)

/* ---- copies of decisions, which are to be here within a day */

struct waits {
    int64_t days[BOOK_ORDERS], count;
};
static void waits_sort(struct waits *w, int64_t days)
{
    int64_t at = w->count++;

    for (; at && w->days[at - 1] > days; at--)
        w->days[at] = w->days[at - 1];
    w->days[at] = days;
}

static struct waits copies(const struct book *b, const struct asked_row *s, bool late, bool kept)
{
    struct waits w = {.count = 0};

    for (size_t i = 0; i < b->order_count; i++) {
        const struct book_order *o = &b->orders[i];
        const int64_t days = o->received == DATE_NONE ? -1 : o->received - o->decided;

        if (days >= 0 && decided(b, o, s) && (days <= 1 ? kept : late))
            waits_sort(&w, days);
    }
    return w;
}
#define COPIES(name, late, kept)                                                                             \
    int64_t counted_##name(const struct book *b, const struct asked_row *s)                                  \
    {                                                                                                        \
        return copies(b, s, late, kept).count;                                                               \
    }
COPIES(copies_all, true, true)
COPIES(copies_kept, false, true)
COPIES(copies_late, true, false)
int64_t counted_copies_middle(const struct book *b, const struct asked_row *s)
{
    const struct waits w = copies(b, s, true, true);

    return w.count ? w.days[(w.count - 1) / 2] : -1;
}
int64_t counted_copies_tail(const struct book *b, const struct asked_row *s)
{
    const struct waits w = copies(b, s, true, true);

    return w.count ? w.days[(9 * w.count + 9) / 10 - 1] : -1;
}

/* ---- stays */

static bool there_on(const struct book *b, const struct book_stay *y, const struct asked_row *s, date day)
{
    return !y->voided && day >= y->from && day <= y->until && day <= b->r->work.today && day >= s->from &&
           day <= s->until && (s->whole || book_of_month(day, s->name));
}

int64_t counted_stay_days(const struct book *b, const struct asked_row *s)
{
    int64_t n = 0;

    for (size_t i = 0; i < b->stay_count; i++)
        for (date day = s->from; day <= s->until; day++)
            n += there_on(b, &b->stays[i], s, day);
    return n;
}

int64_t counted_stay_persons(const struct book *b, const struct asked_row *s)
{
    bool seen[BOOK_PERSONS] = {false};
    int64_t n = 0;

    for (size_t i = 0; i < b->stay_count; i++)
        for (date day = s->from; day <= s->until && !seen[b->stays[i].person]; day++)
            if (there_on(b, &b->stays[i], s, day)) {
                seen[b->stays[i].person] = true;
                n++;
            }
    return n;
}

/* Nobody stays twice on one day. */
int64_t counted_stay_most(const struct book *b, const struct asked_row *s)
{
    int64_t most = 0;

    for (date day = s->from; day <= s->until; day++) {
        int64_t n = 0;

        for (size_t i = 0; i < b->stay_count; i++)
            n += there_on(b, &b->stays[i], s, day);
        most = n > most ? n : most;
    }
    return most;
}
