/* Stays in a care institution: while one lasts, the monthly payment rests (VKM 597/2019, by the condition of
 * its rule). Where it is, is sealed, and what rests because of it is told to others under another name
 * (why_not_veiled). */
#include "domain/order/stay.h"

#include <stdio.h>

#include "base/text.h"
#include "domain/card/card_refresh.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/order/stay_question.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

/* What is written of one stay. */
struct stay_days {
    const char *place;
    date from, until; /* until DATE_NONE: it lasts */
};

/* A stay that is planned is not recorded: the payment would rest from a day that may not come. */
static err days_check(struct work *w, const struct stay_days *d, struct faults *f)
{
    const bool begins = d->from != DATE_NONE;
    err e;

    if ((e = faults_when(w, f, !begins, "required", "from", "The first day of the stay is needed.")) ||
        (e = faults_when(w, f, begins && d->from > w->today, "in_future", "from",
                         "A stay is recorded when it has begun.")) ||
        (e = faults_when(w, f, begins && d->until != DATE_NONE && d->until < d->from, "out_of_order", "until",
                         "The last day lies before the first.")))
        return e;
    return faults_when(w, f, d->place && text_length(d->place) > LIMIT(StayNew, place), "too_long", "place",
                       "The place is longer than 120 characters.");
}

static const char SQL_OVERLAPS[] =
    "SELECT count(*) FROM stay WHERE person_id = :person AND id <> :but AND voided_at IS NULL AND "
    "(until_day IS NULL OR until_day >= :from) AND (:until IS NULL OR from_day <= :until)";

/* Nobody is in two places on one day; who leaves one and enters another on the same day has two stays that
 * touch: the day of leaving is the last of the first. but: the stay in whose place it stands; 0: none. */
static err free_require(struct work *w, int64_t person, int64_t but, const struct stay_days *d,
                        const char *field)
{
    int64_t others;
    err e;

    if (d->from == DATE_NONE)
        return OK;
    if ((e = db_int(w->db, SQL_OVERLAPS,
                    BINDS(INT(":person", person), INT(":but", but), DATE(":from", d->from),
                          DATE(":until", d->until)),
                    &others)) ||
        !others)
        return e;
    return refuse(w, ERR_CONFLICT, "stay_overlaps", field, "On some of these days another stay is recorded.");
}

static err stayer_check(struct work *w, int64_t case_id, int64_t person, const char *field)
{
    enum case_role role;
    err e;

    if ((e = case_person_kept(w, case_id, person, field, &role)))
        return e;
    if (role == ROLE_RESPONDENT)
        return refuse(w, ERR_INPUT, "not_beneficiary", field,
                      "A respondent has no stay: nothing rests for him.");
    return case_person_may_open(w, person, case_id);
}

/* One of those who enter with her; where she is elsewhere stands at her own field. */
static err with_check(struct work *w, int64_t case_id, const struct stay_new *in, const struct stay_days *d,
                      size_t i)
{
    char field[32]; /* "with[18446744073709551615]" */
    err e;

    snprintf(field, sizeof field, "with[%zu]", i);
    for (size_t j = 0; j <= i; j++)
        if (in->with[i].id == (j < i ? in->with[j].id : in->person))
            return refuse(w, ERR_INPUT, "named_twice", field, "This person is named twice.");
    if ((e = stayer_check(w, case_id, in->with[i].id, field)))
        return e;
    return free_require(w, in->with[i].id, 0, d, field);
}

/* Where else they are is asked of days that are sound by themselves. */
static err stay_check(struct work *w, int64_t case_id, const struct stay_new *in, const struct stay_days *d)
{
    struct stay_days sound = {.from = DATE_NONE};
    struct faults f = {0};
    err her, e = days_check(w, d, &f);

    if (!f.count)
        sound = *d;
    if (e)
        return e;
    her = stayer_check(w, case_id, in->person, "person");
    if (!her)
        her = free_require(w, in->person, 0, &sound, "from");
    if ((e = faults_take(w, &f, her)))
        return e;
    for (size_t i = 0; i < in->with_count; i++)
        if ((e = faults_take(w, &f, with_check(w, case_id, in, &sound, i))))
            return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] =
    "INSERT INTO stay (id, case_id, person_id, place_sealed, from_day, until_day, corrects_id) "
    "VALUES (:id, :case, :person, :place, :from, :until, :corrects)";

/* corrects: the stay in whose place it stands; 0: none. */
static err stay_add(struct work *w, int64_t case_id, int64_t person, const struct stay_days *d,
                    int64_t corrects, int64_t *ret_id)
{
    CLEANUP(buf_free) struct buf place = {0};
    int64_t id;
    err e;

    if ((e = id_next(w, "stay", &id)) ||
        (e = sealed_text(w, OF_PERSON(person), "stay", "place", id, d->place, &place)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":case", case_id), INT(":person", person),
                           SEALED(":place", place), DATE(":from", d->from), DATE(":until", d->until),
                           INT_OR_NULL(":corrects", corrects, corrects)))) ||
        (e = card_refresh(w, person)))
        return e;
    *ret_id = id;
    return OK;
}

