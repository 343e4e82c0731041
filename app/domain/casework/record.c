/* The common part of each noun: who may, what it answers, in whose place it stands, and its one sealed value.
 */
#include "domain/casework/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "crypto/keyring.h"
#include "domain/casework/case_word.h"
#include "domain/casework/closing.h"
#include "domain/casework/contact_point.h"
#include "domain/file/case_guard.h"
#include "domain/file/erased.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define TABLE "case_record"

#define NAME(kind, word) [kind] = (word),
static const char *const NAMES[RECORD_KINDS] = {RECORD_NOUNS(NAME)};

const char *record_kind_name(enum record_kind kind)
{
    return (unsigned)kind < RECORD_KINDS ? NAMES[kind] : NULL;
}

bool record_kind_parse(const char *word, enum record_kind *ret)
{
    for (unsigned i = 0; i < RECORD_KINDS; i++)
        if (!strcmp(word, NAMES[i])) {
            *ret = (enum record_kind)i;
            return true;
        }
    return false;
}

static const char SQL_ORDER[] = "SELECT count(*) FROM protection_order WHERE id = :id AND case_id = :case";

static err order_known(struct work *w, const struct said_field *s, const char *text, int64_t case_id,
                       struct faults *f)
{
    char *end;
    const int64_t id = strtoll(text, &end, 10);
    int64_t there = 0;
    err e;

    if (!*end && (e = db_int(w->db, SQL_ORDER, BINDS(INT(":id", id), INT(":case", case_id)), &there)))
        return e;
    return faults_when(w, f, !there, "no_such_order", s->name, "There is no such order in this file.");
}

static bool count_known(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0' && strtol(text, NULL, 10) > 0;
}

/* A text that is there, is no longer than it may be, and is told apart by its form. */
static err form_check(struct work *w, const struct said_field *s, void *said, const struct record_new *r,
                      struct faults *f)
{
    const char *text = said_get(s, said);
    const date on = r->on;
    int64_t at;
    date day;
    err e;

    switch (s->form) {
    case SAID_LINE:
    case SAID_LINES:
    case SAID_INNER:
        return OK;
    case SAID_ORDER:
        return order_known(w, s, text, r->case_id, f);
    case SAID_CHOICE:
        return case_word_check(w, f, &(struct word_asked){s->list, text, s->name, on});
    case SAID_SET:
        return case_word_set_check(w, f, &(struct word_asked){s->list, text, s->name, on});
    case SAID_DAY:
        return faults_when(w, f, date_parse(text, &day), "bad_date", s->name,
                           "A date is written YYYY-MM-DD.");
    case SAID_HOUR:
        return faults_when(w, f, instant_parse_local(on, text, &at), "bad_time", s->name,
                           "A time is 00:00 to 23:59.");
    case SAID_COUNT:
        return faults_when(w, f, !count_known(text), "bad_number", s->name,
                           "This is a whole number from 1 to 999.");
    case SAID_INSTITUTION:
        if ((e = contact_name_spell(w, &text)))
            return e;
        said_set(s, said, text);
        return OK;
    case SAID_UNIT:
        if ((e = unit_spell(w, text, &text)))
            return faults_take(w, f, e);
        said_set(s, said, text);
        return OK;
    }
    return OK;
}

static err field_check(struct work *w, const struct said_field *s, void *said, const struct record_new *r,
                       struct faults *f)
{
    const char *text = said_get(s, said);
    const size_t before = f->count;
    err e = faults_take(w, f, field_text_check(w, s->name, text, s->max, s->needed));

    return e || f->count > before || !text || !*text ? e : form_check(w, s, said, r, f);
}

static err due_check(struct work *w, const struct noun *noun, const struct record_new *r, struct faults *f)
{
    const bool given = date_known(r->due);
    err e;

    if ((e = faults_when(w, f, given && noun->due == NOUN_NEVER, "no_due", "due",
                         "Nothing follows this by a day.")) ||
        (e = faults_when(w, f, !given && noun->due == NOUN_NEEDED, "required", "due", "This is needed.")))
        return e;
    return faults_when(w, f, given && noun->due != NOUN_NEVER && r->due < r->on, "out_of_range", "due",
                       "It lies before the day of what it follows.");
}

