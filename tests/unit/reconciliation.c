/* The court's own list against the register. */
#include "domain/import/reconciliation.h"

#include <stdio.h>
#include <string.h>

#include "domain/import/order_import_note.h"
#include "domain/order/order.h"
#include "support/paper.h"

#define HEADER   "Numri i vendimit;Lloji;Gjykata;Data e vendimit;Fillimi;Mbarimi;Gjyqtari\n"
#define OLD_NAME "Gjykata e Rrethit Gjyqësor Gjirokastër"
#define NEW_NAME "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër"

static struct reconciliation compared(struct test_register *r, const char *text)
{
    struct reconciliation m;

    must(reconciliation_make(&r->work, text, strlen(text), 0, DATE_NONE, DATE_NONE, &m));
    return m;
}

static int64_t order(struct test_register *r, const char *number, const char *issuer, date decision, date end)
{
    struct paper p;
    int64_t case_id;

    paper_make(&p);
    p.order.number = number;
    p.order.issuer = issuer;
    p.order.decision_date = decision;
    p.order.end = end;
    return paper_register(r, &p, &case_id);
}

static void what_agrees_is_the_same_however_it_is_written(void **state)
{
    struct test_register *r = *state;
    struct reconciliation m;

    order(r, "14/2026", NEW_NAME, date_make(2026, 3, 1), date_make(2026, 9, 30));
    order(r, "15/2026", NEW_NAME, date_make(2026, 3, 2), date_make(2026, 9, 30));
    m = compared(
        r,
        HEADER "Nr. 14 / 2026;um;GJYKATA E RRETHIT GJYQESOR, GJIROKASTER;01.03.2026;01.03.2026;30.09.2026;x\n"
               "15/2026;UM;" NEW_NAME ";2026-03-02;;;y\n");
    assert_false(m.header_bad);
    assert_int_equal(m.listed, 2);
    assert_int_equal(m.same, 2);
    assert_int_equal(m.bad + m.missing_here_count + m.missing_there_count + m.difference_count, 0);
    assert_int_equal(m.from, date_make(2026, 3, 1));
    assert_int_equal(m.until, date_make(2026, 3, 2));
}

static void what_stands_in_one_list_alone_is_told(void **state)
{
    struct test_register *r = *state;
    int64_t here = order(r, "14/2026", NEW_NAME, date_make(2026, 3, 5), date_make(2026, 9, 30));
    struct reconciliation m = compared(r, HEADER "13/2026;UM;" OLD_NAME ";01.03.2026;;;\n"
                                                 "16/2026;UMM;" OLD_NAME ";09.03.2026;;;\n");

    assert_int_equal(m.same, 0);
    assert_int_equal(m.missing_here_count, 2);
    assert_int_equal(m.missing_here[0].line, 2);
    assert_string_equal(m.missing_here[0].number, "13/2026");
    assert_int_equal(m.missing_here[1].kind, ORDER_UMM);
    assert_int_equal(m.missing_there_count, 1);
    assert_int_equal(m.missing_there[0].order, here);
    assert_int_equal(m.missing_there[0].line, 0);
}

static void other_courts_and_other_times_are_not_missed(void **state)
{
    struct test_register *r = *state;
    struct reconciliation m;

    order(r, "1", "Gjykata e Rrethit Gjyqësor Shkodër", date_make(2026, 3, 5), date_make(2026, 9, 30));
    order(r, "2", NEW_NAME, date_make(2026, 2, 28), date_make(2026, 9, 30));
    order(r, "3", NEW_NAME, date_make(2026, 3, 1), date_make(2026, 9, 30));
    m = compared(r, HEADER "3;UM;" NEW_NAME ";01.03.2026;;;\n4;UM;" NEW_NAME ";07.03.2026;;;\n");
    assert_int_equal(m.same, 1);
    assert_int_equal(m.missing_there_count, 0);
    must(reconciliation_make(&r->work, HEADER "3;UM;" NEW_NAME ";01.03.2026;;;\n",
                             strlen(HEADER "3;UM;" NEW_NAME ";01.03.2026;;;\n"), 0, date_make(2026, 2, 1),
                             date_make(2026, 3, 31), &m));
    assert_int_equal(m.missing_there_count, 1);
    assert_string_equal(m.missing_there[0].number, "2");
}

