/* Texts are words alone: whatever a browser would run, fetch or follow is refused where it was typed, and
 * written as text all the same (base/markup.h). */
#include "domain/public/public_text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "domain/office/municipality.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"

#define NO_LANGUAGE "-"
#define DIGITS_MIN  3 /* of the shortest number: 129 */

static const struct public_own *own_find(const struct public_text *t, const char *key, enum public_language l)
{
    for (size_t i = 0; i < t->own_count; i++)
        if (t->own[i].language == l && !strcmp(t->own[i].key, key))
            return &t->own[i];
    return NULL;
}

const char *public_text_said(const struct public_text *t, const struct public_word *word,
                             enum public_language l)
{
    const struct public_own *own = word->fixed ? NULL : own_find(t, word->key, l);

    return own ? own->text : word->said[l];
}

/* ---- as lines */

static void line_write(struct buf *to, const char *key, const char *language, const char *text)
{
    buf_format(to, "%s\t%s\t", key, language);
    for (; *text; text++) {
        if (*text == '\n')
            buf_text(to, "\\n");
        else if (*text == '\\')
            buf_text(to, "\\\\");
        else if (*text != '\r')
            buf_char(to, *text == '\t' ? ' ' : *text);
    }
    buf_char(to, '\n');
}

err public_text_write(const struct public_text *t, struct buf *ret)
{
    const struct public_numbers *n = &t->numbers;

    line_write(ret, "phone", NO_LANGUAGE, n->phone);
    line_write(ret, "line", NO_LANGUAGE, n->line);
    line_write(ret, "leave", NO_LANGUAGE, n->leave);
    for (size_t i = 0; i < t->own_count; i++)
        line_write(ret, t->own[i].key, public_language_name(t->own[i].language), t->own[i].text);
    return buf_err(ret);
}

static void unescape(char *text)
{
    char *to = text;

    for (; *text; text++)
        if (*text == '\\' && text[1])
            *to++ = *++text == 'n' ? '\n' : *text;
        else
            *to++ = *text;
    *to = '\0';
}

static bool language_parse(const char *name, enum public_language *ret)
{
    for (unsigned l = 0; l < PUBLIC_LANGUAGES; l++)
        if (!strcmp(name, public_language_name((enum public_language)l))) {
            *ret = (enum public_language)l;
            return true;
        }
    return false;
}

static err own_add(struct work *w, struct public_text *t, size_t *room, const struct public_own *own)
{
    struct public_own *at = arena_grow(w->arena, &t->own, &t->own_count, room, sizeof *at);

    if (!at)
        return ERR_SYSTEM;
    *at = *own;
    return OK;
}

static err line_parse(struct work *w, char *line, struct public_text *t, size_t *room)
{
    char *language = strchr(line, '\t'), *text = language ? strchr(language + 1, '\t') : NULL;
    struct public_own own = {.key = line};

    if (!text)
        return ERR_CORRUPT;
    *language++ = '\0';
    *text++ = '\0';
    unescape(text);
    own.text = text;
    if (language_parse(language, &own.language))
        return own_add(w, t, room, &own);
    if (!strcmp(line, "phone"))
        t->numbers.phone = text;
    else if (!strcmp(line, "line"))
        t->numbers.line = text;
    else if (!strcmp(line, "leave"))
        t->numbers.leave = text;
    else
        return ERR_CORRUPT;
    return OK;
}

err public_text_parse(struct work *w, const char *lines, struct public_text *ret)
{
    struct public_text t = {.numbers = {"", "", ""}};
    char *line = arena_text(w->arena, lines), *end;
    size_t room = 0;
    err e;

    if (!line)
        return ERR_SYSTEM;
    for (; (end = strchr(line, '\n')); line = end + 1) {
        *end = '\0';
        if ((e = line_parse(w, line, &t, &room)))
            return e;
    }
    *ret = t;
    return OK;
}

err public_text_set(struct work *w, const struct public_text *t, const struct public_own *own,
                    struct public_text *ret)
{
    const bool there = own_find(t, own->key, own->language), stays = !text_empty(own->text);
    struct public_text all = {.numbers = t->numbers};
    size_t room = 0;
    err e;

    for (size_t i = 0; i < t->own_count; i++) {
        const bool it = t->own[i].language == own->language && !strcmp(t->own[i].key, own->key);

        if ((!it || stays) && (e = own_add(w, &all, &room, it ? own : &t->own[i])))
            return e;
    }
    if (!there && stays && (e = own_add(w, &all, &room, own)))
        return e;
    *ret = all;
    return OK;
}

/* ---- what may stand there */

static bool has(const char *text, const char *const *parts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcasestr(text, parts[i]))
            return true;
    return false;
}

/* A "<" before a letter is a tag; before a number or a blank it is a sign. */
static bool tag_stands(const char *text)
{
    for (; (text = strchr(text, '<')); text++)
        if (isalpha((unsigned char)text[1]) || (text[1] && strchr("/!?", text[1])))
            return true;
    return false;
}

/* The picture before all: it is also too long, and that would be the wrong thing to say of it. */
static err words_alone(struct work *w, const char *field, const char *text)
{
    static const char *const PICTURES[] = {"data:image", ";base64,"};
    static const char *const LINKS[] = {"://", "www.", "mailto:", "javascript:"};

    if (has(text, PICTURES, sizeof PICTURES / sizeof PICTURES[0]))
        return refuse(
            w, ERR_INPUT, "picture", field,
            "This page shows no pictures: it is to load at once, also on a poor line. Write what the "
            "picture says.");
    if (tag_stands(text))
        return refuse(w, ERR_INPUT, "markup", field,
                      "Words alone: a tag or a script is never run here. Take out what stands between < and "
                      ">.");
    if (has(text, LINKS, sizeof LINKS / sizeof LINKS[0]))
        return refuse(w, ERR_INPUT, "link", field,
                      "This page leads nowhere else: whoever runs the other site would learn who read this. "
                      "Name the institution and its telephone number.");
    return OK;
}

