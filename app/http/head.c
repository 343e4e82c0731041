/* What the library has taken apart is looked at where it lies: the NULs that it left between the parts tell
 * how each line was written. */
#include "http/head.h"

#include <string.h>
#include <strings.h>

#define LENGTH_DIGITS_MAX 18 /* fits int64_t; longer bodies are none */

/* One of them decides; a second one would decide for another reader. Lists (Accept, Via) may be repeated. */
enum single { HOST, LENGTH, CODING, EXPECT };
static const struct {
    const char *name;
    size_t size;
} SINGLE[] = {
#define NAMED(text)                                                                                          \
    {                                                                                                        \
        text, sizeof(text) - 1                                                                               \
    }
    [HOST] = NAMED("Host"),
    [LENGTH] = NAMED("Content-Length"),
    [CODING] = NAMED("Transfer-Encoding"),
    [EXPECT] = NAMED("Expect"),
    NAMED("Content-Type"),
    NAMED("Cookie"),
    NAMED("Authorization"),
    NAMED("Origin"),
    NAMED("Sec-Fetch-Site"),
    NAMED("Idempotency-Key"),
#undef NAMED
};
#define SINGLE_COUNT (sizeof(SINGLE) / sizeof(SINGLE[0]))

static bool token_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           (c && strchr("!#$%&'*+.^_`|~", c));
}

/* One letter or more. */
static bool token(const char *s)
{
    const char *p = s;

    while (token_letter(*p))
        p++;
    return p > s && !*p;
}

/* So many bytes from p on are those, within the buffer. */
static bool stands(const struct head *h, const char *p, const char *bytes, size_t n)
{
    return p >= h->begin && (size_t)(p - h->begin) + n <= HEAD_SIZE_MAX && memcmp(p, bytes, n) == 0;
}

/* "METHOD target HTTP/1.1", a single blank between them, then the first header. */
static bool request_line_sound(const struct head *h)
{
    const char *end = h->query ? h->query + strlen(h->query) : h->target + strlen(h->target);

    return h->method == h->begin && h->target == h->method + strlen(h->method) + 1 && token(h->method) &&
           h->version == end + 1 + strlen("HTTP/") &&
           (h->count == 0 || h->lines[0].name == h->version + strlen(h->version) + 2);
}

/* "Name: value", CR LF, and the next line or the end. A bare LF leaves one NUL; a blank in front of the colon
 * leaves one more; a line that begins with a blank, and those beyond HEAD_LINES_MAX, the library leaves out,
 * and with them all that follows. */
static bool line_sound(const struct head *h, size_t i)
{
    const struct head_line *line = &h->lines[i];
    const char *name_end = line->name + strlen(line->name), *end = line->value + strlen(line->value);

    for (const char *p = name_end + 1; p < line->value; p++)
        if (*p != ' ' && *p != '\t')
            return false;
    if (!token(line->name))
        return false;
    if (i + 1 < h->count)
        return h->lines[i + 1].name == end + 2;
    return stands(h, end, "\0\0\r\0", 4);
}

/* The values of those that must be single, NULL where there is none. False: one stands there twice. */
static bool lines_single(const struct head *h, const char *ret[SINGLE_COUNT])
{
    for (size_t i = 0; i < h->count; i++) {
        size_t size = strlen(h->lines[i].name);

        for (size_t k = 0; k < SINGLE_COUNT; k++) {
            if (SINGLE[k].size != size || strcasecmp(h->lines[i].name, SINGLE[k].name) != 0)
                continue;
            if (ret[k])
                return false;
            ret[k] = h->lines[i].value;
        }
    }
    return true;
}

/* Without the blanks that may stand behind it. */
static size_t value_size(const char *value)
{
    size_t n = strlen(value);

    while (n && (value[n - 1] == ' ' || value[n - 1] == '\t'))
        n--;
    return n;
}

static bool length_sound(const struct head *h, const char *length, const char *coding)
{
    size_t n = length ? value_size(length) : 0;

    /* RFC 9112 section 6.1: together they ought to be handled as an error. HTTP/1.0 knows no codings. */
    if (coding)
        return !length && strcasecmp(coding, "chunked") == 0 && strcmp(h->version, "1.1") == 0;
    return !length || (n > 0 && n <= LENGTH_DIGITS_MAX && strspn(length, "0123456789") == n);
}

/* Name or address, and a port. */
static bool host_sound(const struct head *h, const char *host)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:[]%";
    size_t n = host ? value_size(host) : 0;

    if (!host)
        return strcmp(h->version, "1.0") == 0 && h->target[0] == '/';
    if (n == 0 || strspn(host, LETTERS) != n)
        return false;
    /* RFC 9112 section 3.2.2: a whole address goes before the Host; where they differ, two readers differ. */
    return h->target[0] == '/' || (strncasecmp(h->target, "http://", 7) == 0 &&
                                   h->path == h->target + 7 + n && strncasecmp(h->target + 7, host, n) == 0);
}

bool head_sound(const struct head *h)
{
    const char *single[SINGLE_COUNT] = {NULL};

    if (!request_line_sound(h))
        return false;
    for (size_t i = 0; i < h->count; i++)
        if (!line_sound(h, i))
            return false;
    return lines_single(h, single) && (!single[EXPECT] || strcasecmp(single[EXPECT], "100-continue") == 0) &&
           host_sound(h, single[HOST]) && length_sound(h, single[LENGTH], single[CODING]);
}
