/* The files in which a person stands. Her own goes out with all that concerns her; of a file in which he is
 * the respondent, he gets what the court served on him, because the rest tells of the protected person. */
#include "domain/export/export_file.h"

#include "base/json_writer.h"
#include "domain/export/export_paper.h"
#include "domain/export/export_work.h"
#include "domain/file/case_guard.h"
#include "domain/law/case_role.h"
#include "domain/order/measure.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/order/stay.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct subject {
    struct work *w;
    struct json_writer *j;
    int64_t person;
    bool words; /* as export_reader */
    struct measure_book book;
};

/* The measure in the law's letter and words; and, to those whom it protects, what the paper says of it. */
static void measure_put(const struct subject *s, const struct order_line *o, const char *code,
                        const struct measure_details *details)
{
    const struct measure_words w = measure_words_of(&s->book, o->kind, code, o->decision_date);

    json_put_text(s->j, "code", code);
    json_put_text(s->j, "letter", w.letter);
    json_put_text(s->j, "text", w.text);
    json_put_text(s->j, "text_en", w.text_en);
    for (unsigned d = 0; details && d < DETAIL_COUNT; d++)
        json_put_text(s->j, measure_detail_name(d), details->at[d]);
    if (details && details->clears)
        json_put_words(s->j, "clears", details->clears, measure_detail_word);
}

/* What an act says of her, of measures, and what of the registration was put right. */
static void act_content_put(const struct subject *s, const struct order_line *o, const struct act_line *a)
{
    struct json_writer *j = s->j;

    for (size_t i = 0; i < a->person_count; i++)
        if (a->persons[i].person == s->person && !a->persons[i].respondent)
            json_put_bool(j, "takes_in", a->persons[i].in);
    json_put_list(j, "measures");
    for (size_t i = 0; i < a->measure_count; i++) {
        json_put_object(j, NULL);
        measure_put(s, o, a->measures[i].code, &a->measures[i].details);
        json_put_bool(j, "in", a->measures[i].in);
        json_put_end(j);
    }
    json_put_end(j);
    json_put_list(j, "changes");
    for (size_t i = 0; i < a->change_count; i++) {
        if (a->changes[i].respondent && a->changes[i].person != s->person)
            continue; /* what he is to somebody else */
        json_put_object(j, NULL);
        json_put_text(j, "field", a->changes[i].field);
        json_put_text(j, "was", a->changes[i].was);
        json_put_text(j, "is", a->changes[i].is);
        json_put_end(j);
    }
    json_put_end(j);
}

static void act_put(const struct subject *s, const struct order_line *o, const struct act_line *a)
{
    const struct act *act = &a->act;
    struct json_writer *j = s->j;

    json_put_object(j, NULL);
    json_put_int(j, "id", act->id);
    json_put_text(j, "kind", act_kind_name(act->kind));
    json_put_date(j, "on", act->on);
    json_put_date(j, "start", act->start);
    json_put_date(j, "end", act->end);
    json_put_bool(j, "end_open", act->end == DATE_OPEN);
    json_put_int(j, "term_months", act->term.months);
    json_put_int(j, "term_days", act->term.days);
    json_put_text(j, "term_from", term_from_name(act->term.from));
    json_put_date(j, "effective", act->effective);
    json_put_text(j, "outcome", appeal_outcome_name(act->outcome));
    json_put_int(j, "about", act->about);
    json_put_int(j, "corrects", act->corrects);
    json_put_bool(j, "voids", act->voids);
    json_put_text(j, "decision", a->decision);
    json_put_text(j, "note", s->words ? a->note : NULL);
    json_put_text(j, "recorded_by", a->recorded_by);
    json_put_instant(j, "recorded_at", a->recorded_at);
    act_content_put(s, o, a);
    json_put_end(j);
}

/* What the decision itself says: this much was served on the respondent, too. Details of measures tell where
 * she lives and where her children go: none of them is his. */
static void order_head_put(const struct subject *s, const struct order_line *o, bool own)
{
    struct json_writer *j = s->j;

    json_put_text(j, "kind", order_kind_name(o->kind));
    json_put_text(j, "issuer", o->issuer);
    json_put_text(j, "number", o->number);
    json_put_date(j, "decision_date", o->decision_date);
    json_put_list(j, "measures");
    for (size_t i = 0; i < o->measure_count; i++) {
        json_put_object(j, NULL);
        measure_put(s, o, o->measures[i].code, own ? &o->measures[i].details : NULL);
        json_put_end(j);
    }
    json_put_end(j);
    json_put_text(j, "case_number", o->parties.case_number);
}

