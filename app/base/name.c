/* Words alone are compared: where they stood is only looked at where two names must be the same. */
#include "base/name.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/name_key.h"

#define RUN_MAX  3 /* words of one that are a single word of the other: "An na Maria" */
#define NEAR_MIN 3 /* letters of a word in which one may be wrong: of two letters any is another word */
#define EAR_ROOM NAME_KEY_TEXT

/* ---- the same */

/* Words of a key, without what parts them. */
struct run {
    const struct name_key *key;
    size_t from, count;
};

static const char *run_end(const struct run *r)
{
    const char *last = name_key_word(r->key, r->from + r->count - 1);

    return last + strlen(last);
}

static bool run_same(const struct run *a, const struct run *b)
{
    const char *s, *t, *s_end, *t_end;

    if (!a->count || !b->count)
        return !a->count && !b->count;
    s = name_key_word(a->key, a->from);
    t = name_key_word(b->key, b->from);
    s_end = run_end(a);
    t_end = run_end(b);
    for (;;) {
        while (s < s_end && !*s)
            s++;
        while (t < t_end && !*t)
            t++;
        if (s == s_end || t == t_end)
            return s == s_end && t == t_end;
        if (*s++ != *t++)
            return false;
    }
}

static bool key_same(const struct name_key *a, const struct name_key *b)
{
    const struct run x = {a, 0, a->count}, y = {b, 0, b->count};

    return run_same(&x, &y);
}

/* The words of a and then those of b, against those of c and then d. */
static bool words_same(const struct name_key *a, const struct name_key *b, const struct name_key *c,
                       const struct name_key *d)
{
    if (a->count + b->count != c->count + d->count)
        return false;
    for (size_t i = 0; i < a->count + b->count; i++) {
        const char *x = i < a->count ? name_key_word(a, i) : name_key_word(b, i - a->count);
        const char *y = i < c->count ? name_key_word(c, i) : name_key_word(d, i - c->count);

        if (strcmp(x, y) != 0)
            return false;
    }
    return a->count + b->count > 0;
}

struct both {
    struct name_key first, surname;
};

static void both_make(const struct name *n, struct both *ret)
{
    name_key_make(n->first_name, NAME_KEY, &ret->first);
    name_key_make(n->surname, NAME_KEY, &ret->surname);
}

bool name_same(const struct name *a, const struct name *b)
{
    struct both x, y;
    bool same;

    both_make(a, &x);
    both_make(b, &y);
    same = x.first.count + x.surname.count > 0 &&
           ((key_same(&x.first, &y.first) && key_same(&x.surname, &y.surname)) ||
            (key_same(&x.first, &y.surname) && key_same(&x.surname, &y.first)) ||
            words_same(&x.first, &x.surname, &y.first, &y.surname) ||
            words_same(&x.first, &x.surname, &y.surname, &y.first) ||
            words_same(&x.surname, &x.first, &y.first, &y.surname));
    explicit_bzero(&x, sizeof x);
    explicit_bzero(&y, sizeof y);
    return same;
}

static int byte_compare(const void *a, const void *b)
{
    unsigned char x = *(const unsigned char *)a, y = *(const unsigned char *)b;

    return (x > y) - (x < y);
}

static size_t letters_add(const struct name_key *k, char *ret, size_t n)
{
    for (size_t i = 0; i < k->count; i++) {
        const char *word = name_key_word(k, i);
        size_t size = strlen(word);

        memcpy(ret + n, word, size);
        n += size;
    }
    return n;
}

void name_letters(const struct name *name, char ret[2 * NAME_KEY_TEXT])
{
    struct both k;
    size_t n;

    both_make(name, &k);
    n = letters_add(&k.surname, ret, letters_add(&k.first, ret, 0));
    qsort(ret, n, 1, byte_compare);
    ret[n] = '\0';
    explicit_bzero(&k, sizeof k);
}

/* ---- nearly the same */

/* As it sounds to somebody who writes it by ear: no letter twice, y and j are i. */
static void by_ear(const char *word, char ret[EAR_ROOM])
{
    size_t n = 0;

    for (; *word && n + 1 < EAR_ROOM; word++) {
        char c = *word == 'y' || *word == 'j' ? 'i' : *word;

        if (!n || ret[n - 1] != c)
            ret[n++] = c;
    }
    ret[n] = '\0';
}

/* The letters of a word, as many as there is room for. */
static size_t letters_of(const char *word, utf8proc_int32_t ret[EAR_ROOM])
{
    size_t n = 0;

    for (const utf8proc_uint8_t *s = (const utf8proc_uint8_t *)word; *s && n < EAR_ROOM; n++) {
        const utf8proc_ssize_t size = utf8proc_iterate(s, -1, &ret[n]);

        if (size <= 0)
            ret[n] = *s;
        s += size > 0 ? size : 1;
    }
    return n;
}

