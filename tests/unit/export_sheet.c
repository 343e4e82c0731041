/* A person's data on paper: every member of the JSON has its words, every personal column of the register
 * stands in it or has its reason, and what may not be told is not on the paper either. */
#include "domain/export/export_sheet.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/export/export_person.h"
#include "domain/export/export_word.h"
#include "domain/file/safe_contact.h"
#include "domain/order/act_record.h"
#include "store/db.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/pdf_reader.h"
#include "support/spec.h"

/* ---- words */
static void words_hold(json_t *spec, json_t *schema, const char *name)
{
    json_t *words = json_object_get(schema, "enum"), *word;
    size_t i;

    json_array_foreach(words, i,
                       word) if (json_is_string(word) && !export_word(name, json_string_value(word)))
        fail_msg("%s: no words for \"%s\"", name, json_string_value(word));
    (void)spec;
}

static void labels_hold(json_t *spec, json_t *schema, const char *within, const char *name)
{
    json_t *inner, *choice;
    const char *key;
    size_t i;

    schema = schema_resolve(spec, schema);
    words_hold(spec, schema, name);
    json_array_foreach(json_object_get(schema, "anyOf"), i, choice) labels_hold(spec, choice, within, name);
    if ((inner = json_object_get(schema, "items")))
        labels_hold(spec, inner, within, name);
    json_object_foreach(json_object_get(schema, "properties"), key, inner)
    {
        if (!*within && !*name && !strcmp(key, "paper"))
            continue; /* the paper itself */
        if (!export_label(name, key))
            fail_msg("no label for %s.%s", name, key);
        labels_hold(spec, inner, name, key);
    }
}

static void every_member_has_its_words(void **state)
{
    json_t *spec = spec_read();

    (void)state;
    labels_hold(
        spec,
        json_object_get(json_object_get(json_object_get(spec, "components"), "schemas"), "PersonExport"), "",
        "");
    spec_free(&spec);
}

