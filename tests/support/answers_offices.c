/* What the offices note each month: applications, kindergartens, the fee desk. The persons are made up. */
#include <string.h>

#include "support/answers.h"

static void answered(struct door *d, json_t *spec, int status)
{
    if (d->reply.status != status)
        fail_msg("%s %s: %d %s %s", d->in.method, d->in.path, d->reply.status, said(d, "code"),
                 said(d, "field"));
    described(d, spec);
}

static void seen(struct door *d, json_t *spec, const char *target)
{
    fetch(d, target);
    answered(d, spec, 200);
}

static void decided(struct door *d, json_t *spec, const struct office_file *f, long id, const char *more)
{
    as(d, AID_OFFICER);
    tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", id), "{'case_id':%ld,'version':%ld%s}",
         (long)f->case_id, (long)office_version(d, f->case_id), more);
    answered(d, spec, 201);
}

/* The same application, by its number alone while the file is sealed. */
static void sealed_answered(struct door *d, json_t *spec, const struct office_file *f, long id)
{
    as(d, COORDINATOR);
    tell(d, "POST", path(d, "/api/v1/applications/%ld/papers", id),
         "{'case_id':%ld,'version':%ld,'documents':['order'],'seen_on':'2026-03-08','checked':true}",
         (long)f->case_id, (long)office_version(d, f->case_id));
    answered(d, spec, 200);
    as(d, AID_OFFICER);
    must(db_script(d->r->db, "UPDATE case_file SET sealed = 1"));
    seen(d, spec, "/api/v1/sealed-applications?state=granted&month=2026-03");
    assert_true(json_array_size(part(d, "applications")) > 0);
    seen(d, spec, path(d, "/api/v1/sealed-applications/%ld", id));
    tell(d, "POST", path(d, "/api/v1/sealed-applications/%ld/decision", id),
         "{'decision':'incomplete','reason':'mungon firma'}");
    answered(d, spec, 201);
    tell(d, "POST", path(d, "/api/v1/sealed-applications/%ld/decision", id), "{'decision':'granted'}");
    answered(d, spec, 201);
    must(db_script(d->r->db, "UPDATE case_file SET sealed = 0"));
}

static void applications_answered(struct door *d, json_t *spec, const struct office_file *f)
{
    long id;

    as(d, AID_OFFICER);
    tell(d, "POST", "/api/v1/applicants/search", "{'q':'shehaj'}");
    answered(d, spec, 200);
    tell(d, "POST", "/api/v1/applications",
         "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'2026-03-09','documents':['order']}",
         (long)f->case_id, (long)office_version(d, f->case_id), (long)f->mother);
    answered(d, spec, 201);
    id = (long)number_at(d, "id");
    decided(d, spec, f, id, ",'decision':'incomplete','documents':['identity_card']");
    decided(d, spec, f, id, ",'decision':'refused','reason':'nuk banon këtu'");
    seen(d, spec, path(d, "/api/v1/applications/%ld", id));
    assert_string_equal(text_at(d, "payment.why_not"), "application_refused");
    decided(d, spec, f, id, ",'decision':'granted'");
    assert_non_null(part(d, "warnings"));
    seen(d, spec, path(d, "/api/v1/applications/%ld", id));
    assert_true(true_at(d, "payment.payable"));
    seen(d, spec, path(d, "/api/v1/applications/%ld/receipt", id));
    sealed_answered(d, spec, f, id);
    seen(d, spec, "/api/v1/applications?state=granted&month=2026-03");
    assert_true(json_array_size(part(d, "applications")) > 0);
    tell(d, "POST", "/api/v1/applicants/search", "{'q':'drita'}");
    answered(d, spec, 200);
}

static void rules_answered(struct door *d, json_t *spec)
{
    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/document-rules",
         "{'code':'family','text':'Vërtetim familjar','text_en':'Family certificate','printed':'Vërtetim',"
         "'printed_en':'Certificate','source':'VKB 9','from':'2026-04-01'}");
    answered(d, spec, 201);
    tell(d, "POST", path(d, "/api/v1/document-rules/%ld/end", (long)number_at(d, "id")),
         "{'until':'2026-12-31'}");
    answered(d, spec, 200);
    seen(d, spec, "/api/v1/document-rules");
    tell(d, "POST", "/api/v1/holidays",
         "{'on':'2027-03-10','name':'Bajrami i Madh','source':'kalendari 2027'}");
    answered(d, spec, 201);
    seen(d, spec, "/api/v1/holidays");
    ask(d, "DELETE", "/api/v1/holidays/39", NULL);
    answered(d, spec, 204);
    tell(d, "POST", "/api/v1/closed-days", "{'on':'2026-03-16','text':'Dita e Verës'}");
    answered(d, spec, 201);
    tell(d, "POST", "/api/v1/closed-days", "{'on':'2026-03-18','organisation':31,'text':'Riparime'}");
    answered(d, spec, 201);
    seen(d, spec, "/api/v1/closed-days?from=2026-03-01&until=2026-03-31");
    ask(d, "DELETE", path(d, "/api/v1/closed-days/%ld", (long)number_at(d, "closed_days.0.id")), NULL);
    answered(d, spec, 204);
}