static err with_begin(struct work *w, int64_t case_id, const struct stay_new *in, const struct stay_days *d)
{
    int64_t id;
    err e = OK;

    for (size_t i = 0; i < in->with_count && !e; i++)
        e = stay_add(w, case_id, in->with[i].id, d, 0, &id);
    return e;
}

err stay_begin(struct work *w, int64_t case_id, const struct stay_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "stay.begin", .record = "stay", .case_id = case_id};
    const struct stay_days days = {in->place, in->from, in->until};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = case_touch(w, &(struct touch){case_id, in->version, entry.what, 0, false},
                        &entry.case_version)) ||
        (e = stay_check(w, case_id, in, &days)) ||
        (e = stay_add(w, case_id, in->person, &days, 0, &entry.record_id)) ||
        (e = with_begin(w, case_id, in, &days)) ||
        (e = stay_questions_ask(w, case_id, entry.record_id, STAY_ENTERED)) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

struct stay_row {
    int64_t case_id, person;
    date from, until; /* DATE_OPEN: it lasts */
    bool voided;
};

#define ROW "SELECT case_id, person_id, from_day, until_day, voided_at IS NOT NULL AS voided FROM stay WHERE "
static const char SQL_ONE[] = ROW "id = :id";
static const struct column ROW_COLUMNS[] = {
    COLUMN_INT(struct stay_row, case_id),
    COLUMN_INT_AS(struct stay_row, person, "person_id"),
    COLUMN_DATE_AS(struct stay_row, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct stay_row, until, "until_day"),
    COLUMN_BOOL(struct stay_row, voided),
};

/* Past the guard of its file and of all of the person's. */
static err row_find(struct work *w, int64_t stay, struct stay_row *ret)
{
    struct stay_row row = {0};
    err e = row_read(w, SQL_ONE, BINDS(INT(":id", stay)), COLUMNS(ROW_COLUMNS), &row);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_stay", "", "There is no such stay.");
    if (e || (e = case_may_open(w, row.case_id)) || (e = case_person_may_open(w, row.person, row.case_id)))
        return e;
    if (row.voided)
        return refuse(w, ERR_CONFLICT, "voided", "",
                      "This stay was voided, or another one stands in its place.");
    *ret = row;
    return OK;
}

static err end_check(struct work *w, const struct stay_row *row, date until)
{
    /* Where a day was written down wrong, the stay is corrected: payments may have been made by it. */
    if (row->until != DATE_OPEN)
        return refuse(w, ERR_CONFLICT, "already_ended", "until", "This stay has its last day already.");
    if (until == DATE_NONE || until > w->today)
        return refuse(w, ERR_INPUT, until == DATE_NONE ? "required" : "in_future", "until",
                      "The last day of a stay is needed, and recorded when it has come.");
    if (until < row->from)
        return refuse(w, ERR_INPUT, "out_of_order", "until", "The last day lies before the first.");
    return OK;
}

static const char SQL_LASTING[] =
    "SELECT id FROM stay WHERE case_id = :case AND until_day IS NULL AND voided_at IS NULL AND id <> :but "
    "ORDER BY id";
static const char SQL_END[] = "UPDATE stay SET until_day = :until WHERE id = :id";

static err one_end(struct work *w, int64_t stay, date until, const struct stay_row *row)
{
    err e;

    if ((e = end_check(w, row, until)) ||
        (e = db_exec(w->db, SQL_END, BINDS(DATE(":until", until), INT(":id", stay)))))
        return e;
    return card_refresh(w, row->person);
}

static err others_end(struct work *w, int64_t but, date until, int64_t case_id)
{
    struct stay_row row;
    int64_t *stays;
    size_t count;
    err e = rows_ids(w, SQL_LASTING, BINDS(INT(":case", case_id), INT(":but", but)), &stays, &count);

    for (size_t i = 0; !e && i < count; i++)
        if (!(e = row_find(w, stays[i], &row)))
            e = one_end(w, stays[i], until, &row);
    return e;
}

