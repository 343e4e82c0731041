/* Which papers an application needs, by rules with dates, and which of them have been seen. An application is
 * held to the rules of the day it was filed, whatever they become later. */
#include "domain/payment/document.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

_Static_assert(DOCUMENT_TEXT_MAX <= FIELD_NEUTRAL_MAX, "what is printed is looked through whole");

/* Rules of every municipality, or of this one. */
#define HERE "(municipality IS NULL OR municipality = (SELECT name FROM municipality)) "

static const char SQL_RULES[] =
    "SELECT id, code, text, text_en, printed, printed_en, source, from_day, until_day FROM document_rule "
    "WHERE " HERE "ORDER BY id";

static const struct column RULE_COLUMNS[] = {
    COLUMN_INT(struct document_rule, id),
    COLUMN_TEXT(struct document_rule, code),
    COLUMN_TEXT(struct document_rule, text),
    COLUMN_TEXT(struct document_rule, text_en),
    COLUMN_TEXT(struct document_rule, printed),
    COLUMN_TEXT(struct document_rule, printed_en),
    COLUMN_TEXT(struct document_rule, source),
    COLUMN_DATE_AS(struct document_rule, from, "from_day"),
    COLUMN_DATE_OPEN_AS(struct document_rule, until, "until_day"),
};

err document_rule_list(struct work *w, struct document_rule **ret, size_t *ret_count)
{
    return rows_read(w, SQL_RULES, NO_BINDS, COLUMNS(RULE_COLUMNS), NULL, ret, ret_count);
}

static err printed_check(struct work *w, const char *field, const char *text)
{
    err e = field_text_check(w, field, text, DOCUMENT_TEXT_MAX, true);

    return e ? e : field_neutral_check(w, field, text);
}

static err rule_check(struct work *w, const struct document_rule *in)
{
    struct faults f = {0};
    err e;

    if ((e = faults_take(w, &f, field_code_check(w, "code", in->code, LIMIT(DocumentRuleNew, code)))) ||
        (e = faults_take(w, &f, field_text_check(w, "text", in->text, DOCUMENT_TEXT_MAX, true))) ||
        (e = faults_take(w, &f, field_text_check(w, "text_en", in->text_en, DOCUMENT_TEXT_MAX, true))) ||
        (e = faults_take(w, &f, printed_check(w, "printed", in->printed))) ||
        (e = faults_take(w, &f, printed_check(w, "printed_en", in->printed_en))) ||
        (e = faults_take(w, &f,
                         field_text_check(w, "source", in->source, LIMIT(DocumentRuleNew, source), true))) ||
        (e = faults_when(w, &f, in->until != DATE_NONE && in->until < in->from, "out_of_order", "until",
                         "The last day lies before the first.")))
        return e;
    return faults_refuse(w, &f);
}

/* Two rules for one paper on one day would list it twice. */
static const char SQL_OVERLAP[] = "SELECT count(*) FROM document_rule WHERE code = :code AND " HERE
                                  "AND (until_day IS NULL OR until_day >= :from) "
                                  "AND coalesce(:until, '9999-12-31') >= from_day";
static const char SQL_ADD[] =
    "INSERT INTO document_rule (id, code, text, text_en, printed, printed_en, source, from_day, until_day) "
    "VALUES (:id, :code, :text, :text_en, :printed, :printed_en, :source, :from, :until)";