/* What others are to her, and who asked or acts for her; not who they are to her children. */
static void order_parties_put(const struct subject *s, const struct order_line *o)
{
    struct json_writer *j = s->j;

    json_put_text(j, "petitioner", party_name(o->parties.petitioner));
    json_put_text(j, "petitioner_name", o->parties.petitioner_name);
    json_put_text(j, "representative", party_name(o->parties.representative));
    json_put_text(j, "representative_name", o->parties.representative_name);
    json_put_list(j, "relations");
    for (size_t i = 0; i < o->relation_count; i++)
        if (o->relations[i].person == s->person)
            json_put_text(j, NULL, o->relations[i].relation);
    json_put_end(j);
}

static err served_order_put(const struct subject *s, int64_t id)
{
    struct order_line o;
    err e;

    if ((e = order_load(s->w, id, &o)))
        return e;
    json_put_object(s->j, NULL);
    order_head_put(s, &o, false);
    json_put_end(s->j);
    return OK;
}

/* An order that names the person, whole. */
static err own_order_put(const struct subject *s, int64_t id)
{
    struct order_line o;
    struct act_line *lines;
    size_t count;
    err e;

    if ((e = order_read(s->w, id, &o, &lines, &count)))
        return e;
    json_put_object(s->j, NULL);
    order_head_put(s, &o, true);
    order_parties_put(s, &o);
    json_put_date(s->j, "received_on", o.received_on);
    json_put_date(s->j, "hearing_on", o.hearing_on);
    json_put_date(s->j, "in_force_from", o.protection.from);
    json_put_date(s->j, "in_force_until",
                  o.protection.until < o.protection.from ? DATE_NONE : o.protection.until);
    json_put_list(s->j, "acts");
    for (size_t i = 0; i < count; i++)
        act_put(s, &o, &lines[i]);
    json_put_end(s->j);
    json_put_end(s->j);
    return OK;
}

static const char SQL_OWN[] =
    "SELECT o.id FROM protection_order o JOIN order_person p ON p.order_id = o.id AND p.person_id = :person "
    "WHERE o.case_id = :case ORDER BY o.decision_date, o.id";
/* Those against him that the court has told him of; where an order says nothing of respondents, those of its
 * file. Of one whose service nobody has recorded he must not learn here: it may not have reached him yet. */
static const char SQL_SERVED[] =
    "SELECT id FROM protection_order o WHERE case_id = :case AND EXISTS (SELECT 1 FROM order_act a WHERE "
    "a.order_id = o.id AND a.kind IN ('served','final') AND NOT EXISTS (SELECT 1 FROM order_act v WHERE "
    "v.corrects_id = a.id)) AND (EXISTS (SELECT 1 FROM order_respondent r "
    "WHERE r.order_id = o.id AND r.person_id = :person) OR NOT EXISTS (SELECT 1 FROM order_respondent r "
    "WHERE r.order_id = o.id)) ORDER BY decision_date, id";

static err orders_find(const struct subject *s, int64_t case_id, bool own, int64_t **ret, size_t *ret_count)
{
    return rows_ids(s->w, own ? SQL_OWN : SQL_SERVED, BINDS(INT(":case", case_id), INT(":person", s->person)),
                    ret, ret_count);
}

static err orders_put(const struct subject *s, const int64_t *ids, size_t count, bool own)
{
    err e;

    json_put_list(s->j, "orders");
    for (size_t i = 0; i < count; i++)
        if ((e = own ? own_order_put(s, ids[i]) : served_order_put(s, ids[i])))
            return e;
    json_put_end(s->j);
    return OK;
}

static const struct json_member STAY_OUT[] = {
    JSON_TEXT(struct stay, place),  JSON_DATE(struct stay, from),        JSON_DATE(struct stay, until),
    JSON_BOOL(struct stay, voided), JSON_TEXT(struct stay, void_reason),
};

static err stays_put(const struct subject *s, int64_t case_id)
{
    struct stay *stays;
    size_t count;
    err e;

    if ((e = stay_list(s->w, case_id, &stays, &count)))
        return e;
    json_put_list(s->j, "stays");
    for (size_t i = 0; i < count; i++)
        /* Where others of the file stay is theirs alone, even where they are her children. */
        if (stays[i].person == s->person)
            json_put_struct(s->j, NULL, MEMBERS(STAY_OUT), &stays[i]);
    json_put_end(s->j);
    return OK;
}

