/* Words are cut once, and then held against each name and number of the register: as little as possible is
 * done for each of those. */
#include "domain/file/search_words.h"

#include <string.h>

#include "base/text.h"

#define PHONE_MIN 6 /* digits: with fewer it is a number of something else */

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool has_digit(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (digit(s[i]))
            return true;
    return false;
}

/* The digits that tell two phones of the country apart: without +355, 00355 or the 0 of it. "" where there
 * are too few, or something else between them. */
static void phone_digits(const char *text, char ret[24])
{
    char digits[40] = "";
    const char *from = digits;
    size_t n = 0;

    ret[0] = '\0';
    for (; *text; text++) {
        if (digit(*text) && n + 1 < sizeof digits)
            digits[n++] = *text;
        else if (!strchr(" +-().\t", *text))
            return;
    }
    digits[n] = '\0';
    if (!strncmp(from, "00", 2))
        from += 2;
    if (!strncmp(from, "355", 3))
        from += 3;
    if (*from == '0')
        from++;
    if (n >= PHONE_MIN && strlen(from) < 24)
        memcpy(ret, from, strlen(from) + 1);
}

static void word_add(struct search_words *q, const char *latin, const char *key)
{
    if (q->count == SEARCH_WORDS_MAX)
        return;
    q->word[q->count].latin = latin;
    q->word[q->count].key = key;
    q->all |= 1u << q->count;
    if (!key)
        q->numeric |= 1u << q->count;
    q->count++;
}

/* Words with a digit stay where they are, each with an end; the others go into names. */
static void words_part(struct search_words *q, char names[SEARCH_TEXT_MAX + 2])
{
    size_t n = 0;

    for (char *p = q->text; *p;) {
        size_t size = strcspn(p, " ");
        char *end = p + size + (p[size] != '\0');

        if (has_digit(p, size)) {
            p[size] = '\0';
            word_add(q, p, NULL);
        } else {
            memcpy(names + n, p, size);
            n += size;
            names[n++] = ' ';
        }
        p = end;
    }
    names[n] = '\0';
}

void search_words_make(const char *q, struct search_words *ret)
{
    char names[SEARCH_TEXT_MAX + 2];

    *ret = (struct search_words){.empty = text_empty(q)};
    if (ret->empty)
        return;
    text_fold(q, ret->text, sizeof ret->text);
    if (has_digit(ret->text, strlen(ret->text)))
        order_number_key(ret->text, ret->number);
    phone_digits(ret->text, ret->phone);
    words_part(ret, names);
    name_key_make(names, NAME_LATIN, &ret->latin);
    name_key_of_latin(&ret->latin, &ret->key);
    for (size_t i = 0; i < ret->latin.count; i++)
        word_add(ret, name_key_word(&ret->latin, i), name_key_word(&ret->key, i));
    explicit_bzero(names, sizeof names);
}

static bool begins(const char *text, const char *with)
{
    return *text == *with && !strncmp(text, with, strlen(with));
}

/* Words that begin this one; key NULL: it has none. */
static unsigned word_met(const struct search_words *q, const char *latin, const char *key)
{
    unsigned met = 0;

    for (size_t i = 0; i < q->count; i++)
        if (q->word[i].key && (begins(latin, q->word[i].latin) || (key && begins(key, q->word[i].key))))
            met |= 1u << i;
    return met;
}

/* Plain or one of the many others, none of which is ASCII but these. */
static bool may_have_apostrophe(const char *name)
{
    for (; *name; name++)
        if (*name == '\'' || *name == '`' || (unsigned char)*name >= 0x80)
            return true;
    return false;
}

/* What stands behind an apostrophe, which the key joins to what stands before it. */
static unsigned behind_apostrophe(const struct search_words *q, const char *name)
{
    char folded[NAME_KEY_TEXT];
    struct name_key parts;
    unsigned met = 0;
    char *c;

    if (!may_have_apostrophe(name))
        return 0;
    text_fold(name, folded, sizeof folded);
    if (!strchr(folded, '\''))
        return 0;
    for (c = folded; *c; c++)
        *c = *c == '\'' ? ' ' : *c;
    name_key_make(folded, NAME_LATIN, &parts);
    for (size_t i = 0; i < parts.count; i++)
        met |= word_met(q, name_key_word(&parts, i), NULL);
    explicit_bzero(folded, sizeof folded);
    explicit_bzero(&parts, sizeof parts);
    return met;
}

/* All of its words as one. */
static unsigned glued(const struct search_words *q, const struct name_key *latin)
{
    char word[NAME_KEY_TEXT];
    size_t n = 0;
    unsigned met;

    if (latin->count < 2)
        return 0;
    for (size_t i = 0; i < latin->count; i++) {
        const char *part = name_key_word(latin, i);
        size_t size = strlen(part);

        memcpy(word + n, part, size);
        n += size;
    }
    word[n] = '\0';
    met = word_met(q, word, NULL);
    explicit_bzero(word, sizeof word);
    return met;
}

unsigned search_words_name(const struct search_words *q, const char *name)
{
    const unsigned wanted = q->all & ~q->numeric;
    struct name_key latin, key;
    unsigned met = 0;

    if (!wanted)
        return 0;
    name_key_make(name, NAME_LATIN, &latin);
    name_key_of_latin(&latin, &key);
    for (size_t i = 0; i < latin.count; i++)
        met |= word_met(q, name_key_word(&latin, i), name_key_word(&key, i));
    if (met != wanted)
        met |= glued(q, &latin) | behind_apostrophe(q, name);
    explicit_bzero(&latin, sizeof latin);
    explicit_bzero(&key, sizeof key);
    return met;
}

/* "2/" is all that begins so, and no more: its key would be 2. */
static bool number_begins(const char *key, const char *word)
{
    char asked[ORDER_KEY_TEXT];
    size_t n = strlen(word);

    if (!n || word[n - 1] == '/' || word[n - 1] == '-')
        return false;
    order_number_key(word, asked);
    return asked[0] && begins(key, asked);
}

unsigned search_words_number(const struct search_words *q, const char *number)
{
    char folded[ORDER_KEY_TEXT], key[ORDER_KEY_TEXT];
    unsigned met = 0;

    text_fold(number, folded, sizeof folded);
    order_number_key(number, key);
    for (size_t i = 0; i < q->count; i++) {
        const char *asked = q->word[i].latin;

        if (!q->word[i].key && number_begins(key, asked))
            met |= 1u << i;
        for (const char *word = folded; *word && !(met & 1u << i);) {
            if (begins(word, asked))
                met |= 1u << i;
            word += strcspn(word, " ");
            word += strspn(word, " ");
        }
    }
    if (met != q->all && q->number[0] && strcspn(q->number, "/") < strlen(q->number) &&
        begins(key, q->number))
        met = q->all;
    explicit_bzero(folded, sizeof folded);
    explicit_bzero(key, sizeof key);
    return met;
}

bool search_words_phone(const struct search_words *q, const char *phone)
{
    char digits[24];
    bool met;

    if (!q->phone[0] || !phone)
        return false;
    phone_digits(phone, digits);
    met = digits[0] && begins(digits, q->phone);
    explicit_bzero(digits, sizeof digits);
    return met;
}
