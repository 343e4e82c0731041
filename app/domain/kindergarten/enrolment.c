/* Enrolments of children in a crèche or kindergarten. On one day a child has one place, so that no fee is
 * waived twice. */
#include "domain/kindergarten/enrolment.h"

#include "domain/card/card_refresh.h"
#include "domain/card/kindergarten_number.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_PLACE[] =
    "SELECT count(*) FROM organisation WHERE id = :id AND kind = 'kindergarten' AND active = 1";
/* An open end reaches beyond every other day. */
static const char SQL_OVERLAP[] = "SELECT count(*) FROM enrolment WHERE person_id = :person "
                                  "AND (until_day IS NULL OR until_day >= :from) "
                                  "AND (coalesce(:until, '9999-12-31') >= from_day)";

static err child_check(struct work *w, const struct enrolment_new *in)
{
    enum case_role role;
    err e = case_person_kept(w, in->case_id, in->person, "person", &role);

    if (e || role != ROLE_RESPONDENT)
        return e;
    return refuse(w, ERR_INPUT, "not_beneficiary", "person", "A respondent is never a beneficiary.");
}

static err place_check(struct work *w, int64_t organisation)
{
    int64_t count;
    err e = db_int(w->db, SQL_PLACE, BINDS(INT(":id", organisation)), &count);

    if (e || count)
        return e;
    return refuse(w, ERR_INPUT, "unknown_organisation", "organisation",
                  "There is no crèche or kindergarten in use with this id.");
}

/* Whether the child is elsewhere is asked of what is sound by itself. */
static err enrolment_check(struct work *w, const struct enrolment_new *in)
{
    struct faults f = {0};
    int64_t count;
    err e;

    if ((e = faults_when(w, &f, in->from == DATE_NONE, "required", "from", "The first day is needed.")) ||
        (e = faults_when(w, &f, in->until != DATE_NONE && in->until < in->from, "out_of_order", "until",
                         "The last day lies before the first.")) ||
        (e = faults_take(w, &f, child_check(w, in))) ||
        (e = faults_take(w, &f, place_check(w, in->organisation))) || (e = faults_refuse(w, &f)))
        return e;
    if ((e = db_int(w->db, SQL_OVERLAP,
                    BINDS(INT(":person", in->person), DATE(":from", in->from), DATE(":until", in->until)),
                    &count)))
        return e;
    return count ? refuse(w, ERR_CONFLICT, "enrolled_elsewhere", "from",
                          "This child is enrolled on some of these days already.")
                 : OK;
}

static const char SQL_FAMILY[] =
    "SELECT DISTINCT e.person_id FROM enrolment e JOIN case_person b ON b.person_id = e.person_id "
    "JOIN case_person a ON a.case_id = b.case_id WHERE a.person_id = :person ORDER BY e.person_id";

/* Who comes or goes may make another child of the family the second one of that place. */
static err family_refresh(struct work *w, int64_t person)
{
    int64_t *family;
    size_t count;
    err e = rows_ids(w, SQL_FAMILY, BINDS(INT(":person", person)), &family, &count);

    for (size_t i = 0; !e && i < count; i++)
        e = card_refresh(w, family[i]);
    return e;
}

static const char SQL_ADD[] = "INSERT INTO enrolment (id, person_id, organisation_id, from_day, until_day) "
                              "VALUES (:id, :person, :organisation, :from, :until)";

