/* Statements in the order of what refers to what. Where a column may not be NULL, what is sealed stays: its
 * key goes; a blind index gives way to random bytes, so that nothing finds the row and two of them do not
 * meet. */
#include "domain/upkeep/erasure_clear.h"

#include "crypto/digest.h"
#include "crypto/random.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_MARK[] =
    "INSERT INTO erased (what, record_id, erasure_id) VALUES (:what, :id, :erasure)";

static err marked(struct work *w, int64_t erasure, enum erasure_what what, int64_t id)
{
    const struct audit_entry entry = {
        .what = what == ERASE_FILE ? "file.erase" : "person.erase",
        .record = what == ERASE_FILE ? "case_file" : "person",
        .record_id = id,
        .case_id = what == ERASE_FILE ? id : 0,
    };
    err e = db_exec(w->db, SQL_MARK,
                    BINDS(TEXT(":what", erasure_what_name(what)), INT(":id", id), INT(":erasure", erasure)));

    return e ? e : audit_append(w, &entry);
}

static const char SQL_PERSON[] =
    "UPDATE person SET father_name_sealed = NULL, nid_sealed = NULL, birth_date_sealed = NULL, sex = NULL, "
    "address_sealed = NULL, phone_sealed = NULL, nid_blind = NULL, name_blind = :random WHERE id = :id";
static const char SQL_CONTACT[] = "DELETE FROM safe_contact WHERE person_id = :id";
static const char SQL_FORMER[] = "DELETE FROM former_name WHERE person_id = :id";
static const char SQL_RELATION[] = "UPDATE case_person SET relation_sealed = NULL WHERE person_id = :id";
static const char SQL_RELATED[] =
    "UPDATE order_relation SET relation_sealed = NULL WHERE person_id = :id OR respondent_id = :id";
static const char SQL_CHILD[] = "DELETE FROM kindergarten_child WHERE person_id = :id";
static const char SQL_CHILD_NUMBER[] = "DELETE FROM kindergarten_number WHERE person_id = :id";
static const char SQL_ENROLMENT[] = "DELETE FROM enrolment WHERE person_id = :id";
static const char SQL_SPANS[] =
    "DELETE FROM card_service WHERE card_id IN (SELECT id FROM card WHERE person_id = :id)";
static const char SQL_REPRINT[] =
    "DELETE FROM card_reprint WHERE card_id IN (SELECT id FROM card WHERE person_id = :id)";
static const char SQL_FLAG[] =
    "UPDATE card SET flag = NULL, closed_on = coalesce(closed_on, :today) WHERE person_id = :id";
static const char SQL_CARDS[] = "SELECT id FROM card WHERE person_id = :id ORDER BY id";
static const char SQL_CARD[] = "UPDATE card SET number_blind = :random WHERE id = :id";
/* Who has another ground keeps it: its row has a key of its own, and a new card is made for it when she asks.
 */
static const char SQL_HOLDER[] = "UPDATE ground_holder SET person_id = NULL WHERE person_id = :id";
static const char SQL_STAY[] =
    "UPDATE stay SET place_sealed = NULL, void_reason_sealed = NULL WHERE person_id = :id";

static const char SQL_PARKED[] = "UPDATE case_merge_person SET relation_sealed = NULL WHERE person_id = :id";

static const char SQL_ORDERS[] = "SELECT id FROM protection_order WHERE case_id = :id ORDER BY id";
static const char SQL_ORDER[] = "UPDATE protection_order SET paper_blind = :random, issue_blind = :random, "
                                "day_blind = :random, import_blind = NULL WHERE id = :id";
static const char SQL_PAPERS[] =
    "DELETE FROM attachment_content WHERE attachment_id IN (SELECT id FROM attachment WHERE case_id = :id)";
static const char SQL_ACCESS[] = "DELETE FROM case_opened WHERE case_id = :id";

/* Answers kept for a browser that asks again: for a day, and sealed with a key of none of them. */
static const char SQL_ANSWERS[] = "DELETE FROM idempotency";

static err run(struct work *w, const char *sql, int64_t id)
{
    return db_exec(w->db, sql, BINDS(INT(":id", id)));
}

static err unfound(struct work *w, const char *sql, int64_t id)
{
    uint8_t random[DIGEST_SIZE];
    err e = random_bytes(random, sizeof random);

    return e ? e : db_exec(w->db, sql, BINDS(INT(":id", id), BLOB(":random", random, sizeof random)));
}

static err all_unfound(struct work *w, const char *list, const char *sql, int64_t id)
{
    int64_t *ids;
    size_t count;
    err e = rows_ids(w, list, BINDS(INT(":id", id)), &ids, &count);

    for (size_t i = 0; !e && i < count; i++)
        e = unfound(w, sql, ids[i]);
    return e;
}

static err person_clear(struct work *w, int64_t erasure, int64_t id)
{
    static const char *const ALL[] = {SQL_CONTACT, SQL_FORMER,       SQL_RELATION,  SQL_RELATED,
                                      SQL_CHILD,   SQL_CHILD_NUMBER, SQL_ENROLMENT, SQL_SPANS,
                                      SQL_STAY,    SQL_REPRINT,      SQL_HOLDER,    SQL_PARKED};
    err e = unfound(w, SQL_PERSON, id);

    for (size_t i = 0; !e && i < sizeof ALL / sizeof ALL[0]; i++)
        e = run(w, ALL[i], id);
    if (e || (e = db_exec(w->db, SQL_FLAG, BINDS(DATE(":today", w->today), INT(":id", id)))) ||
        (e = all_unfound(w, SQL_CARDS, SQL_CARD, id)))
        return e;
    return marked(w, erasure, ERASE_PERSON, id);
}

static const char SQL_MERGED[] = "SELECT id FROM case_file WHERE merged_into = :id ORDER BY id";

/* What came with files that went into it is sealed with their keys, which go with its own. */
static err file_clear(struct work *w, int64_t erasure, int64_t id)
{
    int64_t *merged;
    size_t count;
    err e = rows_ids(w, SQL_MERGED, BINDS(INT(":id", id)), &merged, &count);

    for (size_t i = 0; !e && i < count; i++)
        e = marked(w, erasure, ERASE_FILE, merged[i]);
    if (e || (e = all_unfound(w, SQL_ORDERS, SQL_ORDER, id)) || (e = run(w, SQL_PAPERS, id)) ||
        (e = run(w, SQL_ACCESS, id)))
        return e;
    return marked(w, erasure, ERASE_FILE, id);
}

err erasure_clear(struct work *w, int64_t erasure, const struct erasure_scope *scope)
{
    err e = OK;

    if (scope->file)
        e = file_clear(w, erasure, scope->file);
    for (size_t i = 0; !e && i < scope->person_count; i++)
        e = person_clear(w, erasure, scope->persons[i]);
    return e ? e : db_exec(w->db, SQL_ANSWERS, NO_BINDS);
}
