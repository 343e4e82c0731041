/* Folded text is cut into words, each is written in Latin letters (Greek by ELOT 743, the transcription of
 * passports; Cyrillic as Albanian names are written in Macedonian and Serbian papers and back), and then what
 * has two spellings gets one. */
#include "base/name_key.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/text.h"

#define WORD_ROOM 128

/* ---- words */

static bool counts(utf8proc_int32_t cp)
{
    utf8proc_category_t c;

    if (cp < 0x80)
        return (cp >= 'a' && cp <= 'z') || (cp >= '0' && cp <= '9') || (cp >= 'A' && cp <= 'Z');
    c = utf8proc_category(cp);
    return (c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO) ||
           (c >= UTF8PROC_CATEGORY_ND && c <= UTF8PROC_CATEGORY_NO);
}

struct letters { /* of one word, folded */
    uint32_t at[WORD_ROOM];
    size_t count;
    bool greek, latin;
};

static bool is_greek(uint32_t cp)
{
    return cp >= 0x3B1 && cp <= 0x3C9;
}

static bool is_latin(uint32_t cp)
{
    return cp >= 'a' && cp <= 'z';
}

/* The next word of a folded text, and where the text goes on; false: there is none. */
static bool word_next(const char **text, struct letters *ret)
{
    const utf8proc_uint8_t *s = (const utf8proc_uint8_t *)*text;
    utf8proc_int32_t cp;
    utf8proc_ssize_t n;

    ret->count = 0;
    ret->greek = ret->latin = false;
    for (; *s; s += n) {
        if (*s < 0x80) {
            n = 1;
            cp = *s;
        } else if ((n = utf8proc_iterate(s, -1, &cp)) <= 0) {
            n = 1;
            cp = ' ';
        }
        if (cp == '\'' && ret->count)
            continue;
        if (counts(cp)) {
            if (ret->count < WORD_ROOM)
                ret->at[ret->count++] = (uint32_t)cp;
            ret->greek |= is_greek((uint32_t)cp);
            ret->latin |= is_latin((uint32_t)cp);
        } else if (ret->count) {
            break;
        }
    }
    *text = (const char *)s;
    return ret->count > 0;
}

struct out { /* where a word is written, with its end */
    char *at;
    size_t n, room;
};

static void put(struct out *o, const char *s)
{
    size_t n = strlen(s);

    if (o->n + n >= o->room)
        return;
    memcpy(o->at + o->n, s, n);
    o->n += n;
}

static void put_byte(struct out *o, char c)
{
    if (o->n + 1 < o->room)
        o->at[o->n++] = c;
}

static void put_letter(struct out *o, uint32_t cp)
{
    char one[5] = "";

    if (cp < 0x80) {
        put_byte(o, (char)cp);
        return;
    }
    one[utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)one)] = '\0';
    put(o, one);
}

/* ---- Greek in Latin letters */

static const char *const GREEK[] = {
    "a", "v", "g", "d", "e", "z", "i", "th", "i", "k",  "l",  "m", "n",
    "x", "o", "p", "r", "s", "s", "t", "y",  "f", "ch", "ps", "o"}; /* from alpha, with the sigma of a word's
                                                                       end */

enum greek {
    ALPHA = 0x3B1,
    GAMMA = 0x3B3,
    EPSILON = 0x3B5,
    ETA = 0x3B7,
    THETA = 0x3B8,
    KAPPA = 0x3BA,
    MU = 0x3BC,
    XI = 0x3BE,
    OMICRON = 0x3BF,
    PI = 0x3C0,
    SIGMA_END = 0x3C2,
    SIGMA = 0x3C3,
    TAU = 0x3C4,
    UPSILON = 0x3C5,
    PHI = 0x3C6,
    CHI = 0x3C7,
    PSI = 0x3C8,
};

static bool voiceless(uint32_t cp)
{
    return cp == THETA || cp == KAPPA || cp == XI || cp == PI || cp == SIGMA || cp == SIGMA_END ||
           cp == TAU || cp == PHI || cp == CHI || cp == PSI;
}

