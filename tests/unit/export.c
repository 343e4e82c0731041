/* What leaves the register: a table that can come back in, and one person's data without anybody else's. */

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/json_writer.h"
#include "domain/casework/call.h"
#include "domain/casework/case_merge.h"
#include "domain/export/export_orders.h"
#include "domain/export/export_person.h"
#include "domain/file/attachment.h"
#include "domain/file/case_contact.h"
#include "domain/file/case_note.h"
#include "domain/file/safe_contact.h"
#include "domain/import/order_import.h"
#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "domain/order/stay.h"
#include "domain/payment/application.h"
#include "support/casework.h"
#include "support/paper.h"
#include "support/pdf.h"

#define HEADER                                                                                               \
    "kind,issuer,number,decision_date,start,end,first_name,surname,nid,birth_date,unit,children,"            \
    "respondent_first_name,respondent_surname,relation,received_on\n"
#define DRITA                                                                                                \
    "UM,Gjykata e Rrethit Gjyqësor Gjirokastër,108/2022,2022-02-08,2022-02-08,2023-02-07,Drita,Hoxhaj,"    \
    "H85812102Q,1978-08-12,Lunxhëri,Enea|2017-02-06|M,Gëzim,Tahiri,ish-bashkëshort,2022-02-09\n"
#define OTHERS                                                                                               \
    "UMPMM,Policia Gjirokastër,=7,2022-03-01,,,Ana,Testi,,1990-01-02,Picar,"                                \
    "Besa|2015-01-02|F|Tjetri;Cel||||J65224108O|protected,Filan,Fisteku,,\n"

static void take(struct test_register *r, const char *text)
{
    const struct import_options options = {0};
    struct import_report report;

    must(order_import(&r->work, text, strlen(text), &options, &report));
    if (report.bad || report.header_bad)
        fail_msg("line %zu: %s: %s", report.notes[0].line, report.notes[0].column, report.notes[0].reason);
}

static struct orders_export give(struct test_register *r, date from, date until, struct buf *ret)
{
    struct orders_export counts;

    must(orders_export(&r->work, from, until, ret, &counts));
    return counts;
}

/* What comes out of a fresh register into which that text went. */
static void passed_through(const char *text, struct buf *ret)
{
    struct test_register *r;
    void *other;

    register_setup(&other);
    r = other;
    take(r, text);
    (void)give(r, DATE_NONE, DATE_NONE, ret);
    register_teardown(&other);
}

static void the_reference_file_comes_back_the_same(void **state)
{
    CLEANUP(buf_free) struct buf file = {0};
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf twice = {0};

    (void)state;
    must(file_read("tests/reference/orders-2022.csv", 1 << 20, &file));
    passed_through(file.data, &once);
    passed_through(once.data, &twice);
    assert_string_equal(once.data, twice.data);
    assert_non_null(strstr(once.data,
                           "\r\nUM,Gjykata e Rrethit Gjyqësor Gjirokastër,108/2022,2022-02-08,"
                           "2022-02-08,2023-02-07,2022-02-24,Drita,Bardhyl,Hoxhaj,H85812102Q,"
                           "1978-08-12,F,Gjirokastër,Enea|2017-02-06|M,Gëzim,Hoxhaj,"
                           "ish-bashkëshort,\"no_violence,no_contact,removal,keep_away\",,,,,,,,,,,\r\n"));
}

static void a_term_and_a_hearing_come_back_too(void **state)
{
    static const char TEXT[] = "kind,issuer,number,decision_date,first_name,surname,unit,Seanca,Afati\r\n"
                               "UM,Gjykata,5/2022,2022-02-08,Drita,Hoxhaj,Picar,,6 muaj nga forma e prerë\r\n"
                               "UMM,Gjykata,6/2022,2022-02-08,Teuta,Malo,Picar,28.02.2022,\r\n";
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf twice = {0};

    (void)state;
    passed_through(TEXT, &once);
    passed_through(once.data, &twice);
    assert_string_equal(once.data, twice.data);
    assert_non_null(strstr(once.data, ",,6 months from finality,,,,,,,\r\n"));
    assert_non_null(strstr(once.data, ",2022-02-28,,,,,,,,\r\n"));
}

