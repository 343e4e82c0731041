/* Kinds of certificates, and how many were given free of charge, as the fee desks counted them. */
#include "domain/office/certificate.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_KINDS[] = "SELECT id, code, text, text_en, active FROM certificate_kind "
                                "WHERE active = 1 OR :active = 0 ORDER BY id";

static const struct column KIND_COLUMNS[] = {
    COLUMN_INT(struct certificate_kind, id),      COLUMN_TEXT(struct certificate_kind, code),
    COLUMN_TEXT(struct certificate_kind, text),   COLUMN_TEXT(struct certificate_kind, text_en),
    COLUMN_BOOL(struct certificate_kind, active),
};

err certificate_kind_list(struct work *w, bool only_active, struct certificate_kind **ret, size_t *ret_count)
{
    return rows_read(w, SQL_KINDS, BINDS(INT(":active", only_active)), COLUMNS(KIND_COLUMNS), NULL, ret,
                     ret_count);
}

static const char SQL_KIND_ADD[] =
    "INSERT INTO certificate_kind (id, code, text, text_en) VALUES (:id, :code, :text, :text_en)";

static err kind_check(struct work *w, const struct certificate_kind *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, field_code_check(w, "code", in->code, CERTIFICATE_CODE_MAX))) ||
        (e = faults_take(w, &f, field_text_check(w, "text", in->text, CERTIFICATE_TEXT_MAX, true))) ||
        (e = faults_take(w, &f, field_text_check(w, "text_en", in->text_en, CERTIFICATE_TEXT_MAX, true))))
        return e;
    return faults_refuse(w, &f);
}

err certificate_kind_add(struct work *w, const struct certificate_kind *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "certificate_kind.add", .record = "certificate_kind", .why = in->code};
    err e;

    if ((e = kind_check(w, in)) || (e = tx_begin(&tx, w->db)) ||
        (e = id_next(w, "certificate_kind", &entry.record_id)))
        return e;
    e = db_exec(w->db, SQL_KIND_ADD,
                BINDS(INT(":id", entry.record_id), TEXT(":code", in->code), TEXT(":text", in->text),
                      TEXT(":text_en", in->text_en)));
    if (e == ERR_CONFLICT)
        return refuse(w, e, "code_taken", "code", "There is a kind with this code.");
    if (e || (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

static const char SQL_ACTIVE[] = "UPDATE certificate_kind SET active = :active WHERE id = :id";

err certificate_kind_set_active(struct work *w, int64_t id, bool active)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {.what =
                                          active ? "certificate_kind.activate" : "certificate_kind.retire",
                                      .record = "certificate_kind",
                                      .record_id = id};
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_ACTIVE, BINDS(INT(":active", active), INT(":id", id)))))
        return e;
    if (!db_changes(w->db))
        return refuse(w, ERR_ABSENT, "no_kind", "", "There is no such kind.");
    return (e = audit_append(w, &entry)) ? e : tx_commit(&tx);
}

static const char SQL_LIST[] = "SELECT c.on_day, c.organisation_id, o.name, c.kind, k.text, k.text_en, "
                               "c.count - c.undone AS count, c.sum - c.undone_sum AS sum FROM "
                               "certificate_count c JOIN organisation o ON o.id = c.organisation_id "
                               "JOIN certificate_kind k ON k.code = c.kind WHERE c.count > c.undone AND "
                               "(:from IS NULL OR c.on_day >= :from) "
                               "AND (:until IS NULL OR c.on_day <= :until) ORDER BY c.on_day, o.name, k.id";

static const struct column LINE_COLUMNS[] = {
    COLUMN_DATE_AS(struct certificate_line, on, "on_day"),
    COLUMN_INT_AS(struct certificate_line, organisation, "organisation_id"),
    COLUMN_TEXT_AS(struct certificate_line, organisation_name, "name"),
    COLUMN_TEXT(struct certificate_line, kind),
    COLUMN_TEXT(struct certificate_line, text),
    COLUMN_TEXT(struct certificate_line, text_en),
    COLUMN_INT(struct certificate_line, count),
    COLUMN_INT(struct certificate_line, sum),
};

err certificate_list(struct work *w, date from, date until, struct certificate_line **ret, size_t *ret_count)
{
    const struct audit_entry entry = {.what = "certificate.list", .record = "certificate_count"};
    err e;

    if ((e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_LIST, BINDS(DATE(":from", from), DATE(":until", until)), COLUMNS(LINE_COLUMNS),
                     NULL, ret, ret_count);
}
