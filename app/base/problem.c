/* Filling in why something was refused. Over-long parts are cut between code points. */
#include "base/problem.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

static void put(char *to, size_t room, const char *text)
{
    size_t n = strlen(text);

    n = text_whole(text, n < room ? n : room - 1);
    memcpy(to, text, n);
    to[n] = '\0';
}

err problem_set(struct problem *p, err e, const char *code, const char *field, const char *detail, ...)
{
    /* Longer than its place, so that the cut falls on a whole code point below and not where vsnprintf
     * stops. */
    char text[2 * sizeof p->detail] = "";
    va_list args;

    if (!p)
        return e;
    va_start(args, detail);
    (void)vsnprintf(text, sizeof text, detail, args);
    va_end(args);
    put(p->code, sizeof p->code, code);
    put(p->field, sizeof p->field, field ? field : "");
    put(p->detail, sizeof p->detail, text);
    p->means = e;
    p->question = false;
    p->faults = NULL;
    p->fault_count = 0;
    return e;
}

static void field_prefix(struct problem *p, const char *prefix)
{
    char text[2 * sizeof p->field];

    (void)snprintf(text, sizeof text, "%s%s%s", prefix, p->field[0] && p->field[0] != '[' ? "." : "",
                   p->field);
    put(p->field, sizeof p->field, text);
}

void problem_prefix(struct problem *p, const char *prefix, ...)
{
    char text[sizeof p->field] = "";
    va_list args;

    if (!p)
        return;
    va_start(args, prefix);
    (void)vsnprintf(text, sizeof text, prefix, args);
    va_end(args);
    field_prefix(p, text);
    for (size_t i = 0; i < p->fault_count; i++)
        field_prefix(&p->faults[i], text);
}
