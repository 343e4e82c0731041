/* Which passwords are taken: long enough, and not what is guessed first. Judged on this machine alone. */
#include "domain/office/password_rule.h"

#include <string.h>

#include "base/text.h"
#include "crypto/password.h"
#include "crypto/strength.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* What zxcvbn's English lists lack: what people here try first. */
static const char *const LOCAL[] = {
    "fjalekalim",   "fjalëkalim",    "fjalekalimi", "fjalëkalimi", "bashkia",   "bashki", "besa",
    "shqiperia",    "shqipëria",     "shqiperi",    "shqipëri",    "shqiponja", "tirana", "koordinator",
    "koordinatore", "administrator", "mirdita",     "mirëdita",    "dashuria",  "zemra",  "lulezim",
};
#define LOCAL_COUNT (sizeof LOCAL / sizeof *LOCAL)
#define WORDS_MAX   64 /* names have few parts; what is more does not make a password better */
#define WORD_MIN    3  /* bytes; shorter parts are in any password */
#define PARTS       " .-_,'\t"

struct words {
    struct arena *arena;
    const char *list[LOCAL_COUNT + WORDS_MAX + 1]; /* the last stays NULL */
    size_t count;
};

static err word_add(struct words *words, const char *word, size_t n)
{
    char *copy;

    if (n < WORD_MIN || words->count >= WORDS_MAX)
        return OK;
    if (!(copy = arena_text_n(words->arena, word, n)))
        return ERR_SYSTEM;
    for (char *c = copy; *c; c++)
        *c = (char)(*c >= 'A' && *c <= 'Z' ? *c - 'A' + 'a' : *c);
    words->list[words->count++] = copy;
    return OK;
}

/* The whole text, and its parts. */
static err words_of(struct words *words, const char *text)
{
    err e = word_add(words, text, strlen(text));

    while (!e && *(text += strspn(text, PARTS))) {
        size_t n = strcspn(text, PARTS);

        e = word_add(words, text, n);
        text += n;
    }
    return e;
}

/* As it is written and as it is typed without its marks. */
static err words_add(struct words *words, const char *text)
{
    char *folded;
    size_t room;
    err e;

    if (!text || !*text)
        return OK;
    room = 4 * strlen(text) + 1;
    if ((e = words_of(words, text)))
        return e;
    if (!(folded = arena_alloc(words->arena, room)))
        return ERR_SYSTEM;
    return words_of(words, text_fold(text, folded, room));
}

struct names {
    const char *name, *neutral_name;
};
static const struct column NAMES_COLUMNS[] = {
    COLUMN_TEXT(struct names, name),
    COLUMN_TEXT(struct names, neutral_name),
};

/* Names first: the earlier a word stands, the less it counts. Before a register is set up there is no
 * municipality. */
static err words_collect(struct work *w, const struct password_owner *owner, struct words *ret)
{
    static const char SQL_NAMES[] = "SELECT name, neutral_name FROM municipality";
    struct names names = {0};
    err e = row_read(w, SQL_NAMES, NO_BINDS, COLUMNS(NAMES_COLUMNS), &names);

    if (e && e != ERR_ABSENT)
        return e;
    if ((e = words_add(ret, owner->name)) || (e = words_add(ret, owner->full_name)) ||
        (e = words_add(ret, names.name)) || (e = words_add(ret, names.neutral_name)))
        return e;
    for (size_t i = 0; i < LOCAL_COUNT; i++)
        ret->list[ret->count++] = LOCAL[i];
    return OK;
}

static err fault_refuse(struct work *w, enum strength_fault fault)
{
    switch (fault) {
    case STRENGTH_GOOD:
        return OK;
    case STRENGTH_NAMES:
        return refuse(w, ERR_INPUT, "password_names", "password",
                      "A password is not made of names that others know.");
    case STRENGTH_PATTERN:
        return refuse(w, ERR_INPUT, "password_pattern", "password",
                      "A password is no repetition, no row of keys or digits, and no date.");
    case STRENGTH_COMMON:
        break;
    }
    return refuse(w, ERR_INPUT, "password_common", "password",
                  "This password is among those that are tried first.");
}

err password_rule_check(struct work *w, const struct password_owner *owner, const char *password)
{
    struct words words = {.arena = w->arena};
    char form[PASSWORD_MAX + 1];
    enum strength_fault fault;
    err e;

    e = text_valid(password, strlen(password)) ? text_nfc(password, form, sizeof form) : ERR_INPUT;
    if (e == ERR_SYSTEM)
        return e;
    if (e || text_length(form) < PASSWORD_MIN)
        return refuse(w, ERR_INPUT, "bad_password", "password",
                      "A password is text of at least %d characters and at most %d bytes.", PASSWORD_MIN,
                      PASSWORD_MAX);
    if ((e = words_collect(w, owner, &words)))
        return e;
    fault = strength_fault(form, words.list);
    explicit_bzero(form, sizeof form);
    return fault_refuse(w, fault);
}
