/* Papers noted with the day on which they were seen, and checked by a coordinator. */
#include "domain/payment/application_papers.h"

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/payment/document.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* The application whose papers they are. */
struct papers_of {
    int64_t person;
    date filed_on;
};

static const char SQL_ONE[] =
    "SELECT person_id, filed_on FROM application WHERE id = :id AND withdrawn_on IS NULL AND person_id IN "
    "(SELECT person_id FROM case_person WHERE case_id = :case AND role <> 'respondent')";
static const struct column ONE_COLUMNS[] = {
    COLUMN_INT_AS(struct papers_of, person, "person_id"),
    COLUMN_DATE(struct papers_of, filed_on),
};

static err papers_of_read(struct work *w, int64_t id, int64_t case_id, struct papers_of *ret)
{
    err e = row_read(w, SQL_ONE, BINDS(INT(":id", id), INT(":case", case_id)), COLUMNS(ONE_COLUMNS), ret);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_application", "", "There is no such application that counts.");
    return e ? e : case_person_may_open(w, ret->person, case_id);
}

static err papers_check(struct work *w, const struct application_papers *in, date filed_on)
{
    struct faults f = {0};
    err e;

    if (in->checked && !(w->actor.roles & R_COORDINATOR))
        return refuse(w, ERR_DENIED, "forbidden", "checked", "That papers are right a coordinator says.");
    if ((e = faults_when(w, &f, !in->documents_count && !in->checked, "nothing_said", "documents",
                         "Say which papers were seen.")) ||
        (e = document_note_check(w, filed_on, in->documents, in->documents_count, in->seen_on, &f)))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_CHECKED[] =
    "INSERT INTO application_check (id, application_id, checked_on, recorded_by, recorded_at) VALUES (:id, "
    ":application, :on, :account, :now)";

static err check_add(struct work *w, int64_t application)
{
    int64_t id;
    err e = id_next(w, "application_check", &id);

    return e ? e
             : db_exec(w->db, SQL_CHECKED,
                       BINDS(INT(":id", id), INT(":application", application), DATE(":on", w->today),
                             INT(":account", w->actor.account), INT(":now", w->now)));
}

err application_papers_note(struct work *w, int64_t id, const struct application_papers *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "application.papers",
                                .record = "application",
                                .record_id = id,
                                .case_id = in->case_id,
                                .why = in->checked ? "checked" : NULL};
    struct papers_of of = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, in->case_id)) ||
        (e = papers_of_read(w, id, in->case_id, &of)) || (e = papers_check(w, in, of.filed_on)) ||
        (e = case_touch(w, &(struct touch){in->case_id, in->version, entry.what, of.person, false},
                        &entry.case_version)) ||
        (e = document_note(w, id, in->documents, in->documents_count,
                           (struct paper_seen){.on = in->seen_on, .anew = true})) ||
        (in->checked && (e = check_add(w, id))) || (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
