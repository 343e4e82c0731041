/* The linker's --wrap leads our own calls here; SQLite has a hook of its own, jansson one that leads back
 * to us (http/body.h). */
#include "support/allocation.h"

#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/buf.h"
#include "support/register.h"

/* The counters of one program with one thread. */
static struct {
    enum allocator of;
    bool lasting, failed;
    uint64_t left; /* askings until the first that fails; 0: none does */
} watch;

static bool runs_out(enum allocator a)
{
    if (watch.of != a)
        return false;
    if (!watch.left)
        return watch.lasting && watch.failed;
    return --watch.left == 0 && (watch.failed = true);
}

void allocation_fail(enum allocator a, uint64_t n, bool lasting)
{
    watch.of = a;
    watch.left = n;
    watch.lasting = lasting;
    watch.failed = false;
}

bool allocation_failed(void)
{
    bool failed = watch.failed;

    allocation_fail(watch.of, 0, false);
    return failed;
}

/* ---- ours: declared here alone, because only the linker knows them */
/* NOLINTBEGIN(bugprone-reserved-identifier) */
void *__real_malloc(size_t n);
void *__real_calloc(size_t count, size_t n);
void *__real_realloc(void *p, size_t n);
void *__real_arena_alloc(struct arena *a, size_t n);
void *__real_arena_array(struct arena *a, size_t count, size_t n);
char *__real_arena_text(struct arena *a, const char *text);
char *__real_arena_text_n(struct arena *a, const char *text, size_t n);
void *__real_arena_grow(struct arena *a, void *items, size_t *count, size_t *room, size_t n);
char *__real_buf_reserve(struct buf *b, size_t n);
void __real_buf_add(struct buf *b, const void *bytes, size_t n);
void __real_buf_text(struct buf *b, const char *text);
void __real_buf_char(struct buf *b, char c);
void *__wrap_malloc(size_t n);
void *__wrap_calloc(size_t count, size_t n);
void *__wrap_realloc(void *p, size_t n);
void *__wrap_arena_alloc(struct arena *a, size_t n);
void *__wrap_arena_array(struct arena *a, size_t count, size_t n);
char *__wrap_arena_text(struct arena *a, const char *text);
char *__wrap_arena_text_n(struct arena *a, const char *text, size_t n);
char *__wrap_arena_format(struct arena *a, const char *format, ...);
void *__wrap_arena_grow(struct arena *a, void *items, size_t *count, size_t *room, size_t n);
char *__wrap_buf_reserve(struct buf *b, size_t n);
void __wrap_buf_add(struct buf *b, const void *bytes, size_t n);
void __wrap_buf_text(struct buf *b, const char *text);
void __wrap_buf_char(struct buf *b, char c);

void *__wrap_malloc(size_t n)
{
    return runs_out(ALLOCATOR_OURS) ? NULL : __real_malloc(n);
}

void *__wrap_calloc(size_t count, size_t n)
{
    return runs_out(ALLOCATOR_OURS) ? NULL : __real_calloc(count, n);
}

void *__wrap_realloc(void *p, size_t n)
{
    return runs_out(ALLOCATOR_OURS) ? NULL : __real_realloc(p, n);
}

void *__wrap_arena_alloc(struct arena *a, size_t n)
{
    return runs_out(ALLOCATOR_OURS) ? NULL : __real_arena_alloc(a, n);
}

void *__wrap_arena_array(struct arena *a, size_t count, size_t n)
{
    return runs_out(ALLOCATOR_OURS) ? NULL : __real_arena_array(a, count, n);
}

char *__wrap_arena_text(struct arena *a, const char *text)
{
    return runs_out(ALLOCATOR_OURS) ? NULL : __real_arena_text(a, text);
}

char *__wrap_arena_text_n(struct arena *a, const char *text, size_t n)
{
    return runs_out(ALLOCATOR_OURS) ? NULL : __real_arena_text_n(a, text, n);
}

char *__wrap_arena_format(struct arena *a, const char *format, ...)
{
    va_list args, again;
    char *ret;
    int n;

    if (runs_out(ALLOCATOR_OURS))
        return NULL;
    va_start(args, format);
    va_copy(again, args);
    n = vsnprintf(NULL, 0, format, args);
    ret = __real_arena_alloc(a, (size_t)n + 1);
    if (ret)
        (void)vsnprintf(ret, (size_t)n + 1, format, again);
    va_end(again);
    va_end(args);
    return ret;
}

void *__wrap_arena_grow(struct arena *a, void *items, size_t *count, size_t *room, size_t n)
{
    return runs_out(ALLOCATOR_OURS) ? NULL : __real_arena_grow(a, items, count, room, n);
}

char *__wrap_buf_reserve(struct buf *b, size_t n)
{
    b->failed |= runs_out(ALLOCATOR_OURS);
    return __real_buf_reserve(b, n);
}

void __wrap_buf_add(struct buf *b, const void *bytes, size_t n)
{
    b->failed |= runs_out(ALLOCATOR_OURS);
    __real_buf_add(b, bytes, n);
}

void __wrap_buf_text(struct buf *b, const char *text)
{
    b->failed |= runs_out(ALLOCATOR_OURS);
    __real_buf_text(b, text);
}

void __wrap_buf_char(struct buf *b, char c)
{
    b->failed |= runs_out(ALLOCATOR_OURS);
    __real_buf_char(b, c);
}
/* NOLINTEND(bugprone-reserved-identifier) */

/* ---- SQLite: its usual methods behind a counter */

static struct sqlite3_mem_methods usual;

static void *sqlite_malloc(int n)
{
    return runs_out(ALLOCATOR_SQLITE) ? NULL : usual.xMalloc(n);
}

static void *sqlite_realloc(void *p, int n)
{
    return runs_out(ALLOCATOR_SQLITE) ? NULL : usual.xRealloc(p, n);
}

void allocation_watch(void)
{
    struct sqlite3_mem_methods counting;

    assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &usual), SQLITE_OK);
    counting = usual;
    counting.xMalloc = sqlite_malloc;
    counting.xRealloc = sqlite_realloc;
    assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &counting), SQLITE_OK);
}