/* ---- columns */
struct held {
    const char *column, *where; /* a path in the export; or, behind "-", why it is not there */
};
static const struct held HELD[] = {
    {"application.person_id", "- the person herself"},
    {"application.filed_on", "applications.filed_on"},
    {"application.withdrawn_on", "applications.withdrawn_on"},
    {"application_decision.reason_sealed", "applications.decisions.reason"},
    {"attachment.title_sealed", "files.documents.title"},
    {"attachment_content.content_sealed",
     "- papers are copied from the paper or the screen, after a look at whom else they name"},
    {"card.number_sealed", "cards.number"},
    {"card.token_sealed",
     "- the card's own text: what is on the card she holds, and whoever has it can use it"},
    {"card.person_id", "- the person herself"},
    {"card.issued_on", "cards.issued_on"},
    {"card.closed_on", "cards.closed_on"},
    {"card.revoked_at", "cards.revoked_at"},
    {"card.revoked_why", "cards.revoked_why"},
    {"case_note.text_sealed", "files.notes.text"},
    {"case_merge_person.person_id", "- the person herself"},
    {"case_merge_person.role", "- as in the file that went into another, which tells it"},
    {"case_merge_person.relation_sealed", "- the same"},
    {"case_person.person_id", "- the person herself"},
    {"case_person.role", "files.role"},
    {"case_person.relation_sealed", "files.relation"},
    {"draft.text_sealed", "- what somebody is still typing, for hours and for its writer alone"},
    {"enrolment.person_id", "- the person herself"},
    {"enrolment.from_day", "enrolments.from"},
    {"enrolment.until_day", "enrolments.until"},
    {"export_request.person_id", "- the person herself"},
    {"export_request.why_sealed", "requests.why"},
    {"former_name.person_id", "- the person herself"},
    {"former_name.first_name_sealed", "former_names.first_name"},
    {"former_name.surname_sealed", "former_names.surname"},
    {"former_name.until_day", "former_names.until"},
    {"idempotency.body_sealed",
     "- an answer kept for a day for a browser that asks again, by a key of nobody"},
    {"case_record.said_sealed", "files.work.said"},
    {"case_record.void_reason_sealed", "- why a clerk took a record of hers back: that it is void is told"},
    {"ground.decision_sealed",
     "- of another ground than an order: the economic-aid office's, not the files'"},
    {"ground_holder.first_name_sealed", "- likewise"},
    {"ground_holder.surname_sealed", "- likewise"},
    {"ground_holder.birth_year_sealed", "- likewise"},
    {"ground_holder.nid_sealed", "- likewise"},
    {"ground_holder.person_id", "- likewise"},
    {"public_version.text_sealed", "- the municipality's own words to everybody: nobody's file"},
    {"yearly_report.text_sealed", "- the municipality's own words around figures: nobody's file"},
    {"contact_point.said_sealed", "- of an institution: nobody's file, and nobody protected"},
    {"contact_person.said_sealed", "- the same"},
    {"meeting.said_sealed",
     "- where institutions met and who led it: nothing of hers; what was said of her file is a case_record"},
    {"meeting_invited.said_sealed", "- who was invited: they are not hers to read"},
    {"meeting_copy.said_sealed", "- the same"},
    {"kindergarten_child.person_id", "- follows from enrolments and orders, anew each night"},
    {"kindergarten_child.from_day", "- the same"},
    {"kindergarten_child.until_day", "- the same"},
    {"kindergarten_number.person_id", "- the person herself"},
    {"kindergarten_number.number", "enrolments.number"},
    {"order_act.decision_sealed", "files.orders.acts.decision"},
    {"order_act.note_sealed", "files.orders.acts.note"},
    {"order_measure_detail.value_sealed", "files.orders.measures.place"},
    {"order_act_person.person_id", "files.orders.acts.takes_in"},
    {"order_role.from_day", "- the day of the act that takes her in, which is told"},
    {"order_role.person_id", "- the person herself"},
    {"order_change.old_sealed", "files.orders.acts.changes.was"},
    {"order_change.new_sealed", "files.orders.acts.changes.is"},
    {"order_change.person_id", "- the person herself"},
    {"order_person.person_id", "files.orders.kind"},
    {"order_relation.person_id", "- the person herself"},
    {"order_relation.relation_sealed", "files.orders.relations"},
    {"order_respondent.person_id", "files.orders.kind"},
    {"payment_complaint.text_sealed", "payments.complaints.text"},
    {"payment_complaint_outcome.answer_sealed", "payments.complaints.answer"},
    {"payment_event.authorisation_sealed", "- names another person, who holds the paper"},
    {"payment_event.collector_name_sealed", "- another person's"},
    {"payment_event.collector_nid_sealed", "- another person's"},
    {"payment_held.person_id", "- follows from her applications, orders and what was said (holds)"},
    {"payment_held.month", "- the same"},
    {"payment_held.amount", "- the same"},
    {"payment_held.why", "- the same"},
    {"payment_hold.person_id", "- the person herself"},
    {"payment_hold.why", "holds.why"},
    {"payment_hold.word", "holds.word"},
    {"payment_hold.reason_sealed", "holds.reason"},
    {"payment_line.person_id", "- the person herself"},
    {"payment_line.kind", "payments.kind"},
    {"payment_line.month", "payments.month"},
    {"payment_line.amount", "payments.amount"},
    {"payment_line.why", "- a code of why a sum is taken back: the act that did it stands among the acts"},
    {"payment_way.account_sealed", "payment_ways.account"},
    {"payment_way.post_office_sealed", "payment_ways.post_office"},
    {"payment_way.person_id", "- the person herself"},
    {"payment_reason.person_id", "- the person herself"},
    {"payment_reason.why", "not_paid.why"},
    {"payment_standing.person_id", "- sums the lines of payments"},
    {"payment_standing.month", "- the same"},
    {"person.first_name_sealed", "person.first_name"},
    {"person.father_name_sealed", "person.father_name"},
    {"person.surname_sealed", "person.surname"},
    {"person.nid_sealed", "person.nid"},
    {"person.birth_date_sealed", "person.birth_date"},
    {"person.sex", "person.sex"},
    {"person.address_sealed", "person.address"},
    {"person.phone_sealed", "person.phone"},
    {"person.died_on", "person.died_on"},
    {"protection_order.issuer_sealed", "files.orders.issuer"},
    {"protection_order.number_sealed", "files.orders.number"},
    {"protection_order.case_number_sealed", "files.orders.case_number"},
    {"protection_order.petitioner_name_sealed", "files.orders.petitioner_name"},
    {"protection_order.representative_name_sealed", "files.orders.representative_name"},
    {"safe_contact.person_id", "- the person herself"},
    {"safe_contact.channel", "contact.channel"},
    {"safe_contact.detail_sealed", "contact.detail"},
    {"safe_contact.hours_sealed", "contact.hours"},
    {"safe_contact.address_sealed", "contact.address"},
    {"safe_contact.unsafe_since", "contact.unsafe_since"},
    {"stay.person_id", "- the person herself"},
    {"stay.place_sealed", "files.stays.place"},
    {"stay.from_day", "files.stays.from"},
    {"stay.until_day", "files.stays.until"},
    {"stay.voided_at", "files.stays.voided"},
    {"stay.void_reason_sealed", "files.stays.void_reason"},
};

