/* A sealed value names its key and its row, and neither changes: rows go to the other file as they are. What
 * is sealed anew of them meanwhile is sealed with the older file's key, so nothing goes back after that; and
 * both keys go when that file is erased. */
#include "domain/casework/case_merge.h"

#include "base/text.h"
#include "domain/casework/closing.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_merged.h"
#include "domain/file/case_touch.h"
#include "domain/file/erased.h"
#include "domain/file/news.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

/* ---- what goes along */

/* Each in two statements: noted, and sent there or back. A row is noted by what stays its own: where it has
 * no number, by what it is of. */
struct moving {
    const char *note, *send;
};
#define NOTED(place, column, row)                                                                            \
    "INSERT OR IGNORE INTO case_merge_row (merge_id, place, row_id) SELECT :merge, '" place "', " row        \
    " FROM " place " WHERE " column " = :from"
#define SENT(place, column, row)                                                                             \
    "UPDATE " place " SET " column " = :to WHERE " column " = :from AND " row " IN (SELECT row_id FROM "     \
    "case_merge_row WHERE merge_id = :merge AND place = '" place "')"
#define MOVING_BY(place, column, row)                                                                        \
    {                                                                                                        \
        NOTED(place, column, row), SENT(place, column, row)                                                  \
    }
#define MOVING(place) MOVING_BY(place, "case_id", "id")

static const struct moving MOVINGS[] = {
    MOVING("case_person"),
    MOVING("protection_order"),
    MOVING("stay"),
    MOVING("case_record"),
    MOVING("case_note"),
    MOVING("attachment"),
    MOVING_BY("collector_alarm", "case_id", "run_id * 1048576 + n"),
    MOVING_BY("meeting_file", "case_id", "meeting_id"),
    MOVING_BY("case_file", "merged_into", "id"), /* files that had gone into it lead on */
};
#define MOVING_COUNT (sizeof MOVINGS / sizeof MOVINGS[0])

struct merge {
    int64_t id, from, into, merged_at, undone_at; /* undone_at 0: it holds */
};

static err all_note(struct work *w, const struct merge *m)
{
    err e = OK;

    for (size_t i = 0; i < MOVING_COUNT && !e; i++)
        e = db_exec(w->db, MOVINGS[i].note, BINDS(INT(":merge", m->id), INT(":from", m->from)));
    return e;
}

static err all_send(struct work *w, int64_t merge, int64_t from, int64_t to)
{
    err e = OK;

    for (size_t i = 0; i < MOVING_COUNT && !e; i++)
        e = db_exec(w->db, MOVINGS[i].send, BINDS(INT(":merge", merge), INT(":from", from), INT(":to", to)));
    return e;
}

/* ---- who stands in both */

struct parked {
    int64_t row, person;
    const char *role, *relation;
};
static const char SQL_BOTH[] = "SELECT y.id, y.person_id, y.role, y.relation_sealed FROM case_person y JOIN "
                               "case_person o ON o.person_id "
                               "= y.person_id AND o.case_id = :to WHERE y.case_id = :from ORDER BY y.id";
static const char SQL_PARKED[] =
    "SELECT id, person_id, role, relation_sealed FROM case_merge_person WHERE merge_id = :merge ORDER BY id";
#define PARKED_COLUMNS(table)                                                                                \
    COLUMN_INT_AS(struct parked, row, "id"), COLUMN_INT_AS(struct parked, person, "person_id"),              \
        COLUMN_TEXT(struct parked, role), COLUMN_SEALED(struct parked, relation, table, row)
static const struct column BOTH_COLUMNS[] = {PARKED_COLUMNS("case_person")};
static const struct column KEPT_COLUMNS[] = {PARKED_COLUMNS("case_merge_person")};

static const char SQL_KEEP[] = "INSERT INTO case_merge_person (id, merge_id, person_id, role, "
                               "relation_sealed) VALUES (:id, :of, :person, :role, :relation)";
static const char SQL_TAKE[] = "DELETE FROM case_person WHERE id = :id";
static const char SQL_GIVE[] = "INSERT INTO case_person (id, case_id, person_id, role, relation_sealed) "
                               "VALUES (:id, :of, :person, :role, :relation)";
