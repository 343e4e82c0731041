/* Written down as it comes in, in a minute: nothing but channel, caller, danger and outcome is demanded. */
#include "domain/casework/call.h"

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/erased.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "gen/limits.h"
#include "store/db.h"

#define LINE(f)               SAID_AS(struct call_said, f, LIMIT(CallNew, f), false, SAID_LINE, NULL)
#define LINES(f)              SAID_AS(struct call_said, f, LIMIT(CallNew, f), false, SAID_LINES, NULL)
#define CHOICE(f, list, need) SAID_AS(struct call_said, f, LIMIT(CallNew, f), need, SAID_CHOICE, list)
static const struct said_field SAID_FIELDS[] = {
    SAID_AS(struct call_said, time, LIMIT(CallNew, time), false, SAID_HOUR, NULL),
    SAID_AS(struct call_said, unit, LIMIT(CallNew, unit), false, SAID_UNIT, NULL),
    CHOICE(channel, "channel", true),
    CHOICE(caller, "caller", true),
    CHOICE(age_group, "age_group", false),
    CHOICE(sex, "sex", false),
    CHOICE(danger, "danger", true),
    CHOICE(outcome, "call_outcome", true),
    LINE(name),
    LINE(phone),
    LINES(about),
    LINES(advice),
    LINE(safe),
};
const struct noun CALL_NOUN = {NOUN(RECORD_CALL, struct call_said, SAID_FIELDS), .own = true};

err call_record(struct work *w, const struct call_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct record_new r = {.case_id = in->case_id,
                           .on = date_known(in->on) ? in->on : w->today,
                           .due = DATE_NONE,
                           .corrects = in->corrects};
    struct call_said said = in->said;
    struct faults f = {0};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = record_check(w, &CALL_NOUN, &r, &said, &f)) ||
        (e = faults_refuse(w, &f)) || (e = record_add(w, &CALL_NOUN, &r, &said, &id)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_FILE[] = "UPDATE case_record SET case_id = :case WHERE id = :id AND kind = 'call' AND "
                               "case_id IS NULL AND voided_at IS "
                               "NULL RETURNING id";
static const char SQL_THERE[] = "SELECT count(*) FROM case_record WHERE id = :id AND kind = 'call'";

static err file_refuse(struct work *w, int64_t id)
{
    int64_t there;
    err e = db_int(w->db, SQL_THERE, BINDS(INT(":id", id)), &there);

    if (e)
        return e;
    if (!there)
        return refuse(w, ERR_ABSENT, "no_such_record", "", "There is no such call.");
    return refuse(w, ERR_CONFLICT, "has_file", "", "This call stands in a file already, or was voided.");
}

static err file_find(struct work *w, const struct call_file *in, int64_t *ret_case)
{
    err e;

    if (!in->case_id)
        return case_register(w, in->unit, ret_case);
    *ret_case = in->case_id;
    return (e = case_may_open(w, in->case_id)) ? e : case_kept_require(w, in->case_id);
}

err call_file(struct work *w, int64_t id, const struct call_file *in, int64_t *ret_case)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "call.file", .record = "case_record", .record_id = id};
    int64_t moved;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = file_find(w, in, &entry.case_id)))
        return e;
    if ((e = db_int(w->db, SQL_FILE, BINDS(INT(":case", entry.case_id), INT(":id", id)), &moved)))
        return e == ERR_ABSENT ? file_refuse(w, id) : e;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_case = entry.case_id;
    return OK;
}

static err calls_open(struct work *w, const struct record *records, size_t count, struct call *ret)
{
    err e = OK;

    for (size_t i = 0; i < count && !e; i++) {
        ret[i].record = records[i];
        e = said_read(w->arena, records[i].said, SAID_FIELDS, CALL_NOUN.said_count, &ret[i].said);
    }
    return e;
}

err call_list(struct work *w, const struct record_filter *f, struct call **ret, size_t *ret_count)
{
    const struct audit_entry entry = {.what = "call.list", .record = "call", .case_id = f->case_id};
    struct record_filter calls = *f;
    struct record *records;
    struct call *list;
    size_t count;
    err e;

    calls.kind = RECORD_CALL;
    if ((f->case_id && (e = case_may_open(w, f->case_id))) || (e = audit_append(w, &entry)) ||
        (e = record_list(w, &calls, &records, &count)))
        return e;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    if ((e = calls_open(w, records, count, list)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}
