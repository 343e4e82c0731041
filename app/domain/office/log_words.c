/* One table for all; the kind of word stands before it in the key. */
#include "domain/office/log_words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/office/log_word.h"

#define KEY_MOST 80 /* bytes of a key */

static int by_key(const void *key, const void *word)
{
    return strcmp(key, ((const struct log_word *)word)->key);
}

static const char *found(const char *kind, const char *word)
{
    char key[KEY_MOST];
    const struct log_word *w;

    if (snprintf(key, sizeof key, "%s%s", kind, word) >= KEY_MOST)
        return NULL;
    w = bsearch(key, LOG_WORDS, LOG_WORD_COUNT, sizeof LOG_WORDS[0], by_key);
    return w ? w->text : NULL;
}

static const char *found_or_same(const char *kind, const char *word)
{
    const char *text = found(kind, word);

    return text ? text : word;
}

const char *log_act_words(const char *what)
{
    return found_or_same("", what);
}

const char *log_seen_words(const char *what)
{
    return found("seen.", what);
}

const char *log_actor_words(const char *actor)
{
    return found_or_same("by.", actor);
}

const char *log_record_words(const char *record)
{
    return found_or_same("record.", record);
}

const char *work_words(const char *noun, const char *name)
{
    char kind[KEY_MOST];
    const char *text;

    snprintf(kind, sizeof kind, "work.%s.", noun);
    text = found(kind, name);
    return text ? text : found_or_same("work.", name);
}

const char *log_code_words(const char *code)
{
    const char *role = found("role.", code);

    return role ? role : found("service.short.", code);
}

const char *log_field_words(const char *field)
{
    return found("person.", field);
}

const char *log_question_words(const char *code)
{
    return found_or_same("question.", code);
}

const char *log_thing_words(const char *record, const char *thing)
{
    const char *text = NULL;

    if (!strcmp(record, "benefit_rule"))
        text = log_code_words(thing);
    else if (!strcmp(record, "legal_rule"))
        text = found("rules.legal.", thing);
    return text ? text : thing;
}
