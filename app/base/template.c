#include "base/template.h"

#include <string.h>

#include "base/markup.h"

#define DEPTH_MAX 4

struct filling {
    const struct template_value *values;
    size_t count;
    struct buf *to;
    const struct template_value *open[DEPTH_MAX]; /* parts that are not closed yet, the innermost last */
    size_t depth, hidden;                         /* hidden: of those, how many have no value */
};

static const struct template_value *named(const struct filling *f, const char *name, size_t n)
{
    for (size_t i = 0; i < f->count; i++)
        if (strlen(f->values[i].name) == n && !memcmp(f->values[i].name, name, n))
            return &f->values[i];
    return NULL;
}

/* What stands between the brackets. */
static err place_fill(struct filling *f, const char *at, size_t n)
{
    bool opens = n && *at == '?', closes = n && *at == '/';
    const struct template_value *v = named(f, at + (opens || closes), n - (opens || closes));

    if (!v)
        return ERR_INPUT;
    if (opens) {
        if (f->depth == DEPTH_MAX)
            return ERR_INPUT;
        f->open[f->depth++] = v;
        f->hidden += !v->value;
        return OK;
    }
    if (closes) {
        if (!f->depth || f->open[f->depth - 1] != v)
            return ERR_INPUT;
        f->depth--;
        f->hidden -= !v->value;
        return OK;
    }
    if (f->hidden)
        return OK;
    if (!v->value)
        return ERR_INPUT;
    markup_text(f->to, v->value);
    return OK;
}

err template_fill(const char *text, const struct template_value *values, size_t count, struct buf *ret)
{
    struct filling f = {.values = values, .count = count, .to = ret};
    const char *begin, *end;
    err e;

    for (; (begin = strstr(text, "[[")); text = end + 2) {
        if (!f.hidden)
            buf_add(ret, text, (size_t)(begin - text));
        if (!(end = strstr(begin, "]]")))
            return ERR_INPUT;
        if ((e = place_fill(&f, begin + 2, (size_t)(end - begin) - 2)))
            return e;
    }
    if (f.depth)
        return ERR_INPUT;
    buf_text(ret, text);
    return buf_err(ret);
}