/* Two letters that are written as one sound; NULL: they are not. */
static const char *greek_pair(uint32_t a, uint32_t b, uint32_t after, bool first)
{
    if (b == UPSILON && (a == ALPHA || a == EPSILON || a == ETA)) {
        bool f = !after || voiceless(after);

        return a == ALPHA ? (f ? "af" : "av") : a == EPSILON ? (f ? "ef" : "ev") : f ? "if" : "iv";
    }
    if (a == OMICRON && b == UPSILON)
        return "ou";
    if (a == MU && b == PI)
        return first ? "b" : "mp";
    if (a != GAMMA)
        return NULL;
    return b == GAMMA ? "ng" : b == XI ? "nx" : b == CHI ? "nch" : NULL;
}

/* Capitals of the Latin keyboard in a Greek word, which nobody sees: P is a rho there. */
static const char *lookalike(uint32_t cp)
{
    return cp == 'p' ? "r" : cp == 'h' ? "i" : cp == 'x' ? "ch" : cp == 'b' ? "v" : NULL;
}

/* ---- Cyrillic in Latin letters */

/* Sorted, folded: without marks, so that й is и, ќ is к and ѓ is г. look: the Latin letter that it cannot be
 * told from; NULL: there is none. */
static const struct cyrillic {
    uint32_t letter;
    const char *sound, *look;
} CYRILLIC[] = {
    {0x430, "a", "a"},   {0x431, "b", NULL},  {0x432, "v", "b"},   {0x433, "g", NULL},  {0x434, "d", NULL},
    {0x435, "e", "e"},   {0x436, "zh", NULL}, {0x437, "z", NULL},  {0x438, "i", NULL},  {0x43A, "k", "k"},
    {0x43B, "l", NULL},  {0x43C, "m", "m"},   {0x43D, "n", "h"},   {0x43E, "o", "o"},   {0x43F, "p", NULL},
    {0x440, "r", "p"},   {0x441, "s", "c"},   {0x442, "t", "t"},   {0x443, "u", "y"},   {0x444, "f", NULL},
    {0x445, "h", "x"},   {0x446, "c", NULL},  {0x447, "c", NULL},  {0x448, "sh", NULL}, {0x449, "sht", NULL},
    {0x44A, "", NULL},   {0x44B, "y", NULL},  {0x44C, "", "b"},    {0x44D, "e", NULL},  {0x44E, "ju", NULL},
    {0x44F, "ja", NULL}, {0x452, "gj", NULL}, {0x454, "e", NULL},  {0x455, "x", "s"},   {0x456, "i", "i"},
    {0x458, "j", "j"},   {0x459, "l", NULL},  {0x45A, "nj", NULL}, {0x45B, "q", NULL},  {0x45F, "xh", NULL},
    {0x491, "g", NULL},  {0x4BB, "h", "h"},   {0x4CF, "l", "l"},   {0x501, "d", "d"},   {0x51B, "q", "q"},
    {0x51D, "w", "w"},
};

static int cyrillic_compare(const void *letter, const void *entry)
{
    const uint32_t a = *(const uint32_t *)letter, b = ((const struct cyrillic *)entry)->letter;

    return (a > b) - (a < b);
}

/* By its sound; in a word that has Latin letters, too, by its look: nobody writes half a word in another
 * script, but whoever wants to pass for somebody else. NULL: it is none. */
static const char *cyrillic_letter(uint32_t cp, bool mixed)
{
    const struct cyrillic *c =
        bsearch(&cp, CYRILLIC, sizeof CYRILLIC / sizeof CYRILLIC[0], sizeof CYRILLIC[0], cyrillic_compare);

    if (!c)
        return NULL;
    return mixed && c->look ? c->look : c->sound;
}

static void latin_write(const struct letters *l, struct out *o)
{
    for (size_t i = 0; i < l->count; i++) {
        uint32_t a = l->at[i], b = i + 1 < l->count ? l->at[i + 1] : 0;
        uint32_t after = i + 2 < l->count ? l->at[i + 2] : 0;
        const char *latin = l->greek ? greek_pair(a, b, after, i == 0) : NULL;

        i += latin != NULL;
        if (!latin)
            latin = is_greek(a)  ? GREEK[a - ALPHA]
                    : a >= 0x400 ? cyrillic_letter(a, l->latin)
                    : l->greek   ? lookalike(a)
                                 : NULL;
        if (latin)
            put(o, latin);
        else
            put_letter(o, a);
    }
}

