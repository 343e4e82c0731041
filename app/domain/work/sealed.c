/* Sealed columns. Table, column and row are sealed along with the value, so that one copied to another
 * person's row does not open there. */
#include "domain/work/sealed.h"

#include <string.h>

#include "vault/vault.h"

err sealed_text(struct work *w, struct owner of, const char *table, const char *column, int64_t row,
                const char *text, struct buf *ret)
{
    const struct seal_place at = {SEAL_PERSONAL, table, column, row};
    int64_t key;
    err e;

    if (!text)
        return OK;
    if ((e = owner_key(w, of, &key)))
        return e;
    /* Also where the register does not know of it, because an older copy of it was put back. */
    if ((e = seal(w->vault, key, &at, text, strlen(text), ret)) == ERR_ABSENT)
        return refuse(
            w, ERR_CONFLICT, "erased", "",
            "What this belongs to is erased: its key is destroyed, and nothing is entered any more.");
    return e;
}

err sealed_date(struct work *w, struct owner of, const char *table, const char *column, int64_t row, date d,
                struct buf *ret)
{
    char text[DATE_TEXT];

    return sealed_text(w, of, table, column, row, date_known(d) ? date_format(d, text) : NULL, ret);
}

err sealed_open(struct work *w, const char *table, const char *column, int64_t row, struct stmt *s, int index,
                const char **ret)
{
    const struct seal_place at = {SEAL_PERSONAL, table, column, row};
    CLEANUP(buf_wipe) struct buf plain = {0};
    const void *sealed;
    size_t size;
    char *text;
    err e;

    if (stmt_null(s, index)) {
        *ret = NULL;
        return OK;
    }
    sealed = stmt_blob(s, index, &size); /* NULL when it is empty, which no sealed value is */
    if (!sealed)
        return ERR_CORRUPT;
    if ((e = unseal(w->vault, &at, sealed, size, &plain)) == ERR_ABSENT) {
        *ret = SEALED_GONE;
        return OK;
    }
    if (e)
        return e;
    if (!(text = arena_text_n(w->arena, plain.data ? plain.data : "", plain.len)))
        return ERR_SYSTEM;
    *ret = text;
    return OK;
}