static const char *held_where(const char *column)
{
    for (size_t i = 0; i < sizeof HELD / sizeof HELD[0]; i++)
        if (!strcmp(HELD[i].column, column))
            return HELD[i].where;
    return NULL;
}

static void path_stands(json_t *spec, const char *path)
{
    json_t *at =
        json_object_get(json_object_get(json_object_get(spec, "components"), "schemas"), "PersonExport");
    char text[120], *rest = text, *step;

    snprintf(text, sizeof text, "%s", path);
    while ((step = strsep(&rest, "."))) {
        json_t *choices;

        at = schema_resolve(spec, at);
        if ((choices = json_object_get(at, "anyOf")))
            at = schema_resolve(spec, json_array_get(choices, 0));
        if (json_object_get(at, "items"))
            at = schema_resolve(spec, json_object_get(at, "items"));
        at = json_object_get(json_object_get(at, "properties"), step);
        if (!at)
            fail_msg("%s: the export has no %s", path, step);
    }
}

/* All that is sealed; and of the tables that name a person what else may say something of her. */
static const char SQL_COLUMNS[] =
    "SELECT m.name || '.' || c.name FROM sqlite_schema m JOIN pragma_table_info(m.name) c WHERE m.type = "
    "'table' "
    "AND (c.name LIKE '%\\_sealed' ESCAPE '\\' OR (c.name IN "
    "('person_id','from_day','until_day','why','word',"
    "'kind','month','amount','number','role','channel','sex','died_on','unsafe_since','filed_on','withdrawn_"
    "on',"
    "'issued_on','closed_on','revoked_at','revoked_why','voided_at') AND (m.name = 'person' OR EXISTS "
    "(SELECT 1 "
    "FROM pragma_table_info(m.name) p WHERE p.name = 'person_id')))) ORDER BY 1";

static void every_personal_column_is_told_or_has_its_reason(void **state)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    struct test_register *r = *state;
    json_t *spec = spec_read();
    size_t seen = 0;
    bool more;

    must(db_query(r->db, SQL_COLUMNS, NO_BINDS, &s));
    for (must(stmt_step(s, &more)); more; must(stmt_step(s, &more)), seen++) {
        const char *column = stmt_text(s, 0), *where = held_where(column);

        if (!where)
            fail_msg("%s: neither in the export nor with a reason", column);
        if (*where != '-')
            path_stands(spec, where);
    }
    assert_int_equal(seen, sizeof HELD / sizeof HELD[0]);
    spec_free(&spec);
}

/* ---- the paper */
static char *paper_text(struct test_register *r, int64_t person)
{
    static const struct export_asking ASKING = {"vetë", "letërnjoftim nr. 025566", "Mira Duka"};
    CLEANUP(buf_free) struct buf pdf = {0};
    CLEANUP(buf_free) struct buf json = {0};
    struct json_writer j;
    static char text[200000];

    r->work.why = "me kërkesën e saj";
    json_start(&j, &json);
    json_put_object(&j, NULL);
    must(person_export_handed(&r->work, person, &ASKING, &j, &pdf));
    json_put_end(&j);
    must(json_finish(&j));
    assert_memory_equal(pdf.data, "%PDF", 4);
    (void)pdf_read_by("pdftotext -layout a.pdf -", &pdf, text, sizeof text);
    return text;
}

