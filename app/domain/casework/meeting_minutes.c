/* Records do the work: who corrects whose, what waits, who may read. Here is only what a meeting adds. */
#include "domain/casework/meeting_minutes.h"

#include "domain/casework/noun_list.h"
#include "store/db.h"

static bool of_file(enum record_kind kind)
{
    return kind == RECORD_MEETING_BROUGHT || kind == RECORD_MEETING_DECISION;
}

static bool of_meeting(enum record_kind kind)
{
    return of_file(kind) || kind == RECORD_MEETING_MINUTES || kind == RECORD_MEETING_ACTION ||
           kind == RECORD_MEETING_ACTION_RESULT;
}

static const char SQL_AGENDA[] =
    "SELECT count(*) FROM meeting_file WHERE meeting_id = :meeting AND case_id = :case";

static err place_check(struct work *w, int64_t meeting, const struct meeting_minute_new *in)
{
    const enum record_kind kind = in->work.kind;
    int64_t there = 1;
    err e;

    if (!of_meeting(kind))
        return refuse(w, ERR_INPUT, "unknown_kind", "kind", "This kind is not a part of minutes.");
    if (of_file(kind) && !in->case_id)
        return refuse(w, ERR_INPUT, "required", "case_id", "Say of which file.");
    if (kind == RECORD_MEETING_ACTION_RESULT || !in->case_id)
        return OK;
    if (kind == RECORD_MEETING_MINUTES)
        there = 0;
    else if ((e = db_int(w->db, SQL_AGENDA, BINDS(INT(":meeting", meeting), INT(":case", in->case_id)),
                         &there)))
        return e;
    return there ? OK
                 : refuse(w, ERR_INPUT, "not_on_agenda", "case_id",
                          "This file is not on the agenda of the meeting.");
}

err meeting_minute_add(struct work *w, int64_t meeting, const struct meeting_minute_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct record_new r = {.case_id = in->case_id,
                           .due = in->work.due,
                           .answers = in->work.answers,
                           .corrects = in->work.corrects,
                           .meeting = meeting};
    const bool result = in->work.kind == RECORD_MEETING_ACTION_RESULT;
    struct meeting m;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = meeting_require(w, meeting, &m)))
        return e;
    if (m.called_off)
        return refuse(w, ERR_CONFLICT, "meeting_called_off", "", "This meeting was called off.");
    if ((e = place_check(w, meeting, in)))
        return e;
    r.on = !result ? m.on : date_known(in->work.on) ? in->work.on : w->today;
    if ((e = case_work_write(w, noun_of(in->work.kind), &r, &in->work, &id)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static bool told_of(const struct case_work *list, size_t count, int64_t case_id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].record.case_id == case_id)
            return true;
    return false;
}

/* A line for each file of which there is something among the first `count` and not before. */
static err told_list_log(struct work *w, int64_t meeting, const struct case_work *list, size_t count,
                         const struct case_work *other, size_t other_count)
{
    err e = OK;

    for (size_t i = 0; i < count && !e; i++) {
        const int64_t file = list[i].record.case_id;

        if (file && !told_of(list, i, file) && !told_of(other, other_count, file))
            e = meeting_log(w, meeting, file, "meeting.read");
    }
    return e;
}

static err minutes_list(struct work *w, const struct record_filter *f, struct case_work **ret,
                        size_t *ret_count)
{
    struct record *records;
    err e = record_list(w, f, &records, ret_count);

    return e ? e : case_work_said(w, records, *ret_count, ret);
}

/* How an action went is neither a correction nor left out. */
static void later_mark(const struct meeting *m, struct case_work *minutes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct record *r = &minutes[i].record;

        minutes[i].later = m->signed_at && r->meeting == m->id && r->id > m->signed_record &&
                           r->kind != RECORD_MEETING_ACTION_RESULT;
    }
}

err meeting_read(struct work *w, int64_t id, struct meeting_read *ret)
{
    struct record_filter f = {.every_kind = true, .unpaged = true, .from = DATE_NONE, .until = DATE_NONE};
    struct meeting_read m = {0};
    err e;

    if ((e = meeting_require(w, id, &m.meeting)) ||
        (e = meeting_invited_list(w, id, &m.invited, &m.invited_count)) ||
        (e = meeting_file_list(w, id, &m.files, &m.file_count)))
        return e;
    f.meeting = id;
    if ((e = minutes_list(w, &f, &m.minutes, &m.minutes_count)))
        return e;
    later_mark(&m.meeting, m.minutes, m.minutes_count);
    f.meeting = 0;
    f.carried = id;
    if ((e = minutes_list(w, &f, &m.carried, &m.carried_count)) ||
        (e = meeting_log(w, id, 0, "meeting.read")) ||
        (e = told_list_log(w, id, m.minutes, m.minutes_count, NULL, 0)) ||
        (e = told_list_log(w, id, m.carried, m.carried_count, m.minutes, m.minutes_count)))
        return e;
    *ret = m;
    return OK;
}
