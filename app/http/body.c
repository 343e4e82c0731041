/* The body of a request: its type, its size, its depth, and then jansson, which checks UTF-8 and duplicates.
 * What the members mean is read by input.c. */
#include "http/body.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char JSON_TYPE[] = "application/json";

/* Where memory runs out within a text, jansson goes on with the text cut short: a name would be written down
 * without its end, and what is read behind that end may be anything, which jansson asserts not to meet. It
 * tells nobody, so its allocator does, and gives nothing more until the body is done with: then the text is
 * given up before it is read. It has no argument of ours, hence variables. */
static _Thread_local bool parsing, ran_out;

static void *noting_malloc(size_t n)
{
    void *p = parsing && ran_out ? NULL : malloc(n);

    ran_out |= !p;
    return p;
}

void body_watch(void)
{
    json_set_alloc_funcs(noting_malloc, free);
}

static err body_refuse(struct req *rq, err e, int status, const char *code, const char *detail)
{
    rq->status_override = status;
    return refuse(&rq->work, e, code, "", "%s", detail);
}

/* Parameters (charset) may follow; JSON is UTF-8 whatever they say. */
static bool type_is_json(const char *type)
{
    size_t n = sizeof(JSON_TYPE) - 1;

    return type && strncasecmp(type, JSON_TYPE, n) == 0 &&
           (!type[n] || type[n] == ';' || type[n] == ' ' || type[n] == '\t');
}

/* No text of so few brackets is too deep; nearly all are told by this alone. (Brackets inside texts count
 * too: then the slow walk decides.) */
static bool brackets_few(const char *s, size_t n)
{
    int brackets = 0;

    for (const char *p = s; (p = memchr(p, '{', (size_t)(s + n - p))) && brackets <= BODY_DEPTH_MAX; p++)
        brackets++;
    for (const char *p = s; (p = memchr(p, '[', (size_t)(s + n - p))) && brackets <= BODY_DEPTH_MAX; p++)
        brackets++;
    return brackets <= BODY_DEPTH_MAX;
}

/* Brackets outside strings; unbalanced ones are left to the parser. */
static bool depth_bounded(const char *s, size_t n)
{
    int depth = 0;
    bool quoted = false;

    if (brackets_few(s, n))
        return true;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            quoted = !quoted;
        else if (quoted && s[i] == '\\')
            i++;
        else if (!quoted && (s[i] == '{' || s[i] == '['))
            depth++;
        else if (!quoted && (s[i] == '}' || s[i] == ']'))
            depth--;
        if (depth > BODY_DEPTH_MAX)
            return false;
    }
    return true;
}

/* jansson says: duplicate object key near '"kind"'. Names of ours are short and plain; what is not is left
 * out. */
static void duplicate_name(const char *message, char *ret, size_t room)
{
    static const char PLAIN[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    const char *name = strstr(message, "near '\"");
    size_t n;

    ret[0] = '\0';
    if (!name)
        return;
    name += strlen("near '\"");
    n = strspn(name, PLAIN);
    if (n >= room || name[n] != '"')
        return;
    memcpy(ret, name, n);
    ret[n] = '\0';
}

static err parse_refuse(struct req *rq, const json_error_t *why)
{
    char name[64];

    rq->status_override = 400;
    switch (json_error_code(why)) {
    case json_error_duplicate_key:
        duplicate_name(why->text, name, sizeof(name));
        return refuse(&rq->work, ERR_INPUT, "duplicate_member", name, "A member stands twice in one object.");
    case json_error_invalid_utf8:
        return refuse(&rq->work, ERR_INPUT, "bad_utf8", "", "The body is not UTF-8 in line %d.", why->line);
    default:
        return refuse(&rq->work, ERR_INPUT, "bad_json", "", "The body is not JSON: line %d, column %d.",
                      why->line, why->column);
    }
}

err body_parse(struct req *rq)
{
    const struct incoming *in = rq->in;
    json_error_t why;

    if (!depth_bounded(in->body, in->body_size))
        return body_refuse(rq, ERR_INPUT, 400, "too_deep", "Objects and arrays lie too deep in one another.");
    ran_out = false;
    parsing = true;
    /* DECODE_ANY, so that a body that is a list or a number is told to be one below, and not to be bad JSON
     * at some column. */
    rq->body = json_loadb(in->body, in->body_size, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &why);
    parsing = false;
    if (ran_out)
        return ERR_SYSTEM;
    if (!rq->body)
        return parse_refuse(rq, &why);
    if (!json_is_object(rq->body))
        return body_refuse(rq, ERR_INPUT, 400, "bad_json", "A JSON object is expected.");
    return OK;
}

err body_read(struct req *rq)
{
    const struct incoming *in = rq->in;

    /* The size is refused before the type, and both before anything is parsed: the cheapest refusal first. */
    if (in->body_waits)
        return ERR_BUSY;
    if (in->body_too_large && rq->route && (rq->route->flags & RT_UPLOAD))
        return body_refuse(rq, ERR_LIMIT, 413, "body_too_large", "A document has at most 10485760 bytes.");
    if (in->body_too_large)
        return body_refuse(rq, ERR_LIMIT, 413, "body_too_large", "A body has at most 262144 bytes.");
    if (!rq->route || !(rq->route->flags & RT_BODY))
        return OK;
    if (!in->body_size)
        return body_refuse(rq, ERR_INPUT, 400, "bad_json", "A JSON object is expected.");
    if (!type_is_json(in->content_type))
        return body_refuse(rq, ERR_INPUT, 415, "not_json", "The body must be application/json.");
    return rq->route->flags & RT_FLAT ? OK : body_parse(rq);
}

err body_reread(const struct buf *answer, json_t **ret)
{
    json_t *json;

    ran_out = false;
    json = json_loadb(answer->data ? answer->data : "", answer->len, 0, NULL);
    if (!json || ran_out) {
        json_decref(json);
        return ERR_SYSTEM;
    }
    *ret = json;
    return OK;
}