static void the_parties_come_back_too(void **state)
{
    static const char TEXT[] =
        "kind,issuer,number,decision_date,end,first_name,surname,unit,children,respondent_first_name,"
        "respondent_surname,relation,case_number,petitioner,petitioner_name,representative,"
        "representative_name,more_respondents,relations\r\n"
        "UM,Gjykata,5/2022,2022-02-08,2023-02-07,Drita,Hoxhaj,Picar,Enea|2017-02-06|M;Era,Gëzim,Hoxhaj,"
        "bashkëshort,77/2022,police,Agim Hoti,guardian,Zana Hoti,Luan|Hoxhaj|kunat;Petrit|pa mbiemër,"
        "Enea|Gëzim|babai;Era|Luan|xhaxhai\r\n";
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf twice = {0};

    (void)state;
    passed_through(TEXT, &once);
    passed_through(once.data, &twice);
    assert_string_equal(once.data, twice.data);
    /* Drita 1, Enea 2, Era 3; Gëzim 1, Luan 2, Petrit 3. */
    assert_non_null(strstr(once.data,
                           ",Gëzim,Hoxhaj,bashkëshort,,,,,,77/2022,police,Agim Hoti,guardian,Zana Hoti,"
                           "Luan|Hoxhaj;Petrit|pa mbiemër,1|2|kunat;2|1|babai;3|2|xhaxhai\r\n"));
}

static void what_differs_from_the_mother_comes_back_too(void **state)
{
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf twice = {0};

    (void)state;
    passed_through(HEADER DRITA OTHERS, &once);
    passed_through(once.data, &twice);
    assert_string_equal(once.data, twice.data);
    assert_non_null(strstr(once.data, ",'=7,")); /* no spreadsheet runs it */
    assert_non_null(strstr(once.data, "Cel||||J65224108O|protected"));
    assert_non_null(strstr(once.data, "Besa|2015-01-02|F|Tjetri"));
}

/* Two orders that both stand: nothing that was written out may end one of them when it comes in again. */
static void an_order_that_stands_by_itself_comes_back_so(void **state)
{
    static const char *const CONFIRM[] = {"follows_or_independent"};
    static const char TEXT[] =
        "kind,issuer,number,decision_date,end,first_name,surname,birth_date,unit,follows\r\n"
        "UMM,Gjykata,6/2022,2022-02-08,,Drita,Hoxhaj,1978-08-12,Picar,\r\n"
        "UM,Gjykata,7/2022,2022-02-20,2023-02-19,Drita,Hoxhaj,1978-08-12,Picar,i pavarur\r\n";
    const struct import_options confirmed = {.confirm = CONFIRM, .confirm_count = 1}, silent = {0};
    struct test_register *r = *state, *fresh;
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf twice = {0};
    struct import_report report;
    void *other;

    must(order_import(&r->work, TEXT, strlen(TEXT), &confirmed, &report));
    assert_int_equal(report.taken, 2);
    (void)give(r, DATE_NONE, DATE_NONE, &once);
    assert_non_null(strstr(once.data, "\r\nUM,Gjykata,7/2022,"));
    assert_non_null(strstr(once.data, ",independent,"));
    assert_null(strstr(strstr(once.data, ",independent,") + 2, "independent")); /* the UMM stands first */
    register_setup(&other);
    fresh = other;
    must(order_import(&fresh->work, once.data, once.len, &silent, &report));
    assert_int_equal(report.taken, 1); /* asked, and joined to nothing */
    assert_int_equal(report.asked, 1);
    must(order_import(&fresh->work, once.data, once.len, &confirmed, &report));
    assert_int_equal(report.taken, 2);
    assert_int_equal(register_int(fresh, "SELECT count(*) FROM order_act WHERE kind = 'replaced'"), 0);
    (void)give(fresh, DATE_NONE, DATE_NONE, &twice);
    assert_string_equal(once.data, twice.data);
    register_teardown(&other);
}