static void has(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("\"%s\" is not in: %s", part, text);
}

static void lacks(const char *text, const char *part)
{
    if (strstr(text, part))
        fail_msg("\"%s\" is in: %s", part, text);
}

static void contact_add(struct test_register *r, int64_t person)
{
    const struct safe_contact contact = {.channel = "sms", .detail = "069 123 4567", .address = "Rruga e Re"};

    must(safe_contact_write(&r->work, person, &contact));
}

static void the_paper_says_in_albanian_what_is_held(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    const char *text;

    holder_stand(r, &h);
    contact_add(r, h.person);
    text = paper_text(r, h.person);
    has(text, "Të dhënat e mia në regjistër");
    has(text, "Kërkoi: vetë");
    has(text, "letërnjoftim nr. 025566");
    has(text, "Dorëzoi: Mira Duka, më 10.03.2026 10:00");
    has(text, "Emri: Elira");
    has(text, "Mënyra: me mesazh");
    has(text, "Rruga e Re");
    has(text, "Roli: person i mbrojtur");
    has(text, "Akti: u lëshua");
    has(text, "regjistroi një urdhër");
    has(text, "faqja 1");
    lacks(text, "Ana"); /* her child's own */
    assert_int_equal(register_int(r, "SELECT count(*) FROM audit WHERE what = 'person.export'"), 1);
}

/* Texts that were confided are null in an auditor's copy: whoever holds it must know that it is not whole. */
static void an_auditors_copy_says_what_it_leaves_out(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    const char *text;

    holder_stand(r, &h);
    contact_add(r, h.person);
    lacks(paper_text(r, h.person), "kjo kopje");
    r->work.actor.roles = R_AUDITOR;
    text = paper_text(r, h.person);
    has(text, "kjo kopje u përgatit për kontroll dhe nuk është e plotë");
    lacks(text, "Rruga e Re");
}

static void a_respondents_paper_has_nothing_of_her(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    const char *text;
    int64_t he;

    holder_stand(r, &h);
    contact_add(r, h.person);
    he = holder_respondent(r, &h);
    r->work.why = "me kërkesën e tij";
    {
        CLEANUP(buf_free) struct buf none = {0};
        struct json_writer j;

        json_start(&j, &none);
        json_put_object(&j, NULL);
        must_refuse(r, person_export(&r->work, he, &j), ERR_CONFLICT, "not_served");
    }
    holder_act(r, &h, ACT_SERVED, DATE_NONE);
    text = paper_text(r, he);
    has(text, "Roli: i padituri (dhunuesi)");
    lacks(text, "Elira");
    lacks(text, "Rruga e Re");
    lacks(text, "069 123 4567");
    lacks(text, "1/2026"); /* her file */
    lacks(text, "regjistroi një urdhër");
}

static void who_asks_and_how_she_was_known_is_needed(void **state)
{
    CLEANUP(buf_free) struct buf pdf = {0};
    CLEANUP(buf_free) struct buf json = {0};
    struct test_register *r = *state;
    struct json_writer j;
    struct holder h;

    holder_stand(r, &h);
    r->work.why = "me kërkesën e saj";
    json_start(&j, &json);
    json_put_object(&j, NULL);
    must_fail(person_export_handed(&r->work, h.person, &(struct export_asking){.asker = "vetë"}, &j, &pdf),
              ERR_INPUT);
    assert_string_equal(r->work.problem.field, "identified");
    assert_int_equal(pdf.len, 0);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_member_has_its_words),  CASE(every_personal_column_is_told_or_has_its_reason),
        CASE(the_paper_says_in_albanian_what_is_held), CASE(an_auditors_copy_says_what_it_leaves_out),
        CASE(a_respondents_paper_has_nothing_of_her),  CASE(who_asks_and_how_she_was_known_is_needed),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
