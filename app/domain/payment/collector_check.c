/* Nobody whom an order was made against may collect the payment of the person it protects. Names and numbers
 * of respondents are sealed; they are opened for this comparison and nothing else. */
#include "domain/payment/collector_check.h"

#include <string.h>

#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/keyring.h"
#include "domain/file/person.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define WORDS_MAX 16                        /* of a name: first names, surnames */
#define NAME_ROOM (8 * PERSON_NAME_MAX + 2) /* two names of at most four bytes a letter, and their ends */

struct name_words {
    char text[NAME_ROOM];
    const char *at[WORDS_MAX];
    size_t count;
};

/* Letters beyond ASCII have the high bit in every byte. */
static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80);
}

/* Adds the words of a name. Whatever is no letter or digit ends a word: "Ana-Maria" is two. */
static void words_add(struct name_words *w, const char *name, size_t from)
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

static void words_of(struct name_words *w, const char *first_name, const char *surname)
{
    w->count = 0;
    words_add(w, first_name, 0);
    words_add(w, surname, NAME_ROOM / 2);
}

static bool word_in(const struct name_words *w, const char *word)
{
    for (size_t i = 0; i < w->count; i++)
        if (!strcmp(w->at[i], word))
            return true;
    return false;
}

static bool all_in(const struct name_words *some, const struct name_words *all)
{
    for (size_t i = 0; i < some->count; i++)
        if (!word_in(all, some->at[i]))
            return false;
    return some->count > 0;
}

/* Somebody an order was made against, in a file of the person. */
struct respondent {
    int64_t case_id, person;
    const char *first_name, *surname;
    bool same_nid;
};

static const char SQL_RESPONDENTS[] =
    "SELECT r.case_id, r.person_id, p.first_name_sealed, p.surname_sealed, "
    "p.nid_blind IS NOT NULL AND p.nid_blind = :nid AS same_nid FROM case_person c "
    "JOIN case_person r ON r.case_id = c.case_id AND r.role = 'respondent' JOIN person p ON p.id = "
    "r.person_id "
    "WHERE c.person_id = :person AND r.person_id <> :person ORDER BY r.id";
static const struct column RESPONDENT_COLUMNS[] = {
    COLUMN_INT(struct respondent, case_id),
    COLUMN_INT_AS(struct respondent, person, "person_id"),
    COLUMN_SEALED(struct respondent, first_name, "person", person),
    COLUMN_SEALED(struct respondent, surname, "person", person),
    COLUMN_BOOL(struct respondent, same_nid),
};

/* A number decides alone. Without it the shorter name must lie whole in the longer: people give one surname
 * of two, or leave a second first name out. */
static bool respondent_match(const struct respondent *r, const struct name_words *collector)
{
    struct name_words respondent;

    if (r->same_nid)
        return true;
    words_of(&respondent, r->first_name, r->surname);
    return all_in(&respondent, collector) || all_in(collector, &respondent);
}

err collector_match(struct work *w, int64_t person, const struct collector_named *who, int64_t *ret_case)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct name_words collector;
    struct respondent r;
    int64_t found = 0;
    uint8_t key[DIGEST_SIZE];
    bool more;
    err e;

    words_of(&collector, who->first_name, who->surname);
    /* By the blinded number, so that respondents' numbers need not be opened for it. */
    if ((e = blind(w->keys, "nid", who->nid, key)) ||
        (e = db_query(w->db, SQL_RESPONDENTS, BINDS(BLOB(":nid", key, sizeof key), INT(":person", person)),
                      &s)))
        return e;
    while (!found && !(e = row_next(w, s, COLUMNS(RESPONDENT_COLUMNS), &r, &more)) && more)
        found = respondent_match(&r, &collector) ? r.case_id : 0;
    if (!e)
        *ret_case = found;
    return e;
}
