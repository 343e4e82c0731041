/* Memory in blocks, newest first, for what lives as long as a request. Nothing is given back singly. Fresh
 * blocks come zeroed and used ones are wiped before they are used again, so that what is handed out is always
 * zeroed, and a name never outlives its request. */
#include "base/arena.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BLOCK_FIRST 4096 /* bytes: most requests need one block */
#define BLOCK_LAST  65536
#define ALIGNMENT   _Alignof(max_align_t)

struct arena_block {
    struct arena_block *older;
    size_t cap;
    size_t used;
    _Alignas(max_align_t) unsigned char data[];
};

/* Blocks double up to a size, so that small requests cost little and long ones few calls. */
static struct arena_block *block_add(struct arena *a, size_t size)
{
    size_t cap = !a->last ? BLOCK_FIRST : a->last->cap < BLOCK_LAST / 2 ? a->last->cap * 2 : BLOCK_LAST;
    struct arena_block *b;

    if (cap < size)
        cap = size;
    if (cap > SIZE_MAX - sizeof *b || !(b = calloc(1, sizeof *b + cap)))
        return NULL;
    b->older = a->last;
    b->cap = cap;
    a->last = b;
    return b;
}

void *arena_alloc(struct arena *a, size_t size)
{
    struct arena_block *b = a->last;
    void *ret;

    /* So that rounding up cannot wrap around. */
    if (size > SIZE_MAX / 2)
        return NULL;
    /* Nothing asked for is something too: NULL means that memory ran out, and that alone. */
    size = size ? (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT : ALIGNMENT;
    if ((!b || b->cap - b->used < size) && !(b = block_add(a, size)))
        return NULL;
    ret = b->data + b->used;
    b->used += size;
    return ret;
}

void *arena_array(struct arena *a, size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        return NULL;
    return arena_alloc(a, count * size);
}

char *arena_text_n(struct arena *a, const char *text, size_t n)
{
    char *ret;

    if (!text || n == SIZE_MAX || !(ret = arena_alloc(a, n + 1)))
        return NULL;
    memcpy(ret, text, n);
    return ret;
}

char *arena_text(struct arena *a, const char *text)
{
    return text ? arena_text_n(a, text, strlen(text)) : NULL;
}

char *arena_format(struct arena *a, const char *format, ...)
{
    va_list args;
    char *ret;
    int n;

    va_start(args, format);
    n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n < 0 || !(ret = arena_alloc(a, (size_t)n + 1)))
        return NULL;
    va_start(args, format);
    (void)vsnprintf(ret, (size_t)n + 1, format, args);
    va_end(args);
    return ret;
}

void *arena_grow(struct arena *a, void *items_ptr, size_t *count, size_t *room, size_t size)
{
    unsigned char *items, *more;
    size_t n;

    memcpy(&items, items_ptr, sizeof items); /* whatever type it points to */
    if (*count == *room) {
        if (*room > SIZE_MAX / 2)
            return NULL;
        n = *room ? *room * 2 : 8;
        if (!(more = arena_array(a, n, size)))
            return NULL;
        if (items)
            memcpy(more, items, *count * size);
        items = more;
        memcpy(items_ptr, &items, sizeof items);
        *room = n;
    }
    return items + (*count)++ * size;
}

/* One block stays for the next request. The newest that is not beyond the usual size: a request that needed
 * more gives its memory back. */
void arena_reset(struct arena *a)
{
    struct arena_block *b = a->last, *kept = NULL;

    while (b) {
        struct arena_block *older = b->older;

        explicit_bzero(b->data, b->used);
        if (!kept && b->cap <= BLOCK_LAST) {
            kept = b;
            kept->older = NULL;
            kept->used = 0;
        } else {
            free(b);
        }
        b = older;
    }
    a->last = kept;
}

void arena_free(struct arena *a)
{
    arena_reset(a);
    free(a->last);
    a->last = NULL;
}
