/* What reports count: facts. A noun yields one for each thing of a period that counts, with whatever it can
 * be told apart by. How they are counted is the report's business (report.h). */
#ifndef DOMAIN_FACT_H
#define DOMAIN_FACT_H

#include "domain/work/work.h"

#define FACT_BY_WORDS(B)                                                                                     \
    B(BY_NONE, "none", "", "")                                                                               \
    B(BY_UNIT, "unit", "Njësia administrative", "Unit")                                                      \
    B(BY_MONTH, "month", "Muaji", "Month")                                                                   \
    B(BY_KIND, "kind", "Lloji", "Kind")                                                                      \
    B(BY_COURT, "court", "Gjykata ose organi", "Court or police")                                            \
    B(BY_OUTCOME, "outcome", "Përfundimi", "Outcome")                                                        \
    B(BY_SEX, "sex", "Gjinia", "Sex")                                                                        \
    B(BY_AGE, "age", "Grupmosha", "Age")                                                                     \
    B(BY_VIOLENCE, "violence", "Lloji i dhunës", "Kind of violence")                                         \
    B(BY_RELATION, "relation", "Lidhja me të paditurin", "Relation to the respondent")                       \
    B(BY_CAME, "came_through", "Si erdhi rasti", "Came through")                                             \
    B(BY_DISABILITY, "disability", "Aftësi e kufizuar", "Disability")                                        \
    B(BY_SERVICE, "service", "Shërbimi", "Service")                                                          \
    B(BY_PART, "part", "Çfarë numërohet", "What is counted")                                                 \
    B(BY_DANGER, "danger", "Rrezik tani", "Danger now")                                                      \
    B(BY_PLACE, "place", "Vendi", "Place")                                                                   \
    B(BY_FILE, "file", "Dosja", "File")

#define FACT_BY(by, word, text, text_en) by,
enum fact_by { FACT_BY_WORDS(FACT_BY) FACT_BYS };
#undef FACT_BY
const char *fact_by_name(enum fact_by by); /* "unit" */
bool fact_by_parse(const char *word, enum fact_by *ret);
const char *fact_by_text(enum fact_by by); /* as it heads a column */
const char *fact_by_text_en(enum fact_by by);

struct fact {
    date on;
    int64_t case_id; /* 0: it belongs to no file */
    int64_t who;     /* what counts once, however many facts tell of it; 0: nobody is told apart */
    int64_t weight;  /* how many it stands for */
    int64_t amount;  /* lekë or days, as its noun says */
    bool no_amount;  /* nobody has stated it */
    const char *value[FACT_BYS]; /* a code of the dimension's list, or a name; NULL: not known */
};

struct file_unit {
    int64_t case_id;
    const char *unit, *number;
    date until; /* the last day on which it belonged to that unit */
};
struct fact_reading {
    struct work *w;
    date from, until;
    unsigned wants; /* a bit for each dimension that is asked for: what is sealed is opened for no other */
    struct file_unit *files; /* by id and day */
    size_t file_count;
    struct fact *at;
    size_t count, room;
};
#define WANTS(r, by) (((r)->wants & (1u << (by))) != 0)

struct fact_dimension {
    enum fact_by by;
    const char *list; /* of case_word, or of FACT_WORDS; "unit", "month"; NULL: names, as they are found */
};
struct fact_noun {
    const char *code, *text, *text_en;
    const char *source;  /* where it comes from (2.2.1 of the social plan) */
    const char *amounts; /* what its amount counts: "lekë", "ditë"; NULL: it has none */
    const char *amounts_en;
    const struct fact_dimension *dimensions;
    size_t dimension_count;
    bool plain; /* it tells of nobody: small numbers may be read by whoever may read the report */
    err (*read)(struct fact_reading *r);
};

/* One more, of that day, with weight 1; NULL: memory ran out. Its file's unit and number are filled in where
 * it has a file, and its month. */
struct fact *fact_add(struct fact_reading *r, date on, int64_t case_id);

/* Inside a transaction for reading. */
err fact_read(struct work *w, const struct fact_noun *noun, date from, date until, unsigned wants,
              struct fact **ret, size_t *ret_count) MUST_CHECK;

/* Whether a word of n bytes is one of such values. */
bool fact_value_among(const char *values, const char *word, size_t n);

/* The list by which the noun tells that dimension; *ret_there false: it does not. */
const char *fact_list(const struct fact_noun *noun, enum fact_by by, bool *ret_there);

#endif
