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

err field_code_check(struct work *w, const char *field, const char *code, size_t max)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    err e = field_text_check(w, field, code, max, true);

    if (e || !code[strspn(code, LETTERS)])
        return e;
    return refuse(w, ERR_INPUT, "bad_code", field, "A code has small letters, digits and _ only.");
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

/* Letters of any script: of those beyond ASCII the first byte counts, of which there is one for each. */
static bool letter(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xC0;
}

struct written {
    size_t words, letters, kinds; /* kinds: different bytes that letters begin or go on with */
};

static struct written written_count(const char *text)
{
    bool seen[256] = {false}, inside = false;
    struct written n = {0};

    for (const unsigned char *p = (const unsigned char *)text; *p; p++) {
        bool part = letter(*p) || *p >= 0x80;

        n.words += part && !inside;
        n.letters += letter(*p);
        n.kinds += part && !seen[*p];
        seen[*p] = true;
        inside = part || (inside && *p == '\'');
    }
    return n;
}

#define REASON_KINDS 5 /* "aaa aaaa aaaaa" is no sentence */

err field_reason_check(struct work *w, const char *field, const char *text)
{
    struct written n;

    if (text_empty(text))
        return refuse(w, ERR_INPUT, "required", field, "A reason is needed, which is logged.");
    n = written_count(text);
    if (n.words < REASON_WORDS || n.letters < REASON_LETTERS || n.kinds < REASON_KINDS)
        return refuse(w, ERR_INPUT, "no_sentence", field,
                      "A reason is a sentence: at least %d words with %d letters, for whoever reads the log.",
                      REASON_WORDS, REASON_LETTERS);
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