static bool tail_same(const utf8proc_int32_t *a, size_t n, const utf8proc_int32_t *b, size_t m)
{
    return n == m && !memcmp(a, b, n * sizeof *a);
}

/* At most one letter more, less, other, or two neighbours swapped: a letter is one in any script, so that one
 * that only looks like another is told, too. */
static bool one_off(const char *one, const char *other)
{
    utf8proc_int32_t a[EAR_ROOM], b[EAR_ROOM];
    const size_t n = letters_of(one, a), m = letters_of(other, b);
    bool off = false;
    size_t i = 0;

    if (n <= m + 1 && m <= n + 1) {
        while (i < n && i < m && a[i] == b[i])
            i++;
        if (n > m)
            off = tail_same(a + i + 1, n - i - 1, b + i, m - i);
        else if (m > n)
            off = tail_same(a + i, n - i, b + i + 1, m - i - 1);
        else
            off = i == n || tail_same(a + i + 1, n - i - 1, b + i + 1, m - i - 1) ||
                  (i + 1 < n && a[i] == b[i + 1] && a[i + 1] == b[i] &&
                   tail_same(a + i + 2, n - i - 2, b + i + 2, m - i - 2));
    }
    explicit_bzero(a, sizeof a);
    explicit_bzero(b, sizeof b);
    return off;
}

static bool word_near(const char *a, const char *b)
{
    char x[EAR_ROOM] = "", y[EAR_ROOM] = "";

    if ((!a[1] || !b[1]) && a[0] == b[0])
        return true;
    by_ear(a, x);
    by_ear(b, y);
    if (!strcmp(x, y))
        return true;
    return strlen(a) >= NEAR_MIN && strlen(b) >= NEAR_MIN && (one_off(a, b) || one_off(x, y));
}

/* Which words of one have their like in the other: a bit for each. */
struct met {
    unsigned a, b;
};

static unsigned bits(size_t from, size_t count)
{
    return ((1u << count) - 1) << from;
}

static struct met words_meet(const struct name_key *a, const struct name_key *b, bool near)
{
    struct met met = {0, 0};

    for (size_t i = 0; i < a->count; i++)
        for (size_t j = 0; j < b->count; j++) {
            if (near && word_near(name_key_word(a, i), name_key_word(b, j))) {
                met.a |= bits(i, 1);
                met.b |= bits(j, 1);
            }
            for (size_t n = 1; n <= RUN_MAX; n++) {
                const struct run one_a = {a, i, 1}, one_b = {b, j, 1};
                const struct run some_a = {a, i, n}, some_b = {b, j, n};

                if (i + n <= a->count && run_same(&some_a, &one_b)) {
                    met.a |= bits(i, n);
                    met.b |= bits(j, 1);
                }
                if (j + n <= b->count && run_same(&one_a, &some_b)) {
                    met.a |= bits(i, 1);
                    met.b |= bits(j, n);
                }
            }
        }
    return met;
}

/* All words of one of them are met. A single one among several says too little to be sure. */
static enum name_nearness judge(const struct name_key *a, const struct name_key *b, bool near)
{
    const struct met met = words_meet(a, b, near);
    bool all_a = a->count && met.a == bits(0, a->count), all_b = b->count && met.b == bits(0, b->count);

    if (!all_a && !all_b)
        return NAME_OTHER;
    if (near || (!(all_a && all_b) && (all_a ? a->count : b->count) == 1))
        return NAME_NEAR;
    return NAME_IS;
}

/* Both names in one row of words. */
static void row_make(const struct name *n, struct name_key *ret)
{
    struct name_key surname;

    name_key_make(n->first_name, NAME_KEY, ret);
    name_key_make(n->surname, NAME_KEY, &surname);
    for (size_t i = 0; i < surname.count && ret->count < NAME_KEY_WORDS; i++) {
        const char *word = name_key_word(&surname, i);
        size_t from = ret->count ? (size_t)(name_key_word(ret, ret->count - 1) +
                                            strlen(name_key_word(ret, ret->count - 1)) + 1 - ret->text)
                                 : 0,
               size = strlen(word) + 1;

        if (from + size > sizeof ret->text)
            break;
        memcpy(ret->text + from, word, size);
        ret->at[ret->count++] = (uint16_t)from;
    }
    explicit_bzero(&surname, sizeof surname);
}

enum name_nearness name_liken(const struct name *a, const struct name *b)
{
    enum name_nearness said;
    struct name_key x, y;

    row_make(a, &x);
    row_make(b, &y);
    said = judge(&x, &y, false);
    if (said == NAME_OTHER)
        said = judge(&x, &y, true);
    explicit_bzero(&x, sizeof x);
    explicit_bzero(&y, sizeof y);
    return said;
}
