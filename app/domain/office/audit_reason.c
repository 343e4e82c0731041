/* A sealed reason is text in the column why: the prefix and its bytes in Base32, so that rows, their hashes
 * and whoever copies the log elsewhere need not know of it. */
#include "domain/office/audit_reason.h"

#include <string.h>

#include "domain/work/sealed.h"
#include "token/base32.h"
#include "vault/vault.h"

#define PREFIX      "sealed:"
#define PREFIX_SIZE (sizeof PREFIX - 1)

err audit_reason_seal(struct work *w, struct owner of, int64_t id, const char *why, const char **ret)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    const struct problem before = w->problem;
    char *text;
    err e;

    /* Who looks at what is erased gives a reason, too. */
    if ((e = sealed_text(w, of, "audit", "why", id, why, &sealed)) == ERR_CONFLICT) {
        w->problem = before;
        e = sealed_text(w, OF_NOBODY, "audit", "why", id, why, &sealed);
    }
    if (e)
        return e;
    if (!(text = arena_alloc(w->arena, PREFIX_SIZE + BASE32_TEXT(sealed.len))))
        return ERR_SYSTEM;
    memcpy(text, PREFIX, PREFIX_SIZE);
    base32_encode(sealed.data, sealed.len, text + PREFIX_SIZE);
    *ret = text;
    return OK;
}

err audit_reason_open(struct work *w, int64_t id, const char **why)
{
    const struct seal_place at = {SEAL_PERSONAL, "audit", "why", id};
    CLEANUP(buf_wipe) struct buf plain = {0};
    const char *text;
    uint8_t *bytes;
    size_t n;
    err e;

    if (!*why || strncmp(*why, PREFIX, PREFIX_SIZE) != 0)
        return OK;
    text = *why + PREFIX_SIZE;
    if (!(bytes = arena_alloc(w->arena, strlen(text))))
        return ERR_SYSTEM;
    if (base32_decode(text, strlen(text), bytes, strlen(text), &n))
        return OK; /* somebody typed it so, before reasons were sealed */
    if ((e = unseal(w->vault, &at, bytes, n, &plain)) == ERR_ABSENT) {
        *why = SEALED_GONE;
        return OK;
    }
    if (e)
        return e;
    *why = arena_text_n(w->arena, plain.data ? plain.data : "", plain.len);
    return *why ? OK : ERR_SYSTEM;
}
