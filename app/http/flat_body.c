/* A single walk over the body. What it takes, jansson and input_read would take, too, and for the same
 * value: tests/unit/flat_body.c compares the two. What it does not take costs a second walk, no more. */
#include "http/flat_body.h"

#include <string.h>

#include "http/body.h"

/* Where the walk stands. */
struct walk {
    const char *at, *end;
};

/* A text between its quotes, without an escape in it. */
struct plain {
    const char *text;
    size_t size;
};

static void blanks_pass(struct walk *w)
{
    while (w->at < w->end && (*w->at == ' ' || *w->at == '\n' || *w->at == '\r' || *w->at == '\t'))
        w->at++;
}

static bool mark_take(struct walk *w, char mark)
{
    blanks_pass(w);
    if (w->at == w->end || *w->at != mark)
        return false;
    w->at++;
    return true;
}

/* In each of eight bytes. */
#define EACH(byte) (UINT64_C(0x0101010101010101) * (byte))

/* 0: all eight are printable ASCII, and neither a quote nor a backslash. A byte that is 0 once it has been
 * compared by ^ borrows from its highest bit when 1 is taken away; a borrow that runs on into a byte above
 * only says "no" of more than is so. */
static uint64_t eight_odd(const char *p)
{
    uint64_t v, quote, slash;

    memcpy(&v, p, sizeof v);
    quote = v ^ EACH('"');
    slash = v ^ EACH('\\');
    return ((v - EACH(' ')) | (quote - EACH(1)) | (slash - EACH(1)) | v | (v + EACH(1))) & EACH(0x80);
}

/* ASCII alone, so that no byte of it needs a second look: no control, no backslash, no mark that turns the
 * direction of writing. */
static bool plain_take(struct walk *w, struct plain *ret)
{
    const char *from, *p;

    if (!mark_take(w, '"'))
        return false;
    from = p = w->at;
    while (w->end - p >= 8 && !eight_odd(p))
        p += 8;
    for (; p < w->end && *p != '"'; p++)
        if ((unsigned char)(*p - ' ') > '~' - ' ' || *p == '\\')
            return false;
    if (p == w->end)
        return false;
    *ret = (struct plain){from, (size_t)(p - from)};
    w->at = p + 1;
    return true;
}

/* NULL: there is none of that name, or it is no text. */
static const struct member *member_of(const struct plain *name, const struct member *members, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(members[i].name) == name->size && memcmp(members[i].name, name->text, name->size) == 0)
            return members[i].type == MT_TEXT ? &members[i] : NULL;
    return NULL;
}

/* Neither empty nor too long, and without a blank at an end that would be cut. */
static bool value_plain(const struct member *m, const struct plain *value)
{
    return value->size > 0 && (int64_t)value->size <= m->max && value->text[0] != ' ' &&
           value->text[value->size - 1] != ' ';
}

static const char *text_at(const struct member *m, const void *filled)
{
    const char *text;

    memcpy(&text, (const char *)filled + m->offset, sizeof text);
    return text;
}

/* One member, if it is a plain one that did not come before. */
static err member_take(struct walk *w, struct arena *a, const struct member *members, size_t count,
                       bool *ret_flat, void *ret)
{
    const struct member *m;
    struct plain name, value;
    const char *text;

    *ret_flat = plain_take(w, &name) && mark_take(w, ':') && plain_take(w, &value) &&
                (m = member_of(&name, members, count)) && value_plain(m, &value) && !text_at(m, ret);
    if (!*ret_flat)
        return OK;
    if (!(text = arena_text_n(a, value.text, value.size)))
        return ERR_SYSTEM;
    memcpy((char *)ret + m->offset, &text, sizeof text);
    return OK;
}

/* Each text NULL, as of a member that is not there; false: not all of them are texts. */
static bool texts_clear(const struct member *members, size_t count, void *ret)
{
    static const char *const NONE = NULL;

    for (size_t i = 0; i < count; i++) {
        if (members[i].type != MT_TEXT)
            return false;
        memcpy((char *)ret + members[i].offset, &NONE, sizeof NONE);
    }
    return true;
}

static bool all_there(const struct member *members, size_t count, const void *filled)
{
    for (size_t i = 0; i < count; i++)
        if (members[i].required && !text_at(&members[i], filled))
            return false;
    return true;
}

err flat_body_take(struct arena *a, const char *body, size_t n, const struct member *members, size_t count,
                   bool *ret_flat, void *ret)
{
    struct walk w = {.at = body, .end = body + n};
    bool flat = texts_clear(members, count, ret) && mark_take(&w, '{');
    err e;

    if (flat)
        do
            if ((e = member_take(&w, a, members, count, &flat, ret)))
                return e;
        while (flat && mark_take(&w, ','));
    flat = flat && mark_take(&w, '}');
    blanks_pass(&w);
    *ret_flat = flat && w.at == w.end && all_there(members, count, ret);
    return OK;
}

err flat_body_read(struct req *rq, const struct member *members, size_t count, void *ret)
{
    bool flat;
    err e;

    if ((e = flat_body_take(rq->work.arena, rq->in->body, rq->in->body_size, members, count, &flat, ret)) ||
        flat || (e = body_parse(rq)))
        return e;
    return input_read(rq, rq->body, members, count, ret);
}
