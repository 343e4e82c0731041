/* The respondents of all files of a person, unsealed for this comparison and nothing else. */
#include "domain/payment/collector_check.h"

#include <string.h>

#include "base/text.h"
#include "crypto/keyring.h"
#include "domain/file/person.h"
#include "domain/work/sealed.h"

#define WORDS_MAX 16
#define NAME_ROOM (8 * PERSON_NAME_MAX + 2)

struct words {
    char text[NAME_ROOM];
    const char *at[WORDS_MAX];
    size_t count;
};

static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
}

/* One more name's words; whatever is no letter parts them. */
static void words_add(struct words *w, const char *name, size_t from)
{
    char *c = w->text + from;

    text_fold(name ? name : "", c, sizeof w->text - from);
    while (*c && w->count < WORDS_MAX) {
        while (*c && !in_word(*c))
            *c++ = '\0';
        if (*c)
            w->at[w->count++] = c;
        while (in_word(*c))
            c++;
    }
}

static void words_of(struct words *w, const char *first_name, const char *surname)
{
    w->count = 0;
    words_add(w, first_name, 0);
    words_add(w, surname, NAME_ROOM / 2);
}

static bool word_in(const struct words *w, const char *word)
{
    for (size_t i = 0; i < w->count; i++)
        if (!strcmp(w->at[i], word))
            return true;
    return false;
}

static bool all_in(const struct words *some, const struct words *all)
{
    for (size_t i = 0; i < some->count; i++)
        if (!word_in(all, some->at[i]))
            return false;
    return some->count > 0;
}

static const char SQL_RESPONDENTS[] =
    "SELECT r.case_id, p.id, p.first_name_sealed, p.surname_sealed, p.nid_blind IS NOT NULL AND p.nid_blind "
    "= :nid "
    "FROM case_person c JOIN case_person r ON r.case_id = c.case_id AND r.role = 'respondent' "
    "JOIN person p ON p.id = r.person_id WHERE c.person_id = :person AND r.person_id <> :person ORDER BY "
    "r.id";

static err respondent_match(struct work *w, struct stmt *s, const struct words *collector, bool *ret)
{
    const char *first_name, *surname;
    struct words respondent;
    int64_t id = stmt_int(s, 1);
    err e;

    if ((*ret = stmt_int(s, 4) != 0))
        return OK;
    if ((e = sealed_open(w, "person", "first_name", id, s, 2, &first_name)) ||
        (e = sealed_open(w, "person", "surname", id, s, 3, &surname)))
        return e;
    words_of(&respondent, first_name, surname);
    *ret = all_in(&respondent, collector) || all_in(collector, &respondent);
    return OK;
}

err collector_match(struct work *w, int64_t person, const struct collector_named *who, int64_t *ret_case)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct words collector;
    int64_t found = 0;
    uint8_t key[32];
    bool row, match;
    err e;

    words_of(&collector, who->first_name, who->surname);
    if ((e = blind(w->keys, "nid", who->nid, key)) ||
        (e = db_query(w->db, SQL_RESPONDENTS, BINDS(BLOB(":nid", key, sizeof key), INT(":person", person)),
                      &s)))
        return e;
    while (!found && !(e = stmt_step(s, &row)) && row) {
        if ((e = respondent_match(w, s, &collector, &match)))
            return e;
        found = match ? stmt_int(s, 0) : 0;
    }
    if (!e)
        *ret_case = found;
    return e;
}
