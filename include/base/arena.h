/* Memory that is freed at once: everything one request or one row needs. Zero-initialise, free with
 * CLEANUP(arena_free). Blocks come zeroed and aligned for any type. */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stddef.h>

struct arena_block;
struct arena {
    struct arena_block *last;
};

/* NULL when memory ran out. */
void *arena_alloc(struct arena *a, size_t size);
void *arena_array(struct arena *a, size_t count, size_t size); /* overflow-checked */
char *arena_text(struct arena *a, const char *text);           /* NULL stays NULL */
char *arena_text_n(struct arena *a, const char *text, size_t n);
char *arena_format(struct arena *a, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Forget all, wipe it, keep one block for the next use. */
void arena_reset(struct arena *a);
/* Wipes before freeing: arenas hold unsealed names. */
void arena_free(struct arena *a);

/* A growing array in an arena: counts one more element and returns it, zeroed; or NULL. items_ptr is the
 * address of the pointer to the first element. Elements move when the array grows; the old room stays in the
 * arena. Start with *items = NULL, *count = *room = 0. */
void *arena_grow(struct arena *a, void *items_ptr, size_t *count, size_t *room, size_t size);

#endif
