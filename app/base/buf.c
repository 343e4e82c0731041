/* The growing run of bytes. Memory given back is wiped first, on growth too: buffers hold names and keys. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUF_FIRST 64

/* Double; where that is not enough, just what is asked for: it may be all that comes. */
static size_t grown_cap(const struct buf *b, size_t need)
{
    size_t cap = b->cap ? b->cap : BUF_FIRST;

    if (cap <= SIZE_MAX / 2)
        cap *= 2;
    return cap < need ? need : cap;
}

char *buf_reserve(struct buf *b, size_t n)
{
    size_t cap;
    char *data;

    if (b->failed)
        return NULL;
    if (b->data && n < b->cap - b->len)
        return b->data + b->len;
    if (n >= SIZE_MAX - b->len || !(data = malloc(cap = grown_cap(b, b->len + n + 1)))) {
        b->failed = true;
        return NULL;
    }
    if (b->data) { /* by hand: realloc would leave what it moved away from as it was */
        memcpy(data, b->data, b->len);
        explicit_bzero(b->data, b->cap);
        free(b->data);
    }
    b->data = data;
    b->cap = cap;
    data[b->len] = '\0';
    return data + b->len;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
    char *room;

    if (n == 0 || !(room = buf_reserve(b, n)))
        return;
    memcpy(room, bytes, n);
    room[n] = '\0';
    b->len += n;
}

void buf_text(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_char(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_format(struct buf *b, const char *format, ...)
{
    va_list args;
    char *room;
    int n;

    va_start(args, format);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0) {
        b->failed = true;
        return;
    }
    if (n == 0 || !(room = buf_reserve(b, (size_t)n)))
        return;
    va_start(args, format);
    (void)vsnprintf(room, (size_t)n + 1, format, args);
    va_end(args);
    b->len += (size_t)n;
}

err buf_err(const struct buf *b)
{
    return b->failed ? ERR_SYSTEM : OK;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    b->failed = false;
    if (b->data)
        b->data[0] = '\0';
}

/* Not wiped: for what is sealed, or public. What holds names or keys is given to buf_wipe. */
void buf_free(struct buf *b)
{
    free(b->data);
    *b = (struct buf){0};
}

void buf_wipe(struct buf *b)
{
    if (b->data)
        explicit_bzero(b->data, b->cap);
    buf_free(b);
}
