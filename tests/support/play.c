/* What the tables of histories say must hold: rights, orders, tasks, cards. */
#include "support/play.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *answer_text(const struct play *p)
{
    return p->d->json ? arena_text(&p->d->r->arena, json_dumps(p->d->json, JSON_COMPACT)) : "nothing";
}

void answered(const struct play *p, int status, int wanted)
{
    if (status != wanted)
        wrong(p, "answered %d, not %d: %s", status, wanted, answer_text(p));
}

char *word_take(char **words, size_t *count, const char *name)
{
    size_t n = strlen(name);

    for (size_t i = 0; i < *count; i++)
        if (strncmp(words[i], name, n) == 0 && words[i][n] == '=') {
            char *value = words[i] + n + 1;

            memmove(&words[i], &words[i + 1], (--*count - i) * sizeof *words);
            return value;
        }
    return NULL;
}

struct paper_order *order_at(struct play *p, const char *label)
{
    assert_in_range(label[0], 'A', 'Z');
    return &p->orders[label[0] - 'A'];
}

int64_t person_at(const struct play *p, const char *letter)
{
    int64_t id = p->people[letter[0] - 'A'];

    if (!id)
        wrong(p, "%c is in no order yet", letter[0]);
    return id;
}

static json_t *right_of(struct play *p, const char *who, const char *service, const char *on)
{
    json_t *list, *right;
    size_t i;

    answered(p, get(p->d, "/api/v1/cases/%ld/entitlements?on=%s", (long)p->case_id, on ? on : p->day), 200);
    list = part(p->d, "entitlements");
    json_array_foreach(list, i, right)
    {
        if (json_integer_value(json_object_get(right, "person")) == person_at(p, who) &&
            !strcmp(json_string_value(json_object_get(right, "service")), service))
            return right;
    }
    wrong(p, "%s has no line for %s: %s", who, service, answer_text(p));
    return NULL;
}

static const char *text_in(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));

    return text ? text : "open";
}

/* Behind its last day there is no such right: none, or to another part of the fee. */
static void limit_holds(struct play *p, const char *who, const char *service, const char *until,
                        int64_t share)
{
    char next[DATE_TEXT];
    json_t *right;
    date last;

    must(date_parse(until, &last));
    right = right_of(p, who, service, until);
    if (!json_is_true(json_object_get(right, "entitled")) || strcmp(text_in(right, "unbroken_until"), until))
        wrong(p, "%s %s is not there on its last day %s: %s", who, service, until,
              json_dumps(right, JSON_COMPACT));
    right = right_of(p, who, service, date_format(last + 1, next));
    if (json_is_true(json_object_get(right, "entitled")) &&
        json_integer_value(json_object_get(right, "share")) == share)
        wrong(p, "%s %s is still there on %s: %s", who, service, next, json_dumps(right, JSON_COMPACT));
}

static void right_holds(struct play *p, char **words, size_t count)
{
    char *amount = word_take(words, &count, "amount"), *by = word_take(words, &count, "by");
    char *act = word_take(words, &count, "act"), *on = word_take(words, &count, "on");
    char *share = word_take(words, &count, "share");
    json_t *right = right_of(p, words[0], words[1], on), *because = json_object_get(right, "because");

    if (count == 4 && !strcmp(words[2], "no")) {
        if (json_is_true(json_object_get(right, "entitled")) || strcmp(text_in(right, "why_not"), words[3]))
            wrong(p, "%s %s: %s", words[0], words[1], json_dumps(right, JSON_COMPACT));
        return;
    }
    assert_int_equal(count, 3);
    if (!json_is_true(json_object_get(right, "entitled")) ||
        strcmp(text_in(right, "unbroken_until"), words[2]) ||
        (amount && json_integer_value(json_object_get(right, "amount")) != atol(amount)) ||
        (share && json_integer_value(json_object_get(right, "share")) != atol(share)) ||
        (by && json_integer_value(json_object_get(json_object_get(because, "order"), "id")) !=
                   order_at(p, by)->id) ||
        (act && strcmp(text_in(json_object_get(because, "act"), "kind"), act)))
        wrong(p, "%s %s until %s: %s", words[0], words[1], words[2], json_dumps(right, JSON_COMPACT));
    if (strcmp(words[2], "open"))
        limit_holds(p, words[0], words[1], words[2], json_integer_value(json_object_get(right, "share")));
}

