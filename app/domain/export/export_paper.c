/* Rows that go into one person's export as they are: papers, notes, months without a payment. */
#include "domain/export/export_paper.h"

#include "base/instant.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static json_t *instant_or_null(int64_t at)
{
    char text[INSTANT_TEXT];

    return at ? json_string(instant_format(at, text)) : json_null();
}

/* Each row as an object, appended. */
static err rows_json(struct work *w, const char *sql, const struct bind *binds, const void *context,
                     err (*row_json)(struct work *w, struct stmt *s, const void *context, json_t **ret),
                     json_t *list)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    json_t *object;
    bool row;
    err e;

    if ((e = db_query(w->db, sql, binds, &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        if ((e = row_json(w, s, context, &object)))
            return e;
        if (json_array_append_new(list, object))
            return ERR_SYSTEM;
    }
    return e;
}

static const char SQL_DOCUMENTS[] =
    "SELECT d.id, d.title_sealed, d.type, d.size, d.added_at, coalesce(d.withdrawn_at, 0) FROM attachment d "
    "WHERE d.case_id = :case AND d.type IS NOT NULL AND (EXISTS (SELECT 1 FROM order_person p "
    "WHERE p.order_id = d.order_id AND p.person_id = :person) OR (d.order_id IS NULL AND :all)) "
    "ORDER BY d.id";

static err document_json(struct work *w, struct stmt *s, const void *context, json_t **ret)
{
    const struct export_reader *r = context;
    const char *title = NULL;
    err e;

    if (r->words && (e = sealed_open(w, "attachment", "title", stmt_int(s, 0), s, 1, &title)))
        return e;
    *ret = json_pack("{s:s?, s:s, s:I, s:o, s:o}", "title", title, "type", stmt_text(s, 2), "size",
                     (json_int_t)stmt_int(s, 3), "added_at", instant_or_null(stmt_int(s, 4)), "withdrawn_at",
                     instant_or_null(stmt_int(s, 5)));
    return *ret ? OK : ERR_SYSTEM;
}

err export_documents(struct work *w, const struct export_reader *r, json_t *list)
{
    return rows_json(
        w, SQL_DOCUMENTS,
        BINDS(INT(":case", r->case_id), INT(":person", r->person), INT(":all", r->role == ROLE_PROTECTED)), r,
        document_json, list);
}

static const char SQL_NOTES[] =
    "SELECT n.id, n.text_sealed, n.written_at, a.full_name FROM case_note n "
    "LEFT JOIN account a ON a.id = n.written_by WHERE n.case_id = :case ORDER BY n.id";

static err note_json(struct work *w, struct stmt *s, const void *context, json_t **ret)
{
    const struct export_reader *r = context;
    const char *text = NULL;
    err e;

    if (r->words && (e = sealed_open(w, "case_note", "text", stmt_int(s, 0), s, 1, &text)))
        return e;
    *ret = json_pack("{s:s?, s:o, s:s?}", "text", text, "written_at", instant_or_null(stmt_int(s, 2)),
                     "written_by", stmt_text(s, 3));
    return *ret ? OK : ERR_SYSTEM;
}

err export_notes(struct work *w, const struct export_reader *r, json_t *list)
{
    if (r->role != ROLE_PROTECTED)
        return OK;
    return rows_json(w, SQL_NOTES, BINDS(INT(":case", r->case_id)), r, note_json, list);
}

static const char SQL_PAPERS[] =
    "SELECT code, seen_on FROM application_document WHERE application_id = :application ORDER BY code";

static err paper_json(struct work *w, struct stmt *s, const void *context, json_t **ret)
{
    (void)w, (void)context;
    *ret = json_pack("{s:s, s:s}", "code", stmt_text(s, 0), "seen_on", stmt_text(s, 1));
    return *ret ? OK : ERR_SYSTEM;
}

err export_seen_papers(struct work *w, int64_t application, json_t *list)
{
    return rows_json(w, SQL_PAPERS, BINDS(INT(":application", application)), NULL, paper_json, list);
}

static const char SQL_NOT_PAID[] =
    "SELECT r.month, p.why FROM payment_reason p JOIN payment_run r ON r.id = p.run_id "
    "WHERE p.person_id = :person AND r.state = 'approved' ORDER BY r.month";

static err not_paid_json(struct work *w, struct stmt *s, const void *context, json_t **ret)
{
    (void)w, (void)context;
    *ret = json_pack("{s:s, s:s}", "month", stmt_text(s, 0), "why", stmt_text(s, 1));
    return *ret ? OK : ERR_SYSTEM;
}

err export_not_paid(struct work *w, int64_t person, json_t *list)
{
    return rows_json(w, SQL_NOT_PAID, BINDS(INT(":person", person)), NULL, not_paid_json, list);
}
