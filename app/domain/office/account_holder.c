/* Names are held against each other word by word, each word of the one against one of the other. */
#include "domain/office/account_holder.h"

#include <string.h>

#include "base/name_key.h"
#include "domain/office/account.h"

static err holder_read(struct work *w, int64_t id, struct name_key *ret)
{
    struct account a = {0};
    err e = account_read(w, id, &a);

    if (!e)
        name_key_make(a.full_name, NAME_KEY, ret);
    return e;
}

/* *met: a bit for each word of `in` that another word has met already. */
static bool word_meets(const char *word, const struct name_key *in, uint32_t *met)
{
    for (size_t i = 0; i < in->count; i++)
        if (!(*met >> i & 1) && !strcmp(name_key_word(in, i), word)) {
            *met |= (uint32_t)1 << i;
            return true;
        }
    return false;
}
_Static_assert(NAME_KEY_WORDS <= 32, "a bit for each word");

static bool same_words(const struct name_key *a, const struct name_key *b)
{
    uint32_t met = 0;

    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!word_meets(name_key_word(a, i), b, &met))
            return false;
    return a->count > 0;
}

err account_same_holder(struct work *w, int64_t one, int64_t other, bool *ret)
{
    struct name_key a, b;
    err e;

    if (one == other) {
        *ret = true;
        return OK;
    }
    if ((e = holder_read(w, one, &a)) || (e = holder_read(w, other, &b)))
        return e;
    *ret = same_words(&a, &b);
    return OK;
}

err account_approves_for(struct work *w, int64_t asked_by)
{
    bool same;
    err e;

    if ((e = account_same_holder(w, asked_by, w->actor.account, &same)) || !same)
        return e;
    return refuse(w, ERR_DENIED, "same_holder", "",
                  "The account that asked bears the same name and counts as the same person: somebody of "
                  "another name approves this.");
}