err record_check(struct work *w, const struct noun *noun, struct record_new *r, void *said, struct faults *f)
{
    err e = faults_when(w, f, !noun->ahead && r->on > w->today, "in_future", "on",
                        "What is recorded here has happened.");

    for (size_t i = 0; i < noun->said_count && !e; i++)
        e = field_check(w, &noun->said[i], said, r, f);
    if (e || (e = due_check(w, noun, r, f)))
        return e;
    return noun->check ? noun->check(w, r, said, f) : OK;
}

struct known {
    enum record_kind kind;
    int64_t case_id, key, answers, meeting; /* 0: none */
    int64_t root;
    bool voided;
};
static const char SQL_KNOWN[] =
    "SELECT kind, coalesce(case_id, 0) AS case_id, coalesce(key_id, 0) AS key, "
    "coalesce(answers_id, 0) AS answers, coalesce(meeting_id, 0) AS meeting, coalesce(root_id, id) AS root, "
    "voided_at IS NOT NULL AS voided FROM case_record WHERE id = :id";
static const struct column KNOWN_COLUMNS[] = {
    COLUMN_WORD(struct known, kind, record_kind_parse),
    COLUMN_INT(struct known, case_id),
    COLUMN_INT(struct known, key),
    COLUMN_INT(struct known, answers),
    COLUMN_INT(struct known, meeting),
    COLUMN_INT(struct known, root),
    COLUMN_BOOL(struct known, voided),
};

static err known_read(struct work *w, int64_t id, const char *field, struct known *ret)
{
    err e = row_read(w, SQL_KNOWN, BINDS(INT(":id", id)), COLUMNS(KNOWN_COLUMNS), ret);

    return e == ERR_ABSENT ? refuse(w, e, "no_such_record", field, "There is no such record.") : e;
}

static err open_require(struct work *w, int64_t case_id)
{
    err e;

    if (!case_id)
        return OK;
    return (e = case_may_open(w, case_id)) ? e : case_kept_require(w, case_id);
}

static err voided_refuse(struct work *w, const char *field)
{
    return refuse(w, ERR_CONFLICT, "voided", field,
                  "This record was voided, or another one stands in its place.");
}

/* A correction keeps the file and the kind of what it corrects. */
static err corrected_find(struct work *w, const struct noun *noun, const struct record_new *r,
                          struct known *ret)
{
    struct known old = {0};
    err e;

    if ((e = known_read(w, r->corrects, "corrects", &old)))
        return e;
    if (old.kind != noun->kind || old.case_id != r->case_id)
        return refuse(w, ERR_ABSENT, "no_such_record", "corrects", "There is no such record here.");
    if (old.voided)
        return voided_refuse(w, "corrects");
    *ret = old;
    return OK;
}

/* *ret: what the answer is kept under, so that it stays one when what it answers is corrected. A correction
 * of an answer answers the same. */
static err answered_find(struct work *w, const struct noun *noun, const struct record_new *r,
                         const struct known *old, int64_t *ret)
{
    const int64_t asked_id = old->answers ? old->answers : r->answers;
    struct known asked = {0};
    err e;

    *ret = old->answers;
    if (!asked_id)
        return noun->answers && !noun->alone
                   ? refuse(w, ERR_INPUT, "required", "answers", "It answers a record: name it.")
                   : OK;
    if (old->answers)
        return OK;
    if ((e = known_read(w, asked_id, "answers", &asked)))
        return e;
    if (asked.case_id != r->case_id || !(noun->answers & NOUN_BIT(asked.kind)))
        return refuse(w, ERR_ABSENT, "no_such_record", "answers", "There is no such record in this file.");
    if (asked.voided)
        return voided_refuse(w, "answers");
    *ret = asked.root;
    return OK;
}

static const char SQL_VOID[] = "UPDATE case_record SET voided_at = :now, voided_by = :account, "
                               "void_reason_sealed = :reason WHERE id = :id";

