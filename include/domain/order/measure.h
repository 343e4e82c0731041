/* The measures that orders may carry: by what they mean, with the letter that article 10 of law 9669/2006
 * gives them and the kinds of orders that carry them, both dated. All of it is data (tables measure,
 * measure_letter, measure_menu, measure_takes). */
#ifndef DOMAIN_MEASURE_H
#define DOMAIN_MEASURE_H

#include "domain/law/protection.h"
#include "domain/order/measure_detail.h"
#include "domain/work/work.h"

/* How a letter of the law is written where a code is expected: "10/d", article 10, letter d, by the text in
 * force on the day of the decision. A letter alone is refused, for it has meant two measures. */
#define MEASURE_ARTICLE "10/"

struct measure {
    const char *code, *text, *text_en; /* "keep_away" */
    const char *former;                /* the letter that was its code once; NULL: it had none */
    bool active;
    unsigned takes; /* 1 << enum measure_detail */
};

struct measure_letter { /* as a text of the article names it */
    const char *code, *letter, *source;
    date from, until; /* DATE_OPEN */
};

struct measure_menu { /* a kind of order carries it */
    enum order_kind kind;
    const char *code, *text, *text_en; /* NULL: in the measure's own words */
    const char *source;
    date from, until; /* DATE_OPEN */
};

struct measure_book { /* in the order of the article */
    struct measure *measures;
    struct measure_letter *letters;
    struct measure_menu *menus;
    size_t measure_count, letter_count, menu_count;
};

/* Not logged: it says nothing of anybody. */
err measure_book_read(struct work *w, struct measure_book *ret) MUST_CHECK;

/* NULL: there is none of that code. */
const struct measure *measure_of(const struct measure_book *b, const char *code);
/* The measure behind a code, or behind "10/d" on that day (DATE_NONE: a letter means nothing); NULL: none. */
const struct measure *measure_meant(const struct measure_book *b, const char *written, date on);
/* The law's letter on that day; days before the first text go by that. NULL: the law gives it none. */
const char *measure_letter_of(const struct measure_book *b, const char *code, date on);
/* And the measure of a letter, in lower case. */
const struct measure *measure_by_letter(const struct measure_book *b, const char *letter, date on);
/* And that of a letter of the register's former list. */
const struct measure *measure_by_former(const struct measure_book *b, const char *letter);
/* Whether an order of that kind, decided on that day, carries it; a kind without a list carries all. */
bool measure_offered(const struct measure_book *b, enum order_kind kind, const char *code, date on);

struct measure_words {
    const char *letter; /* NULL: none, as in a police order */
    const char *text, *text_en;
};
/* As an order of that kind and day has them. An unknown code is its own text. */
struct measure_words measure_words_of(const struct measure_book *b, enum order_kind kind, const char *code,
                                      date on);

#endif