static void kindergarten_answered(struct door *d, json_t *spec, const struct office_file *f)
{
    as(d, COORDINATOR);
    tell(d, "POST", "/api/v1/enrolments",
         "{'version':%ld,'case_id':%ld,'person':%ld,'organisation':31,'from':'2026-03-01'}",
         (long)office_version(d, f->case_id), (long)f->case_id, (long)f->child);
    answered(d, spec, 201);
    seen(d, spec, path(d, "/api/v1/cases/%ld/enrolments", (long)f->case_id));
    as(d, KINDERGARTEN);
    seen(d, spec, "/api/v1/kindergarten/month?month=2026-03");
    seen(d, spec, "/api/v1/kindergarten/month.csv");
    seen(d, spec, "/api/v1/kindergarten/month.xlsx");
    as(d, DIRECTOR);
    seen(d, spec, "/api/v1/kindergarten/fees?month=2026-03");
    assert_int_equal(json_array_size(part(d, "organisations")), 1);
}

static void desk_answered(struct door *d, json_t *spec, const struct office_file *f)
{
    struct office_card card;

    as(d, COORDINATOR);
    office_card(d, f, f->mother, "'documents'", &card);
    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/certificate-kinds", "{'code':'land','text':'Toka','text_en':'Land'}");
    answered(d, spec, 201);
    tell(d, "PATCH", path(d, "/api/v1/certificate-kinds/%ld", (long)number_at(d, "id")), "{'active':false}");
    answered(d, spec, 200);
    seen(d, spec, "/api/v1/certificate-kinds");
    as(d, DESK);
    seen(d, spec, "/api/v1/check/certificate-kinds");
    tell(d, "POST", "/api/v1/check/certificates", "{'card':'%s','kind':'family','key':'0123456789abcdef'}",
         card.text);
    answered(d, spec, 204);
    as(d, DIRECTOR);
    as(d, DESK);
    tell(d, "POST", "/api/v1/check/certificates/kept",
         "{'notes':[{'kind':'income','key':'0123456789abcdef','on':'2026-03-09'},{'kind':'zz','key':"
         "'0123456789abcdef','on':'2026-03-09'}]}");
    assert_int_equal(d->reply.status, 200);
    described(d, spec);
    assert_int_equal(
        tell(d, "POST", "/api/v1/check/certificates/undo", "{'kind':'income','key':'0123456789abcdef'}"),
        204);
    described(d, spec);
    as(d, COORDINATOR);
    seen(d, spec, "/api/v1/certificates?from=2026-03-01&until=2026-03-31");
}

static void death_answered(struct door *d, json_t *spec, const struct office_file *f)
{
    static const char *const REPORTS[] = {",'on':'2026-03-09'", ",'none':true"};

    as(d, COORDINATOR);
    for (size_t i = 0; i < 2; i++) {
        tell(d, "PUT", path(d, "/api/v1/persons/%ld/death", (long)f->child),
             "{'version':%ld,'case_id':%ld%s}", (long)office_version(d, f->case_id), (long)f->case_id,
             REPORTS[i]);
        answered(d, spec, 200);
        seen(d, spec, path(d, "/api/v1/cases/%ld", (long)f->case_id));
        tell(d, "POST", path(d, "/api/v1/persons/%ld/export", (long)f->child), "{'why':'me kërkesën e saj'}");
        answered(d, spec, 200);
    }
}