/* The police's and the court's paper of one day, the court's written down first: the one before stands before
 * the one that follows it. */
static void a_chain_of_one_day_comes_back_in_its_order(void **state)
{
    static const char TEXT[] = "kind,issuer,number,decision_date,end,first_name,surname,birth_date,unit\r\n"
                               "UMM,Gjykata,6/2022,2022-02-08,,Drita,Hoxhaj,1978-08-12,Picar\r\n"
                               "UMPMM,Policia,5/2022,2022-02-08,,Drita,Hoxhaj,1978-08-12,Picar\r\n";
    CLEANUP(buf_free) struct buf once = {0};
    CLEANUP(buf_free) struct buf twice = {0};

    (void)state;
    passed_through(TEXT, &once);
    passed_through(once.data, &twice);
    assert_string_equal(once.data, twice.data);
    assert_true(strstr(once.data, "UMPMM") < strstr(once.data, "UMM,Gjykata"));
    assert_non_null(strstr(once.data, ",5/2022,,")); /* followed by the court's */
    assert_null(strstr(once.data, "independent"));
}

static void days_bound_the_orders(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf all = {0};
    CLEANUP(buf_free) struct buf march = {0};

    take(r, HEADER DRITA OTHERS);
    assert_int_equal(give(r, DATE_NONE, date_make(2022, 2, 8), &all).written, 1);
    assert_int_equal(give(r, date_make(2022, 2, 9), DATE_NONE, &march).written, 1);
    assert_null(strstr(march.data, "Drita"));
}

static void an_order_is_exported_as_it_was_granted(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf csv = {0};
    struct act_new ended = {.kind = ACT_TERMINATED,
                            .on = date_make(2022, 6, 1),
                            .start = DATE_NONE,
                            .end = DATE_NONE,
                            .effective = date_make(2022, 6, 1),
                            .decision = "9/2022"};
    int64_t act, version;

    take(r, HEADER DRITA);
    ended.version = register_int(r, "SELECT version FROM case_file");
    must(act_record(&r->work, register_int(r, "SELECT id FROM protection_order"), &ended, &act, &version));
    (void)give(r, DATE_NONE, DATE_NONE, &csv);
    assert_non_null(strstr(csv.data, "2022-02-08,2022-02-08,2023-02-07"));
}

static const char SQL_SEAL[] = "UPDATE case_file SET sealed = 1";

static void sealed_files_stay_closed_whatever_the_reason(void **state)
{
    static const char SQL_LOGGED[] =
        "SELECT count(*) FROM audit WHERE what = 'orders.export' AND why = 'from the first until the last: 0 "
        "orders, 1 of sealed files left out: the annual report'";
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf without = {0};
    CLEANUP(buf_free) struct buf with = {0};
    CLEANUP(buf_free) struct buf entrusted = {0};
    struct orders_export counts;

    take(r, HEADER DRITA);
    must(db_exec(r->db, SQL_SEAL, NO_BINDS));
    counts = give(r, DATE_NONE, DATE_NONE, &without);
    assert_int_equal(counts.written, 0);
    assert_int_equal(counts.sealed, 1);
    assert_null(strstr(without.data, "Drita"));
    r->work.why = "the annual report";
    assert_int_equal(give(r, DATE_NONE, DATE_NONE, &with).written, 0);
    assert_null(strstr(with.data, "Drita"));
    assert_string_equal(r->work.why, "the annual report");
    assert_int_equal(register_int(r, SQL_LOGGED), 1);
    must(db_script(r->db, "INSERT INTO case_access (case_id, account_id) VALUES (1, 1)"));
    assert_int_equal(give(r, DATE_NONE, DATE_NONE, &entrusted).written, 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'"), 0);
}

/* The person's data as JSON text; what went wrong is given back. */
static err export_text(struct test_register *r, int64_t person, struct buf *ret)
{
    struct json_writer j;
    err e;

    json_start(&j, ret);
    json_put_object(&j, NULL);
    if ((e = person_export(&r->work, person, &j)))
        return e;
    json_put_end(&j);
    return json_finish(&j);
}

static void exports_are_logged(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf csv = {0};
    CLEANUP(buf_free) struct buf text = {0};

    take(r, HEADER DRITA);
    (void)give(r, DATE_NONE, DATE_NONE, &csv);
    r->work.why = "her own request";
    must(export_text(r, 1, &text));
    assert_int_equal(register_int(r,
                                  "SELECT count(*) FROM audit WHERE what = 'orders.export' AND why = 'from "
                                  "the first until the last: 1 orders, 0 of sealed files left out'"),
                     1);
    assert_int_equal(register_int(r, "SELECT record_id FROM audit WHERE what = 'person.export' AND case_id = "
                                     "1 AND why LIKE 'sealed:%'"),
                     1);
}

/* The export of that person, as text. */
static char *person_text(struct test_register *r, int64_t person)
{
    CLEANUP(buf_free) struct buf compact = {0};
    json_t *json;
    char *text;

    r->work.why = "her own request";
    must(export_text(r, person, &compact));
    json = json_loadb(compact.data, compact.len, 0, NULL);
    assert_non_null(json);
    text = json_dumps(json, 0);
    json_decref(json);
    assert_non_null(text);
    return text;
}

static void has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("no %s in %s", part, text);
}