/* ---- two spellings of one sound */

static bool follows(const char *s, const char *what)
{
    return !strncmp(s, what, strlen(what));
}

/* f and v behind a and e: ELOT has both for one letter, and u is what it looks like. */
static bool diphthong(const char *s)
{
    if ((*s != 'a' && *s != 'e') || !s[1])
        return false;
    return s[1] == 'u' || s[1] == 'v' || (s[1] == 'f' && (!s[2] || strchr("kxpstfc", s[2])));
}

struct spelling {
    const char *from, *begin, *to; /* begin: at the beginning of a word; NULL: nowhere there */
};
/* Longer ones before those that they begin with; of three letters that are no such sound, too. */
static const struct spelling SPELLINGS[] = {
    {"ksh", "ksh", "ksh"}, {"nth", "nth", "nth"}, {"mph", "mf", "mf"}, {"ou", "u", "u"},
    {"dh", "d", "d"},      {"ch", "h", "h"},      {"kh", "h", "h"},    {"ks", "x", "x"},
    {"mp", "b", "mb"},     {"nt", "d", "nd"},     {"gk", "g", "g"},    {"ph", "f", "f"},
};

static const struct spelling *spelling_at(const char *s)
{
    /* A spelling begins with a consonant or an o, and goes on with one of these: most letters are none. */
    if (!s[1] || !strchr("shtpuk", s[1]))
        return NULL;
    for (size_t i = 0; i < sizeof SPELLINGS / sizeof SPELLINGS[0]; i++)
        if (*s == *SPELLINGS[i].from && follows(s, SPELLINGS[i].from))
            return &SPELLINGS[i];
    return NULL;
}

static void key_write(const char *latin, struct out *o)
{
    const char *s = latin;

    if (follows(s, "ei") && s[2]) {
        put(o, "i");
        s += 2;
    }
    while (*s) {
        const struct spelling *p = spelling_at(s);

        if (p) {
            put(o, s == latin ? p->begin : p->to);
            s += strlen(p->from);
        } else if (diphthong(s)) {
            put(o, *s == 'a' ? "av" : "ev");
            s += 2;
        } else {
            put_byte(o, *s);
            s++;
        }
    }
}

void name_key_of_latin(const struct name_key *latin, struct name_key *ret)
{
    struct out o = {.at = ret->text, .room = sizeof ret->text};

    ret->count = 0;
    /* No spelling grows, so there is room for all of it. */
    for (size_t i = 0; i < latin->count && o.n < o.room; i++) {
        ret->at[ret->count++] = (uint16_t)o.n;
        key_write(name_key_word(latin, i), &o);
        ret->text[o.n++] = '\0';
    }
}

static void latin_make(const char *name, struct name_key *ret)
{
    char folded[NAME_KEY_TEXT];
    const char *rest = text_fold(name ? name : "", folded, sizeof folded);
    struct out o = {.at = ret->text, .room = sizeof ret->text};
    struct letters word;

    *ret = (struct name_key){.count = 0};
    while (ret->count < NAME_KEY_WORDS && word_next(&rest, &word)) {
        size_t from = o.n;

        latin_write(&word, &o);
        if (o.n == from)
            break;
        ret->at[ret->count++] = (uint16_t)from;
        ret->text[o.n++] = '\0';
    }
    explicit_bzero(folded, sizeof folded);
    explicit_bzero(&word, sizeof word);
}

void name_key_make(const char *name, enum name_form form, struct name_key *ret)
{
    struct name_key latin;

    if (form == NAME_LATIN) {
        latin_make(name, ret);
        return;
    }
    latin_make(name, &latin);
    name_key_of_latin(&latin, ret);
    explicit_bzero(&latin, sizeof latin);
}

const char *name_key_word(const struct name_key *k, size_t i)
{
    return k->text + k->at[i];
}