static void family_register(struct door *d, struct office_file *ret)
{
    as(d, COORDINATOR);
    assert_int_equal(
        tell(d, "POST", "/api/v1/orders",
             "{'kind':'UM','issuer':'Gjykata e Gurit','number':'800','decision_date':'2026-02-10',"
             "'end':'2026-03-20','unit':'Odrie','persons':[{'role':'protected','first_name':'Drita',"
             "'father_name':'Luan','surname':'Shehaj','nid':'J05612001M'},{'role':'dependant','first_name':'"
             "Teuta',"
             "'surname':'Shehaj','birth_date':'2021-05-01'}]}"),
        201);
    ret->case_id = number_at(d, "case_id");
    ret->order = number_at(d, "id");
    ret->mother = number_at(d, "persons.0");
    ret->child = number_at(d, "persons.1");
}

#define GROUND(more)                                                                                          \
    "{'first_name':'Arta','surname':'Gjoka','birth_year':1985,'nid':'H50101001A','unit':'Lunxhëri','kind':'" \
    "economic_aid','decision':'NE-1','decided_on':'2026-02-01'" more "}"

/* Cards on other grounds: a rule, a holder, the card printed and lost, a kindergarten, a list, the cover. */
static void grounds_answered(struct door *d, json_t *spec)
{
    long rule, holder, ground;

    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/ground-rules",
         "{'kind':'economic_aid','service':'transport','source':'VKB 7','from':'2026-01-01'}");
    answered(d, spec, 201);
    rule = (long)number_at(d, "id");
    as(d, AID_OFFICER);
    tell(d, "POST", "/api/v1/grounds", GROUND(",'from':'2026-02-01','until':'2027-01-31'"));
    answered(d, spec, 201);
    holder = (long)number_at(d, "id");
    tell(d, "POST", path(d, "/api/v1/ground-holders/%ld/card", holder), "{'no_hint':true}");
    answered(d, spec, 200);
    assert_non_null(text_at(d, "card.number"));
    ground = (long)number_at(d, "grounds.0.id");
    seen(d, spec, path(d, "/api/v1/ground-holders/%ld", holder));
    seen(d, spec, path(d, "/api/v1/ground-holders/%ld/card.pdf?back=1", holder));
    tell(d, "POST", path(d, "/api/v1/ground-holders/%ld/enrolments", holder),
         "{'organisation':31,'from':'2026-03-01','until':'2026-06-30'}");
    answered(d, spec, 200);
    tell(d, "PUT", path(d, "/api/v1/ground-holders/%ld", holder),
         "{'first_name':'Arta','surname':'Zela','birth_year':1985,'unit':'Lunxhëri','same':false}");
    answered(d, spec, 200);
    tell(d, "POST", "/api/v1/ground-cards", "{'most':5}");
    answered(d, spec, 200);
    tell(d, "POST", path(d, "/api/v1/ground-holders/%ld/card", holder), "{}");
    answered(d, spec, 200);
    seen(d, spec, "/api/v1/ground-cards.pdf?back=1");
    tell(d, "POST", "/api/v1/ground-cards/printed", "{'holders':[{'id':%ld}]}", holder);
    answered(d, spec, 200);
    tell(d, "POST", "/api/v1/grounds/search", "{'words':'art','kind':'economic_aid','skip':0}");
    answered(d, spec, 200);
    assert_int_equal(number_at(d, "total"), 1);
    tell(d, "POST", path(d, "/api/v1/ground-holders/%ld/card/end", holder), "{'why':'lost'}");
    answered(d, spec, 200);
    tell(d, "POST", path(d, "/api/v1/grounds/%ld/end", ground), "{'until':'2026-12-31'}");
    answered(d, spec, 200);
    ask(d, "PUT", "/api/v1/imports/grounds", "Emri;Lloji;Vendimi;Data e vendimit\nBeni;zz;1;2026-01-01\n");
    answered(d, spec, 200);
    seen(d, spec, "/api/v1/ground-rules");
    as(d, ADMINISTRATOR);
    tell(d, "POST", path(d, "/api/v1/ground-rules/%ld/end", rule), "{'until':'2026-12-31'}");
    answered(d, spec, 200);
    as(d, DIRECTOR);
    seen(d, spec, "/api/v1/cover");
    as(d, COORDINATOR);
}

void offices_answered(struct door *d, json_t *spec)
{
    struct office_file f;

    family_register(d, &f);
    applications_answered(d, spec, &f);
    rules_answered(d, spec);
    kindergarten_answered(d, spec, &f);
    desk_answered(d, spec, &f);
    death_answered(d, spec, &f);
    tell(d, "POST", path(d, "/api/v1/persons/%ld/export", (long)f.mother), "{'why':'me kërkesën e saj'}");
    answered(d, spec, 200);
    grounds_answered(d, spec);
}
