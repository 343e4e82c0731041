/* Instruments by which danger is assessed. They are rows: another, or another version, needs no new program;
 * what is no longer asked stays readable where it was answered. */
#ifndef DOMAIN_INSTRUMENT_H
#define DOMAIN_INSTRUMENT_H

#include "domain/casework/danger.h"
#include "domain/work/work.h"

struct instrument_question {
    const char *code, *text, *text_en;
    bool grave;
    bool asked; /* on the day that was asked about */
};
struct instrument {
    int64_t id;
    const char *name, *name_en, *version, *source, *licence;
    bool offered; /* on that day */
    struct instrument_question *questions;
    size_t question_count;
    struct danger_rule *rules;
    size_t rule_count;
};
/* All there ever were, with all their questions; the newest first. */
err instrument_list(struct work *w, date on, struct instrument **ret, size_t *ret_count) MUST_CHECK;
/* NULL: it is not among them. */
const struct instrument *instrument_of(const struct instrument *list, size_t count, int64_t id);
/* NULL: it asks nothing of that code, and never did. */
const struct instrument_question *instrument_asks(const struct instrument *i, const char *code);

#endif
