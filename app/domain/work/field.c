/* Checks of typed texts. They run before a transaction is opened where they can, so that a slip costs nobody
 * else a wait. */
#include "domain/work/field.h"

#include <string.h>

#include "base/text.h"

err field_text_check(struct work *w, const char *field, const char *text, size_t max, bool needed)
{
    if (text_empty(text))
        return needed ? refuse(w, ERR_INPUT, "required", field, "This is needed.") : OK;
    if (!text_valid(text, strlen(text)))
        return refuse(w, ERR_INPUT, "bad_text", field, "This is not valid UTF-8 text.");
    if (text_turns(text))
        return refuse(w, ERR_INPUT, "bad_text", field, TEXT_TURNS);
    if (text_length(text) > max)
        return refuse(w, ERR_INPUT, "too_long", field, "This is longer than %zu characters.", max);
    return OK;
}

err field_neutral_check(struct work *w, const char *field, const char *text)
{
    /* Stems rather than words: Albanian declines, and "dhunë", "dhunës", "dhunuar" share this beginning. */
    static const char *const TELLING[] = {"dhun",  "viktim", "abuz",   "urdher", "gjykat", "mbrojt",
                                          "polic", "viole",  "victim", "abuse",  "court",  "protect"};
    /* Longer texts are refused before by field_text_check, so nothing is cut off here that ought to be looked
     * at. */
    char folded[4 * FIELD_NEUTRAL_MAX + 1];

    /* Folding first, or capitals and accents would slip through. */
    text_fold(text, folded, sizeof folded);
    for (size_t i = 0; i < sizeof TELLING / sizeof TELLING[0]; i++)
        if (strstr(folded, TELLING[i]))
            return refuse(w, ERR_INPUT, "telling", field,
                          "This is printed on paper that leaves the office: it must not say why.");
    return OK;
}

err field_name_check(struct work *w, const char *field, const char *name, size_t max)
{
    if (text_empty(name) || !text_valid(name, strlen(name)) || text_length(name) > max)
        return refuse(w, ERR_INPUT, "bad_name", field, "A name has 1 to %zu characters.", max);
    if (text_turns(name))
        return refuse(w, ERR_INPUT, "bad_name", field, TEXT_TURNS);
    return OK;
}