static void lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("%s in %s", part, text);
}

static void circumstances_add(struct test_register *r)
{
    const struct safe_contact contact = {.channel = "sms", .detail = "069 123 4567", .address = "Rruga e Re"};
    struct stay_new stay = {
        .person = 1, .place = "Strehimi", .from = date_make(2022, 3, 1), .until = date_make(2022, 3, 9)};
    struct application_new application = {.case_id = 1, .person = 1, .filed_on = date_make(2022, 3, 3)};
    int64_t id;

    must(safe_contact_write(&r->work, 1, &contact));
    stay.version = register_int(r, "SELECT version FROM case_file");
    must(stay_begin(&r->work, 1, &stay, &id));
    application.version = register_int(r, "SELECT version FROM case_file");
    must(application_file(&r->work, &application, &id));
}

static void a_person_gets_everything_of_hers_and_nobody_elses(void **state)
{
    struct test_register *r = *state;
    char *text;

    take(r, HEADER DRITA);
    circumstances_add(r);
    text = person_text(r, 1);
    has(text, "\"Drita\"");
    has(text, "\"H85812102Q\"");
    has(text, "\"1978-08-12\"");
    has(text, "\"069 123 4567\"");
    has(text, "\"Rruga e Re\"");
    has(text, "\"Lunxhëri\"");
    has(text, "\"protected\"");
    has(text, "\"108/2022\"");
    has(text, "\"granted\"");
    has(text, "\"Strehimi\"");
    has(text, "\"2022-03-03\"");
    has(text, "\"order.register\"");
    has(text, "\"stay.begin\"");
    lacks(text, "Enea");
    lacks(text, "Gëzim");
    lacks(text, "Tahiri");
    free(text);
}

/* The court has told him of it. */
static void served(struct test_register *r)
{
    struct act_new act = {.kind = ACT_SERVED,
                          .on = r->work.today,
                          .start = DATE_NONE,
                          .end = DATE_NONE,
                          .effective = DATE_NONE};
    int64_t id, version;

    act.version = register_int(r, "SELECT version FROM case_file");
    must(act_record(&r->work, register_int(r, "SELECT id FROM protection_order"), &act, &id, &version));
}

/* Who asks before the order has reached him learns not even that there is one. */
static void an_order_that_was_not_served_is_not_told(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf out = {0};

    take(r, HEADER DRITA);
    r->work.why = "his own request";
    must_refuse(
        r,
        export_text(r, register_int(r, "SELECT person_id FROM case_person WHERE role = 'respondent'"), &out),
        ERR_CONFLICT, "not_served");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'person.export'"), 0);
}