/* reason NULL: by a correction. */
static err one_void(struct work *w, int64_t id, const struct known *old, const char *reason)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    const struct owner of = old->key ? OF_KEY(old->key) : OF_FILE(old->case_id);
    err e;

    if ((e = sealed_text(w, of, TABLE, "void_reason", id, reason, &sealed)))
        return e;
    return db_exec(w->db, SQL_VOID,
                   BINDS(INT(":now", w->now), INT_OR_NULL(":account", w->actor.account, w->actor.account),
                         SEALED(":reason", sealed), INT(":id", id)));
}

enum done { RECORDED, CORRECTED, VOIDED };
#define LOGGED(kind, word) [kind] = {word ".record", word ".correct", word ".void"},
static const char *const DONE[RECORD_KINDS][3] = {RECORD_NOUNS(LOGGED)};

static err record_log(struct work *w, enum record_kind kind, enum done done, int64_t id, int64_t case_id)
{
    const struct audit_entry entry = {
        .what = DONE[kind][done], .record = TABLE, .record_id = id, .case_id = case_id};

    return audit_append(w, &entry);
}

static const char SQL_ADD[] =
    "INSERT INTO case_record (id, kind, case_id, key_id, on_day, due_day, answers_id, corrects_id, "
    "meeting_id, root_id, recorded_by, recorded_at, said_sealed, told_blind) VALUES (:id, :kind, :case, "
    ":key, "
    ":on, :due, :answers, :corrects, :meeting, :root, :account, :now, :said, :told)";

err record_told_blind(struct work *w, int64_t point, uint8_t ret[32])
{
    char text[24];

    snprintf(text, sizeof text, "%lld", (long long)point);
    return blind(w->keys, "told", text, ret);
}

/* old: the one that it corrects, and nothing in it where there is none. */
static err one_add(struct work *w, const struct noun *noun, const struct record_new *r,
                   const struct known *old, const void *in, int64_t *ret_id)
{
    CLEANUP(buf_wipe) struct buf said = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    const int64_t key = old->key, meeting = r->corrects ? old->meeting : r->meeting;
    const struct owner of = key ? OF_KEY(key) : OF_FILE(r->case_id);
    uint8_t told[32];
    int64_t id;
    err e;

    if (r->told && (e = record_told_blind(w, r->told, told)))
        return e;
    said_write(noun->said, noun->said_count, in, &said);
    if ((e = buf_err(&said)) || (e = id_next(w, TABLE, &id)) ||
        (e = sealed_text(w, of, TABLE, "said", id, said.data, &sealed)) ||
        (e = db_exec(
             w->db, SQL_ADD,
             BINDS(INT(":id", id), TEXT(":kind", record_kind_name(noun->kind)),
                   INT_OR_NULL(":case", r->case_id, r->case_id), INT_OR_NULL(":key", key, key),
                   DATE(":on", r->on), DATE(":due", r->due), INT_OR_NULL(":answers", r->answers, r->answers),
                   INT_OR_NULL(":corrects", r->corrects, r->corrects),
                   INT_OR_NULL(":meeting", meeting, meeting), INT(":root", r->corrects ? old->root : id),
                   INT_OR_NULL(":account", w->actor.account, w->actor.account), INT(":now", w->now),
                   SEALED(":said", sealed), BLOB(":told", r->told ? told : NULL, sizeof told)))))
        return e;
    *ret_id = id;
    return OK;
}

err record_add(struct work *w, const struct noun *noun, const struct record_new *r, const void *in,
               int64_t *ret_id)
{
    struct record_new added = *r;
    struct known old = {0};
    int64_t id;
    err e;

    if ((e = open_require(w, r->case_id)) || (r->corrects && (e = corrected_find(w, noun, r, &old))) ||
        (e = answered_find(w, noun, r, &old, &added.answers)))
        return e;
    if (!r->case_id && !old.key && (e = owner_key_new(w, &old.key)))
        return e;
    if ((e = one_add(w, noun, &added, &old, in, &id)) ||
        (r->corrects && (e = one_void(w, r->corrects, &old, NULL))) ||
        (e = record_log(w, noun->kind, r->corrects ? CORRECTED : RECORDED, id, r->case_id)))
        return e;
    *ret_id = id;
    return OK;
}

