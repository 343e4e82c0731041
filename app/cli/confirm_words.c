/* Words with commas between, and a word that stands for several. */
#include "cli/confirm_words.h"

#include <string.h>

#include "gen/limits.h"

/* "The papers say so", of first and last days. */
static const char *const END[] = {"end_beyond_term", "extension_beyond_term", "start_before_decision",
                                  "start_long_after", "end_of_open_kind"};
#define END_COUNT (sizeof END / sizeof END[0])

static bool word_add(struct confirm_words *words, const char *word)
{
    if (words->count == LIMIT_Confirm)
        return false;
    words->at[words->count++] = word;
    return true;
}

static bool word_take(struct confirm_words *words, const char *word)
{
    bool room = true;

    if (strcmp(word, "end"))
        return word_add(words, word);
    for (size_t i = 0; i < END_COUNT; i++)
        room = room && word_add(words, END[i]);
    return room;
}

err confirm_words_read(struct work *w, const char *text, struct confirm_words *ret)
{
    struct confirm_words words = {.at = arena_array(w->arena, LIMIT_Confirm, sizeof *words.at)};
    char *copy = arena_text(w->arena, text ? text : ""), *rest, *word;

    if (!words.at || !copy)
        return ERR_SYSTEM;
    for (word = strtok_r(copy, ", ", &rest); word; word = strtok_r(NULL, ", ", &rest))
        if (!word_take(&words, word))
            return refuse(w, ERR_INPUT, "too_many", "confirm", "At most %d questions are confirmed at once.",
                          LIMIT_Confirm);
    *ret = words;
    return OK;
}