static void a_respondent_learns_nothing_of_her(void **state)
{
    struct test_register *r = *state;
    char *text;

    take(r, HEADER DRITA);
    circumstances_add(r);
    served(r);
    text = person_text(r, register_int(r, "SELECT person_id FROM case_person WHERE role = 'respondent'"));
    has(text, "\"Gëzim\"");
    has(text, "\"108/2022\"");
    has(text, "\"ish-bashkëshort\"");
    lacks(text, "Drita");
    lacks(text, "Lunxhëri");
    lacks(text, "Strehimi");
    lacks(text, "stay.begin");
    lacks(text, "order.register");
    lacks(text, "granted");
    lacks(text, "069");
    free(text);
}

/* What the paper says of a measure is told to those whom it protects; where she is kept safe, and where her
 * children go, is not his. */
static void details_of_measures_go_to_her_alone(void **state)
{
    struct measure_in measures[] = {{.code = "shelter", .details.at[DETAIL_BODY] = "Qendra e Heshtur"},
                                    {.code = "keep_away", .details.at[DETAIL_PLACE] = "Kopshti Zambaku"}};
    struct test_register *r = *state;
    struct paper p;
    int64_t file;
    char *text;

    paper_make(&p);
    p.order.respondent = &p.respondent;
    p.order.measures = measures;
    p.order.measures_count = 2;
    paper_register(r, &p, &file);
    text = person_text(r, 1);
    has(text, "\"Qendra e Heshtur\"");
    has(text, "\"Kopshti Zambaku\"");
    has(text, "\"letter\": \"dh\"");
    free(text);
    served(r);
    text = person_text(r, register_int(r, "SELECT person_id FROM case_person WHERE role = 'respondent'"));
    has(text, "\"letter\": \"dh\"");
    lacks(text, "Heshtur");
    lacks(text, "Zambaku");
    free(text);
}

static void a_person_is_found_by_number_in_any_spelling(void **state)
{
    struct test_register *r = *state;
    int64_t id;

    take(r, HEADER DRITA);
    must(person_by_nid(&r->work, "h 8581 2102 q", &id));
    assert_int_equal(id, 1);
    must_refuse(r, person_by_nid(&r->work, "I15323103M", &id), ERR_ABSENT, "no_such_person");
    must_refuse_at(r, person_by_nid(&r->work, "Drita", &id), ERR_INPUT, "bad_nid", "nid");
}

static void nobody_is_absent_and_not_logged(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};

    r->work.why = "her own request";
    must_fail(export_text(r, 99, &text), ERR_ABSENT);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'person.export'"), 0);
}

/* A text that cannot be written makes no shorter export, and none that the log tells of. */
static void what_cannot_be_written_whole_is_not_given(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};
    int64_t id;

    take(r, HEADER DRITA);
    must(db_exec(r->db, "UPDATE account SET full_name = CAST(x'4cff' AS TEXT) WHERE id = 1", NO_BINDS));
    must(case_note_add(&r->work, 1, "shënim", &id));
    r->work.why = "her own request";
    must_fail(export_text(r, 1, &text), ERR_CORRUPT);
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'person.export'"), 0);
}

static void an_export_needs_a_reason_of_everybody(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};

    take(r, HEADER DRITA);
    must_refuse_at(r, export_text(r, 1, &text), ERR_INPUT, "required", "why");
    r->work.why = " ";
    must_refuse_at(r, export_text(r, 1, &text), ERR_INPUT, "required", "why");
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'person.export'"), 0);
}

static void the_reason_opens_a_sealed_file_and_is_told(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf text = {0};

    take(r, HEADER DRITA);
    must(db_exec(r->db, SQL_SEAL, NO_BINDS));
    r->work.why = "her own request";
    must(export_text(r, 1, &text));
    assert_true(register_int(r, "SELECT count(*) FROM audit WHERE what = 'case.break_glass'") > 0);
}

