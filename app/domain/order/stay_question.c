/* Questions behind a move. An answer says only whether something was changed: what it was stands where it
 * belongs, with the contact, the card, the enrolment. */
#include "domain/order/stay_question.h"

#include <string.h>

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char *const MOVES[] = {[STAY_ENTERED] = "entered", [STAY_LEFT] = "left"};
static const char *const MATTERS[] = {
    [STAY_CONTACT] = "contact", [STAY_CARD] = "card", [STAY_KINDERGARTEN] = "kindergarten"};
static const char *const ANSWERS[] = {[ANSWER_CHANGED] = "changed", [ANSWER_STAYS] = "stays"};

const char *stay_move_name(enum stay_move m)
{
    return (unsigned)m <= STAY_LEFT ? MOVES[m] : NULL;
}

const char *stay_matter_name(enum stay_matter m)
{
    return (unsigned)m <= STAY_KINDERGARTEN ? MATTERS[m] : NULL;
}

const char *stay_answer_name(enum stay_answer a)
{
    return (unsigned)a <= ANSWER_STAYS ? ANSWERS[a] : NULL;
}

bool stay_move_parse(const char *name, enum stay_move *ret)
{
    *ret = !strcmp(name, MOVES[STAY_LEFT]) ? STAY_LEFT : STAY_ENTERED;
    return !strcmp(name, MOVES[*ret]);
}

bool stay_matter_parse(const char *name, enum stay_matter *ret)
{
    for (enum stay_matter m = STAY_CONTACT; m <= STAY_KINDERGARTEN; m++)
        if (!strcmp(name, MATTERS[m])) {
            *ret = m;
            return true;
        }
    return false;
}

bool stay_answer_parse(const char *name, enum stay_answer *ret)
{
    *ret = !strcmp(name, ANSWERS[ANSWER_STAYS]) ? ANSWER_STAYS : ANSWER_CHANGED;
    return !strcmp(name, ANSWERS[*ret]);
}

#define OF_FILE "SELECT k.person_id FROM case_person k WHERE k.case_id = :case AND k.role <> 'respondent'"
static const char SQL_CARDS[] =
    "SELECT count(*) FROM card WHERE revoked_at IS NULL AND closed_on IS NULL AND exp_day >= :today "
    "AND person_id IN (" OF_FILE ")";
static const char SQL_ENROLLED[] = "SELECT count(*) FROM enrolment WHERE (until_day IS NULL OR until_day >= "
                                   ":today) AND person_id IN (" OF_FILE ")";
static const char SQL_ASKED[] =
    "SELECT count(*) FROM stay_question WHERE stay_id = :stay AND moved = :moved AND what = :what";
static const char SQL_ASK[] = "INSERT INTO stay_question (id, stay_id, moved, what, asked_on) VALUES (:id, "
                              ":stay, :moved, :what, :today)";

/* Nobody is asked about a card that there is not. */
static err applies(struct work *w, int64_t case_id, enum stay_matter what, bool *ret)
{
    int64_t count = 1;
    err e = OK;

    if (what == STAY_CARD)
        e = db_int(w->db, SQL_CARDS, BINDS(DATE(":today", w->today), INT(":case", case_id)), &count);
    if (what == STAY_KINDERGARTEN)
        e = db_int(w->db, SQL_ENROLLED, BINDS(DATE(":today", w->today), INT(":case", case_id)), &count);
    *ret = count > 0;
    return e;
}

static err one_ask(struct work *w, int64_t case_id, int64_t stay, enum stay_move moved, enum stay_matter what)
{
    int64_t asked, id;
    bool due;
    err e;

    if ((e = applies(w, case_id, what, &due)) || !due ||
        (e = db_int(w->db, SQL_ASKED,
                    BINDS(INT(":stay", stay), TEXT(":moved", MOVES[moved]), TEXT(":what", MATTERS[what])),
                    &asked)) ||
        asked)
        return e;
    return (e = id_next(w, "stay_question", &id))
               ? e
               : db_exec(w->db, SQL_ASK,
                         BINDS(INT(":id", id), INT(":stay", stay), TEXT(":moved", MOVES[moved]),
                               TEXT(":what", MATTERS[what]), DATE(":today", w->today)));
}

err stay_questions_ask(struct work *w, int64_t case_id, int64_t stay, enum stay_move moved)
{
    err e = OK;

    for (enum stay_matter m = STAY_CONTACT; !e && m <= STAY_KINDERGARTEN; m++)
        e = one_ask(w, case_id, stay, moved, m);
    return e;
}

static const char SQL_MOVE[] = "UPDATE stay_question SET stay_id = :to WHERE stay_id = :from";

err stay_questions_move(struct work *w, int64_t from, int64_t to)
{
    return db_exec(w->db, SQL_MOVE, BINDS(INT(":to", to), INT(":from", from)));
}

static const char SQL_LIST[] =
    "SELECT q.id, q.stay_id, q.moved, q.what, q.asked_on, q.answer, a.full_name AS answered_by "
    "FROM stay_question q JOIN stay s ON s.id = q.stay_id LEFT JOIN account a ON a.id = q.answered_by "
    "WHERE s.case_id = :case AND s.voided_at IS NULL ORDER BY q.id";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct stay_question, id),
    COLUMN_INT_AS(struct stay_question, stay, "stay_id"),
    COLUMN_WORD(struct stay_question, moved, stay_move_parse),
    COLUMN_WORD(struct stay_question, what, stay_matter_parse),
    COLUMN_DATE(struct stay_question, asked_on),
    COLUMN_WORD_OR_NULL(struct stay_question, answer, stay_answer_parse),
    COLUMN_TEXT(struct stay_question, answered_by),
};

err stay_question_list(struct work *w, int64_t case_id, struct stay_question **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "stay.questions", .record = "case_file", .record_id = case_id, .case_id = case_id};
    err e;

    if ((e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_LIST, BINDS(INT(":case", case_id)), COLUMNS(LIST_COLUMNS), NULL, ret, ret_count);
}

struct asked {
    int64_t case_id;
    bool answered;
};
static const char SQL_ONE[] =
    "SELECT s.case_id, q.answer IS NOT NULL AS answered FROM stay_question q JOIN stay s ON "
    "s.id = q.stay_id WHERE q.id = :id";
static const struct column ONE_COLUMNS[] = {
    COLUMN_INT(struct asked, case_id),
    COLUMN_BOOL(struct asked, answered),
};
static const char SQL_ANSWER[] =
    "UPDATE stay_question SET answer = :answer, answered_by = :account, answered_at = :now WHERE id = :id";

err stay_question_answer(struct work *w, int64_t id, int64_t version, enum stay_answer answer)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "stay.answer", .record = "stay_question", .record_id = id, .why = stay_answer_name(answer)};
    struct asked q;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    if ((e = row_read(w, SQL_ONE, BINDS(INT(":id", id)), COLUMNS(ONE_COLUMNS), &q)) == ERR_ABSENT)
        return refuse(w, e, "no_such_question", "", "There is no such question.");
    if (e || (e = case_may_open(w, q.case_id)))
        return e;
    if (q.answered)
        return refuse(w, ERR_CONFLICT, "already_answered", "", "This was answered before.");
    entry.case_id = q.case_id;
    if ((e = case_touch(w, &(struct touch){q.case_id, version, entry.what, 0, false}, &entry.case_version)) ||
        (e = db_exec(w->db, SQL_ANSWER,
                     BINDS(TEXT(":answer", stay_answer_name(answer)), INT(":account", w->actor.account),
                           INT(":now", w->now), INT(":id", id)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