static const char SQL_UNKEEP[] = "DELETE FROM case_merge_person WHERE id = :id";

/* A row of one table into the other. :of is the merge that it is kept for, or the file that it goes back to.
 */
static err row_shift(struct work *w, const struct merge *m, const struct parked *p, bool back)
{
    CLEANUP(buf_wipe) struct buf sealed = {0};
    const char *table = back ? "case_person" : "case_merge_person";
    err e = sealed_text(w, OF_FILE(m->from), table, "relation", p->row, p->relation, &sealed);

    if (e || (e = db_exec(w->db, back ? SQL_UNKEEP : SQL_TAKE, BINDS(INT(":id", p->row)))))
        return e;
    return db_exec(w->db, back ? SQL_GIVE : SQL_KEEP,
                   BINDS(INT(":id", p->row), INT(":of", back ? m->from : m->id), INT(":person", p->person),
                         TEXT(":role", p->role), SEALED(":relation", sealed)));
}

static err both_park(struct work *w, const struct merge *m)
{
    struct parked *list;
    size_t count;
    err e = rows_read(w, SQL_BOTH, BINDS(INT(":from", m->from), INT(":to", m->into)), COLUMNS(BOTH_COLUMNS),
                      NULL, &list, &count);

    for (size_t i = 0; !e && i < count; i++)
        e = row_shift(w, m, &list[i], false);
    return e;
}

static err parked_return(struct work *w, const struct merge *m)
{
    struct parked *list;
    size_t count;
    err e = rows_read(w, SQL_PARKED, BINDS(INT(":merge", m->id)), COLUMNS(KEPT_COLUMNS), NULL, &list, &count);

    for (size_t i = 0; !e && i < count; i++)
        e = row_shift(w, m, &list[i], true);
    return e;
}

/* ---- the log */

static err merge_log(struct work *w, const char *what, int64_t file, int64_t version, int64_t other)
{
    const struct audit_entry entry = {
        .what = what, .record = "case_file", .record_id = other, .case_id = file, .case_version = version};

    return audit_append(w, &entry);
}

static err both_log(struct work *w, const char *what, const struct merge *m, int64_t from_version,
                    int64_t into_version)
{
    err e = merge_log(w, what, m->from, from_version, m->into);

    return e ? e : merge_log(w, what, m->into, into_version, m->from);
}

/* ---- there */

static const char SQL_NUMBERED[] = "SELECT coalesce(merged_into, id) FROM case_file WHERE number = :number";
static const char SQL_APART[] =
    "SELECT (SELECT count(*) FROM case_file y JOIN case_file o ON o.id = :into WHERE y.id = :from AND "
    "y.sealed <> o.sealed) + (SELECT count(*) FROM case_file y WHERE y.id = :from AND y.sealed = 1 AND "
    "EXISTS "
    "(SELECT 1 FROM case_access a WHERE a.case_id = :into AND NOT EXISTS (SELECT 1 FROM case_access b WHERE "
    "b.case_id = :from AND b.account_id = a.account_id)))";
static const char SQL_ROLES[] = "SELECT count(*) FROM case_person y JOIN case_person o ON o.person_id = "
                                "y.person_id AND o.case_id = :into "
                                "WHERE y.case_id = :from AND y.role <> o.role";

/* A partner's page goes by the consents and names of a whole file: another file's would open it further. */
static const char SQL_TOLD[] =
    "SELECT count(*) FROM case_record r WHERE r.case_id IN (:from, :into) AND r.told_blind IS NOT NULL AND "
    "r.voided_at IS NULL AND (EXISTS (SELECT 1 FROM case_record c WHERE c.case_id IN (:from, :into) AND "
    "c.case_id "
    "<> r.case_id AND c.kind IN ('consent', 'withdrawal') AND c.voided_at IS NULL) OR EXISTS (SELECT 1 FROM "
    "case_person p WHERE p.case_id IN (:from, :into) AND p.case_id <> r.case_id AND p.role <> 'respondent'))";