static const struct difference *differs(const struct reconciliation *m, enum reconciliation_column column)
{
    for (size_t i = 0; i < m->difference_count; i++)
        if (m->differences[i].column == column)
            return &m->differences[i];
    fail_msg("no difference in %s", reconciliation_column_name(column));
    return NULL;
}

static void kinds_and_days_that_differ_are_told(void **state)
{
    struct test_register *r = *state;
    struct reconciliation m;

    order(r, "14/2026", NEW_NAME, date_make(2026, 3, 1), date_make(2026, 9, 30));
    m = compared(r, HEADER "14/2026;UMM;" NEW_NAME ";03.03.2026;04.03.2026;01.10.2026;\n");
    assert_int_equal(m.same, 0);
    assert_int_equal(m.missing_here_count + m.missing_there_count, 0);
    assert_int_equal(m.difference_count, 4);
    assert_string_equal(differs(&m, RECONCILED_KIND)->here, "UM");
    assert_string_equal(differs(&m, RECONCILED_KIND)->there, "UMM");
    assert_string_equal(differs(&m, RECONCILED_DECISION_DATE)->there, "2026-03-03");
    assert_string_equal(differs(&m, RECONCILED_START)->here, "2026-03-01");
    assert_string_equal(differs(&m, RECONCILED_END)->here, "2026-09-30");
    assert_string_equal(differs(&m, RECONCILED_END)->there, "2026-10-01");
    assert_int_equal(differs(&m, RECONCILED_END)->which.line, 2);
}

static void an_end_agrees_with_any_the_order_had(void **state)
{
    struct test_register *r = *state;
    struct desk d;
    struct act_new act;
    char row[200];

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_TERMINATED);
    act.effective = date_make(2026, 3, 11);
    desk_take(r, &d, &act);
    for (int i = 0; i < 3; i++) {
        static const char *const ENDS[] = {"2026-09-30", "2026-03-10", "2026-05-01"};
        struct reconciliation m;

        snprintf(row, sizeof row, HEADER "14;UM;%s;2026-03-01;;%s;\n", d.paper.order.issuer, ENDS[i]);
        m = compared(r, row);
        assert_int_equal(m.same, i < 2);
        assert_int_equal(m.difference_count, i == 2);
    }
}

/* Numbers begin anew each year. */
static void the_same_number_of_another_year_is_another_order(void **state)
{
    struct test_register *r = *state;
    struct reconciliation m;

    order(r, "14", NEW_NAME, date_make(2025, 3, 1), date_make(2025, 9, 30));
    m = compared(r, HEADER "14;UM;" NEW_NAME ";01.03.2026;;;\n");
    assert_int_equal(m.missing_here_count, 1);
    assert_int_equal(m.difference_count, 0);
}

static const struct import_note *noted(const struct reconciliation *m, size_t line)
{
    for (size_t i = 0; i < m->note_count; i++)
        if (m->notes[i].line == line)
            return &m->notes[i];
    fail_msg("line %zu is taken without a word", line);
    return NULL;
}