err enrolment_add(struct work *w, const struct enrolment_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "enrolment.add", .record = "enrolment", .case_id = in->case_id};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, in->case_id)) || (e = enrolment_check(w, in)) ||
        (e = case_touch(w, &(struct touch){in->case_id, in->version, entry.what, in->person, false},
                        &entry.case_version)) ||
        (e = id_next(w, "enrolment", &id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":person", in->person), INT(":organisation", in->organisation),
                           DATE(":from", in->from), DATE(":until", in->until)))))
        return e;
    entry.record_id = id;
    if ((e = kindergarten_number_give(w, in->person, in->organisation)) ||
        (e = family_refresh(w, in->person)) || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_BEGUN[] = "SELECT person_id FROM enrolment WHERE id = :id AND from_day <= :until";
/* An end is only ever moved to an earlier day: a later one could reach into an enrolment elsewhere. */
static const char SQL_END[] = "UPDATE enrolment SET until_day = :until WHERE id = :id AND "
                              "(until_day IS NULL OR until_day > :until) RETURNING id";

static err enrolment_cut(struct work *w, int64_t id, date until)
{
    int64_t changed;
    err e = db_int(w->db, SQL_END, BINDS(DATE(":until", until), INT(":id", id)), &changed);

    return e == ERR_ABSENT
               ? refuse(w, ERR_CONFLICT, "already_ended", "until", "This enrolment ends by that day already.")
               : e;
}

/* The end only ever moves to an earlier day, so two people who end it at once do no harm: no version of the
 * file is asked for. */
err enrolment_end(struct work *w, int64_t id, date until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "enrolment.end", .record = "enrolment", .record_id = id};
    int64_t person;
    err e;

    if (until == DATE_NONE)
        return refuse(w, ERR_INPUT, "required", "until", "The last day is needed.");
    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = db_int(w->db, SQL_BEGUN, BINDS(DATE(":until", until), INT(":id", id)), &person);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_ABSENT, "no_such_enrolment", "",
                      "There is no such enrolment that has begun by that day.");
    if (e || (e = case_of_beneficiary(w, person, &entry.case_id)) ||
        (e = case_move(w, entry.case_id, &entry.case_version)) || (e = enrolment_cut(w, id, until)) ||
        (e = family_refresh(w, person)) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

#define ENROLMENTS                                                                                           \
    "SELECT e.id, e.person_id, e.organisation_id, o.name, n.number, e.from_day, e.until_day "                \
    "FROM enrolment e JOIN organisation o ON o.id = e.organisation_id "                                      \
    "LEFT JOIN kindergarten_number n ON n.person_id = e.person_id AND n.organisation_id = o.id "
static const char SQL_LIST[] = ENROLMENTS "WHERE e.person_id = :person ORDER BY e.from_day, e.id";
static const char SQL_LIST_CASE[] =
    ENROLMENTS "WHERE e.person_id IN (SELECT person_id FROM case_person WHERE case_id = :case) "
               "ORDER BY e.from_day, e.id";
static const struct column ENROLMENT_COLUMNS[] = {
    COLUMN_INT(struct enrolment, id),
    COLUMN_INT_AS(struct enrolment, person, "person_id"),
    COLUMN_INT_AS(struct enrolment, organisation, "organisation_id"),
    COLUMN_TEXT_AS(struct enrolment, organisation_name, "name"),
    COLUMN_INT(struct enrolment, number),
    COLUMN_DATE_AS(struct enrolment, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct enrolment, until, "until_day"),
};

err enrolment_list(struct work *w, int64_t person, struct enrolment **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":person", person)), COLUMNS(ENROLMENT_COLUMNS), NULL, ret,
                     ret_count);
}

static const char SQL_PERSONS[] =
    "SELECT DISTINCT c.person_id FROM case_person c JOIN enrolment e ON e.person_id = c.person_id "
    "WHERE c.case_id = :case";
err enrolment_list_case(struct work *w, int64_t case_id, struct enrolment **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "enrolment.list", .record = "case_file", .record_id = case_id, .case_id = case_id};
    int64_t *persons;
    size_t count;
    err e;

    if ((e = case_may_open(w, case_id)) ||
        (e = rows_ids(w, SQL_PERSONS, BINDS(INT(":case", case_id)), &persons, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        /* A child may stand in another file that is sealed: where she spends her days must not be told by the
         * open one. */
        if ((e = case_person_may_open(w, persons[i], case_id)))
            return e;
    if ((e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_LIST_CASE, BINDS(INT(":case", case_id)), COLUMNS(ENROLMENT_COLUMNS), NULL, ret,
                     ret_count);
}
