/* Rows that say what holds are written over; what they said is appended beside the act. */
#include "domain/order/registration_write.h"

#include "domain/file/case_file.h"
#include "domain/file/case_unit.h"
#include "domain/office/unit.h"
#include "domain/order/act_content.h"
#include "domain/order/order.h"
#include "domain/order/order_blind.h"
#include "domain/order/order_change.h"
#include "domain/order/order_named.h"
#include "domain/order/order_respondent.h"
#include "domain/order/order_role.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

const struct order_person *registration_person(const struct order_person *list, size_t count, int64_t person)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].person == person)
            return &list[i];
    return NULL;
}

static const char SQL_UNNAME[] = "DELETE FROM order_person WHERE order_id = :order AND person_id = :person";
/* Only where no other order of the file has the person so. */
static const char SQL_LEAVE[] =
    "DELETE FROM case_person WHERE case_id = :case AND person_id = :person AND role <> 'respondent' "
    "AND NOT EXISTS (SELECT 1 FROM order_person p JOIN protection_order o ON o.id = p.order_id "
    "WHERE o.case_id = :case AND p.person_id = :person)";

/* Who was named too many stays in the file, where papers and cards may hang on her; who turns out to be the
 * respondent changes sides. */
static err person_out(struct work *w, const struct registration_change *x, int64_t person)
{
    const struct registration_new *in = x->in;
    err e;

    if ((e = db_exec(w->db, SQL_UNNAME, BINDS(INT(":order", x->old->id), INT(":person", person)))) ||
        (e = order_relations_drop(w, x->old->id, person)) ||
        !registration_person(in->respondents_in, in->respondents_in_count, person))
        return e;
    if ((e = db_exec(w->db, SQL_LEAVE, BINDS(INT(":case", x->old->case_id), INT(":person", person)))))
        return e;
    return case_person_add(w, x->old->case_id, person, ROLE_RESPONDENT, in->relation);
}

static err respondent_out(struct work *w, const struct registration_change *x, int64_t person)
{
    const struct act_content *c = &x->in->content;
    const struct order_person *p = registration_person(c->persons_in, c->persons_in_count, person);
    err e = order_respondent_remove(w, x->old, person);

    return e || !p ? e : case_person_add(w, x->old->case_id, person, p->role, NULL);
}

err registration_outs_write(struct work *w, const struct registration_change *x)
{
    const struct registration_new *in = x->in;
    err e = OK;

    for (size_t i = 0; !e && i < in->content.persons_out_count; i++)
        e = person_out(w, x, in->content.persons_out[i]);
    for (size_t i = 0; !e && i < in->respondents_out_count; i++)
        e = respondent_out(w, x, in->respondents_out[i]);
    return e;
}

static const char SQL_REGISTERED[] =
    "UPDATE order_person SET registered = 1 WHERE order_id = :order AND person_id = :person";

static err persons_write(struct work *w, const struct registration_change *x)
{
    const struct act_content *c = &x->in->content;
    int64_t person;
    err e = OK;

    for (size_t i = 0; !e && i < c->persons_in_count; i++)
        if (!(e = order_person_enter(w, x->old->case_id, &c->persons_in[i], NULL, &person)) &&
            !(e = order_name_add(w, x->old->id, person, true)) &&
            !(e = db_exec(w->db, SQL_REGISTERED, BINDS(INT(":order", x->old->id), INT(":person", person)))))
            if (!(e = act_person_put(w, x->act, person, false, true)))
                e = order_role_raise(w, x->old, 0, c->persons_in[i].role, person);
    for (size_t i = 0; !e && i < c->persons_out_count; i++)
        e = act_person_put(w, x->act, c->persons_out[i], false, false);
    return e;
}

static err respondents_write(struct work *w, const struct registration_change *x)
{
    const struct registration_new *in = x->in;
    int64_t person;
    err e = OK;

    for (size_t i = 0; !e && i < in->respondents_in_count; i++)
        if (!(e = order_person_enter(w, x->old->case_id, &in->respondents_in[i], in->relation, &person)) &&
            !(e = order_respondent_add(w, x->old->id, person)))
            e = act_person_put(w, x->act, person, true, true);
    for (size_t i = 0; !e && i < in->respondents_out_count; i++)
        e = act_person_put(w, x->act, in->respondents_out[i], true, false);
    return e;
}

static const char SQL_MEASURE[] = "INSERT INTO order_measure (order_id, code) VALUES (:order, :code) "
                                  "ON CONFLICT (order_id, code) DO NOTHING";
static const char SQL_UNMEASURE[] = "DELETE FROM order_measure WHERE order_id = :order AND code = :code";

