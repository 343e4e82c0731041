/* Whatever closes a referral to its institution looks the same from there: the page says neither that a file
 * was sealed nor that she changed her mind. */
#include "domain/casework/partner.h"

#include "base/text.h"
#include "domain/casework/case_work.h"
#include "domain/casework/consent.h"
#include "domain/casework/meeting_paper.h"
#include "domain/casework/referral.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define TABLE "case_record"

struct row {
    int64_t id, root, case_id;
    const char *case_number, *said;
    date on, due;
};
static const char SQL_TOLD[] =
    "SELECT r.id, r.root_id AS root, r.case_id, f.number AS case_number, r.on_day, r.due_day, r.said_sealed "
    "FROM case_record r JOIN case_file f ON f.id = r.case_id WHERE r.told_blind = :told AND r.kind = "
    "'referral' AND r.voided_at IS NULL AND f.sealed = 0 AND NOT " FILE_ERASED(
        "f") "AND (:root = 0 OR r.root_id = :root) ORDER BY r.on_day DESC, r.id DESC";
static const struct column ROW_COLUMNS[] = {
    COLUMN_INT(struct row, id),
    COLUMN_INT(struct row, root),
    COLUMN_INT(struct row, case_id),
    COLUMN_TEXT(struct row, case_number),
    COLUMN_DATE_AS(struct row, on, "on_day"),
    COLUMN_DATE_AS(struct row, due, "due_day"),
    COLUMN_SEALED(struct row, said, TABLE, id),
};

struct answer_row {
    int64_t id;
    const char *said;
};
static const char SQL_ANSWERS[] = "SELECT id, said_sealed FROM case_record WHERE answers_id = :root AND kind "
                                  "= 'referral_answer' AND voided_at IS NULL ORDER BY id";
static const struct column ANSWER_COLUMNS[] = {
    COLUMN_INT(struct answer_row, id),
    COLUMN_SEALED(struct answer_row, said, TABLE, id),
};

/* What was answered last, by whomever; it is open until one of the answers ends it. */
static err answers_read(struct work *w, struct partner_referral *r)
{
    const struct noun *noun = &REFERRAL_ANSWER_NOUN;
    struct answer_row *rows;
    size_t count;
    err e =
        rows_read(w, SQL_ANSWERS, BINDS(INT(":root", r->id)), COLUMNS(ANSWER_COLUMNS), NULL, &rows, &count);

    r->open = true;
    for (size_t i = 0; i < count && !e; i++) {
        struct referral_answer_said said;

        if ((e = said_read(w->arena, rows[i].said, noun->said, noun->said_count, &said)))
            return e;
        r->outcome = said.outcome;
        r->open = r->open && !noun->closes(&said);
    }
    return e;
}

/* *ret_told: it may still be told, by a consent that holds today or by a duty to tell. */
static err row_open(struct work *w, const struct row *row, struct partner_referral *ret, bool *ret_told)
{
    const struct noun *noun = &REFERRAL_NOUN;
    struct consent_held held = {0};
    struct referral_said said;
    err e;

    if ((e = said_read(w->arena, row->said, noun->said, noun->said_count, &said)) ||
        (said.to && (e = consent_holds(w, row->case_id, said.to, w->today, &held))))
        return e;
    *ret_told = held.holds || !text_empty(said.ground);
    if (!*ret_told)
        return OK;
    *ret = (struct partner_referral){.id = row->root,
                                     .case_id = row->case_id,
                                     .record = row->id,
                                     .case_number = row->case_number,
                                     .on = row->on,
                                     .due = row->due,
                                     .service = said.service,
                                     .urgency = said.urgency,
                                     .reason = said.reason};
    if ((e = answers_read(w, ret)) || !held.names)
        return e;
    return meeting_file_names(w, row->case_id, &ret->names);
}

/* root 0: all. */
static err told_list(struct work *w, int64_t root, struct partner_referral **ret, size_t *ret_count)
{
    struct partner_referral *list;
    struct row *rows;
    uint8_t told[32];
    size_t count, kept = 0;
    err e;

    if ((e = record_told_blind(w, w->actor.point, told)) ||
        (e = rows_read(w, SQL_TOLD, BINDS(BLOB(":told", told, sizeof told), INT(":root", root)),
                       COLUMNS(ROW_COLUMNS), NULL, &rows, &count)))
        return e;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        bool may = false;

        if ((e = row_open(w, &rows[i], &list[kept], &may)))
            return e;
        kept += may;
    }
    *ret = list;
    *ret_count = kept;
    return OK;
}

err partner_referral_list(struct work *w, struct partner_referral **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "partner.list", .record = "contact_point", .record_id = w->actor.point};
    struct partner_referral *list;
    size_t count;
    err e;

    if ((e = audit_append(w, &entry)) || (e = told_list(w, 0, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        list[i].reason = list[i].names = NULL;
    *ret = list;
    *ret_count = count;
    return OK;
}

static const char SQL_EVER[] =
    "SELECT count(*) FROM case_record WHERE told_blind = :told AND root_id = :root AND kind = 'referral'";

static err gone_refuse(struct work *w, int64_t id)
{
    uint8_t told[32];
    int64_t ever;
    err e;

    if ((e = record_told_blind(w, w->actor.point, told)) ||
        (e = db_int(w->db, SQL_EVER, BINDS(BLOB(":told", told, sizeof told), INT(":root", id)), &ever)))
        return e;
    if (!ever)
        return refuse(w, ERR_ABSENT, "no_referral", "", "There is no such referral.");
    return refuse(w, ERR_CONFLICT, "referral_withdrawn", "",
                  "This referral was withdrawn: nothing more is asked of you. Call the coordinator if you "
                  "have begun already.");
}

static err one_find(struct work *w, int64_t id, struct partner_referral *ret)
{
    struct partner_referral *list;
    size_t count;
    err e;

    if ((e = told_list(w, id, &list, &count)))
        return e;
    if (!count)
        return gone_refuse(w, id);
    *ret = list[0];
    return OK;
}

err partner_referral_read(struct work *w, int64_t id, struct partner_referral *ret)
{
    struct partner_referral found;
    struct audit_entry entry = {.what = "partner.read", .record = TABLE, .record_id = id};
    err e;

    if ((e = one_find(w, id, &found)))
        return e;
    entry.case_id = found.case_id;
    if ((e = audit_append(w, &entry)))
        return e;
    *ret = found;
    return OK;
}

err partner_referral_answer(struct work *w, int64_t id, const struct partner_answer *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct said_pair said[] = {{"outcome", in->outcome}, {"why", in->why}, {"result", in->result}};
    struct case_work_new answer = {.kind = RECORD_REFERRAL_ANSWER,
                                   .on = DATE_NONE,
                                   .due = DATE_NONE,
                                   .said = said,
                                   .said_count = sizeof said / sizeof said[0]};
    struct partner_referral referral;
    int64_t added;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = one_find(w, id, &referral)))
        return e;
    if (!referral.open)
        return refuse(w, ERR_CONFLICT, "referral_over", "", "This referral was ended by an answer already.");
    answer.answers = referral.record;
    if ((e = case_work_add(w, referral.case_id, &answer, &added)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = added;
    return OK;
}