err stay_end(struct work *w, int64_t stay, const struct stay_end *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "stay.end", .record = "stay", .record_id = stay};
    struct stay_row row;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = row_find(w, stay, &row)) || (e = end_check(w, &row, in->until)))
        return e;
    entry.case_id = row.case_id;
    if ((e = case_touch(w, &(struct touch){row.case_id, in->version, entry.what, 0, false},
                        &entry.case_version)) ||
        (e = one_end(w, stay, in->until, &row)) ||
        (in->all && (e = others_end(w, stay, in->until, row.case_id))) ||
        (e = stay_questions_ask(w, row.case_id, stay, STAY_LEFT)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_VOID[] =
    "UPDATE stay SET voided_at = :now, void_reason_sealed = :reason WHERE id = :id";

static err row_void(struct work *w, int64_t stay, int64_t person, const char *reason)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    err e;

    if ((e = sealed_text(w, OF_PERSON(person), "stay", "void_reason", stay, reason, &sealed)))
        return e;
    return db_exec(w->db, SQL_VOID, BINDS(INT(":now", w->now), SEALED(":reason", sealed), INT(":id", stay)));
}

err stay_void(struct work *w, int64_t stay, const struct stay_void *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "stay.void", .record = "stay", .record_id = stay};
    struct stay_row row;
    err e;

    if ((e = field_text_check(w, "reason", in->reason, LIMIT(StayVoid, reason), true)) ||
        (e = tx_begin(&tx, w->db)) || (e = row_find(w, stay, &row)))
        return e;
    entry.case_id = row.case_id;
    if ((e = case_touch(w, &(struct touch){row.case_id, in->version, entry.what, 0, false},
                        &entry.case_version)) ||
        (e = row_void(w, stay, row.person, in->reason)) || (e = card_refresh(w, row.person)) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

static err correction_check(struct work *w, int64_t stay, int64_t person, const struct stay_days *d)
{
    struct faults f = {0};
    err e;

    if ((e = days_check(w, d, &f)) || (e = faults_refuse(w, &f)))
        return e;
    return free_require(w, person, stay, d, "from");
}

err stay_correct(struct work *w, int64_t stay, const struct stay_correction *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "stay.correct", .record = "stay", .record_id = stay};
    const struct stay_days days = {in->place, in->from, in->until};
    struct stay_row row;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = row_find(w, stay, &row)))
        return e;
    entry.case_id = row.case_id;
    if ((e = case_touch(w, &(struct touch){row.case_id, in->version, entry.what, 0, false},
                        &entry.case_version)) ||
        (e = correction_check(w, stay, row.person, &days)) || (e = row_void(w, stay, row.person, NULL)) ||
        (e = stay_add(w, row.case_id, row.person, &days, stay, &id)) ||
        (e = stay_questions_move(w, stay, id)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_STAYERS[] = "SELECT DISTINCT person_id FROM stay WHERE case_id = :case ORDER BY 1";

/* What is known of somebody belongs to all her files: a sealed one shuts it here, too. */
static err stayers_may_open(struct work *w, int64_t case_id)
{
    int64_t *persons;
    size_t count;
    err e = rows_ids(w, SQL_STAYERS, BINDS(INT(":case", case_id)), &persons, &count);

    for (size_t i = 0; !e && i < count; i++)
        e = case_person_may_open(w, persons[i], case_id);
    return e;
}

static const char SQL_LIST[] =
    "SELECT id, person_id, place_sealed, void_reason_sealed, from_day, until_day, voided_at IS NOT NULL AS "
    "voided, corrects_id FROM stay WHERE case_id = :case ORDER BY from_day, id";

static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct stay, id),
    COLUMN_INT_AS(struct stay, person, "person_id"),
    COLUMN_SEALED(struct stay, place, "stay", id),
    COLUMN_SEALED(struct stay, void_reason, "stay", id),
    COLUMN_DATE_AS(struct stay, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct stay, until, "until_day"),
    COLUMN_BOOL(struct stay, voided),
    COLUMN_INT_AS(struct stay, corrects, "corrects_id"),
};

err stay_list(struct work *w, int64_t case_id, struct stay **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "stay.list", .record = "case_file", .record_id = case_id, .case_id = case_id};
    err e;

    if ((e = case_may_open(w, case_id)) || (e = stayers_may_open(w, case_id)) ||
        (e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_LIST, BINDS(INT(":case", case_id)), COLUMNS(LIST_COLUMNS), NULL, ret, ret_count);
}

static const char SQL_INSTITUTIONS[] = "SELECT id, name, active FROM institution ORDER BY name";
static const struct column INSTITUTION_COLUMNS[] = {
    COLUMN_INT(struct institution, id),
    COLUMN_TEXT(struct institution, name),
    COLUMN_BOOL(struct institution, active),
};

err institution_list(struct work *w, struct institution **ret, size_t *ret_count)
{
    return rows_read(w, SQL_INSTITUTIONS, NO_BINDS, COLUMNS(INSTITUTION_COLUMNS), NULL, ret, ret_count);
}

static const char SQL_KNOWN[] = "SELECT count(*) FROM institution WHERE name = :name";
static const char SQL_INSTITUTION[] = "INSERT INTO institution (id, name) VALUES (:id, :name)";

err institution_add(struct work *w, const char *name, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "institution.add", .record = "institution"};
    int64_t known;
    err e;

    if ((e = field_text_check(w, "name", name, LIMIT(InstitutionNew, name), true)) ||
        (e = tx_begin(&tx, w->db)) || (e = db_int(w->db, SQL_KNOWN, BINDS(TEXT(":name", name)), &known)))
        return e;
    if (known)
        return refuse(w, ERR_CONFLICT, "institution_exists", "name", "There is an institution of this name.");
    if ((e = id_next(w, "institution", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_INSTITUTION, BINDS(INT(":id", entry.record_id), TEXT(":name", name)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}
