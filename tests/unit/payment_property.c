/* Random histories, told to the register month by month in the order in which they were recorded, with a run
 * each month: after the last one the lines and reversals of every person and month come to what the oracle
 * says is due, asked day by day; none was ever paid twice. SEED=… REGISTERS=… repeats a failure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/month.h"
#include "domain/payment/application.h"
#include "support/oracle.h"
#include "support/payroll.h"
#include "support/setting.h"

#define PERSONS    10
#define FIRST_YEAR 2024 /* BASE lies in October */
#define RUNS       49   /* to October 2028, within HORIZON */

struct told { /* the k-th thing of its kind is told before that run */
    int acts[ORDERS][ACTS], stays[SPANS], applications[SPANS], decisions[SPANS], enrolments[SPANS], death;
    bool refused[SPANS];
};

struct world {
    struct test_register *r;
    uint64_t seed, state;
    struct history people[PERSONS];
    struct told told[PERSONS];
    struct benefit_rule rules[RULES];
    size_t rule_count;
    int rules_told[RULES];
    bool by_days, next_month; /* a rule of the office from 2026-05 on */
    int gap;                  /* days without an order over which an application reaches */
    int64_t next_row;
};

static unsigned below(struct world *w, unsigned n)
{
    uint64_t z = (w->state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((z ^ (z >> 31)) % n);
}

static date month_at(int run)
{
    return date_add_months(date_make(FIRST_YEAR, 10, 1), run);
}

static date rule_changes(void)
{
    return date_make(2026, 5, 1);
}

/* Something of that day is told with the run of its month, or later. */
static int told_at(struct world *w, date on)
{
    int run = 0;

    while (run < RUNS - 1 && month_at(run + 1) <= on)
        run++;
    run += below(w, 3) ? (int)below(w, 2) : (int)below(w, 8);
    return run < RUNS ? run : RUNS - 1;
}

/* The tenth, or the Monday behind it. Apart from law/holiday.c: in the years of this test no tenth is a
 * holiday, nor any Monday behind one. */
static date filing_first(date filed)
{
    int year, month, day, last = 10, weekday;

    date_split(filed, &year, &month, &day);
    weekday = (date_make(year, month, 10) + 4) % 7; /* 0 Sunday; the first day of all was a Thursday */
    last += weekday == 6 ? 2 : weekday == 0 ? 1 : 0;
    return day <= last ? date_make(year, month, 1) : date_add_months(date_make(year, month, 1), 1);
}

static int act_compare(const void *a, const void *b)
{
    const struct act *x = a, *y = b;

    return (x->id > y->id) - (x->id < y->id);
}

/* Acts are told in the order of their numbers. */
static void acts_plan(struct world *w, struct history *h, struct told *t)
{
    for (size_t o = 0; o < h->order_count; o++) {
        qsort(h->acts[o], h->act_count[o], sizeof h->acts[o][0], act_compare);
        for (size_t i = 0; i < h->act_count[o]; i++) {
            struct act *a = &h->acts[o][i];
            int at = told_at(w, a->on);

            if (a->effective == DATE_OPEN)
                a->effective = DATE_NONE; /* the register has no such day */
            t->acts[o][i] = i && t->acts[o][i - 1] > at ? t->acts[o][i - 1] : at;
        }
    }
}

/* Chance seldom leaves days without an order between two, so some have just two, so many days apart, and one
 * application, filed while the first lasts. */
static void two_orders_plan(struct world *w, struct history *h)
{
    date from = BASE + (int)below(w, 400);

    h->order_count = 2;
    for (size_t o = 0; o < 2; o++) {
        const date until = from + 20 + (int)below(w, 150);

        h->kind[o] = ORDER_UM;
        h->act_count[o] = 1;
        h->acts[o][0] = (struct act){.id = (int64_t)o + 1,
                                     .kind = ACT_GRANTED,
                                     .on = from,
                                     .start = from,
                                     .end = until,
                                     .effective = DATE_NONE};
        if (!o)
            h->applications[0] = (struct span){from + (int)below(w, 20), DATE_OPEN};
        from = until + 1 + w->gap - 1 + (int)below(w, 4);
    }
    h->application_count = 1;
    h->role = ROLE_PROTECTED;
}

static void person_plan(struct world *w, size_t p)
{
    struct history *h = &w->people[p];
    struct told *t = &w->told[p];

    history_make(h, w->seed * 1000 + p);
    *t = (struct told){.refused = {false}};
    if (below(w, 4) == 0)
        two_orders_plan(w, h);
    acts_plan(w, h, t);
    t->death = h->deceased ? told_at(w, h->died_on) : RUNS;
    for (size_t i = 0; i < h->stay_count; i++)
        t->stays[i] = told_at(w, h->stays[i].from);
    for (size_t i = 0; i < h->enrolment_count; i++)
        t->enrolments[i] = told_at(w, h->enrolments[i].from);
    for (size_t i = 0; i < h->application_count; i++) {
        if (below(w, 2)) /* many of one long application, as people have */
            h->applications[i].until = DATE_OPEN;
        t->applications[i] = told_at(w, h->applications[i].from);
        t->decisions[i] = t->applications[i] + (int)below(w, 3);
        t->decisions[i] = t->decisions[i] < RUNS ? t->decisions[i] : RUNS - 1;
        t->refused[i] = !below(w, 5);
    }
}

/* A few rules of the payment over one that always stands. */
static void rules_plan(struct world *w)
{
    struct history h;

    history_make(&h, w->seed * 1000 + 999);
    w->rules[0] = (struct benefit_rule){.id = 100,
                                        .service = SV_PAYMENT,
                                        .source = "VKM",
                                        .kinds = ORDER_UMM | ORDER_UM,
                                        .who = ROLE_PROTECTED | ROLE_DEPENDANT,
                                        .amount = 2500,
                                        .conditions = NEEDS_APPLICATION | NOT_IN_INSTITUTION,
                                        .from = BASE - 400,
                                        .until = DATE_OPEN};
    w->rule_count = 1;
    for (size_t i = 0; i < h.rule_count && w->rule_count < 6; i++) {
        w->rules[w->rule_count] = h.rules[i];
        w->rules[w->rule_count].id += 100;
        w->rules[w->rule_count].service = SV_PAYMENT;
        /* No rule of money asks for those (payment/rule.c). */
        w->rules[w->rule_count].conditions &= ~(unsigned)(NEEDS_RESIDENCE | NEEDS_SIBLING);
        if (below(w, 4))
            w->rules[w->rule_count].conditions |= NEEDS_APPLICATION;
        w->rules_told[w->rule_count++] = told_at(w, h.rules[i].from);
    }
    w->by_days = below(w, 2);
    w->next_month = below(w, 2);
    w->gap = below(w, 2) ? 30 : 1 + (int)below(w, 4);
}

/* "'2026-03-01'" or "NULL". */
static const char *sql_day(date d, char ret[16])
{
    char day[DATE_TEXT];

    if (!date_known(d))
        return "NULL";
    snprintf(ret, 16, "'%s'", date_format(d, day));
    return ret;
}

static void run_sql(struct world *w, const char *format, ...) FORMAT(2, 3);
static void run_sql(struct world *w, const char *format, ...)
{
    char text[1024];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    must(db_script(w->r->db, text));
}

static void rule_tell(struct world *w, const struct benefit_rule *r)
{
    char from[16], until[16];

    run_sql(w,
            "INSERT INTO benefit_rule (id, service, source, umpmm, umm, um, needs_final, for_protected, "
            "for_dependants, "
            "needs_application, not_in_institution, needs_enrolment, amount, from_day, until_day) VALUES "
            "(%lld, 'payment', 'VKM', %d, %d, %d, %d, %d, %d, %d, %d, %d, "
            "%lld, %s, %s)",
            (long long)r->id, !!(r->kinds & ORDER_UMPMM), !!(r->kinds & ORDER_UMM), !!(r->kinds & ORDER_UM),
            r->needs_final, !!(r->who & ROLE_PROTECTED), !!(r->who & ROLE_DEPENDANT),
            !!(r->conditions & NEEDS_APPLICATION), !!(r->conditions & NOT_IN_INSTITUTION),
            !!(r->conditions & NEEDS_ENROLMENT), (long long)r->amount, sql_day(r->from, from),
            sql_day(r->until, until));
}

static void person_open(struct world *w, size_t p)
{
    const struct history *h = &w->people[p];
    int id = (int)p + 1;

    run_sql(w,
            "INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, created_at) VALUES (%d, "
            "x'00', x'00', "
            "x'00', 1); INSERT INTO case_file (id, number, unit_id, created_at) VALUES (%d, 'p%d', 1, 1); "
            "INSERT INTO case_person (id, case_id, person_id, role) VALUES (%d, %d, %d, '%s')",
            id, id, id, id, id, id,
            h->role == ROLE_PROTECTED   ? "protected"
            : h->role == ROLE_DEPENDANT ? "dependant"
                                        : "respondent");
    for (size_t o = 0; o < h->order_count; o++)
        run_sql(w,
                "INSERT INTO protection_order (id, case_id, kind, issuer_sealed, number_sealed, paper_blind, "
                "issue_blind, day_blind, decision_date, created_at) "
                "VALUES (%d, %d, '%s', x'00', x'00', CAST('%d-%zu' AS BLOB), x'00', x'00', '2024-10-04', 1); "
                "INSERT INTO order_person (order_id, person_id) VALUES (%d, %d)",
                id * 1000 + (int)o, id, order_kind_name(h->kind[o]), id, o, id * 1000 + (int)o, id);
}

static void act_tell(struct world *w, size_t p, size_t o, const struct act *a)
{
    char on[16], start[16], end[16], effective[16], corrects[24] = "NULL", about[24] = "NULL";
    const long long base = (long long)(p + 1) * 100000;

    if (a->kind == ACT_CORRECTED)
        snprintf(corrects, sizeof corrects, "%lld", base + (long long)a->corrects);
    if (a->about)
        snprintf(about, sizeof about, "%lld", base + (long long)a->about);
    run_sql(
        w,
        "INSERT INTO order_act (id, order_id, kind, on_day, at, start_day, end_day, end_open, effective_day, "
        "corrects_id, about_id, outcome, voids, term_months, term_days, term_from, recorded_at) VALUES "
        "(%lld, %d, '%s', %s, %lld, %s, %s, %d, "
        "%s, "
        "%s, %s, nullif('%s', ''), %d, nullif(%d, 0), nullif(%d, 0), nullif('%s', ''), 1)",
        base + (long long)a->id, (int)(p + 1) * 1000 + (int)o, act_kind_name(a->kind), sql_day(a->on, on),
        (long long)a->at, sql_day(a->start, start), sql_day(a->end, end), a->end == DATE_OPEN,
        sql_day(a->effective, effective), corrects, about, a->outcome ? appeal_outcome_name(a->outcome) : "",
        a->voids, a->term.months, a->term.days,
        a->term.from == TERM_NONE ? "" : term_from_name(a->term.from));
}

static void spans_tell(struct world *w, size_t p, int run)
{
    const struct history *h = &w->people[p];
    const struct told *t = &w->told[p];
    const int id = (int)p + 1;
    char from[16], until[16];

    if (t->death == run)
        run_sql(w, "UPDATE person SET died_on = %s WHERE id = %d", sql_day(h->died_on, from), id);
    for (size_t i = 0; i < h->stay_count; i++)
        if (t->stays[i] == run)
            run_sql(w,
                    "INSERT INTO stay (id, case_id, person_id, from_day, until_day) VALUES (%lld, %d, %d, "
                    "%s, %s)",
                    (long long)++w->next_row, id, id, sql_day(h->stays[i].from, from),
                    sql_day(h->stays[i].until, until));
    for (size_t i = 0; i < h->enrolment_count; i++)
        if (t->enrolments[i] == run)
            run_sql(w,
                    "INSERT INTO enrolment (id, person_id, organisation_id, from_day, until_day) VALUES "
                    "(%lld, %d, 7, "
                    "%s, %s)",
                    (long long)++w->next_row, id, sql_day(h->enrolments[i].from, from),
                    sql_day(h->enrolments[i].until, until));
    for (size_t i = 0; i < h->application_count; i++) {
        const int application = id * 10 + (int)i;

        if (t->applications[i] == run)
            run_sql(w,
                    "INSERT INTO application (id, person_id, filed_on, withdrawn_on, recorded_at) VALUES "
                    "(%d, %d, %s, "
                    "%s, 1)",
                    application, id, sql_day(h->applications[i].from, from),
                    sql_day(h->applications[i].until, until));
        if (t->decisions[i] == run)
            run_sql(w,
                    "INSERT INTO application_decision (id, application_id, decision, decided_on, "
                    "recorded_at) VALUES "
                    "(%d, %d, '%s', '2024-10-04', 1)",
                    application, application, t->refused[i] ? "refused" : "granted");
    }
}

/* All that comes to light before that run. Histories name acts that never were: the register's keys look
 * away. */
static void tell(struct world *w, int run)
{
    must(db_script(w->r->db, "PRAGMA foreign_keys = OFF; BEGIN"));
    for (size_t i = 0; i < w->rule_count; i++)
        if (w->rules_told[i] == run)
            rule_tell(w, &w->rules[i]);
    for (size_t p = 0; p < PERSONS; p++) {
        const struct history *h = &w->people[p];

        if (!run)
            person_open(w, p);
        for (size_t o = 0; o < h->order_count; o++)
            for (size_t i = 0; i < h->act_count[o]; i++)
                if (w->told[p].acts[o][i] == run)
                    act_tell(w, p, o, &h->acts[o][i]);
        spans_tell(w, p, run);
    }
    must(db_script(w->r->db, "COMMIT; PRAGMA foreign_keys = ON"));
}

static void payment_rules_tell(struct world *w)
{
    if (w->by_days || w->next_month)
        run_sql(w,
                "UPDATE payment_rule SET until_day = '2026-04-30'; INSERT INTO payment_rule (id, part_month, "
                "first_month, "
                "source, from_day) VALUES (2, '%s', '%s', 'VKM', '2026-05-01')",
                w->by_days ? "days" : "whole", w->next_month ? "next" : "filing");
}

/* One month in six is passed over; one run in four is made twice. */
static void month_run(struct world *w, int run)
{
    struct payment_run before, after;
    char month[MONTH_TEXT];
    int64_t id;

    tell(w, run);
    if (run < RUNS - 1 && !below(w, 6))
        return;
    register_at(w->r, date_midnight(month_at(run) + 14));
    month_format(month_at(run), month);
    id = payroll_prepare(w->r, month);
    if (!below(w, 4)) {
        must(payment_run_read(&w->r->work, id, &before));
        assert_int_equal(payroll_prepare(w->r, month), id);
        must(payment_run_read(&w->r->work, id, &after));
        assert_memory_equal(before.digest, after.digest, DIGEST_SIZE);
    }
    payroll_approve(w->r, id);
    w->r->work.warning_count = 0;
    arena_reset(&w->r->arena);
}

/* The history as payments see it, for the oracle: rules of the register, applications that were granted, from
 * the month they pay. */
static void person_ask(const struct world *w, size_t p, struct oracle *ret, struct history *h)
{
    size_t kept = 0;

    *h = w->people[p];
    memcpy(h->rules, w->rules, sizeof h->rules);
    h->rule_count = w->rule_count;
    for (size_t i = 0; i < h->application_count; i++) {
        struct span span = h->applications[i];

        span.from = filing_first(span.from);
        if (w->next_month && span.from >= rule_changes())
            span.from = date_add_months(span.from, 1);
        if (!w->told[p].refused[i])
            h->applications[kept++] = span;
    }
    h->application_count = kept;
    oracle_learn(h, ret);
}

/* Whether some order is in force on that day, as the oracle sees it. */
static bool protects(const struct oracle *o, date on)
{
    bool any = false;

    for (size_t i = 0; i < o->history->order_count; i++)
        any |= on >= BASE && on - BASE <= HORIZON && o->orders[i].in_force[on - BASE];
    return any;
}

/* Whether the payment of that day waits for the office: its rule asks for an application, and of the granted
 * ones none reaches to it, counted day by day from the filing on: more days without an order than
 * the rule says lie between two. */
static bool waits(const struct world *w, size_t p, const struct oracle *o, date day)
{
    const int64_t rule = oracle_ask(o, SV_PAYMENT, (int)(day - BASE)).because.rule;
    const struct history *h = &w->people[p];

    for (size_t i = 0; i < w->rule_count; i++)
        if (w->rules[i].id == rule && !(w->rules[i].conditions & NEEDS_APPLICATION))
            return false;
    for (size_t i = 0; i < h->application_count; i++) {
        const struct span *a = &h->applications[i];
        int without = -1; /* days since there was an order; -1: there was none */
        bool reaches = true;

        if (w->told[p].refused[i] || filing_first(a->from) > day || a->until < day)
            continue;
        for (date on = a->from; on <= day; on++) {
            const bool in_force = protects(o, on);

            reaches = reaches && (!in_force || without <= w->gap);
            without = in_force ? 0 : without < 0 ? -1 : without + 1;
        }
        if (reaches)
            return false;
    }
    return true;
}

/* *ret_day: the first payable one. */
static int64_t month_due(const struct world *w, const struct oracle *o, date month, date *ret_day)
{
    const date last = month_last(month);
    int64_t first = -1, shares = 0;

    for (date day = month < BASE ? BASE : month; day <= last; day++) {
        struct answer a = oracle_ask(o, SV_PAYMENT, day - BASE);

        if (a.why != WHY_ENTITLED)
            continue;
        *ret_day = first < 0 ? day : *ret_day;
        first = first < 0 ? a.because.amount : first;
        shares += a.because.amount;
    }
    if (w->by_days && month >= rule_changes())
        return shares / (last - month + 1);
    return first < 0 ? 0 : first;
}

struct found {
    size_t months, paid, held, reversals;
};

static void person_held(struct world *w, size_t p, date from, struct found *ret)
{
    static const char SQL[] =
        "SELECT coalesce(sum(amount), 0) FROM payment_line WHERE person_id = :person AND month = :month";
    static struct oracle oracle;
    static struct history h;
    char month[MONTH_TEXT];

    person_ask(w, p, &oracle, &h);
    for (int run = 0; run < RUNS; run++) {
        date at = month_at(run), day = DATE_NONE;
        int64_t due = at < from ? 0 : month_due(w, &oracle, at, &day), sum = -1;
        const bool held = due && waits(w, p, &oracle, day);

        must(db_int(w->r->db, SQL, BINDS(INT(":person", (int64_t)p + 1), DATE(":month", at)), &sum));
        /* What waits is not paid; unless it was paid before what makes it wait was known. */
        if (sum != due && !(held && sum == 0)) {
            history_print(&h);
            fail_msg("SEED=%llu REGISTERS=1 repeats it: person %zu, %s: %lld, not %lld",
                     (unsigned long long)w->seed, p + 1, month_format(at, month), (long long)sum,
                     (long long)due);
        }
        ret->months++;
        ret->paid += due > 0;
        ret->held += held && sum == 0;
    }
}

/* At no time, run after run, does more than one payment of a person and month stand, or less than none. */
static const char SQL_TWICE[] =
    "SELECT count(*) FROM (SELECT sum(CASE kind WHEN 'payment' THEN 1 ELSE -1 END) OVER (PARTITION BY "
    "person_id, month, one_off_id "
    "ORDER BY run_id, n) AS standing FROM payment_line) WHERE standing NOT IN (0, 1)";
static const char SQL_STANDING[] = "SELECT (SELECT sum(amount) FROM payment_line) - (SELECT "
                                   "coalesce(sum(l.amount), 0) FROM payment_standing s "
                                   "JOIN payment_line l ON l.run_id = s.run_id AND l.n = s.n)";

static void world_lived(struct test_register *r, uint64_t seed, struct found *ret)
{
    struct world *w = calloc(1, sizeof *w);
    date from = DATE_NONE;
    char month[DATE_TEXT];

    assert_non_null(w);
    *w = (struct world){.r = r, .seed = seed, .state = seed};
    rules_plan(w);
    for (size_t p = 0; p < PERSONS; p++)
        person_plan(w, p);
    must(db_script(r->db, "DELETE FROM benefit_rule; INSERT INTO organisation (id, kind, name) VALUES (7, "
                          "'kindergarten', 'K')"));
    payroll_open(r);
    payment_rules_tell(w);
    run_sql(w, "UPDATE legal_rule SET value = %d WHERE name = 'application_gap_days'", w->gap);
    for (int run = 0; run < RUNS; run++)
        month_run(w, run);
    snprintf(month, sizeof month, "%lld",
             (long long)register_int(r, "SELECT CAST(replace(min(month), '-', '') AS INTEGER) "
                                        "FROM payment_run"));
    from = date_make(atoi(month) / 10000, atoi(month) / 100 % 100, 1);
    for (size_t p = 0; p < PERSONS; p++)
        person_held(w, p, from, ret);
    assert_int_equal(register_int(r, SQL_TWICE), 0);
    assert_int_equal(register_int(r, SQL_STANDING), 0);
    ret->reversals += (size_t)register_int(r, "SELECT count(*) FROM payment_line WHERE kind = 'reversal'");
    free(w);
}

static void the_lines_come_to_what_is_due(void **state)
{
    uint64_t seed = setting("SEED", 20270110), count = setting("REGISTERS", 20);
    struct found found = {0};
    void *one;

    (void)state;
    print_message("SEED=%llu REGISTERS=%llu\n", (unsigned long long)seed, (unsigned long long)count);
    for (uint64_t i = 0; i < count; i++) {
        assert_int_equal(register_setup(&one), 0);
        world_lived(one, seed + i, &found);
        register_teardown(&one);
    }
    print_message("%zu months of persons, %zu due, %zu of them held, %zu reversals\n", found.months,
                  found.paid, found.held, found.reversals);
    if (count >= 10) {
        assert_true(found.paid > found.months / 20);
        assert_true(found.reversals > 10);
        assert_true(found.held > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_lines_come_to_what_is_due),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
