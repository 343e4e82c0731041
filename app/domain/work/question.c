/* Asking, and keeping what was answered. The answers come with the request that they belong to, so that none
 * outlives it. */
#include "domain/work/question.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* "code" or "code:field". */
static bool answers(const char *text, const char *code, const char *field)
{
    size_t n = strlen(code);

    return !strncmp(text, code, n) && (!text[n] || (text[n] == ':' && !strcmp(text + n + 1, field)));
}

static bool confirmed(struct work *w, const char *code, const char *field)
{
    for (size_t i = 0; i < w->confirmed_count; i++) {
        if (!answers(w->confirmed[i].what, code, field))
            continue;
        w->confirmed[i].asked = true;
        return true;
    }
    return false;
}

err question_ask(struct work *w, const char *code, const char *field, const char *sentence, ...)
{
    char text[sizeof w->problem.detail];
    va_list args;

    va_start(args, sentence);
    (void)vsnprintf(text, sizeof text, sentence, args);
    va_end(args);
    if (confirmed(w, code, field)) {
        work_warn(w, code, field, "%s", text);
        return OK;
    }
    (void)problem_set(&w->problem, ERR_CONFLICT, code, field, "%s", text);
    w->problem.question = true;
    return ERR_CONFLICT;
}

err question_confirm(struct work *w, const char *const *texts, size_t count)
{
    struct confirmed *list = arena_array(w->arena, count + 1, sizeof *list);

    if (!list)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        list[i] = (struct confirmed){.what = texts[i]};
    w->confirmed = list;
    w->confirmed_count = count;
    return OK;
}

err question_confirmed(struct work *w, const char **ret)
{
    const char *text = NULL;

    for (size_t i = 0; i < w->confirmed_count; i++) {
        const char *what = w->confirmed[i].what;

        if (w->confirmed[i].asked &&
            !(text = text ? arena_format(w->arena, "%s, %s", text, what) : arena_text(w->arena, what)))
            return ERR_SYSTEM;
    }
    *ret = text;
    return OK;
}
