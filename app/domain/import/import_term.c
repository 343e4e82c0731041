/* Terms as offices type them into a list. */
#include "domain/import/import_term.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "gen/limits.h"

/* Of the folded text; the first that stands in it counts. */
static const struct {
    const char *word;
    enum term_from from;
} EVENTS[] = {{"final", TERM_FINALITY},   {"forma e prere", TERM_FINALITY},
              {"service", TERM_SERVICE},  {"njoftimi", TERM_SERVICE},
              {"dorezimi", TERM_SERVICE}, {"decision", TERM_DECISION},
              {"vendimi", TERM_DECISION}, {"start", TERM_START},
              {"fillimi", TERM_START}};

static bool begins(const char *text, const char *word)
{
    return !strncmp(text, word, strlen(word));
}

/* A number and what it counts; *text moves behind the number. */
static bool amount_take(const char **text, struct term *t)
{
    char *behind;
    long n = strtol(*text, &behind, 10);

    while (*behind == ' ')
        behind++;
    *text = behind;
    if (begins(behind, "muaj") || begins(behind, "month")) {
        if (t->months || n < 1 || n > LIMIT(OrderFields, term_months))
            return false;
        t->months = (int)n;
        return true;
    }
    if ((!begins(behind, "dit") && !begins(behind, "day")) || t->days || n < 1 ||
        n > LIMIT(OrderFields, term_days))
        return false;
    t->days = (int)n;
    return true;
}

bool import_term_parse(const char *text, struct term *ret)
{
    char folded[4 * IMPORT_TERM_TEXT + 1];
    struct term t = {0};

    if (strlen(text) >= IMPORT_TERM_TEXT)
        return false;
    text_fold(text, folded, sizeof folded);
    for (const char *at = folded; *at;) {
        if (*at < '0' || *at > '9')
            at++;
        else if (!amount_take(&at, &t))
            return false;
    }
    for (size_t i = 0; i < sizeof EVENTS / sizeof EVENTS[0] && t.from == TERM_NONE; i++)
        if (strstr(folded, EVENTS[i].word))
            t.from = EVENTS[i].from;
    if (!term_given(&t))
        return false;
    *ret = t;
    return true;
}

const char *import_term_format(const struct term *t, char ret[IMPORT_TERM_TEXT])
{
    int n = 0;

    ret[0] = '\0';
    if (!term_given(t))
        return ret;
    if (t->months)
        n = snprintf(ret, IMPORT_TERM_TEXT, "%d months ", t->months);
    if (t->days)
        n += snprintf(ret + n, IMPORT_TERM_TEXT - (size_t)n, "%d days ", t->days);
    snprintf(ret + n, IMPORT_TERM_TEXT - (size_t)n, "from %s", term_from_name(t->from));
    return ret;
}
