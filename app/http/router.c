/* The tables of routes, joined, checked and sorted so that the most specific path comes first; paths of the
 * same shape lie side by side, so the first that fits also knows the methods the path takes. Those of
 * the path's number of segments are walked one after the other, and most fall out at the length of their
 * last one, which costs less than a hash. */
#include "http/router.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#define SEGMENTS_MAX 10 /* of a path; a longer one is none of ours */

enum segment_kind { SEGMENT_LITERAL, SEGMENT_SUFFIX, SEGMENT_PARAM }; /* the more specific first */

struct path_part {
    const char *text;
    size_t size;
};

struct segment {
    enum segment_kind kind;
    struct path_part fixed; /* the literal, or the suffix after the parameter */
    const char *name;       /* of the parameter */
};

struct pattern {
    const struct route *route;
    size_t count;
    struct segment segments[SEGMENTS_MAX];
};

struct router {
    struct pattern *patterns;
    size_t count;
    size_t first[SEGMENTS_MAX + 2]; /* the first of so many segments, or of more */
    struct arena arena;             /* names of parameters */
};

static const char *const METHODS[] = {"GET", "POST", "PUT", "PATCH", "DELETE"};

/* Splits at slashes; false: no path of ours (see router_match). */
static bool path_split(const char *path, struct path_part ret[SEGMENTS_MAX], size_t *ret_count)
{
    const char *start = path + 1, *p;
    size_t count = 0;

    if (path[0] != '/')
        return false;
    for (p = start;; p++) {
        /* No percent signs: a path has one spelling only, so nothing can slip past a comparison encoded. */
        if (*p && *p != '/' && (*p <= ' ' || *p >= 0x7f || *p == '%'))
            return false;
        if (*p && *p != '/')
            continue;
        if (count == SEGMENTS_MAX || p - path > PATH_LENGTH_MAX)
            return false;
        ret[count++] = (struct path_part){start, (size_t)(p - start)};
        start = p + 1;
        if (!*p)
            break;
    }
    *ret_count = count;
    return true;
}

static bool part_is(const struct path_part *s, const char *text)
{
    return s->size == strlen(text) && memcmp(s->text, text, s->size) == 0;
}

/* Only the last segment may be empty, and then stands for itself: "/", "/check/". */
static bool segments_sound(const struct path_part *s, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((s[i].size == 0 && i + 1 < count) || part_is(&s[i], ".") || part_is(&s[i], ".."))
            return false;
    return true;
}

static bool name_sound(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!((s[i] >= 'a' && s[i] <= 'z') || s[i] == '_'))
            return false;
    return n > 0;
}