err registration_measures_write(struct work *w, int64_t order, int64_t act, const struct act_content *c)
{
    err e = act_measures_put(w, order, act, c);

    for (size_t i = 0; !e && i < c->measures_in_count; i++)
        e = db_exec(w->db, SQL_MEASURE, BINDS(INT(":order", order), TEXT(":code", c->measures_in[i].code)));
    for (size_t i = 0; !e && i < c->measures_out_count; i++)
        e = db_exec(w->db, SQL_UNMEASURE, BINDS(INT(":order", order), TEXT(":code", c->measures_out[i])));
    return e;
}

err registration_ins_write(struct work *w, const struct registration_change *x)
{
    err e;

    if ((e = persons_write(w, x)) || (e = respondents_write(w, x)))
        return e;
    return registration_measures_write(w, x->old->id, x->act, &x->in->content);
}

struct unit_row {
    const char *name;
};
static const char SQL_UNIT[] =
    "SELECT u.name FROM case_file c JOIN unit u ON u.id = c.unit_id WHERE c.id = :case";
static const struct column UNIT_COLUMNS[] = {COLUMN_TEXT(struct unit_row, name)};

static err unit_write(struct work *w, const struct registration_change *x)
{
    struct unit_row was, is;
    int64_t unit;
    err e;

    if (!x->in->unit)
        return OK;
    if ((e = row_read(w, SQL_UNIT, BINDS(INT(":case", x->old->case_id)), COLUMNS(UNIT_COLUMNS), &was)) ||
        (e = unit_find(w, x->in->unit, &unit)) || (e = case_unit_put(w, x->old->case_id, unit)) ||
        (e = row_read(w, SQL_UNIT, BINDS(INT(":case", x->old->case_id)), COLUMNS(UNIT_COLUMNS), &is)))
        return e;
    return order_change_add(w, x->old->id, x->act, "unit", was.name, is.name);
}

static const char *day_text(date d, char room[DATE_TEXT])
{
    return d == DATE_NONE ? NULL : date_format(d, room);
}

/* Each word that differs, old and new. */
static err changes_write(struct work *w, const struct registration_change *x)
{
    const struct order_line *o = x->old;
    const struct order_new *p = x->paper;
    char days[6][DATE_TEXT];
    const struct {
        const char *field, *was, *is;
    } WORDS[] = {
        {"kind", order_kind_name(o->kind), order_kind_name(p->kind)},
        {"issuer", o->issuer, p->issuer},
        {"number", o->number, p->number},
        {"decision_date", date_format(o->decision_date, days[0]), date_format(p->decision_date, days[1])},
        {"received_on", day_text(o->received_on, days[2]), day_text(p->received_on, days[3])},
        {"hearing_on", day_text(o->hearing_on, days[4]), day_text(p->hearing_on, days[5])},
        {"case_number", o->parties.case_number, p->parties.case_number},
        {"petitioner", party_name(o->parties.petitioner), party_name(p->parties.petitioner)},
        {"petitioner_name", o->parties.petitioner_name, p->parties.petitioner_name},
        {"representative", party_name(o->parties.representative), party_name(p->parties.representative)},
        {"representative_name", o->parties.representative_name, p->parties.representative_name},
    };
    err e = OK;

    for (size_t i = 0; !e && i < sizeof WORDS / sizeof WORDS[0]; i++)
        e = order_change_add(w, o->id, x->act, WORDS[i].field, WORDS[i].was, WORDS[i].is);
    return e;
}

static const char SQL_ORDER[] =
    "UPDATE protection_order SET kind = :kind, issuer_sealed = :issuer, number_sealed = :number, "
    "paper_blind = :paper, issue_blind = :issue, day_blind = :day, decision_date = :decision, "
    "received_on = :received, hearing_on = :hearing WHERE id = :id";

err registration_words_write(struct work *w, const struct registration_change *x)
{
    CLEANUP(buf_free) struct buf issuer = {0};
    CLEANUP(buf_free) struct buf number = {0};
    const struct order_new *p = x->paper;
    const int64_t id = x->old->id;
    struct order_blind b;
    err e;

    if ((e = changes_write(w, x)) ||
        (e = sealed_text(w, OF_ORDER(id), "protection_order", "issuer", id, p->issuer, &issuer)) ||
        (e = sealed_text(w, OF_ORDER(id), "protection_order", "number", id, p->number, &number)) ||
        (e = order_blind_make(w, p->issuer, p->number, p->decision_date, &b)) ||
        (e = db_exec(w->db, SQL_ORDER,
                     BINDS(INT(":id", id), TEXT(":kind", order_kind_name(p->kind)), SEALED(":issuer", issuer),
                           SEALED(":number", number), BLOB(":paper", b.paper, DIGEST_SIZE),
                           BLOB(":issue", b.issue, DIGEST_SIZE), BLOB(":day", b.day, DIGEST_SIZE),
                           DATE(":decision", p->decision_date), DATE(":received", p->received_on),
                           DATE(":hearing", p->hearing_on)))) ||
        (e = parties_write(w, id, &p->parties)))
        return e;
    return unit_write(w, x);
}