/* Signed minutes name their files as they were; and one agenda has a file once. */
static const char SQL_AGENDA[] =
    "SELECT count(*) FROM meeting_file f JOIN meeting m ON m.id = f.meeting_id WHERE f.case_id = :from AND "
    "(m.signed_at IS NOT NULL OR EXISTS (SELECT 1 FROM meeting_file o WHERE o.meeting_id = f.meeting_id AND "
    "o.case_id = :into))";

static err older_find(struct work *w, int64_t from, const char *number, int64_t *ret)
{
    err e;

    if (text_empty(number))
        return refuse(w, ERR_INPUT, "required", "into", "The number of the older file is needed.");
    e = db_int(w->db, SQL_NUMBERED, BINDS(TEXT(":number", number)), ret);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_INPUT, "unknown_file", "into", "There is no file of this number.");
    if (!e && *ret == from)
        return refuse(w, ERR_INPUT, "same_file", "into", "This is the file itself.");
    if (!e && *ret > from)
        return refuse(w, ERR_INPUT, "younger_file", "into",
                      "That file was opened later: merge that one into this one.");
    return e;
}

static err closed_refuse(struct work *w, const struct merge *m)
{
    date from, into;
    err e;

    if ((e = closing_day(w, m->from, &from)) || (e = closing_day(w, m->into, &into)))
        return e;
    return date_known(from) || date_known(into)
               ? refuse(w, ERR_INPUT, "file_closed", "into", "One of the two is closed: reopen it first.")
               : OK;
}

static err pair_check(struct work *w, const struct merge *m)
{
    const struct bind *pair = BINDS(INT(":from", m->from), INT(":into", m->into));
    struct faults f = {0};
    int64_t apart, roles, told, agenda;
    err e;

    if ((e = db_int(w->db, SQL_APART, pair, &apart)) || (e = db_int(w->db, SQL_ROLES, pair, &roles)) ||
        (e = db_int(w->db, SQL_TOLD, pair, &told)) || (e = db_int(w->db, SQL_AGENDA, pair, &agenda)) ||
        (e = faults_when(w, &f, apart != 0, "sealed_apart", "into",
                         "The two are not open to the same accounts: seal both, to the same, or neither.")) ||
        (e = faults_when(w, &f, roles != 0, "other_role", "into",
                         "Somebody stands in both, in different roles.")) ||
        (e = faults_when(w, &f, told != 0, "referral_told", "into",
                         "A partner was told of a referral, and would see more by the other file.")) ||
        (e = faults_when(w, &f, agenda != 0, "on_agenda", "into",
                         "The younger stands in signed minutes, or on an agenda beside the older one.")) ||
        (e = faults_take(w, &f, closed_refuse(w, m))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_MERGE[] = "INSERT INTO case_merge (id, from_id, into_id, merged_at, merged_by) VALUES "
                                "(:id, :from, :into, :now, :account)";
static const char SQL_POINT[] = "UPDATE case_file SET merged_into = :into WHERE id = :from";

static err merge_write(struct work *w, struct merge *m)
{
    err e = id_next(w, "case_merge", &m->id);

    if (e ||
        (e = db_exec(w->db, SQL_MERGE,
                     BINDS(INT(":id", m->id), INT(":from", m->from), INT(":into", m->into),
                           INT(":now", w->now),
                           INT_OR_NULL(":account", w->actor.account, w->actor.account)))) ||
        (e = both_park(w, m)) || (e = all_note(w, m)) || (e = all_send(w, m->id, m->from, m->into)))
        return e;
    return db_exec(w->db, SQL_POINT, BINDS(INT(":into", m->into), INT(":from", m->from)));
}

err case_merge(struct work *w, int64_t id, int64_t version, const char *into, int64_t *ret_into)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct merge m = {.from = id};
    int64_t from_version, into_version;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, id)) ||
        (e = case_touch(w, &(struct touch){id, version, "case.merge", 0, false}, &from_version)) ||
        (e = older_find(w, id, into, &m.into)) || (e = case_may_open(w, m.into)) ||
        (e = case_kept_require(w, m.into)) || (e = pair_check(w, &m)) || (e = merge_write(w, &m)) ||
        (e = case_move(w, m.into, &into_version)) ||
        (e = both_log(w, "case.merge", &m, from_version, into_version)) || (e = tx_commit(&tx)))
        return e;
    *ret_into = m.into;
    return OK;
}