static bool fixed_sound(const char *s, size_t n)
{
    static const char SOUND[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~";

    for (size_t i = 0; i < n; i++)
        if (!strchr(SOUND, s[i]))
            return false;
    return true;
}

/* ERR_INPUT when the segment of a route's path is badly written. */
static err segment_make(struct arena *a, const struct path_part *s, struct segment *ret)
{
    const char *close = s->size ? memchr(s->text, '}', s->size) : NULL;
    size_t name_size, rest;

    if (!s->size || s->text[0] != '{') {
        *ret = (struct segment){.kind = SEGMENT_LITERAL, .fixed = *s};
        return fixed_sound(s->text, s->size) ? OK : ERR_INPUT;
    }
    if (!close)
        return ERR_INPUT;
    name_size = (size_t)(close - s->text) - 1;
    rest = s->size - name_size - 2;
    if (!name_sound(s->text + 1, name_size) || !fixed_sound(close + 1, rest))
        return ERR_INPUT;
    *ret = (struct segment){.kind = rest ? SEGMENT_SUFFIX : SEGMENT_PARAM,
                            .fixed = {close + 1, rest},
                            .name = arena_text_n(a, s->text + 1, name_size)};
    return ret->name ? OK : ERR_SYSTEM;
}

static err pattern_make(struct arena *a, const struct route *route, struct pattern *ret)
{
    struct path_part parts[SEGMENTS_MAX];
    size_t params = 0;
    err e;

    if (!path_split(route->path, parts, &ret->count) || !segments_sound(parts, ret->count))
        return ERR_INPUT;
    ret->route = route;
    for (size_t i = 0; i < ret->count; i++) {
        if ((e = segment_make(a, &parts[i], &ret->segments[i])))
            return e;
        params += ret->segments[i].kind != SEGMENT_LITERAL;
    }
    return params <= PARAMS_MAX ? OK : ERR_INPUT;
}

static bool method_known(const char *method)
{
    for (size_t i = 0; i < sizeof(METHODS) / sizeof(METHODS[0]); i++)
        if (strcmp(method, METHODS[i]) == 0)
            return true;
    return false;
}

/* NULL, or what is wrong with it. */
static const char *route_fault(const struct route *r)
{
    /* A route without roles is refused at start rather than open to all or to nobody. */
    if (!r->roles)
        return "no roles";
    if (r->roles & ~(unsigned)(R_SIGNED_IN | R_DEVICE | R_ANYONE))
        return "unknown roles";
    if (!r->handler)
        return "no handler";
    if (!method_known(r->method))
        return "unknown method";
    /* Browsers, proxies and previews send GET unasked, and the origin of reads is not checked. */
    if (strcmp(r->method, "GET") == 0 && (r->flags & (RT_WRITE | RT_BODY)))
        return "GET that writes or takes a body";
    if ((r->flags & RT_FLAT) && !(r->flags & RT_BODY))
        return "a flat body and none";
    /* What is judged without being read whole must be undone. */
    if ((r->flags & RT_FORM) && (!(r->flags & RT_WRITE) || !(r->flags & RT_BODY) || (r->flags & RT_NO_TX)))
        return "a form without a transaction";
    /* Who has no password cannot give it again: it would be open to nobody, or to anybody. */
    if ((r->flags & RT_CONFIRMED) && (r->roles & ~(unsigned)R_SIGNED_IN))
        return "a password asked again of somebody who has none";
    return NULL;
}

static int part_compare(const struct path_part *a, const struct path_part *b)
{
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);

    return order ? order : (a->size < b->size) - (a->size > b->size);
}

/* Same shape: 0. Longer suffixes before shorter ones, so that "{no}.status.svg" is not a "{no}.svg". */
static int segment_compare(const struct segment *a, const struct segment *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->kind == SEGMENT_SUFFIX && a->fixed.size != b->fixed.size)
        return a->fixed.size > b->fixed.size ? -1 : 1;
    return part_compare(&a->fixed, &b->fixed);
}

static int shape_compare(const struct pattern *a, const struct pattern *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (size_t i = 0; i < a->count; i++) {
        int order = segment_compare(&a->segments[i], &b->segments[i]);

        if (order)
            return order;
    }
    return 0;
}

static int pattern_compare(const void *a, const void *b)
{
    const struct pattern *x = a, *y = b;
    int order = shape_compare(x, y);

    return order ? order : strcmp(x->route->method, y->route->method);
}

static bool route_served(const struct route *r, enum app_part part)
{
    unsigned parts = ((r->flags & RT_CHECK) ? APP_CHECK : 0u) |
                     ((r->flags & RT_REGISTER) || !(r->flags & RT_CHECK) ? APP_REGISTER : 0u);

    return (parts & (unsigned)part) != 0;
}

static err route_refuse(const struct route *r, const char *fault)
{
    log_error("route %s %s: %s", r->method ? r->method : "?", r->path ? r->path : "?", fault);
    return ERR_INPUT;
}

static err route_add(struct router *r, const struct route *route, enum app_part part)
{
    const char *fault;
    err e;

    if (!route->method || !route->path)
        return route_refuse(route, "no method or path");
    if ((fault = route_fault(route)))
        return route_refuse(route, fault);
    e = pattern_make(&r->arena, route, &r->patterns[r->count]);
    if (e == ERR_INPUT)
        return route_refuse(route, "bad path");
    if (!e && route_served(route, part))
        r->count++;
    return e;
}

/* Sorted, so doubles stand side by side; of two equal routes one would never be reached. */
static err doubles_refuse(const struct router *r)
{
    for (size_t i = 1; i < r->count; i++)
        if (pattern_compare(&r->patterns[i - 1], &r->patterns[i]) == 0)
            return route_refuse(r->patterns[i].route, "double");
    return OK;
}

