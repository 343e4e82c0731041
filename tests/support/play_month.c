/* The months of a history: the list that the office prepares, what it pays and what it holds back. */
#include <stdio.h>
#include <string.h>

#include "support/play.h"

void play_run(struct play *p, char **words, size_t count)
{
    assert_int_equal(count, 1);
    as(p->d, AID_OFFICER);
    answered(p, tell(p->d, "POST", "/api/v1/payment-runs", "{'month':'%s'}", words[0]), 201);
    p->run = number_at(p->d, "id");
    as(p->d, COORDINATOR);
}

void play_approve(struct play *p, char **words, size_t count)
{
    (void)words;
    assert_int_equal(count, 0);
    as(p->d, DIRECTOR);
    answered(p, ask(p->d, "POST", path(p->d, "/api/v1/payment-runs/%ld/approve", (long)p->run), NULL), 200);
    as(p->d, COORDINATOR);
}

/* The row of a person and a month; NULL: there is none. */
static json_t *row_of(struct play *p, const char *list, const char *who, const char *month)
{
    json_t *row;
    size_t i;

    as(p->d, AID_OFFICER);
    answered(p, get(p->d, "/api/v1/payment-runs/%ld/%s", (long)p->run, list), 200);
    as(p->d, COORDINATOR);
    json_array_foreach(part(p->d, list), i, row)
    {
        if (json_integer_value(json_object_get(row, "person")) == person_at(p, who) &&
            !strcmp(json_string_value(json_object_get(row, "month")), month))
            return row;
    }
    return NULL;
}

void play_say(struct play *p, char **words, size_t count)
{
    json_t *held;

    assert_int_equal(count, 3);
    if (!(held = row_of(p, "held", words[0], words[1])))
        wrong(p, "nothing of %s is held for %s: %s", words[0], words[1], answer_text(p));
    as(p->d, AID_OFFICER);
    answered(p,
             tell(p->d, "POST",
                  path(p->d, "/api/v1/payment-runs/%ld/held/%ld", (long)p->run,
                       (long)json_integer_value(json_object_get(held, "n"))),
                  "{'word':'%s','reason':'vendimi 12/2026 i zyrës'}", words[2]),
             201);
    as(p->d, COORDINATOR);
}

void play_month_holds(struct play *p, char **words, size_t count)
{
    char found[32] = "no";
    json_t *row;

    assert_int_equal(count, 3);
    if ((row = row_of(p, "lines", words[0], words[1])))
        snprintf(found, sizeof found, "%ld", (long)json_integer_value(json_object_get(row, "amount")));
    else if ((row = row_of(p, "held", words[0], words[1])))
        snprintf(found, sizeof found, "%s", json_string_value(json_object_get(row, "why")));
    if (strcmp(found, words[2]))
        wrong(p, "%s for %s: %s, not %s", words[0], words[1], found, words[2]);
}