static void order_holds(struct play *p, char **words, size_t count)
{
    char *ended_by = word_take(words, &count, "ended_by"), *final = word_take(words, &count, "final");
    char *was = word_take(words, &count, "was"), span[32];
    json_t *protection;
    bool in_force;

    assert_int_equal(count, 2);
    answered(p, get(p->d, "/api/v1/orders/%ld", (long)order_at(p, words[0])->id), 200);
    protection = part(p->d, "protection");
    in_force = json_is_true(json_object_get(protection, "in_force"));
    snprintf(span, sizeof span, "%s..%s", text_in(protection, "from"), text_in(protection, "until"));
    if (in_force != (strcmp(words[1], "no") != 0) ||
        (in_force && strcmp(text_in(protection, "until"), words[1])) ||
        (ended_by && strcmp(text_in(protection, "ended_by"), ended_by)) ||
        (final && strcmp(text_in(protection, "final_on"), final)) || (was && strcmp(was, span)))
        wrong(p, "order %s: %s", words[0], json_dumps(protection, JSON_COMPACT));
}

static const char *order_label(const struct play *p, int64_t id, char ret[2])
{
    snprintf(ret, 2, "?");
    for (int i = 0; i < ORDERS; i++)
        if (p->orders[i].id == id)
            snprintf(ret, 2, "%c", 'A' + i);
    return ret;
}

static void tasks_hold(struct play *p, char **words, size_t count)
{
    json_t *tasks, *task;
    bool met[TASKS] = {false};
    size_t i, found = 0;

    assert_in_range(count, 0, TASKS);
    answered(p, get(p->d, "/api/v1/tasks"), 200);
    tasks = part(p->d, "tasks");
    json_array_foreach(tasks, i, task)
    {
        char text[96], label[2];
        bool listed_here = false;

        if (!json_object_get(task, "order_id") || !strcmp(text_in(task, "what"), "copies"))
            continue;
        found++;
        order_label(p, json_integer_value(json_object_get(task, "order_id")), label);
        snprintf(text, sizeof text, "%s:%s:%s%s", text_in(task, "what"), label, text_in(task, "due_on"),
                 json_is_true(json_object_get(task, "overdue")) ? "!" : "");
        for (size_t n = 0; n < count; n++)
            if (!strcmp(words[n], text))
                met[n] = listed_here = true;
        if (!listed_here)
            wrong(p, "on %s a task %s that should not be", p->day, text);
    }
    for (size_t n = 0; n < count; n++)
        if (!met[n])
            wrong(p, "on %s no task %s: %s", p->day, words[n], answer_text(p));
    assert_int_equal(found, count);
}

/* Whose copies are asked for, and by when; "none". */
static void copies_hold(struct play *p, char **words, size_t count)
{
    char text[256] = "", label[2];
    json_t *tasks, *task;
    size_t i, n = 0;

    answered(p, get(p->d, "/api/v1/tasks"), 200);
    tasks = part(p->d, "tasks");
    json_array_foreach(tasks, i, task)
    {
        if (strcmp(text_in(task, "what"), "copies"))
            continue;
        order_label(p, json_integer_value(json_object_get(task, "order_id")), label);
        n += (size_t)snprintf(text + n, sizeof text - n, " %s:%s%s", label, text_in(task, "due_on"),
                              json_is_true(json_object_get(task, "overdue")) ? "!" : "");
        assert_in_range(n, 1, sizeof text - 32);
    }
    for (size_t w = 0; w < count; w++)
        if (!strstr(text, words[w]) && strcmp(words[w], "none"))
            wrong(p, "on %s the copies asked for are%s", p->day, text);
    if (!strcmp(words[0], "none") && *text)
        wrong(p, "on %s the copies asked for are%s", p->day, text);
}

static void card_holds(struct play *p, char **words, size_t count)
{
    char *exp = word_take(words, &count, "exp");
    const int who = words[0][0] - 'A';
    const char *reason;

    assert_int_equal(count, 2);
    reason = office_check(p->d, BUS, p->cards[who].text);
    if (strcmp(reason, words[1]) || (exp && strcmp(p->card_ends[who], exp)))
        wrong(p, "card of %s: %s, printed until %s", words[0], reason, p->card_ends[who]);
}

void play_holds(struct play *p, char **words, size_t count)
{
    p->held++;
    if (!strcmp(words[0], "order"))
        order_holds(p, words + 1, count - 1);
    else if (!strcmp(words[0], "tasks"))
        tasks_hold(p, words + 1, count - 1);
    else if (!strcmp(words[0], "copies"))
        copies_hold(p, words + 1, count - 1);
    else if (!strcmp(words[0], "month"))
        play_month_holds(p, words + 1, count - 1);
    else if (!strcmp(words[0], "card"))
        card_holds(p, words + 1, count - 1);
    else
        right_holds(p, words, count);
}
