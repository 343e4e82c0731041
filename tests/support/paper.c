/* The persons are made up. */
#include "support/paper.h"

#include <string.h>

#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "domain/work/question.h"

static struct order_person named(enum case_role role, const char *first_name, date born)
{
    return (struct order_person){.role = role,
                                 .who = {.first_name = first_name, .surname = "Kola", .birth_date = born}};
}

void paper_make(struct paper *p)
{
    *p = (struct paper){
        .persons = {named(ROLE_PROTECTED, "Elira", date_make(1987, 5, 14)),
                    named(ROLE_DEPENDANT, "Ana", date_make(2021, 2, 1))},
        .respondent = named(ROLE_RESPONDENT, "Agim", date_make(1980, 1, 2)),
        .order = {.kind = ORDER_UM,
                  .issuer = PAPER_COURT,
                  .number = "14",
                  .decision_date = date_make(2026, 3, 1),
                  .start = DATE_NONE,
                  .end = date_make(2026, 9, 30),
                  .final_date = DATE_NONE,
                  .received_on = DATE_NONE,
                  .hearing_on = DATE_NONE,
                  .unit = "Gjirokastër",
                  .persons_count = 2},
    };
    p->order.persons = p->persons;
}

void paper_next(struct test_register *r, int64_t case_id, enum order_kind kind, const char *number,
                date decision, date end, struct paper *p)
{
    paper_make(p);
    p->order.case_id = case_id;
    p->order.version = case_id ? file_version(r, case_id) : 0;
    p->order.kind = kind;
    p->order.number = number;
    p->order.decision_date = decision;
    p->order.end = end;
}

/* Where a police or immediate order is made to end by itself, or stands beside another, the paper says so,
 * from then on. */
static void paper_confirm(struct test_register *r, const struct order_new *in)
{
    static const char *const YES[] = {"end_of_open_kind", "follows_or_independent"};

    if ((in->kind != ORDER_UM && in->end != DATE_NONE) || (in->case_id && !in->follows))
        must(question_confirm(&r->work, YES, 2));
}

/* What the answer to a question leaves among the warnings. */
static void warnings_drop(struct work *w, const char *code)
{
    size_t kept = 0;

    for (size_t i = 0; i < w->warning_count; i++)
        if (strcmp(w->warnings[i]->what.code, code) != 0)
            w->warnings[kept++] = w->warnings[i];
    w->warning_count = kept;
}

#define APART "same_person"

struct apart apart_begin(struct test_register *r)
{
    struct apart before = {.confirmed = r->work.confirmed, .count = r->work.confirmed_count};
    const char *texts[40] = {APART};

    for (size_t i = 0; i < before.count; i++) {
        if (!strcmp(before.confirmed[i].what, APART))
            return before;
        texts[i + 1] = before.confirmed[i].what;
    }
    before.begun = true;
    must(question_confirm(&r->work, texts, before.count + 1));
    return before;
}

void apart_end(struct test_register *r, struct apart before)
{
    if (!before.begun)
        return;
    r->work.confirmed = before.confirmed;
    r->work.confirmed_count = before.count;
    warnings_drop(&r->work, APART);
}

err paper_apart(struct test_register *r, const struct order_new *in, int64_t *ret_id, int64_t *ret_case)
{
    struct apart before = apart_begin(r);
    err e = order_register(&r->work, in, ret_id, ret_case);

    apart_end(r, before);
    return e;
}

int64_t paper_register(struct test_register *r, const struct paper *p, int64_t *ret_case)
{
    int64_t order = 0;

    paper_confirm(r, &p->order);
    must(paper_apart(r, &p->order, &order, ret_case));
    return order;
}

int64_t file_version(struct test_register *r, int64_t case_id)
{
    static const char SQL_VERSION[] = "SELECT version FROM case_file WHERE id = :id";
    int64_t version = 0;

    must(db_int(r->db, SQL_VERSION, BINDS(INT(":id", case_id)), &version));
    return version;
}

bool warned(const struct test_register *r, const char *code, const char *field)
{
    for (size_t i = 0; i < r->work.warning_count; i++) {
        const struct problem *p = &r->work.warnings[i]->what;

        if (!strcmp(p->code, code) && !strcmp(p->field, field))
            return true;
    }
    return false;
}

void desk_lay(struct test_register *r, enum order_kind kind, date end, struct desk *d)
{
    paper_make(&d->paper);
    d->paper.order.kind = kind;
    d->paper.order.end = end;
    d->order = paper_register(r, &d->paper, &d->file);
}

void um_lay(struct test_register *r, struct desk *d)
{
    desk_lay(r, ORDER_UM, date_make(2026, 9, 30), d);
}

struct act_new desk_act(struct test_register *r, const struct desk *d, enum act_kind kind)
{
    return (struct act_new){.version = file_version(r, d->file),
                            .kind = kind,
                            .on = r->work.today,
                            .start = DATE_NONE,
                            .end = DATE_NONE,
                            .effective = DATE_NONE,
                            .decision = "77/2026"};
}

int64_t desk_take(struct test_register *r, const struct desk *d, const struct act_new *act)
{
    int64_t id = 0, version = 0, before = file_version(r, d->file);

    must(act_record(&r->work, d->order, act, &id, &version));
    assert_int_equal(version, before + 1);
    return id;
}

void desk_refuse(struct test_register *r, const struct desk *d, const struct act_new *act, err e,
                 const char *code, const char *field)
{
    int64_t id = 5, version = 6;

    must_refuse_at(r, act_record(&r->work, d->order, act, &id, &version), e, code, field);
    assert_int_equal(id, 5);
    assert_int_equal(version, 6);
    assert_int_equal(file_version(r, d->file), act->version);
}

struct protection desk_protection(struct test_register *r, const struct desk *d)
{
    struct order_line o;

    must(order_load(&r->work, d->order, &o));
    return o.protection;
}
