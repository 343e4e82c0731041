/* The parts of one person's export that are plain rows. What was confided comes out of the database only
 * where the reader may have it. */
#include "domain/export/export_paper.h"

#include "base/json_writer.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct paper {
    int64_t id, size, added_at, withdrawn_at;
    const char *title, *type;
};
/* Papers of an order for those whom it names; papers of the file itself for the protected person alone. Those
 * that never arrived whole (no type) are none. */
static const char SQL_DOCUMENTS[] =
    "SELECT d.id, CASE WHEN :words = 1 THEN d.title_sealed END AS title_sealed, d.type, d.size, d.added_at, "
    "d.withdrawn_at FROM attachment d WHERE d.case_id = :case AND d.type IS NOT NULL "
    "AND (EXISTS (SELECT 1 FROM order_person p WHERE p.order_id = d.order_id AND p.person_id = :person) "
    "OR (d.order_id IS NULL AND :all = 1)) ORDER BY d.id";
static const struct column PAPER_COLUMNS[] = {
    COLUMN_INT(struct paper, id),       COLUMN_SEALED(struct paper, title, "attachment", id),
    COLUMN_TEXT(struct paper, type),    COLUMN_INT(struct paper, size),
    COLUMN_INT(struct paper, added_at), COLUMN_INT(struct paper, withdrawn_at),
};
static const struct json_member PAPER_OUT[] = {
    JSON_TEXT(struct paper, title),
    JSON_TEXT(struct paper, type),
    JSON_INT(struct paper, size),
    JSON_INSTANT(struct paper, added_at),
    JSON_INSTANT(struct paper, withdrawn_at),
};

err export_documents(struct work *w, const struct export_reader *r, struct json_writer *j)
{
    struct paper *papers;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_DOCUMENTS,
                       BINDS(INT(":case", r->case_id), INT(":person", r->person), INT(":words", r->words),
                             INT(":all", r->role == ROLE_PROTECTED)),
                       COLUMNS(PAPER_COLUMNS), NULL, &papers, &count)))
        return e;
    json_put_structs(j, "documents", MEMBERS(PAPER_OUT), papers, count);
    return OK;
}

struct note {
    int64_t id, written_at;
    const char *text, *written_by;
};
/* Notes are about the protected person: a dependant of the file gets none of them. */
static const char SQL_NOTES[] =
    "SELECT n.id, CASE WHEN :words = 1 THEN n.text_sealed END AS text_sealed, n.written_at, "
    "a.full_name AS written_by FROM case_note n LEFT JOIN account a ON a.id = n.written_by "
    "WHERE n.case_id = :case AND :all = 1 ORDER BY n.id";
static const struct column NOTE_COLUMNS[] = {
    COLUMN_INT(struct note, id),
    COLUMN_SEALED(struct note, text, "case_note", id),
    COLUMN_INT(struct note, written_at),
    COLUMN_TEXT(struct note, written_by),
};
static const struct json_member NOTE_OUT[] = {
    JSON_TEXT(struct note, text),
    JSON_INSTANT(struct note, written_at),
    JSON_TEXT(struct note, written_by),
};

err export_notes(struct work *w, const struct export_reader *r, struct json_writer *j)
{
    struct note *notes;
    size_t count;
    err e;

    if ((e = rows_read(
             w, SQL_NOTES,
             BINDS(INT(":case", r->case_id), INT(":words", r->words), INT(":all", r->role == ROLE_PROTECTED)),
             COLUMNS(NOTE_COLUMNS), NULL, &notes, &count)))
        return e;
    json_put_structs(j, "notes", MEMBERS(NOTE_OUT), notes, count);
    return OK;
}

struct seen_paper {
    const char *code;
    date seen_on;
};
static const char SQL_SEEN[] =
    "SELECT code, seen_on FROM application_document WHERE application_id = :application ORDER BY code";
static const struct column SEEN_COLUMNS[] = {
    COLUMN_TEXT(struct seen_paper, code),
    COLUMN_DATE(struct seen_paper, seen_on),
};
static const struct json_member SEEN_OUT[] = {
    JSON_TEXT(struct seen_paper, code),
    JSON_DATE(struct seen_paper, seen_on),
};

err export_seen_papers(struct work *w, int64_t application, struct json_writer *j)
{
    struct seen_paper *papers;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_SEEN, BINDS(INT(":application", application)), COLUMNS(SEEN_COLUMNS), NULL,
                       &papers, &count)))
        return e;
    json_put_structs(j, "papers", MEMBERS(SEEN_OUT), papers, count);
    return OK;
}

struct not_paid {
    date month;
    const char *why;
};
/* Drafts are no decision: only months that the director has approved are told. */
static const char SQL_NOT_PAID[] =
    "SELECT r.month, p.why FROM payment_reason p JOIN payment_run r ON r.id = p.run_id "
    "WHERE p.person_id = :person AND r.state = 'approved' ORDER BY r.month";
static const struct column NOT_PAID_COLUMNS[] = {
    COLUMN_DATE(struct not_paid, month),
    COLUMN_TEXT(struct not_paid, why),
};
static const struct json_member NOT_PAID_OUT[] = {
    JSON_DATE(struct not_paid, month),
    JSON_TEXT(struct not_paid, why),
};

err export_not_paid(struct work *w, int64_t person, struct json_writer *j)
{
    struct not_paid *months;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_NOT_PAID, BINDS(INT(":person", person)), COLUMNS(NOT_PAID_COLUMNS), NULL,
                       &months, &count)))
        return e;
    json_put_structs(j, "not_paid", MEMBERS(NOT_PAID_OUT), months, count);
    return OK;
}
