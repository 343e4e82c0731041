/* Facts of other nouns, told by what they were to her. */
#include "domain/report/fact_help.h"

#include <string.h>

#include "domain/report/fact_casework.h"

struct helping { /* which facts of the noun are which part */
    const struct fact_noun *noun;
    enum fact_by by;
    const char *values; /* with a blank between; NULL: all */
    enum fact_by other; /* a second condition; BY_NONE: none */
    const char *other_values;
    const char *part;
};
static const struct helping HELPINGS[] = {
    {&FACT_CALLS, BY_OUTCOME, "information orientation", BY_NONE, NULL, "informed"},
    {&FACT_SERVICES, BY_SERVICE, "counselling", BY_NONE, NULL, "counselled"},
    {&FACT_SERVICES, BY_NONE, NULL, BY_NONE, NULL, "served"},
    {&FACT_REFERRALS, BY_OUTCOME, "accepted seen ended", BY_NONE, NULL, "served"},
    {&FACT_REFERRALS, BY_OUTCOME, "accepted seen ended", BY_SERVICE, "documents", "documents"},
    {&FACT_ACTIONS, BY_OUTCOME, "done", BY_KIND, "economic housing", "empowered"},
    {&FACT_CLOSINGS, BY_KIND, "goals_reached", BY_NONE, NULL, "empowered"},
};
#define HELPING_COUNT (sizeof HELPINGS / sizeof HELPINGS[0])

static bool told_among(const struct fact *f, enum fact_by by, const char *values)
{
    const char *value = f->value[by];

    return by == BY_NONE || (value && fact_value_among(values, value, strlen(value)));
}

static err helping_take(struct fact_reading *r, const struct fact *all, size_t count, const struct helping *h)
{
    for (size_t i = 0; i < count; i++) {
        struct fact *f;

        if (!told_among(&all[i], h->by, h->values) || !told_among(&all[i], h->other, h->other_values))
            continue;
        if (!(f = fact_add(r, all[i].on, all[i].case_id)))
            return ERR_SYSTEM;
        f->who = all[i].who;
        f->value[BY_UNIT] = all[i].value[BY_UNIT];
        f->value[BY_PART] = h->part;
    }
    return OK;
}

static err help_read(struct fact_reading *r)
{
    const struct fact_noun *noun = NULL;
    struct fact *all = NULL;
    size_t count = 0;
    err e = OK;

    for (size_t i = 0; i < HELPING_COUNT && !e; i++) {
        if (HELPINGS[i].noun != noun &&
            (e = fact_read(r->w, HELPINGS[i].noun, r->from, r->until, r->wants, &all, &count)))
            return e;
        noun = HELPINGS[i].noun;
        e = helping_take(r, all, count, &HELPINGS[i]);
    }
    return e;
}

static const struct fact_dimension DIMENSIONS[] = {
    {BY_UNIT, "unit"}, {BY_MONTH, "month"}, {BY_FILE, NULL}, {BY_PART, "help_part"}};
const struct fact_noun FACT_HELP = {.code = "help",
                                    .text = "Ndihma e dhënë",
                                    .text_en = "Help that was given",
                                    .source =
                                        "Telefonatat, referimet, planet, mbylljet dhe shërbimet e qendrës",
                                    .dimensions = DIMENSIONS,
                                    .dimension_count = sizeof DIMENSIONS / sizeof DIMENSIONS[0],
                                    .read = help_read};