/* A file in which she stands. */
struct own_file {
    int64_t case_id, id; /* id: of her place in it */
    enum case_role role;
    const char *relation, *number, *unit;
    int64_t created_at;
};
static const char SQL_FILES[] =
    "SELECT p.case_id, p.id, p.role, p.relation_sealed, c.number, u.name AS unit, c.created_at "
    "FROM case_person p JOIN case_file c ON c.id = p.case_id JOIN unit u ON u.id = c.unit_id "
    "WHERE p.person_id = :person ORDER BY p.case_id";
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT(struct own_file, case_id),
    COLUMN_INT(struct own_file, id),
    COLUMN_WORD(struct own_file, role, case_role_parse),
    COLUMN_SEALED(struct own_file, relation, "case_person", id),
    COLUMN_TEXT(struct own_file, number),
    COLUMN_TEXT(struct own_file, unit),
    COLUMN_INT(struct own_file, created_at),
};

/* What a respondent does not get: number and unit of the file, stays, papers and notes. */
static err own_file_put(const struct subject *s, const struct own_file *f)
{
    const struct export_reader reader = {
        .case_id = f->case_id, .person = s->person, .role = f->role, .words = s->words};
    err e;

    if ((e = stays_put(s, f->case_id)))
        return e;
    json_put_text(s->j, "number", f->number);
    json_put_text(s->j, "unit", f->unit);
    json_put_instant(s->j, "opened_at", f->created_at);
    if ((e = export_documents(s->w, &reader, s->j)))
        return e;
    if ((e = export_notes(s->w, &reader, s->j)))
        return e;
    return export_work(s->w, &reader, s->j);
}

/* The guard comes first: it logs the reason by which a sealed file is opened. */
static err file_put(const struct subject *s, const struct own_file *f)
{
    const bool own = f->role != ROLE_RESPONDENT;
    int64_t *orders;
    size_t count;
    err e;

    if ((e = case_may_open(s->w, f->case_id)) || (e = orders_find(s, f->case_id, own, &orders, &count)))
        return e;
    if (!own && !count)
        return OK; /* not even that there is a file */
    json_put_object(s->j, NULL);
    json_put_text(s->j, "role", case_role_name(f->role));
    json_put_text(s->j, "relation", f->relation);
    if ((e = orders_put(s, orders, count, own)))
        return e;
    if (!own)
        json_put_texts(s->j, "stays", NULL, 0);
    else if ((e = own_file_put(s, f)))
        return e;
    json_put_end(s->j);
    return OK;
}

static err served_count(const struct subject *s, const struct own_file *files, size_t count, size_t *ret)
{
    int64_t *orders;
    size_t found, shown = 0;
    err e;

    for (size_t i = 0; i < count; i++) {
        if (files[i].role != ROLE_RESPONDENT) {
            shown++;
            continue;
        }
        if ((e = orders_find(s, files[i].case_id, false, &orders, &found)))
            return e;
        shown += found != 0;
    }
    *ret = shown;
    return OK;
}

/* Who stands in no file and holds a card on another ground is known to the office of that ground alone. */
static const char SQL_HELD[] = "SELECT count(*) FROM ground_holder WHERE person_id = :person";

err export_may_tell(struct work *w, int64_t person)
{
    const struct subject s = {.w = w, .person = person};
    struct own_file *files;
    size_t count, shown;
    int64_t held;
    err e;

    if ((e = rows_read(w, SQL_FILES, BINDS(INT(":person", person)), COLUMNS(FILE_COLUMNS), NULL, &files,
                       &count)) ||
        (e = served_count(&s, files, count, &shown)))
        return e;
    if (!count) {
        if ((e = db_int(w->db, SQL_HELD, BINDS(INT(":person", person)), &held)) || !held)
            return e;
        return refuse(w, ERR_ABSENT, "no_such_person", "", "There is no such person.");
    }
    if (shown)
        return OK;
    return refuse(w, ERR_CONFLICT, "not_served", "",
                  "The register knows this person as a respondent alone, and no service is recorded: nothing "
                  "may be handed out, not even that.");
}

err export_files(struct work *w, int64_t person, bool words, struct json_writer *j)
{
    struct subject s = {.w = w, .j = j, .person = person, .words = words};
    struct own_file *files;
    size_t count;
    err e;

    if ((e = measure_book_read(w, &s.book)) || (e = rows_read(w, SQL_FILES, BINDS(INT(":person", person)),
                                                              COLUMNS(FILE_COLUMNS), NULL, &files, &count)))
        return e;
    json_put_list(j, "files");
    for (size_t i = 0; i < count; i++)
        if ((e = file_put(&s, &files[i])))
            return e;
    json_put_end(j);
    return OK;
}