/* What was confided to the coordinators: how she is reached, and what they noted. */
static void auditors_get_neither_contact_nor_notes(void **state)
{
    const struct safe_contact contact = {.channel = "phone", .detail = "069 123 4567"};
    struct test_register *r = *state;
    struct act_new served = {.kind = ACT_SERVED,
                             .on = date_make(2022, 2, 9),
                             .start = DATE_NONE,
                             .end = DATE_NONE,
                             .effective = DATE_NONE,
                             .note = "Fqinja e pa",
                             .version = 1};
    int64_t act, version;
    char *text;

    take(r, HEADER DRITA);
    served.version = register_int(r, "SELECT version FROM case_file");
    must(act_record(&r->work, register_int(r, "SELECT id FROM protection_order"), &served, &act, &version));
    must(case_contact_write(&r->work, 1, version, 1, &contact));
    text = person_text(r, 1);
    has(text, "Fqinja");
    has(text, "069 123 4567");
    free(text);
    r->work.actor.roles = R_AUDITOR;
    text = person_text(r, 1);
    has(text, "served");
    has(text, "\"contact\": null");
    lacks(text, "Fqinja");
    lacks(text, "069 123 4567");
    free(text);
}

/* A scan of her order, a paper of no order and a note; a scan that never came is no paper. */
static void papers_add(struct test_register *r)
{
    struct attachment_new in = {.title = "Urdhri i skanuar"};
    int64_t id;

    in.order = register_int(r, "SELECT id FROM protection_order");
    in.version = register_int(r, "SELECT version FROM case_file");
    must(attachment_register(&r->work, 1, &in, &id));
    must(attachment_store(&r->work, id, "application/pdf", PDF_OF("brenda"), strlen(PDF_OF("brenda"))));
    in = (struct attachment_new){.title = "Letra e saj"};
    in.version = register_int(r, "SELECT version FROM case_file");
    must(attachment_register(&r->work, 1, &in, &id));
    must(attachment_store(&r->work, id, "application/pdf", PDF_OF("fund"), strlen(PDF_OF("fund"))));
    in = (struct attachment_new){.title = "Nuk erdhi"};
    in.version = register_int(r, "SELECT version FROM case_file");
    must(attachment_register(&r->work, 1, &in, &id));
    must(case_note_add(&r->work, 1, "Folëm në zyrë", &id));
}

static void papers_and_notes_are_hers(void **state)
{
    struct test_register *r = *state;
    char *text, size[24];

    take(r, HEADER DRITA);
    papers_add(r);
    snprintf(size, sizeof size, "\"size\": %zu", strlen(PDF_OF("brenda")));
    text = person_text(r, 1);
    has(text, "\"Urdhri i skanuar\"");
    has(text, size);
    has(text, "\"Letra e saj\"");
    has(text, "\"Folëm në zyrë\"");
    lacks(text, "Nuk erdhi");
    lacks(text, "brenda");
    free(text);
    served(r);
    text = person_text(r, register_int(r, "SELECT person_id FROM case_person WHERE role = 'respondent'"));
    lacks(text, "skanuar");
    lacks(text, "Letra");
    lacks(text, "Folëm");
    free(text);
    r->work.actor.roles = R_AUDITOR;
    text = person_text(r, 1);
    has(text, size);
    has(text, "\"text\": null");
    lacks(text, "skanuar");
    lacks(text, "Letra");
    lacks(text, "Folëm");
    free(text);
}

static int64_t called(struct test_register *r, const char *caller, const char *about)
{
    const struct call_new in = {.case_id = 1,
                                .on = r->work.today,
                                .said = {.channel = "telephone",
                                         .caller = caller,
                                         .danger = "no",
                                         .outcome = "information",
                                         .about = about}};
    int64_t id;

    must(call_record(&r->work, &in, &id));
    return id;
}