err record_void(struct work *w, int64_t id, const struct record_void *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct known old = {0};
    err e;

    if ((e = field_text_check(w, "reason", in->reason, LIMIT(RecordVoid, reason), true)) ||
        (e = tx_begin(&tx, w->db)) || (e = known_read(w, id, "", &old)) || (e = open_require(w, old.case_id)))
        return e;
    if (old.voided)
        return voided_refuse(w, "");
    if ((e = one_void(w, id, &old, in->reason)) || (e = record_log(w, old.kind, VOIDED, id, old.case_id)))
        return e;
    return tx_commit(&tx);
}

/* What earlier meetings of the kind, or on one of the files, have left to be done. */
#define SQL_CARRIED                                                                                          \
    "r.kind = 'meeting_action' AND NOT EXISTS (SELECT 1 FROM case_record x WHERE x.answers_id = r.root_id "  \
    "AND x.kind = 'meeting_action_result' AND x.voided_at IS NULL) AND EXISTS (SELECT 1 FROM meeting m "     \
    "JOIN meeting n ON n.id = :carried WHERE m.id = r.meeting_id AND m.id <> n.id AND m.on_day <= n.on_day " \
    "AND (m.kind = n.kind OR r.case_id IN (SELECT g.case_id FROM meeting_file g WHERE g.meeting_id = "       \
    "n.id)))"
/* `where` ends in AND: with the file in it the index is used, and with a value or none nothing would be. */
#define LIST(where)                                                                                          \
    "SELECT r.id, r.kind, coalesce(r.root_id, r.id) AS root, coalesce(r.case_id, 0) AS case_id, "            \
    "coalesce(r.answers_id, 0) AS answers, coalesce(r.meeting_id, 0) AS meeting, "                           \
    "coalesce(r.corrects_id, 0) AS corrects, f.number AS case_number, r.on_day, r.due_day, "                 \
    "coalesce(a.full_name, '') AS by_name, r.recorded_at, r.voided_at IS NOT NULL AS voided, "               \
    "EXISTS (SELECT 1 FROM case_record n WHERE n.corrects_id = r.id) AS corrected, r.void_reason_sealed, "   \
    "r.said_sealed FROM case_record r LEFT JOIN case_file f ON f.id = r.case_id LEFT JOIN account a ON "     \
    "a.id = r.recorded_by WHERE " where "(:kind IS NULL OR r.kind = :kind) AND "                             \
    "(:no_file = 0 OR r.case_id IS NULL) AND (:from IS NULL OR r.on_day >= :from) AND (:until IS NULL OR "   \
    "r.on_day <= :until) AND (:before = 0 OR r.id < :before) AND (:meeting = 0 OR r.meeting_id = :meeting "  \
    "OR r.answers_id IN (SELECT s.root_id FROM case_record s WHERE s.meeting_id = :meeting)) AND "           \
    "(:carried = 0 OR (r.voided_at IS NULL AND " SQL_CARRIED ")) AND (:counted = 1 OR r.case_id = :case OR " \
    "f.id IS NULL OR " FILE_OPEN("f", ":account") ") ORDER BY r.id DESC LIMIT :limit"
static const char SQL_LIST[] = LIST("");
static const char SQL_OF_FILE[] = LIST("r.case_id = :case AND ");
static const struct column RECORD_COLUMNS[] = {
    COLUMN_INT(struct record, id),
    COLUMN_WORD(struct record, kind, record_kind_parse),
    COLUMN_INT(struct record, root),
    COLUMN_INT(struct record, case_id),
    COLUMN_INT(struct record, answers),
    COLUMN_INT(struct record, meeting),
    COLUMN_INT(struct record, corrects),
    COLUMN_TEXT(struct record, case_number),
    COLUMN_DATE_AS(struct record, on, "on_day"),
    COLUMN_DATE_AS(struct record, due, "due_day"),
    COLUMN_TEXT_AS(struct record, by, "by_name"),
    COLUMN_INT(struct record, recorded_at),
    COLUMN_BOOL(struct record, voided),
    COLUMN_BOOL(struct record, corrected),
    COLUMN_SEALED(struct record, void_reason, TABLE, id),
    COLUMN_SEALED(struct record, said, TABLE, id),
};

