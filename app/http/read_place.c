/* Numbers alone are taken over: what else stands in an answer has no place in an address. */
#include "http/read_place.h"

#include <string.h>

#include "http/body.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyz_"
#define DIGITS  "0123456789"

/* The name at *at, which moves behind it; false: none, or too long. */
static bool name_take(const char **at, const char *letters, char *ret, size_t room)
{
    size_t n = strspn(*at, letters);

    if (!n || n >= room)
        return false;
    memcpy(ret, *at, n);
    ret[n] = '\0';
    *at += n;
    return true;
}

static bool sign_take(const char **at, char sign)
{
    if (**at != sign)
        return false;
    (*at)++;
    return true;
}

/* One or two digits. */
static bool index_take(const char **at, size_t *ret)
{
    size_t n = strspn(*at, DIGITS);

    if (n < 1 || n > 2)
        return false;
    *ret = n == 1 ? (size_t)(**at - '0') : (size_t)(**at - '0') * 10 + (size_t)((*at)[1] - '0');
    *at += n;
    return true;
}

static bool filter_take(const char **at, struct read_place *p)
{
    return name_take(at, LETTERS, p->key, sizeof p->key) && sign_take(at, '=') &&
           name_take(at, LETTERS "|", p->words, sizeof p->words);
}

bool read_place_parse(const char *path, struct read_place *ret)
{
    const char *at = path + strcspn(path, "{}");
    struct read_place p = {.before = path, .before_size = (size_t)(at - path)};

    if (!*at) {
        *ret = (struct read_place){0};
        return true;
    }
    if (!sign_take(&at, '{') || !index_take(&at, &p.from) || !sign_take(&at, '.') ||
        !name_take(&at, LETTERS, p.name, sizeof p.name) ||
        (sign_take(&at, '.') && !name_take(&at, LETTERS, p.member, sizeof p.member)) ||
        (sign_take(&at, ':') && (!p.member[0] || !filter_take(&at, &p))) || !sign_take(&at, '}') ||
        at[strcspn(at, "{}")])
        return false;
    p.after = at;
    *ret = p;
    return true;
}

/* Whether the word is among those with '|' between them. */
static bool word_among(const char *words, const char *word)
{
    size_t n = word ? strlen(word) : 0;

    for (const char *at = words; n && *at; at += strspn(at, "|")) {
        size_t size = strcspn(at, "|");

        if (size == n && !memcmp(at, word, n))
            return true;
        at += size;
    }
    return false;
}

/* 0: it gives none. */
static int64_t number_of(const struct read_place *p, const json_t *element)
{
    if (p->key[0] && !word_among(p->words, json_string_value(json_object_get(element, p->key))))
        return 0;
    return json_integer_value(p->member[0] ? json_object_get(element, p->member) : element);
}

static size_t numbers_take(const struct read_place *p, const json_t *value, size_t most, int64_t *ret)
{
    size_t count = 0, i;
    json_t *one;

    if (json_integer_value(value) > 0 && !p->member[0] && most)
        ret[count++] = json_integer_value(value);
    json_array_foreach(value, i, one)
    {
        if (count < most && (ret[count] = number_of(p, one)) > 0)
            count++;
    }
    return count;
}

err read_place_fill(const struct read_place *p, const struct buf *answer, struct arena *a, size_t most,
                    int64_t **ret, size_t *ret_count)
{
    int64_t *numbers = arena_array(a, most + 1, sizeof *numbers);
    json_t *json;
    err e;

    if (!numbers)
        return ERR_SYSTEM;
    if ((e = body_reread(answer, &json)))
        return e;
    *ret_count = numbers_take(p, json_object_get(json, p->name), most, numbers);
    *ret = numbers;
    json_decref(json);
    return OK;
}

const char *read_place_path(const struct read_place *p, struct arena *a, int64_t number)
{
    return arena_format(a, "%.*s%lld%s", (int)p->before_size, p->before, (long long)number, p->after);
}