/* In the words of the pages, what was corrected as it was. Who else called is not hers to read. */
static void case_work_is_hers(void **state)
{
    struct test_register *r = *state;
    int64_t visit;
    char *text;

    take(r, HEADER DRITA);
    visit = work_take(r, 1, WORK(RECORD_VISIT, {"safe", "yes"}, {"by", "Ana Leka"}));
    work_take(r, 1,
              work_answering(WORK(RECORD_VISIT_RESULT, {"done", "done"}, {"found", "është mirë"}), visit));
    called(r, "neighbour", "fqinja dëgjoi");
    called(r, "victim", "kërkoi këshillë");
    text = person_text(r, 1);
    has(text, "\"title\": \"Vizitë\"");
    has(text, "\"Kush shkon: Ana Leka\"");
    has(text, "është mirë");
    has(text, "\"Çfarë u tregua: kërkoi këshillë\"");
    lacks(text, "fqinja");
    free(text);
    served(r);
    text = person_text(r, register_int(r, "SELECT person_id FROM case_person WHERE role = 'respondent'"));
    lacks(text, "Ana Leka");
    lacks(text, "këshillë");
    free(text);
    must(db_exec(r->db, "UPDATE case_person SET role = 'dependant' WHERE person_id = 1", NO_BINDS));
    text = person_text(r, 1);
    lacks(text, "Ana Leka");
    free(text);
    must(db_exec(r->db, "UPDATE case_person SET role = 'protected' WHERE person_id = 1", NO_BINDS));
    r->work.actor.roles = R_AUDITOR;
    text = person_text(r, 1);
    has(text, "\"title\": \"Vizitë\"");
    has(text, "\"said\": null");
    lacks(text, "Ana Leka");
    free(text);
}

static void a_child_gets_the_scan_of_the_order_and_nothing_else(void **state)
{
    struct test_register *r = *state;
    char *text;

    take(r, HEADER DRITA);
    papers_add(r);
    must(db_exec(r->db, "UPDATE case_person SET role = 'dependant' WHERE person_id = 1", NO_BINDS));
    text = person_text(r, 1);
    has(text, "\"Urdhri i skanuar\"");
    lacks(text, "Letra");
    lacks(text, "Folëm");
    free(text);
}

/* Who wrote of her, and when, stands with the number that her file had then. */
static void what_was_done_in_a_double_stays_in_her_log(void **state)
{
    struct test_register *r = *state;
    int64_t into, ana;
    char *text;

    take(r, HEADER DRITA OTHERS);
    work_take(r, 2, WORK(RECORD_VISIT, {"safe", "yes"}, {"by", "Ana"}));
    ana = register_int(r, "SELECT min(person_id) FROM case_person WHERE case_id = 2");
    must(case_merge(&r->work, 2, register_int(r, "SELECT version FROM case_file WHERE id = 2"), "1/2026",
                    &into));
    text = person_text(r, ana);
    has(text, "\"visit.record\"");
    has(text, "\"case.merge\"");
    free(text);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_reference_file_comes_back_the_same),
        cmocka_unit_test(a_term_and_a_hearing_come_back_too),
        cmocka_unit_test(the_parties_come_back_too),
        cmocka_unit_test(what_differs_from_the_mother_comes_back_too),
        TEST(an_order_that_stands_by_itself_comes_back_so),
        cmocka_unit_test(a_chain_of_one_day_comes_back_in_its_order),
        TEST(days_bound_the_orders),
        TEST(an_order_is_exported_as_it_was_granted),
        TEST(sealed_files_stay_closed_whatever_the_reason),
        TEST(exports_are_logged),
        TEST(a_person_gets_everything_of_hers_and_nobody_elses),
        TEST(a_respondent_learns_nothing_of_her),
        TEST(details_of_measures_go_to_her_alone),
        TEST(an_order_that_was_not_served_is_not_told),
        TEST(a_person_is_found_by_number_in_any_spelling),
        TEST(nobody_is_absent_and_not_logged),
        TEST(what_cannot_be_written_whole_is_not_given),
        TEST(an_export_needs_a_reason_of_everybody),
        TEST(papers_and_notes_are_hers),
        TEST(case_work_is_hers),
        TEST(a_child_gets_the_scan_of_the_order_and_nothing_else),
        TEST(the_reason_opens_a_sealed_file_and_is_told),
        TEST(auditors_get_neither_contact_nor_notes),
        TEST(what_was_done_in_a_double_stays_in_her_log),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
