/* An open question is no "no": where a rule counts them, many of them alone raise the level. */
#include "domain/casework/danger.h"

#include <string.h>

static const char *const LEVELS[] = {"low", "medium", "high", "very_high"};
static const char *const ANSWERS[] = {"none", "yes", "no", "unknown"};

const char *danger_level_name(enum danger_level level)
{
    return LEVELS[level];
}

bool danger_level_parse(const char *name, enum danger_level *ret)
{
    for (unsigned i = DANGER_LOW; i <= DANGER_VERY_HIGH; i++)
        if (!strcmp(name, LEVELS[i])) {
            *ret = (enum danger_level)i;
            return true;
        }
    return false;
}

const char *answer_name(enum answer a)
{
    return ANSWERS[a];
}

bool answer_parse(const char *name, enum answer *ret)
{
    for (unsigned i = ANSWER_NONE; i <= ANSWER_UNKNOWN; i++)
        if (!strcmp(name, ANSWERS[i])) {
            *ret = (enum answer)i;
            return true;
        }
    return false;
}

static bool reached(const struct danger_count *least, const struct danger_count *answers)
{
    return answers->yes >= least->yes && answers->grave >= least->grave && answers->open >= least->open;
}

enum danger_level danger_computed(const struct danger_rule *rules, size_t count,
                                  const struct danger_count *answers)
{
    enum danger_level level = DANGER_LOW;

    for (size_t i = 0; i < count; i++)
        if (rules[i].level > level && reached(&rules[i].least, answers))
            level = rules[i].level;
    return level;
}

enum danger_level danger_holding(enum danger_level before, enum danger_level computed,
                                 enum danger_level judged, bool agreed)
{
    const enum danger_level floor = before > computed ? before : computed;

    return judged >= floor || agreed ? judged : floor;
}
