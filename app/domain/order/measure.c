/* The book of measures: small tables, read whole, and asked by code, letter, kind and day. */
#include "domain/order/measure.h"

#include <string.h>

#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_MEASURES[] =
    "SELECT code, text, text_en, former, active FROM measure ORDER BY place, code";
static const struct column MEASURE_COLUMNS[] = {
    COLUMN_TEXT(struct measure, code),    COLUMN_TEXT(struct measure, text),
    COLUMN_TEXT(struct measure, text_en), COLUMN_TEXT(struct measure, former),
    COLUMN_BOOL(struct measure, active),
};

static const char SQL_LETTERS[] =
    "SELECT l.code, l.letter, l.source, l.from_day, l.until_day FROM measure_letter l "
    "JOIN measure m ON m.code = l.code ORDER BY l.from_day, m.place";
static const struct column LETTER_COLUMNS[] = {
    COLUMN_TEXT(struct measure_letter, code),
    COLUMN_TEXT(struct measure_letter, letter),
    COLUMN_TEXT(struct measure_letter, source),
    COLUMN_DATE_AS(struct measure_letter, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct measure_letter, until, "until_day"),
};

static const char SQL_MENUS[] =
    "SELECT n.kind, n.code, n.text, n.text_en, n.source, n.from_day, n.until_day FROM measure_menu n "
    "JOIN measure m ON m.code = n.code ORDER BY n.kind, n.from_day, m.place";
static const struct column MENU_COLUMNS[] = {
    COLUMN_WORD(struct measure_menu, kind, order_kind_parse),
    COLUMN_TEXT(struct measure_menu, code),
    COLUMN_TEXT(struct measure_menu, text),
    COLUMN_TEXT(struct measure_menu, text_en),
    COLUMN_TEXT(struct measure_menu, source),
    COLUMN_DATE_AS(struct measure_menu, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct measure_menu, until, "until_day"),
};

struct taken {
    const char *code;
    enum measure_detail detail;
};
static const char SQL_TAKES[] = "SELECT code, detail FROM measure_takes ORDER BY code, detail";
static const struct column TAKES_COLUMNS[] = {
    COLUMN_TEXT(struct taken, code),
    COLUMN_WORD(struct taken, detail, measure_detail_parse),
};

static err takes_read(struct work *w, struct measure_book *b)
{
    struct taken *taken;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_TAKES, NO_BINDS, COLUMNS(TAKES_COLUMNS), NULL, &taken, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        for (size_t m = 0; m < b->measure_count; m++)
            if (!strcmp(b->measures[m].code, taken[i].code))
                b->measures[m].takes |= 1U << taken[i].detail;
    return OK;
}

err measure_book_read(struct work *w, struct measure_book *ret)
{
    struct measure_book b = {0};
    err e;

    if ((e = rows_read(w, SQL_MEASURES, NO_BINDS, COLUMNS(MEASURE_COLUMNS), NULL, &b.measures,
                       &b.measure_count)) ||
        (e = rows_read(w, SQL_LETTERS, NO_BINDS, COLUMNS(LETTER_COLUMNS), NULL, &b.letters,
                       &b.letter_count)) ||
        (e = rows_read(w, SQL_MENUS, NO_BINDS, COLUMNS(MENU_COLUMNS), NULL, &b.menus, &b.menu_count)) ||
        (e = takes_read(w, &b)))
        return e;
    *ret = b;
    return OK;
}

const struct measure *measure_of(const struct measure_book *b, const char *code)
{
    for (size_t i = 0; i < b->measure_count; i++)
        if (!strcmp(b->measures[i].code, code))
            return &b->measures[i];
    return NULL;
}

const struct measure *measure_by_former(const struct measure_book *b, const char *letter)
{
    for (size_t i = 0; i < b->measure_count; i++)
        if (b->measures[i].former && !strcmp(b->measures[i].former, letter))
            return &b->measures[i];
    return NULL;
}

/* Rows come by their first day: days before all of them go by the first text. */
static date letters_day(const struct measure_book *b, date on)
{
    return b->letter_count && on < b->letters[0].from ? b->letters[0].from : on;
}

static bool letter_holds(const struct measure_letter *l, date on)
{
    return l->from <= on && on <= l->until;
}

const char *measure_letter_of(const struct measure_book *b, const char *code, date on)
{
    const date day = letters_day(b, on);

    for (size_t i = 0; i < b->letter_count; i++)
        if (letter_holds(&b->letters[i], day) && !strcmp(b->letters[i].code, code))
            return b->letters[i].letter;
    return NULL;
}

const struct measure *measure_by_letter(const struct measure_book *b, const char *letter, date on)
{
    const date day = letters_day(b, on);

    for (size_t i = 0; i < b->letter_count; i++)
        if (letter_holds(&b->letters[i], day) && !strcmp(b->letters[i].letter, letter))
            return measure_of(b, b->letters[i].code);
    return NULL;
}

const struct measure *measure_meant(const struct measure_book *b, const char *written, date on)
{
    const size_t skip = sizeof MEASURE_ARTICLE - 1;

    if (strncmp(written, MEASURE_ARTICLE, skip) != 0)
        return measure_of(b, written);
    return on == DATE_NONE ? NULL : measure_by_letter(b, written + skip, on);
}

/* The entry of that kind that holds on the day, or on the first day of its list. *ret_any: it has a list. */
static const struct measure_menu *menu_entry(const struct measure_book *b, enum order_kind kind,
                                             const char *code, date on, bool *ret_any)
{
    const struct measure_menu *found = NULL;
    date first = DATE_OPEN;

    for (size_t i = 0; i < b->menu_count; i++)
        if (b->menus[i].kind == kind && b->menus[i].from < first)
            first = b->menus[i].from;
    *ret_any = first != DATE_OPEN;
    if (on < first)
        on = first;
    for (size_t i = 0; i < b->menu_count && !found; i++)
        if (b->menus[i].kind == kind && b->menus[i].from <= on && on <= b->menus[i].until &&
            !strcmp(b->menus[i].code, code))
            found = &b->menus[i];
    return found;
}

bool measure_offered(const struct measure_book *b, enum order_kind kind, const char *code, date on)
{
    bool any;

    return menu_entry(b, kind, code, on, &any) || !any;
}

struct measure_words measure_words_of(const struct measure_book *b, enum order_kind kind, const char *code,
                                      date on)
{
    bool any;
    const struct measure_menu *entry = menu_entry(b, kind, code, on, &any);
    const struct measure *m = measure_of(b, code);

    return (struct measure_words){.letter = kind == ORDER_UMPMM ? NULL : measure_letter_of(b, code, on),
                                  .text = entry && entry->text ? entry->text
                                          : m                  ? m->text
                                                               : code,
                                  .text_en = entry && entry->text_en ? entry->text_en
                                             : m                     ? m->text_en
                                                                     : code};
}
