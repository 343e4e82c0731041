/* Findings are gathered first and shown at the end, so that a program that reads them gets all or nothing. */
#include "cli/finding.h"

#include <stdarg.h>
#include <stdio.h>
#include <sysexits.h>

#include "cli/answer.h"

#define TEXT_MAX 512

void finding_add(struct findings *f, const char *name, enum health_state state, const char *advice,
                 const char *format, ...)
{
    char text[TEXT_MAX];
    va_list args;
    struct finding found = {.name = name, .state = state, .advice = state == HEALTH_GOOD ? NULL : advice};

    va_start(args, format);
    (void)vsnprintf(text, sizeof text, format, args);
    va_end(args);
    found.what = arena_text(&f->arena, text);
    if (!found.what || f->count == FINDINGS_MAX)
        f->lost = true;
    else
        f->at[f->count++] = found;
}

enum health_state findings_worst(const struct findings *f)
{
    enum health_state worst = HEALTH_GOOD;

    for (size_t i = 0; i < f->count; i++)
        if (f->at[i].state > worst)
            worst = f->at[i].state;
    return worst;
}

static int findings_print(const struct findings *f)
{
    for (size_t i = 0; i < f->count; i++) {
        const struct finding *found = &f->at[i];

        printf("%-6s %-12s %s\n", health_state_name(found->state), found->name, found->what);
        if (found->advice)
            printf("%-6s %-12s -> %s\n", "", "", found->advice);
    }
    return answer_end(EX_OK);
}

static int findings_give(const struct findings *f)
{
    CLEANUP(answer_free) struct answer answer = {0};
    struct json_writer *j = answer_object(&answer);

    json_put_text(j, "worst", health_state_name(findings_worst(f)));
    json_put_list(j, "findings");
    for (size_t i = 0; i < f->count; i++) {
        json_put_object(j, NULL);
        json_put_text(j, "name", f->at[i].name);
        json_put_text(j, "state", health_state_name(f->at[i].state));
        json_put_text(j, "what", f->at[i].what);
        json_put_text(j, "advice", f->at[i].advice);
        json_put_end(j);
    }
    json_put_end(j);
    return answer_give(&answer);
}

int findings_show(const struct findings *f, bool json)
{
    int code;

    if (f->lost) {
        fputs("besa: not all that was found could be kept in memory\n", stderr);
        return EX_OSERR;
    }
    if ((code = json ? findings_give(f) : findings_print(f)))
        return code;
    return findings_worst(f) == HEALTH_FAULT ? EX_UNAVAILABLE : EX_OK;
}

void findings_free(struct findings *f)
{
    arena_free(&f->arena);
}
