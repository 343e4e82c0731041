/* Nobody whom an order was made against may collect the payment of the person it protects. Names and numbers
 * of respondents are sealed; they are opened for this comparison and nothing else. */
#include "domain/payment/collector_check.h"

#include "base/name.h"
#include "crypto/digest.h"
#include "crypto/keyring.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* Somebody an order was made against, in a file of the person. */
struct respondent {
    int64_t case_id, person;
    const char *first_name, *surname;
    bool same_nid, numbered; /* numbered: his number is known */
};

static const char SQL_RESPONDENTS[] =
    "SELECT r.case_id, r.person_id, p.first_name_sealed, p.surname_sealed, "
    "p.nid_blind IS NOT NULL AND p.nid_blind = :nid AS same_nid, p.nid_blind IS NOT NULL AS numbered "
    "FROM case_person c "
    "JOIN case_person r ON r.case_id = c.case_id AND r.role = 'respondent' JOIN person p ON p.id = "
    "r.person_id "
    "WHERE c.person_id = :person AND r.person_id <> :person ORDER BY r.id";
static const struct column RESPONDENT_COLUMNS[] = {
    COLUMN_INT(struct respondent, case_id),
    COLUMN_INT_AS(struct respondent, person, "person_id"),
    COLUMN_SEALED(struct respondent, first_name, "person", person),
    COLUMN_SEALED(struct respondent, surname, "person", person),
    COLUMN_BOOL(struct respondent, same_nid),
    COLUMN_BOOL(struct respondent, numbered),
};

/* What he was called before a correction, in place of his name. */
static const char SQL_FORMERS[] =
    "SELECT r.case_id, n.id AS person_id, n.first_name_sealed, n.surname_sealed, 0 AS same_nid, "
    "p.nid_blind IS NOT NULL AS numbered FROM case_person c JOIN case_person r ON r.case_id = c.case_id AND "
    "r.role = 'respondent' JOIN person p ON p.id = r.person_id JOIN former_name n ON n.person_id = p.id "
    "WHERE c.person_id = :person AND r.person_id <> :person ORDER BY n.id";
static const struct column FORMER_COLUMNS[] = {
    COLUMN_INT(struct respondent, case_id),
    COLUMN_INT_AS(struct respondent, person, "person_id"),
    COLUMN_SEALED(struct respondent, first_name, "former_name", person),
    COLUMN_SEALED(struct respondent, surname, "former_name", person),
    COLUMN_BOOL(struct respondent, same_nid),
    COLUMN_BOOL(struct respondent, numbered),
};

/* A number decides alone where it is his; under his name no other number helps, since numbers are lent and
 * copied. Where the name is only near, another number that the register knows of him tells two people apart.
 */
static enum name_nearness respondent_match(const struct respondent *r, const struct name *collector)
{
    const struct name his = {r->first_name, r->surname};
    enum name_nearness n = r->same_nid ? NAME_IS : name_liken(&his, collector);

    return n == NAME_NEAR && r->numbered ? NAME_OTHER : n;
}

/* Goes on from what was found before. */
static err nearest_find(struct work *w, struct stmt *s, const struct column *columns, size_t column_count,
                        const struct name *collector, struct collector_match *found)
{
    struct respondent r;
    enum name_nearness n;
    bool more;
    err e = OK;

    while (found->how != NAME_IS && !(e = row_next(w, s, columns, column_count, &r, &more)) && more)
        if ((n = respondent_match(&r, collector)) > found->how)
            *found = (struct collector_match){n, r.case_id};
    return e;
}

err collector_match(struct work *w, int64_t person, const struct collector_named *who,
                    struct collector_match *ret)
{
    CLEANUP(stmt_close) struct stmt *now = NULL;
    CLEANUP(stmt_close) struct stmt *before = NULL;
    const struct name collector = {who->first_name, who->surname};
    struct collector_match found = {NAME_OTHER, 0};
    uint8_t key[DIGEST_SIZE];
    err e;

    /* By the blinded number, so that respondents' numbers need not be opened for it. */
    if ((e = blind(w->keys, "nid", who->nid, key)) ||
        (e = db_query(w->db, SQL_RESPONDENTS, BINDS(BLOB(":nid", key, sizeof key), INT(":person", person)),
                      &now)) ||
        (e = nearest_find(w, now, COLUMNS(RESPONDENT_COLUMNS), &collector, &found)) ||
        (e = db_query(w->db, SQL_FORMERS, BINDS(INT(":person", person)), &before)) ||
        (e = nearest_find(w, before, COLUMNS(FORMER_COLUMNS), &collector, &found)))
        return e;
    *ret = found;
    return OK;
}