err document_rule_add(struct work *w, const struct document_rule *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "document_rule.add", .record = "document_rule"};
    int64_t count;
    err e;

    if ((e = rule_check(w, in)) || (e = tx_begin(&tx, w->db)) ||
        (e = db_int(w->db, SQL_OVERLAP,
                    BINDS(TEXT(":code", in->code), DATE(":from", in->from), DATE(":until", in->until)),
                    &count)))
        return e;
    if (count)
        return refuse(w, ERR_CONFLICT, "rule_overlaps", "from",
                      "This paper is asked for on some of these days already.");
    if ((e = id_next(w, "document_rule", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), TEXT(":code", in->code), TEXT(":text", in->text),
                           TEXT(":text_en", in->text_en), TEXT(":printed", in->printed),
                           TEXT(":printed_en", in->printed_en), TEXT(":source", in->source),
                           DATE(":from", in->from), DATE(":until", in->until)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = entry.record_id;
    return OK;
}

static const char SQL_KNOWN[] = "SELECT count(*) FROM document_rule WHERE id = :id AND " HERE;
static const char SQL_END[] =
    "UPDATE document_rule SET until_day = :until WHERE id = :id AND from_day <= :until "
    "AND (until_day IS NULL OR until_day > :until)";

err document_rule_end(struct work *w, int64_t id, date until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "document_rule.end", .record = "document_rule", .record_id = id};
    int64_t known;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = db_int(w->db, SQL_KNOWN, BINDS(INT(":id", id)), &known)))
        return e;
    if (!known)
        return refuse(w, ERR_ABSENT, "no_document_rule", "", "There is no such rule.");
    if ((e = db_exec(w->db, SQL_END, BINDS(INT(":id", id), DATE(":until", until)))))
        return e;
    if (db_changes(w->db) == 0)
        return refuse(w, ERR_CONFLICT, "already_ended", "until",
                      "It ends by that day already, or begins later.");
    return (e = audit_append(w, &entry)) ? e : tx_commit(&tx);
}

static const char SQL_LIST[] =
    "SELECT r.code, r.text, r.text_en, r.printed, r.printed_en, d.seen_on FROM application a "
    "JOIN document_rule r ON r.from_day <= a.filed_on AND (r.until_day IS NULL OR r.until_day >= a.filed_on) "
    "LEFT JOIN application_document d ON d.application_id = a.id AND d.code = r.code "
    "WHERE a.id = :id AND " HERE "ORDER BY r.id";

static const struct column DOCUMENT_COLUMNS[] = {
    COLUMN_TEXT(struct document, code),       COLUMN_TEXT(struct document, text),
    COLUMN_TEXT(struct document, text_en),    COLUMN_TEXT(struct document, printed),
    COLUMN_TEXT(struct document, printed_en), COLUMN_DATE(struct document, seen_on),
};

err document_list(struct work *w, int64_t application, struct document **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":id", application)), COLUMNS(DOCUMENT_COLUMNS), NULL, ret,
                     ret_count);
}

static const char SQL_WANTED[] = "SELECT count(*) FROM document_rule WHERE code = :code AND " HERE
                                 "AND from_day <= :on AND (until_day IS NULL OR until_day >= :on)";

err document_note_check(struct work *w, date filed_on, const char *const *codes, size_t count, date seen_on,
                        struct faults *f)
{
    int64_t wanted = 1;
    err e = faults_when(w, f, seen_on > w->today, "in_future", "seen_on", "The day lies in the future.");

    for (size_t i = 0; !e && wanted && i < count; i++)
        e = db_int(w->db, SQL_WANTED, BINDS(TEXT(":code", codes[i]), DATE(":on", filed_on)), &wanted);
    if (e)
        return e;
    return faults_when(w, f, !wanted, "unknown_document", "documents",
                       "No rule of the day of filing asks for this paper.");
}

#define SEEN                                                                                                 \
    "INSERT INTO application_document (application_id, code, seen_on, recorded_by) "                         \
    "VALUES (:id, :code, :on, :account) ON CONFLICT (application_id, code) "
/* A paper that was noted before keeps the day on which it was seen first. */
static const char SQL_SEEN[] = SEEN "DO NOTHING";
static const char SQL_SEEN_ANEW[] =
    SEEN "DO UPDATE SET seen_on = excluded.seen_on, recorded_by = excluded.recorded_by";

err document_note(struct work *w, int64_t application, const char *const *codes, size_t count,
                  struct paper_seen seen)
{
    const date on = seen.on > 0 ? seen.on : w->today; /* no paper was seen in 1970 */
    err e = OK;

    for (size_t i = 0; !e && i < count; i++)
        e = db_exec(w->db, seen.anew ? SQL_SEEN_ANEW : SQL_SEEN,
                    BINDS(INT(":id", application), TEXT(":code", codes[i]), DATE(":on", on),
                          INT_OR_NULL(":account", w->actor.account, w->actor.account)));
    return e;
}