/* Sorted, so those of one length stand side by side. */
static void lengths_note(struct router *r)
{
    size_t length = 0;

    for (size_t i = 0; i < r->count; i++)
        for (; length <= r->patterns[i].count; length++)
            r->first[length] = i;
    for (; length < SEGMENTS_MAX + 2; length++)
        r->first[length] = r->count;
}

err router_make(const struct route_table *tables, size_t count, enum app_part part, struct router **ret)
{
    CLEANUP(router_free) struct router *r = calloc(1, sizeof(*r));
    size_t routes = 0;
    err e;

    for (size_t i = 0; i < count; i++)
        routes += tables[i].count;
    if (!r || !(r->patterns = calloc(routes ? routes : 1, sizeof(*r->patterns))))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < tables[i].count; j++)
            if ((e = route_add(r, &tables[i].routes[j], part)))
                return e;
    qsort(r->patterns, r->count, sizeof(*r->patterns), pattern_compare);
    if ((e = doubles_refuse(r)))
        return e;
    lengths_note(r);
    *ret = r;
    r = NULL;
    return OK;
}

void router_free(struct router **r)
{
    if (!*r)
        return;
    arena_free(&(*r)->arena);
    free((*r)->patterns);
    free(*r);
    *r = NULL;
}

size_t router_count(const struct router *r)
{
    return r->count;
}

const struct route *router_route(const struct router *r, size_t index)
{
    return r->patterns[index].route;
}

static bool segment_fits(const struct segment *s, const struct path_part *given)
{
    const char *end = given->text + given->size;

    switch (s->kind) {
    case SEGMENT_LITERAL:
        return given->size == s->fixed.size && given->text &&
               memcmp(given->text, s->fixed.text, given->size) == 0;
    case SEGMENT_SUFFIX:
        return given->size > s->fixed.size && memcmp(end - s->fixed.size, s->fixed.text, s->fixed.size) == 0;
    case SEGMENT_PARAM:
        return given->size > 0;
    }
    return false;
}

/* From the end: nearly all begin alike. */
static bool pattern_fits(const struct pattern *x, const struct path_part *given)
{
    for (size_t i = x->count; i-- > 0;)
        if (!segment_fits(&x->segments[i], &given[i]))
            return false;
    return true;
}

static void params_take(const struct pattern *x, const struct path_part *given, struct match *ret)
{
    ret->param_count = 0;
    for (size_t i = 0; i < x->count; i++) {
        const struct segment *s = &x->segments[i];
        size_t at = ret->param_count;

        if (s->kind == SEGMENT_LITERAL)
            continue;
        ret->params[at].name = s->name;
        ret->params[at].value = given[i].text;
        ret->params[at].size = given[i].size - s->fixed.size;
        ret->param_count++;
    }
}

/* All methods of one shape: at most "DELETE, GET, HEAD, PATCH, POST, PUT". */
static void allow_format(const struct router *r, size_t first, struct match *ret)
{
    size_t size = 0;

    for (size_t i = first; i < r->count && shape_compare(&r->patterns[first], &r->patterns[i]) == 0; i++) {
        const char *method = r->patterns[i].route->method;

        size += (size_t)snprintf(ret->allow + size, sizeof(ret->allow) - size, "%s%s%s",
                                 i > first ? ", " : "", method, strcmp(method, "GET") == 0 ? ", HEAD" : "");
    }
}

err router_match(const struct router *r, const char *method, const char *path, struct match *ret)
{
    /* RFC 9110 section 9.3.2: HEAD is GET without the body, which the wire leaves out. */
    const char *wanted = strcmp(method, "HEAD") == 0 ? "GET" : method;
    struct path_part given[SEGMENTS_MAX] = {{.text = ""}};
    size_t count, first, end;

    if (!path_split(path, given, &count) || !segments_sound(given, count))
        return ERR_ABSENT;
    end = r->first[count + 1];
    for (first = r->first[count]; first < end && !pattern_fits(&r->patterns[first], given); first++)
        ;
    if (first == end)
        return ERR_ABSENT;
    for (size_t i = first; i < r->count && shape_compare(&r->patterns[first], &r->patterns[i]) == 0; i++) {
        if (strcmp(r->patterns[i].route->method, wanted) != 0)
            continue;
        ret->route = r->patterns[i].route;
        params_take(&r->patterns[i], given, ret);
        return OK;
    }
    allow_format(r, first, ret);
    return ERR_DENIED;
}