err record_list(struct work *w, const struct record_filter *f, struct record **ret, size_t *ret_count)
{
    return rows_read(w, f->case_id ? SQL_OF_FILE : SQL_LIST,
                     BINDS(TEXT(":kind", f->every_kind ? NULL : record_kind_name(f->kind)),
                           INT(":case", f->case_id), INT(":no_file", f->no_file), DATE(":from", f->from),
                           DATE(":until", f->until), INT(":before", f->before), INT(":meeting", f->meeting),
                           INT(":carried", f->carried), INT(":limit", f->unpaged ? INT64_MAX : RECORDS_PAGE),
                           INT(":counted", f->counted), INT(":account", w->actor.account)),
                     COLUMNS(RECORD_COLUMNS), NULL, ret, ret_count);
}

/* Found by the days alone: nothing of what was said is opened for it. Each kind is closed by the one that
 * answers it; a plan by its next version, an answer to a referral by the next answer. */
static const char SQL_WAITING[] =
    "SELECT r.kind, r.due_day, coalesce(c.id, 0) AS case_id, c.number AS case_number, u.name AS unit, "
    "coalesce(r.meeting_id, 0) AS meeting FROM case_record r "
    "LEFT JOIN case_file c ON c.id = r.case_id LEFT JOIN unit u ON u.id = c.unit_id WHERE (c.id IS NOT NULL "
    "OR r.kind = 'meeting_action') AND r.due_day <= :until AND "
    "r.voided_at IS NULL AND r.kind IN ('referral', 'referral_answer', 'breach', 'hearing', 'visit', 'plan', "
    "'plan_action', 'meeting_action', 'closing') AND (r.kind NOT IN ('plan', 'closing') OR (r.kind = "
    "'closing') = "
    "(r.case_id IN (SELECT case_id FROM (" SQL_CLOSED_FILES
    ")))) AND NOT EXISTS (SELECT 1 FROM case_record a WHERE "
    "a.voided_at IS NULL AND a.answers_id = "
    "CASE r.kind WHEN 'referral_answer' THEN r.answers_id ELSE r.root_id END AND a.kind = CASE r.kind WHEN "
    "'breach' THEN 'breach_report' WHEN 'hearing' THEN 'hearing_result' WHEN 'visit' THEN 'visit_result' "
    "WHEN "
    "'plan' THEN 'plan' WHEN 'plan_action' THEN 'action_result' WHEN "
    "'meeting_action' THEN 'meeting_action_result' WHEN 'closing' THEN 'follow_up' ELSE "
    "'referral_answer' END AND CASE r.kind "
    "WHEN 'plan' THEN a.id > r.id WHEN 'referral_answer' THEN a.root_id > r.root_id ELSE 1 END) AND "
    "NOT " FILE_ERASED("c") "AND (c.id IS NULL OR " FILE_OPEN("c", ":account") ") ORDER BY r.id";
static const struct column WAITING_COLUMNS[] = {
    COLUMN_WORD(struct record_waiting, kind, record_kind_parse),
    COLUMN_DATE_AS(struct record_waiting, due, "due_day"),
    COLUMN_INT(struct record_waiting, case_id),
    COLUMN_TEXT(struct record_waiting, case_number),
    COLUMN_TEXT(struct record_waiting, unit),
    COLUMN_INT(struct record_waiting, meeting),
};

err record_waiting_list(struct work *w, date until, struct record_waiting **ret, size_t *ret_count)
{
    return rows_read(w, SQL_WAITING, BINDS(DATE(":until", until), INT(":account", w->actor.account)),
                     COLUMNS(WAITING_COLUMNS), NULL, ret, ret_count);
}
