/* Facts out of records of case work: what nouns of reports have in common that are recorded with a file. */
#ifndef DOMAIN_FACT_RECORD_H
#define DOMAIN_FACT_RECORD_H

#include "domain/casework/record.h"
#include "domain/report/fact.h"

struct told { /* which word of a record is which dimension */
    enum fact_by by;
    const char *name;
};
#define TOLD(t) (t), sizeof(t) / sizeof((t)[0])

/* Those of the kind that stand, of these days, whatever was written down last first; DATE_NONE: of all. */
err fact_records(struct fact_reading *r, enum record_kind kind, date from, date until, struct record **ret,
                 size_t *ret_count) MUST_CHECK;
/* One fact of the record, with its codes. who: the file, or the record where it has none, by a negative
 * number. */
err fact_of_record(struct fact_reading *r, const struct record *rec, const struct told *told, size_t count,
                   struct fact **ret) MUST_CHECK;
/* One for each record of the kind. */
err fact_kind_read(struct fact_reading *r, enum record_kind kind, const struct told *told,
                   size_t count) MUST_CHECK;
/* All answers of that kind that stand, of whatever day, in an order in which the latest is found: the latest
 * by the day that it is about, of one day whichever was first written down last. */
err fact_answers(struct fact_reading *r, enum record_kind kind, struct record **ret,
                 size_t *ret_count) MUST_CHECK;
/* The latest answer to that record; NULL: there is none. */
const struct record *fact_answer_last(const struct record *answers, size_t count, int64_t root);
/* What that one says under that name; NULL: nothing. */
err fact_answer_word(struct work *w, const struct record *answers, size_t count, int64_t root,
                     const char *name, const char **ret) MUST_CHECK;
/* What the record says under that name; NULL: nothing, or its key was destroyed. */
err fact_record_word(struct work *w, const struct record *rec, const char *name, const char **ret) MUST_CHECK;

#endif
