/* Days on which a kindergarten feeds nobody: holidays, repairs. No fee is due on them, so none is waived.
 * They are data of the municipality; weekends alone are known here. */
#include "domain/kindergarten/closed_day.h"

#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_LIST[] =
    "SELECT c.id, c.on_day, c.organisation_id, o.name, c.text FROM closed_day c "
    "LEFT JOIN organisation o ON o.id = c.organisation_id WHERE (:from IS NULL OR c.on_day >= :from) "
    "AND (:until IS NULL OR c.on_day <= :until) ORDER BY c.on_day, c.id";
static const struct column CLOSED_COLUMNS[] = {
    COLUMN_INT(struct closed_day, id),
    COLUMN_DATE_AS(struct closed_day, on, "on_day"),
    COLUMN_INT_AS(struct closed_day, organisation, "organisation_id"),
    COLUMN_TEXT_AS(struct closed_day, organisation_name, "name"),
    COLUMN_TEXT(struct closed_day, text),
};

err closed_day_list(struct work *w, date from, date until, struct closed_day **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(DATE(":from", from), DATE(":until", until)), COLUMNS(CLOSED_COLUMNS),
                     NULL, ret, ret_count);
}

static const char SQL_PLACE[] = "SELECT count(*) FROM organisation WHERE id = :id AND kind = 'kindergarten'";
/* A day on which all are closed covers each of them. */
static const char SQL_TWICE[] = "SELECT count(*) FROM closed_day WHERE on_day = :on AND "
                                "coalesce(organisation_id, 0) IN (0, :organisation)";

static err closed_check(struct work *w, const struct closed_day *in)
{
    struct faults f = {0};
    int64_t places, closed;
    err e;

    if ((e = faults_take(w, &f, field_text_check(w, "text", in->text, CLOSED_TEXT_MAX, true))) ||
        (e = db_int(w->db, SQL_PLACE, BINDS(INT(":id", in->organisation)), &places)) ||
        (e = faults_when(w, &f, in->organisation && !places, "unknown_organisation", "organisation",
                         "There is no crèche or kindergarten with this id.")) ||
        (e = db_int(w->db, SQL_TWICE, BINDS(DATE(":on", in->on), INT(":organisation", in->organisation)),
                    &closed)))
        return e;
    if (closed &&
        (e = faults_take(
             w, &f, refuse(w, ERR_CONFLICT, "already_closed", "on", "It is closed on that day already."))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] = "INSERT INTO closed_day (id, on_day, organisation_id, text) "
                              "VALUES (:id, :on, :organisation, :text)";

err closed_day_add(struct work *w, const struct closed_day *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "closed_day.add", .record = "closed_day"};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = closed_check(w, in)) ||
        (e = id_next(w, "closed_day", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), DATE(":on", in->on),
                           INT_OR_NULL(":organisation", in->organisation, in->organisation),
                           TEXT(":text", in->text)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

static const char SQL_REMOVE[] = "DELETE FROM closed_day WHERE id = :id";

err closed_day_remove(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what = "closed_day.remove", .record = "closed_day", .record_id = id};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = db_exec(w->db, SQL_REMOVE, BINDS(INT(":id", id)))))
        return e;
    if (!db_changes(w->db))
        return refuse(w, ERR_ABSENT, "no_closed_day", "", "There is no such closed day.");
    return (e = audit_append(w, &entry)) ? e : tx_commit(&tx);
}

/* Days are numbered from 1970-01-01, a Thursday; three more, and the remainder is 0 on Mondays. */
static bool weekend(date day)
{
    enum { WEEK = 7, WORKING_DAYS = 5, MONDAY_SHIFT = 3 };

    return (day + MONDAY_SHIFT) % WEEK >= WORKING_DAYS;
}

static bool day_charged(const struct closed_day *closed, size_t count, int64_t organisation, date day)
{
    if (weekend(day))
        return false;
    for (size_t i = 0; i < count; i++)
        if (closed[i].on == day && (!closed[i].organisation || closed[i].organisation == organisation))
            return false;
    return true;
}

int64_t charged_days(const struct closed_day *closed, size_t count, int64_t organisation, struct span days)
{
    int64_t charged = 0;

    for (date day = days.from; day <= days.until; day++)
        charged += day_charged(closed, count, organisation, day);
    return charged;
}
