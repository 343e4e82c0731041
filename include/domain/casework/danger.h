/* How great the danger is: by the answers to an instrument, by whoever assessed it, and what holds of these.
 * A level sorts lists and sets days. Nothing else follows from it, and nothing by itself. */
#ifndef DOMAIN_DANGER_H
#define DOMAIN_DANGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum danger_level { DANGER_LOW, DANGER_MEDIUM, DANGER_HIGH, DANGER_VERY_HIGH };
const char *danger_level_name(enum danger_level level); /* "low", "medium", "high", "very_high" */
bool danger_level_parse(const char *name, enum danger_level *ret);

enum answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO, ANSWER_UNKNOWN };
const char *answer_name(enum answer a); /* "none", "yes", "no", "unknown" */
bool answer_parse(const char *name, enum answer *ret);

struct danger_count { /* of the questions of an instrument */
    int64_t yes;
    int64_t grave; /* of the grave ones, with yes */
    int64_t open;  /* not known, or not answered */
};
struct danger_rule { /* all of it at least */
    enum danger_level level;
    struct danger_count least;
};
/* The highest level of a rule that is reached; low where none is. */
enum danger_level danger_computed(const struct danger_rule *rules, size_t count,
                                  const struct danger_count *answers);

/* What holds after an assessment. The higher of both holds, and a level that held before goes on: lower than
 * that is only what a second person has agreed to. before: what held, or low where nothing did. */
enum danger_level danger_holding(enum danger_level before, enum danger_level computed,
                                 enum danger_level judged, bool agreed);

#endif