/* ---- and back */

static const char SQL_ONE[] = "SELECT id, from_id, into_id, merged_at, coalesce(undone_at, 0) AS undone_at "
                              "FROM case_merge WHERE id = :id";
static const struct column MERGE_COLUMNS[] = {
    COLUMN_INT(struct merge, id),
    COLUMN_INT_AS(struct merge, from, "from_id"),
    COLUMN_INT_AS(struct merge, into, "into_id"),
    COLUMN_INT(struct merge, merged_at),
    COLUMN_INT(struct merge, undone_at),
};

static err undoable_require(struct work *w, const struct merge *m)
{
    if (m->undone_at)
        return refuse(w, ERR_CONFLICT, "merge_undone", "", "This was undone already.");
    if (m->merged_at + MERGE_UNDO <= w->now)
        return refuse(w, ERR_CONFLICT, "merge_settled", "", "A merge can be undone within a day.");
    return OK;
}

/* What was changed in the older file since: it may rest on what came along, be about it, or be sealed with
 * the other key; a note stays where it was written. Merges of other files are undone the last one first. */
static const char SQL_SINCE[] = "SELECT count(*) FROM audit a WHERE a.case_id = :into AND a.id > (SELECT "
                                "max(m.id) FROM audit m WHERE m.case_id = "
                                ":into AND m.what = 'case.merge' AND m.record_id = :from) AND a.what NOT IN "
                                "('case.merge', 'case.merge_undo', "
                                "'note.write') AND " CASE_CHANGED("a");
static const char SQL_LATER[] =
    "SELECT count(*) FROM case_merge WHERE into_id = :into AND id > :id AND undone_at IS NULL";

static err unused_require(struct work *w, const struct merge *m)
{
    int64_t since, later;
    err e;

    if ((e = db_int(w->db, SQL_SINCE, BINDS(INT(":into", m->into), INT(":from", m->from)), &since)) ||
        (e = db_int(w->db, SQL_LATER, BINDS(INT(":into", m->into), INT(":id", m->id)), &later)))
        return e;
    return since || later
               ? refuse(w, ERR_CONFLICT, "merge_used", "",
                        "The file was changed since, or another one went into it after that: the two "
                        "cannot be parted any more, or not before that one.")
               : OK;
}

static const char SQL_UNDO[] = "UPDATE case_merge SET undone_at = :now, undone_by = :account WHERE id = :id";
static const char SQL_UNPOINT[] = "UPDATE case_file SET merged_into = NULL WHERE id = :from";

static err undo_write(struct work *w, const struct merge *m)
{
    err e = db_exec(w->db, SQL_UNDO,
                    BINDS(INT(":now", w->now), INT_OR_NULL(":account", w->actor.account, w->actor.account),
                          INT(":id", m->id)));

    if (e || (e = db_exec(w->db, SQL_UNPOINT, BINDS(INT(":from", m->from)))) ||
        (e = all_send(w, m->id, m->into, m->from)))
        return e;
    return parked_return(w, m);
}

err case_merge_undo(struct work *w, int64_t merge, int64_t version, int64_t *ret_into)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t from_version, into_version;
    struct merge m = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = row_read(w, SQL_ONE, BINDS(INT(":id", merge)), COLUMNS(MERGE_COLUMNS), &m);
    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_merge", "", "There is no such merge.");
    if (e || (e = case_may_open(w, m.into)) ||
        (e = case_touch(w, &(struct touch){m.into, version, "case.merge_undo", 0, false}, &into_version)) ||
        (e = undoable_require(w, &m)) || (e = unused_require(w, &m)) || (e = undo_write(w, &m)) ||
        (e = case_move(w, m.from, &from_version)) ||
        (e = both_log(w, "case.merge_undo", &m, from_version, into_version)) || (e = tx_commit(&tx)))
        return e;
    *ret_into = m.into;
    return OK;
}