/* "[[name]]" at text; NULL: none begins here. *ret_n: bytes between the brackets. */
static const char *place_next(const char *text, size_t *ret_n)
{
    const char *at = strstr(text, "[["), *end = at ? strstr(at, "]]") : NULL;

    if (!end)
        return NULL;
    *ret_n = (size_t)(end - at) - 2;
    return at + 2;
}

static bool place_stands(const char *text, const char *name, size_t n)
{
    size_t other_n;

    while ((text = place_next(text, &other_n))) {
        if (other_n == n && !memcmp(text, name, n))
            return true;
        text += other_n;
    }
    return false;
}

/* All places of the one stand in the other; else *ret_at is the first that does not. */
static bool places_all(const char *of, const char *in, const char **ret_at, size_t *ret_n)
{
    while ((of = place_next(of, ret_n))) {
        if (!place_stands(in, of, *ret_n)) {
            *ret_at = of;
            return false;
        }
        of += *ret_n;
    }
    return true;
}

/* What the rules of a day fill in stays theirs to fill in: a sum that somebody types is right for a while. */
static err places_check(struct work *w, const char *field, const char *said, const char *text)
{
    const char *at = NULL;
    size_t n = 0;

    if (!places_all(said, text, &at, &n))
        return refuse(w, ERR_INPUT, "place_missing", field,
                      "[[%.*s]] must stay: it is filled in by the rules that hold on the day.", (int)n, at);
    if (!places_all(text, said, &at, &n))
        return refuse(w, ERR_INPUT, "unknown_place", field, "Nothing is filled in for [[%.*s]] here.",
                      n > 40 ? 40 : (int)n, at);
    for (const char *rest = text; (rest = strpbrk(rest, "[]")); rest++)
        if (rest[0] == rest[1]) {
            const char *inside = rest[0] == '[' ? place_next(rest, &n) : NULL;

            if (inside != rest + 2)
                return refuse(w, ERR_INPUT, "unknown_place", field,
                              "Two brackets begin and end what is filled in, and here one end is missing.");
            rest = inside + n + 1;
        }
    return OK;
}

err public_text_check(struct work *w, const char *field, const struct public_word *word,
                      enum public_language l, const char *text)
{
    err e;

    if (text_empty(text))
        return OK;
    if ((e = words_alone(w, field, text)) || (e = field_text_check(w, field, text, PUBLIC_TEXT_MAX, false)))
        return e;
    if (strchr(text, '\n') && strcmp(word->key, "own.text") != 0)
        return refuse(w, ERR_INPUT, "several_lines", field, "This is one paragraph: write it in one line.");
    return places_check(w, field, word->said[l], text);
}

static size_t digits(const char *text)
{
    size_t n = 0;

    for (; *text; text++)
        n += isdigit((unsigned char)*text) != 0;
    return n;
}

static err number_check(struct work *w, const char *field, const char *text)
{
    err e;

    if (text_empty(text))
        return OK;
    if ((e = words_alone(w, field, text)) ||
        (e = field_text_check(w, field, text, LIMIT(PublicNumbersNew, phone), false)))
        return e;
    if (strchr(text, '\n'))
        return refuse(w, ERR_INPUT, "several_lines", field, "A number stands in one line.");
    return digits(text) < DIGITS_MIN
               ? refuse(w, ERR_INPUT, "no_number", field, "A telephone number has at least three digits.")
               : OK;
}

/* Bytes of the host behind "https://"; 0: it is no address that a button may lead to. */
static size_t address_host(const char *text)
{
    size_t n;

    if (strncasecmp(text, "https://", 8) != 0)
        return 0;
    for (const char *p = text; *p; p++)
        if (!isgraph((unsigned char)*p) || strchr("<>\"'\\`@", *p))
            return 0;
    n = strcspn(text + 8, ":/?#");
    return n && memchr(text + 8, '.', n) ? n : 0;
}

/* Whoever leaves in a hurry must not land where cards are looked into. */
static err leave_check(struct work *w, const char *text)
{
    struct municipality m;
    const char *cards;
    size_t n;
    err e;

    if (text_empty(text))
        return OK;
    if ((e = field_text_check(w, "leave", text, LIMIT(PublicNumbersNew, leave), false)))
        return e;
    if (!(n = address_host(text)))
        return refuse(w, ERR_INPUT, "bad_address", "leave",
                      "An address that begins with https://, as in https://www.bashkia.al/sporti.");
    if ((e = municipality_read(w, &m)))
        return e;
    cards = strstr(m.base_uri, "://");
    if (cards && strcspn(cards + 3, ":/") == n && !strncasecmp(cards + 3, text + 8, n))
        return refuse(w, ERR_INPUT, "host_of_cards", "leave",
                      "That is the host of cards: name an everyday page of the municipality.");
    return OK;
}

err public_numbers_check(struct work *w, const struct public_numbers *n)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, number_check(w, "phone", n->phone))) ||
        (e = faults_take(w, &f, number_check(w, "line", n->line))) ||
        (e = faults_take(w, &f, leave_check(w, n->leave))))
        return e;
    return faults_refuse(w, &f);
}
