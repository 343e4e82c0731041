/* Orders and acts as the API gives them: the same members wherever one appears. */
#ifndef API_ORDER_OUT_H
#define API_ORDER_OUT_H

#include "base/json_writer.h"
#include "domain/order/measure.h"
#include "domain/order/order.h"

struct order_words { /* in what words measures of an order are said: those of its kind and day */
    const struct measure_book *book;
    enum order_kind kind;
    date on;
};
#define ORDER_WORDS(book_, order_) ((struct order_words){(book_), (order_)->kind, (order_)->decision_date})

/* A measure of that order, with the law's letter and words and what the paper says of it. */
void measure_members_put(struct json_writer *j, const struct order_words *words, const char *code,
                         const struct measure_details *details);
void measures_put(struct json_writer *j, const struct order_words *words, const struct order_line *o);
/* Letters that are asked about; left out where there is none. */
void doubts_put(struct json_writer *j, const struct order_words *words, const struct order_line *o);
/* Into the open object. */
void act_members_put(struct json_writer *j, const struct order_words *words, const struct act_line *a);
/* What the paper says beyond who, what and when: respondents, what they are to whom, parties, case number. */
void paper_put(struct json_writer *j, const struct order_line *o);
/* An object of its own. on: the day for which it says whether the order is in force. */
void protection_put(struct json_writer *j, const char *name, const struct protection *p, date on);

#endif
