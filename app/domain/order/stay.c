/* Stays in a care institution: while one lasts, the monthly payment rests. Where it is, is sealed. */
#include "domain/order/stay.h"

#include "base/text.h"
#include "domain/card/card_refresh.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

static err stay_check(struct work *w, const struct stay_new *in)
{
    if (in->from == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "from", "The first day of the stay is needed.");
    if (in->from > w->today)
        return refuse(w, ERR_INPUT, "in_future", "from", "A stay is recorded when it has begun.");
    if (in->until != DATE_NONE && in->until < in->from)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last day lies before the first.");
    if (in->place && text_length(in->place) > LIMIT(StayNew, place))
        return refuse(w, ERR_INPUT, "too_long", "place", "The place is longer than 120 characters.");
    return OK;
}

static const char SQL_ADD[] = "INSERT INTO stay (id, case_id, person_id, place_sealed, from_day, until_day) "
                              "VALUES (:id, :case, :person, :place, :from, :until)";

err stay_begin(struct work *w, int64_t case_id, const struct stay_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(buf_free) struct buf place = {0};
    struct audit_entry entry = {.what = "stay.begin", .record = "stay", .case_id = case_id};
    enum case_role role;
    int64_t id;
    err e;

    if ((e = stay_check(w, in)) || (e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = case_touch(w, case_id, in->version, &entry.case_version)) ||
        (e = case_person_role(w, case_id, in->person, "person", &role)) || (e = id_next(w, "stay", &id)) ||
        (e = sealed_text(w, "stay", "place", id, in->place, &place)))
        return e;
    entry.record_id = id;
    if ((e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":case", case_id), INT(":person", in->person),
                           SEALED(":place", place), DATE(":from", in->from), DATE(":until", in->until)))) ||
        (e = card_refresh(w, in->person)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_ONE[] = "SELECT case_id, person_id, from_day, until_day FROM stay WHERE id = :id";
static const char SQL_END[] = "UPDATE stay SET until_day = :until WHERE id = :id";

/* Past the guard of its file. */
static err stay_end_check(struct work *w, int64_t stay, date until, int64_t *ret_case, int64_t *ret_person)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_ONE, BINDS(INT(":id", stay)), &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return refuse(w, ERR_ABSENT, "no_such_stay", "", "There is no such stay.");
    if ((e = case_may_open(w, stmt_int(s, 0))))
        return e;
    if (!stmt_null(s, 3))
        return refuse(w, ERR_CONFLICT, "already_ended", "until", "This stay has its last day already.");
    if (until == DATE_NONE || until > w->today)
        return refuse(w, ERR_INPUT, until == DATE_NONE ? "required" : "in_future", "until",
                      "The last day of a stay is needed, and recorded when it has come.");
    if (until < stmt_date(s, 2))
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last day lies before the first.");
    *ret_case = stmt_int(s, 0);
    *ret_person = stmt_int(s, 1);
    return OK;
}

err stay_end(struct work *w, int64_t stay, int64_t version, date until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "stay.end", .record = "stay", .record_id = stay};
    int64_t person = 0;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = stay_end_check(w, stay, until, &entry.case_id, &person)) ||
        (e = case_touch(w, entry.case_id, version, &entry.case_version)) ||
        (e = db_exec(w->db, SQL_END, BINDS(DATE(":until", until), INT(":id", stay)))) ||
        (e = card_refresh(w, person)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_LIST[] = "SELECT id, person_id, place_sealed, from_day, until_day FROM stay WHERE "
                               "case_id = :case ORDER BY from_day, id";

static err stay_fill(struct work *w, struct stmt *s, void *row)
{
    struct stay *stay = row;

    stay->id = stmt_int(s, 0);
    stay->person = stmt_int(s, 1);
    stay->from = stmt_date(s, 3);
    stay->until = stmt_date_open(s, 4);
    return sealed_open(w, "stay", "place", stay->id, s, 2, &stay->place);
}

err stay_list(struct work *w, int64_t case_id, struct stay **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "stay.list", .record = "case_file", .record_id = case_id, .case_id = case_id};
    err e;

    if ((e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)))
        return e;
    return rows_fill(w, SQL_LIST, BINDS(INT(":case", case_id)), sizeof **ret, stay_fill, ret, ret_count);
}
