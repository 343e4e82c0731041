/* Stays in a care institution: while one lasts, the monthly payment rests (VKM 597/2019, by the condition of
 * its rule). Where it is, is sealed, and what rests because of it is told to others under another name
 * (why_not_veiled). */
#include "domain/order/stay.h"

#include "base/text.h"
#include "domain/card/card_refresh.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

/* A stay that is planned is not recorded: the payment would rest from a day that may not come. */
static err stay_check(struct work *w, const struct stay_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_when(w, &f, in->from == DATE_NONE, "required", "from",
                         "The first day of the stay is needed.")) ||
        (e = faults_when(w, &f, in->from != DATE_NONE && in->from > w->today, "in_future", "from",
                         "A stay is recorded when it has begun.")) ||
        (e = faults_when(w, &f, in->until != DATE_NONE && in->until < in->from, "out_of_order", "until",
                         "The last day lies before the first.")) ||
        (e = faults_when(w, &f, in->place && text_length(in->place) > LIMIT(StayNew, place), "too_long",
                         "place", "The place is longer than 120 characters.")))
        return e;
    return faults_refuse(w, &f);
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
        (e = case_person_kept(w, case_id, in->person, "person", &role)) || (e = id_next(w, "stay", &id)) ||
        (e = sealed_text(w, OF_PERSON(in->person), "stay", "place", id, in->place, &place)))
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

struct stay_row {
    int64_t case_id, person;
    date from, until; /* DATE_OPEN: it lasts */
};

static const char SQL_ONE[] = "SELECT case_id, person_id, from_day, until_day FROM stay WHERE id = :id";
static const struct column ONE_COLUMNS[] = {
    COLUMN_INT(struct stay_row, case_id),
    COLUMN_INT_AS(struct stay_row, person, "person_id"),
    COLUMN_DATE_AS(struct stay_row, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct stay_row, until, "until_day"),
};
static const char SQL_END[] = "UPDATE stay SET until_day = :until WHERE id = :id";

/* Past the guard of its file. */
static err stay_end_check(struct work *w, int64_t stay, date until, struct stay_row *ret)
{
    struct stay_row row = {0};
    err e = row_read(w, SQL_ONE, BINDS(INT(":id", stay)), COLUMNS(ONE_COLUMNS), &row);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_stay", "", "There is no such stay.");
    if (e || (e = case_may_open(w, row.case_id)))
        return e;
    /* A day once written is not moved: payments may have been made by it. */
    if (row.until != DATE_OPEN)
        return refuse(w, ERR_CONFLICT, "already_ended", "until", "This stay has its last day already.");
    if (until == DATE_NONE || until > w->today)
        return refuse(w, ERR_INPUT, until == DATE_NONE ? "required" : "in_future", "until",
                      "The last day of a stay is needed, and recorded when it has come.");
    if (until < row.from)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last day lies before the first.");
    *ret = row;
    return OK;
}

err stay_end(struct work *w, int64_t stay, int64_t version, date until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "stay.end", .record = "stay", .record_id = stay};
    struct stay_row row;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = stay_end_check(w, stay, until, &row)))
        return e;
    entry.case_id = row.case_id;
    if ((e = case_touch(w, row.case_id, version, &entry.case_version)) ||
        (e = db_exec(w->db, SQL_END, BINDS(DATE(":until", until), INT(":id", stay)))) ||
        (e = card_refresh(w, row.person)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_LIST[] = "SELECT id, person_id, place_sealed, from_day, until_day FROM stay WHERE "
                               "case_id = :case ORDER BY from_day, id";

static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct stay, id),
    COLUMN_INT_AS(struct stay, person, "person_id"),
    COLUMN_SEALED(struct stay, place, "stay", id),
    COLUMN_DATE_AS(struct stay, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct stay, until, "until_day"),
};

err stay_list(struct work *w, int64_t case_id, struct stay **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "stay.list", .record = "case_file", .record_id = case_id, .case_id = case_id};
    err e;

    if ((e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_LIST, BINDS(INT(":case", case_id)), COLUMNS(LIST_COLUMNS), NULL, ret, ret_count);
}
