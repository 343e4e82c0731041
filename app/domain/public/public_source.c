/* Words come as lines of key, Albanian, English and Greek with a tab between. */
#include "domain/public/public_source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"

#define FILE_MAX  (256 * 1024) /* bytes */
#define PATH_ROOM 4096

/* A title that tells, or a button that reads otherwise than what it does, would give the reader away; the
 * rest is what the program says of itself. */
static const char *const FIXED[] = {"language", "languages",    "title",     "leave",
                                    "laws.on",  "laws.version", "laws.draft"};

static const struct {
    const char *name, *file;
} LANGUAGES[PUBLIC_LANGUAGES] = {{"sq", "index.html"}, {"en", "en.html"}, {"el", "el.html"}};

const char *public_language_name(enum public_language l)
{
    return LANGUAGES[l].name;
}

const char *public_language_file(enum public_language l)
{
    return LANGUAGES[l].file;
}

static err text_load(struct public_source *s, const char *folder, const char *name, const char **ret)
{
    CLEANUP(buf_free) struct buf content = {0};
    char path[PATH_ROOM];
    err e;

    if (snprintf(path, sizeof path, "%s/public/%s", folder, name) >= (int)sizeof path)
        return ERR_ABSENT;
    if ((e = file_read(path, FILE_MAX, &content)))
        return e;
    if (!(*ret = arena_text_n(&s->arena, content.data ? content.data : "", content.len)))
        return ERR_SYSTEM;
    return OK;
}

static bool word_fixed(const char *key)
{
    for (size_t i = 0; i < sizeof FIXED / sizeof FIXED[0]; i++)
        if (!strcmp(FIXED[i], key))
            return true;
    return false;
}

/* One line, cut up in place. */
static err word_read(char *line, struct public_word *ret)
{
    ret->key = line;
    for (size_t i = 0; i < PUBLIC_LANGUAGES; i++) {
        if (!(line = strchr(line, '\t')))
            return ERR_CORRUPT;
        *line++ = '\0';
        ret->said[i] = line;
    }
    ret->fixed = word_fixed(ret->key);
    return strchr(line, '\t') ? ERR_CORRUPT : OK;
}

static err words_load(struct public_source *s, const char *folder)
{
    const char *text = NULL;
    size_t room = 0;
    char *line, *end;
    err e = text_load(s, folder, "words.tsv", &text);

    if (e || !(line = arena_text(&s->arena, text)))
        return e ? e : ERR_SYSTEM;
    for (; (end = strchr(line, '\n')); line = end + 1) {
        struct public_word *word = arena_grow(&s->arena, &s->words, &s->word_count, &room, sizeof *word);

        if (!word)
            return ERR_SYSTEM;
        *end = '\0';
        if ((e = word_read(line, word)))
            return e;
    }
    return s->word_count ? OK : ERR_CORRUPT;
}

err public_source_load(const char *folder, struct public_source **ret)
{
    CLEANUP(public_source_free) struct public_source *s = calloc(1, sizeof *s);
    err e;

    if (!s)
        return ERR_SYSTEM;
    if ((e = text_load(s, folder, "page.html", &s->page)) ||
        (e = text_load(s, folder, "page.css", &s->css)) ||
        (e = text_load(s, folder, "leave.js", &s->leave)) || (e = words_load(s, folder)))
        return e;
    *ret = s;
    s = NULL;
    return OK;
}

void public_source_free(struct public_source **s)
{
    if (!*s)
        return;
    arena_free(&(*s)->arena);
    free(*s);
    *s = NULL;
}

const struct public_word *public_word_find(const struct public_source *s, const char *key, size_t n)
{
    for (size_t i = 0; i < s->word_count; i++)
        if (strlen(s->words[i].key) == n && !memcmp(s->words[i].key, key, n))
            return &s->words[i];
    return NULL;
}