static void bad_rows_are_named_and_the_others_compared(void **state)
{
    struct test_register *r = *state;
    struct reconciliation m;

    order(r, "14/2026", NEW_NAME, date_make(2026, 3, 1), date_make(2026, 9, 30));
    m = compared(r, HEADER "14/2026;UM;" NEW_NAME ";2026-03-01;;;\n"
                           "15/2026;UX;" NEW_NAME ";2026-03-01;;;\n"
                           "16/2026;UM;" NEW_NAME ";31.02.2026;;;\n"
                           ";UM;" NEW_NAME ";2026-03-01;;;\n"
                           "17/2026;UM;" NEW_NAME ";2026-03-01;2026-03-02;2026-03-01;\n"
                           "18/2026;UM;" NEW_NAME ";2026-03-01;;;;x\n"
                           "14/2026;UM;" OLD_NAME ";2026-03-01;;;\n");
    assert_int_equal(m.same, 1);
    assert_int_equal(m.bad, 6);
    assert_int_equal(m.missing_here_count + m.missing_there_count, 0);
    assert_string_equal(noted(&m, 3)->column, "kind");
    assert_string_equal(noted(&m, 3)->code, "unknown_kind");
    assert_string_equal(noted(&m, 4)->column, "decision_date");
    assert_string_equal(noted(&m, 4)->code, "bad_date");
    assert_string_equal(noted(&m, 5)->column, "number");
    assert_string_equal(noted(&m, 6)->column, "end");
    assert_string_equal(noted(&m, 7)->code, "too_many_cells");
    assert_string_equal(noted(&m, 8)->code, "twice_in_file");
}

static void a_file_without_the_columns_is_not_compared(void **state)
{
    static const char *const FILES[] = {"", "number;kind;issuer\n1;UM;x\n",
                                        "number;number;kind;issuer;decision_date\n", "\"number\nkind"};
    struct test_register *r = *state;

    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        struct reconciliation m = compared(r, FILES[i]);

        assert_true(m.header_bad);
        assert_true(m.note_count > 0);
    }
}

static void days_the_wrong_way_round_are_refused(void **state)
{
    struct test_register *r = *state;
    struct reconciliation m;

    must_refuse_at(r, reconciliation_make(&r->work, HEADER, strlen(HEADER), 0, 20100, 20000, &m), ERR_INPUT,
                   "out_of_order", "to");
}

static void a_voided_grant_is_no_order(void **state)
{
    struct test_register *r = *state;
    struct desk d;
    struct act_new act;
    struct reconciliation m;

    um_lay(r, &d);
    act = desk_act(r, &d, ACT_CORRECTED);
    act.corrects = register_int(r, "SELECT min(id) FROM order_act");
    act.voids = true;
    desk_take(r, &d, &act);
    m = compared(r, "number,kind,issuer,decision_date\n14,UM," PAPER_COURT ",2026-03-01\n");
    assert_int_equal(m.missing_here_count, 1);
}

static void nothing_changes_and_the_log_tells(void **state)
{
    struct test_register *r = *state;
    int64_t acts, orders;

    order(r, "14/2026", NEW_NAME, date_make(2026, 3, 1), date_make(2026, 9, 30));
    acts = register_int(r, "SELECT count(*) FROM order_act");
    orders = register_int(r, "SELECT count(*) FROM protection_order");
    (void)compared(r, HEADER "13/2026;UM;" OLD_NAME ";01.03.2026;;;\n");
    assert_int_equal(register_int(r, "SELECT count(*) FROM order_act"), acts);
    assert_int_equal(register_int(r, "SELECT count(*) FROM protection_order"), orders);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what = 'order.reconcile' AND why = '2026-03-01 to "
                        "2026-03-01: 1 listed, 0 bad, 0 the same, 1 missing here, 1 missing there, 0 "
                        "differences'"),
        1);
}

#define case_of(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        case_of(what_agrees_is_the_same_however_it_is_written),
        case_of(what_stands_in_one_list_alone_is_told),
        case_of(other_courts_and_other_times_are_not_missed),
        case_of(kinds_and_days_that_differ_are_told),
        case_of(an_end_agrees_with_any_the_order_had),
        case_of(the_same_number_of_another_year_is_another_order),
        case_of(bad_rows_are_named_and_the_others_compared),
        case_of(a_file_without_the_columns_is_not_compared),
        case_of(days_the_wrong_way_round_are_refused),
        case_of(a_voided_grant_is_no_order),
        case_of(nothing_changes_and_the_log_tells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
