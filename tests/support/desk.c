/* Documents, drafts and whatever else lies on the desk, tried at the door. */
#include "support/desk.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "domain/file/draft.h"
#include "domain/upkeep/backup.h"
#include "domain/work/sealed.h"
#include "http/input.h"
#include "support/pdf.h"
#include "support/public_words.h"
#include "support/scanner.h"

struct desk {
    struct door *d;
    json_t *spec;
    const struct office_file *file;
};

static void wrote(const struct desk *t, int status)
{
    if (t->d->reply.status != status)
        fail_msg("%s %s: %d %s %s", t->d->in.method, t->d->in.path, t->d->reply.status, said(t->d, "code"),
                 said(t->d, "field"));
    described(t->d, t->spec);
}

static void reads(const struct desk *t, const char *target)
{
    fetch(t->d, target);
    wrote(t, 200);
}

static void presence(const struct desk *t)
{
    struct door *d = t->d;

    ask(d, "POST", "/api/v1/session/stay", NULL);
    wrote(t, 200);
    reads(t, "/api/v1/drafts/urdher");
    tell(d, "PUT", "/api/v1/drafts/urdher", "{'text':'gjysma'}");
    wrote(t, 204);
    reads(t, "/api/v1/drafts/urdher");
    ask(d, "DELETE", "/api/v1/drafts/urdher", NULL);
    wrote(t, 204);
}

static void calendar(const struct desk *t)
{
    struct door *d = t->d;

    reads(t, "/api/v1/calendar");
    ask(d, "POST", "/api/v1/calendar", NULL);
    wrote(t, 201);
    as(d, NULL);
    reads(t, path(d, "%s", said(d, "path")));
    as(d, COORDINATOR);
    reads(t, "/api/v1/calendar");
    ask(d, "DELETE", "/api/v1/calendar", NULL);
    wrote(t, 204);
}

static void sheet(const struct desk *t)
{
    struct office_card card;

    office_card(t->d, t->file, t->file->mother, "'transport'", &card);
    reads(t, path(t->d, "/api/v1/cases/%ld/cards.pdf", (long)t->file->case_id));
    reads(t, path(t->d, "/api/v1/cases/%ld/cards.pdf?back=1", (long)t->file->case_id));
    tell(t->d, "POST", path(t->d, "/api/v1/cards/%s/revoke", card.number), "{'why':'lost'}");
    wrote(t, 200);
}

static void uploads(const struct desk *t, const char *type, const char *bytes)
{
    struct door *d = t->d;
    long id = (long)number_at(d, "id");

    d->in.content_type = type;
    ask(d, "PUT", path(d, "/api/v1/documents/%ld", id), bytes);
    wrote(t, 200);
    d->in.content_type = NULL;
    reads(t, path(d, "/api/v1/documents/%ld", id));
}

#define LIST                                                                                                 \
    "kind,issuer,number,decision_date,first_name,surname,unit,birth_date,measures\n"                         \
    "UMM,Gjykata,901/2026,2026-03-01,Liri,Malo,Cepo,1990-01-02,a d\n"                                        \
    "UMM,Gjykata,902/2026,2026-03-01,Liri,-,Cepo,1990-01-02,\n"

static void letters_answered(const struct desk *t)
{
    const int64_t order = register_int(t->d->r, "SELECT order_id FROM measure_doubt");
    const int64_t file = register_int(t->d->r, "SELECT max(id) FROM case_file");

    reads(t, path(t->d, "/api/v1/cases/%ld/timeline", (long)file));
    reads(t, path(t->d, "/api/v1/orders/%ld", (long)order));
    assert_string_equal(text_at(t->d, "letters_asked.0.by_register.code"), "distance");
    tell(t->d, "POST", path(t->d, "/api/v1/orders/%ld/measures-meant", (long)order),
         "{'version':%ld,'meant':[{'letter':'d','code':'distance'}]}", (long)office_version(t->d, file));
    wrote(t, 200);
    assert_string_equal(text_at(t->d, "measures.1.code"), "distance");
}

static void imports(const struct desk *t)
{
    as(t->d, COORDINATOR);
    ask(t->d, "GET", "/api/v1/imports/orders/template.csv", NULL);
    wrote(t, 200);
    t->d->in.query = "skip_bad=1&confirm=end_beyond_term";
    ask(t->d, "PUT", "/api/v1/imports/orders/preview", LIST);
    wrote(t, 200);
    ask(t->d, "PUT", "/api/v1/imports/orders", LIST);
    wrote(t, 200);
    t->d->in.query = NULL;
    assert_int_equal(number_at(t->d, "taken"), 1);
    assert_int_equal(number_at(t->d, "bad"), 1);
    letters_answered(t);
}

static void documents(const struct desk *t)
{
    const char *to = path(t->d, "/api/v1/cases/%ld/documents", (long)t->file->case_id);
    struct door *d = t->d;
    long scan;

    tell(d, "POST", to, "{'version':%ld,'title':'Urdhri i skanuar','order':%ld}",
         (long)office_version(t->d, t->file->case_id), (long)t->file->order);
    wrote(t, 201);
    scan = (long)number_at(d, "id");
    reads(t, to);
    as(d, COORDINATOR);
    tell(d, "POST", to, "{'version':%ld,'title':'Fotografi'}", (long)office_version(t->d, t->file->case_id));
    wrote(t, 201);
    uploads(t, "application/pdf", PDF_OF("fotografi"));
    tell(d, "POST", path(d, "/api/v1/documents/%ld/withdraw", scan), "{'version':%ld}",
         (long)office_version(t->d, t->file->case_id));
    wrote(t, 200);
    reads(t, to);
}

/* Two empty files that nobody keeps any more: of one the question is taken back, the other goes. */
static void erasures(const struct desk *t)
{
    struct door *d = t->d;

    must(db_script(d->r->db,
                   "INSERT INTO case_file (id, number, unit_id, created_at) VALUES (700, '700/2010', 1, 1), "
                   "(701, '701/2010', 1, 1)"));
    as(d, COORDINATOR);
    tell(d, "POST", "/api/v1/erasures", "{'what':'file','record':700}");
    wrote(t, 201);
    tell(d, "POST", path(d, "/api/v1/erasures/%ld/withdraw", (long)number_at(d, "id")), "{}");
    wrote(t, 200);
    tell(d, "POST", "/api/v1/erasures", "{'what':'file','record':701}");
    wrote(t, 201);
    as(d, DIRECTOR);
    reads(t, "/api/v1/erasures");
    tell(d, "POST", path(d, "/api/v1/erasures/%ld/approve", (long)number_at(d, "erasures.0.id")), "{}");
    wrote(t, 200);
    reads(t, "/api/v1/erasures");
}

static void administration(const struct desk *t)
{
    struct backup backup;
    struct door *d = t->d;

    as(d, ADMINISTRATOR);
    tell(d, "POST", "/api/v1/units", "{'name':'Njësi e re'}");
    wrote(t, 201);
    tell(d, "PATCH", path(d, "/api/v1/units/%ld", (long)number_at(d, "id")),
         "{'name':'Njësi e vjetër','active':false,'outside':true}");
    wrote(t, 204);
    reads(t, "/api/v1/units");
    reads(t, "/api/v1/condition");
    reads(t, "/api/v1/backups");
    must(backup_make(&d->r->work, d->r->dir, &backup));
    reads(t, "/api/v1/backups");
    d->app.copies = path(d, "%s/copies", d->r->dir);
    assert_int_equal(mkdir(d->app.copies, S_IRWXU), 0);
    ask(d, "POST", "/api/v1/backups", NULL);
    wrote(t, 201);
    erasures(t);
    as(d, AUDITOR);
    reads(t, "/api/v1/audit?limit=3&from=2026-03-10&until=2026-03-10");
    reads(t, path(d, "/api/v1/audit?number=%ld/2026", (long)t->file->case_id));
    reads(t, "/api/v1/audit.csv?from=2026-03-01&until=2026-03-10");
    reads(t, "/api/v1/audit/visits.csv?from=2026-03-01&until=2026-03-10");
}

#define YEARLY "/api/v1/yearly-reports/2025"

/* Two versions by a coordinator, one without a section; then it is signed. */
static void yearly_report(const struct desk *t)
{
    struct door *d = t->d;

    as(d, COORDINATOR);
    reads(t, YEARLY);
    assert_int_equal(number_at(d, "version"), 0);
    tell(d, "PUT", YEARLY "/sections/1", "{'version':0,'heading':'Zyra','text':'Urdhra: {units.orders}.'}");
    wrote(t, 200);
    tell(d, "POST", YEARLY "/sections/2/removal", "{'version':1}");
    wrote(t, 200);
    reads(t, YEARLY "/versions/1");
    as(d, DIRECTOR);
    tell(d, "POST", YEARLY "/sign", "{'version':2}");
    wrote(t, 200);
    assert_int_equal(number_at(d, "version"), 3);
    reads(t, YEARLY);
    assert_int_equal(number_at(d, "version"), 3);
    reads(t, YEARLY ".pdf");
    reads(t, YEARLY ".odt");
}

#define PAGE "/api/v1/public-page"

/* A coordinator writes, and takes it back; a director approves; anybody of the office looks at it before. */
static void public_page(const struct desk *t)
{
    struct door *d = t->d;

    d->app.public_source = &PUBLIC_WORDS;
    as(d, ADMINISTRATOR);
    reads(t, PAGE);
    assert_int_equal(number_at(d, "version"), 0);
    as(d, COORDINATOR);
    tell(d, "PUT", PAGE "/texts/lead", "{'version':0,'sq':'Zyra 3.','en':'Office 3.','el':'Γραφείο 3.'}");
    wrote(t, 200);
    tell(d, "PUT", PAGE "/numbers",
         "{'version':1,'phone':'084 000 111','line':'116 117','leave':'https://bashkia.example.al/'}");
    wrote(t, 200);
    tell(d, "POST", PAGE "/restore", "{'version':2,'restored':1}");
    wrote(t, 200);
    tell(d, "POST", PAGE "/restore", "{'version':3,'restored':2}");
    wrote(t, 200);
    reads(t, PAGE "/versions/0/index.html");
    reads(t, PAGE "/versions/4/el.html");
    reads(t, PAGE "/versions/4/page.css");
    reads(t, PAGE "/versions/4/leave.js");
    as(d, DIRECTOR);
    tell(d, "POST", PAGE "/approve", "{'version':4}");
    wrote(t, 200);
    reads(t, PAGE);
    assert_int_equal(number_at(d, "published"), 4);
}

static void figures(const struct desk *t)
{
    static const char SQL_CHECK[] =
        "INSERT INTO check_count (on_day, organisation_id, service, result, count) "
        "VALUES ('2026-03-09', 30, 'transport', 'ok', 7)";

    must(db_exec(t->d->r->db, SQL_CHECK, NO_BINDS));
    as(t->d, DIRECTOR);
    reads(t, "/api/v1/statistics/series");
    reads(t, "/api/v1/statistics/series?from=2026-01&until=2026-03");
    reads(t, "/api/v1/statistics/series.csv?from=2026-01");
    reads(t, "/api/v1/indicator-targets");
    tell(t->d, "PUT", "/api/v1/indicator-targets/2.1.2.meetings",
         "{'version':0,'source':'Plani social','years':[{'year':2025,'target':3},{'year':2026,'target':3}]}");
    wrote(t, 200);
    reads(t, "/api/v1/indicator-targets");
    reads(t, "/api/v1/reports/plan?year=2025");
    reads(t, "/api/v1/reports");
    reads(t, "/api/v1/reports/units?year=2025");
    reads(t, "/api/v1/reports/plan.csv?year=2025");
    reads(t, "/api/v1/reports/courts.xlsx?year=2025");
    reads(t, "/api/v1/reports/istanbul.pdf?year=2025");
    as(t->d, COORDINATOR);
    reads(t, "/api/v1/reports/benefits?from=2026-01-01&until=2026-02-28");
    reads(t, "/api/v1/reports/eige/files?year=2026&row=0&column=10");
    yearly_report(t);
}

void desk_answers(struct door *d, json_t *spec, const struct office_file *f)
{
    const struct desk t = {d, spec, f};

    as(d, COORDINATOR);
    presence(&t);
    calendar(&t);
    sheet(&t);
    documents(&t);
    imports(&t);
    administration(&t);
    figures(&t);
    public_page(&t);
    as(d, COORDINATOR);
}

static const struct refusal ATTACHMENTS[] = {
    {COORDINATOR, "GET", "/api/v1/cases/$sealed/documents", NULL, 403, "sealed_file"},
    {COORDINATOR, "POST", "/api/v1/cases/$sealed/documents", "{'version':1,'title':'A'}", 403, "sealed_file"},
    {COORDINATOR, "GET", "/api/v1/documents/$s_document", NULL, 403, "sealed_file"},
    {COORDINATOR, "PUT", "/api/v1/documents/$s_document", "", 403, "sealed_file"},
    {COORDINATOR, "POST", "/api/v1/documents/$s_document/withdraw", "{'version':1}", 403, "sealed_file"},
    {COORDINATOR, "GET", "/api/v1/cases/99/cards.pdf", NULL, 404, "no_such_case"},
    {COORDINATOR, "GET", "/api/v1/cases/$sealed/cards.pdf", NULL, 403, "sealed_file"},
    {COORDINATOR, "GET", "/api/v1/cases/$bare/cards.pdf", NULL, 404, "no_card"},
    {COORDINATOR, "GET", "/api/v1/cases/99/documents", NULL, 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/99/documents", "{'version':1,'title':'A'}", 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/documents", "{'version':999,'title':'A'}", 409,
     "stale_version"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/documents", "{'version':$v,'title':'A','order':$ended}", 422,
     "other_file"},
    {COORDINATOR, "PUT", "/api/v1/documents/99", "x", 404, "no_such_attachment"},
    {COORDINATOR, "GET", "/api/v1/documents/99", NULL, 404, "no_such_attachment"},
    {COORDINATOR, "POST", "/api/v1/documents/99/withdraw", "{'version':1}", 404, "no_such_attachment"},
    {COORDINATOR, "PUT", "/api/v1/documents/$document", "%PDF-1.7", 415, "unknown_media_type"},
    {COORDINATOR, "POST", "/api/v1/documents/$document/withdraw", "{'version':999}", 409, "stale_version"},
};
static const struct refusal UPLOADS[] = {
    {COORDINATOR, "PUT", "/api/v1/documents/$document", "", 422, "empty"},
    {COORDINATOR, "PUT", "/api/v1/documents/$document", "GIF89a", 422, "not_of_its_type"},
    {COORDINATOR, "PUT", "/api/v1/documents/$document", "%PDF-<html>", 422, "not_readable"},
    {COORDINATOR, "PUT", "/api/v1/documents/$document", PDF_OF("A"), 200, ""},
    {COORDINATOR, "PUT", "/api/v1/documents/$document", PDF_OF("B"), 409, "has_content"},
};
static const struct refusal WITHDRAWN[] = {
    {COORDINATOR, "POST", "/api/v1/documents/$document/withdraw", "{'version':$v}", 200, ""},
    {COORDINATOR, "POST", "/api/v1/documents/$document/withdraw", "{'version':$v}", 409, "withdrawn"},
    {COORDINATOR, "PUT", "/api/v1/documents/$document", "%PDF-1.7", 409, "withdrawn"},
    {COORDINATOR, "GET", "/api/v1/documents/$document", NULL, 409, "withdrawn"},
};

/* Before it has its content: what the scanner knows is not kept. */
static void virus_refused(struct scene *s)
{
    static const struct refusal FOUND[] = {
        {COORDINATOR, "PUT", "/api/v1/documents/$document", SCANNER_VIRUS, 422, "infected"}};
    struct scanner scanner;

    scanner_start(&scanner);
    s->d->app.virus_socket = scanner.socket;
    scene_refuses(s, FOUND, COUNT(FOUND));
    s->d->app.virus_socket = NULL;
    scanner_stop(&scanner);
}

/* One row more than a request takes. */
static void lists_refused(struct scene *s)
{
    static char rows[16000] = "kind,issuer,number,decision_date,first_name,surname,unit\n";
    static char names[16000] = "name\n";
    static char grounds[17000] = "first_name;kind;decision;decided_on\n";
    size_t n = strlen(rows);
    const struct refusal LONG[] = {
        {COORDINATOR, "PUT", "/api/v1/imports/orders", rows, 413, "too_many_rows"},
        {COORDINATOR, "PUT", "/api/v1/imports/orders/preview", rows, 413, "too_many_rows"},
        {COORDINATOR, "PUT", "/api/v1/imports/contact-points", names, 413, "too_many_rows"},
        {AID_OFFICER, "PUT", "/api/v1/imports/grounds", grounds, 413, "too_many_rows"},
    };
    static const struct refusal ANSWERS[] = {
        {COORDINATOR, "PUT", "/api/v1/imports/orders", "", 422, "too_many"},
        {COORDINATOR, "PUT", "/api/v1/imports/orders/preview", "", 422, "too_many"},
    };

    for (int i = 0; i <= 5000; i++, n += 3)
        memcpy(rows + n, "UM\n", 4);
    memcpy(grounds + strlen(grounds), strchr(rows, '\n') + 1, strlen(strchr(rows, '\n')));
    memcpy(names + strlen(names), strchr(rows, '\n') + 1, strlen(strchr(rows, '\n')));
    scene_refuses(s, LONG, COUNT(LONG));
    s->d->in.query =
        "confirm=a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,"
        "r,s,t,u,v,w,x,y,z";
    scene_refuses(s, ANSWERS, COUNT(ANSWERS));
    s->d->in.query = NULL;
}

static void documents_refused(struct scene *s)
{
    char bare[24];

    as(s->d, COORDINATOR);
    assert_int_equal(tell(s->d, "POST", "/api/v1/cases", "{'unit':'Cepo'}"), 201);
    snprintf(bare, sizeof bare, "%ld", (long)number_at(s->d, "id"));
    scene_set(s, "bare", bare);
    scene_refuses(s, ATTACHMENTS, COUNT(ATTACHMENTS));
    s->d->in.content_type = "application/pdf";
    virus_refused(s);
    lists_refused(s);
    scene_refuses(s, UPLOADS, COUNT(UPLOADS));
    s->d->in.content_type = NULL;
    scene_refuses(s, WITHDRAWN, COUNT(WITHDRAWN));
}

static void drafts_refused(struct scene *s)
{
    static const struct refusal ONE_MORE[] = {
        {COORDINATOR, "PUT", "/api/v1/drafts/tjeter", "{'text':'a'}", 409, "too_many_drafts"}};

    as(s->d, COORDINATOR);
    for (int i = 0; i < DRAFTS_MAX; i++)
        assert_int_equal(tell(s->d, "PUT", path(s->d, "/api/v1/drafts/d%d", i), "{'text':'a'}"), 204);
    scene_refuses(s, ONE_MORE, COUNT(ONE_MORE));
}

#define WANTS(indicator) COORDINATOR, "PUT", "/api/v1/indicator-targets/" indicator
static const struct refusal OFFICE[] = {
    {ADMINISTRATOR, "POST", "/api/v1/units", "{'name':'LUNXHERI'}", 409, "name_taken"},
    {ADMINISTRATOR, "PATCH", "/api/v1/units/1", "{'name':'Lunxhëri'}", 409, "name_taken"},
    {ADMINISTRATOR, "PATCH", "/api/v1/units/99", "{'active':true}", 404, "no_such_unit"},
    {ADMINISTRATOR, "PATCH", "/api/v1/units/$unit", "{'active':false}", 204, ""},
    {COORDINATOR, "POST", "/api/v1/cases", "{'unit':'Lazarat'}", 422, "retired_unit"},
    {COORDINATOR, "POST", "/api/v1/orders",
     "{'kind':'UMM','hearing_on':'2026-03-21','issuer':'$court','number':'77','unit':'Lazarat','decision_"
     "date':'2026-03-01','persons':["
     "{"
     "'role':'protected','first_name':'Vera','surname':'Lumi'}]}",
     422, "retired_unit"},
    {ADMINISTRATOR, "PATCH", "/api/v1/units/$unit", "{'active':true}", 204, ""},
    {DIRECTOR, "GET", "/api/v1/statistics/series?from=2026-03&until=2026-01", NULL, 422, "out_of_order"},
    {DIRECTOR, "GET", "/api/v1/statistics/series?until=2026-04", NULL, 422, "in_future"},
    {DIRECTOR, "GET", "/api/v1/statistics/series?from=2020-01&until=2026-01", NULL, 422, "too_many_months"},
    {DIRECTOR, "GET", "/api/v1/statistics/series.csv?from=2026-03&until=2026-01", NULL, 422, "out_of_order"},
    {DIRECTOR, "GET", "/api/v1/statistics/series.csv?until=2026-04", NULL, 422, "in_future"},
    {DIRECTOR, "GET", "/api/v1/statistics/series.csv?from=2020-01&until=2026-01", NULL, 422,
     "too_many_months"},
    {WANTS("2.1.2.meetings"), "{'version':0,'years':[{'year':1976,'target':3}]}", 422, "before_the_law"},
    {WANTS("2.1.2.meetings"), "{'version':0,'years':[{'year':2076,'target':3}]}", 422, "year_too_far"},
    {WANTS("2.1.2.meetings"), "{'version':0,'years':[{'year':2026,'target':3},{'year':2026,'target':4}]}",
     422, "year_twice"},
    {WANTS("2.1.2.meetings"), "{'version':0,'years':[{'year':2026,'target':-1}]}", 422, "out_of_range"},
    {WANTS("2.1.2.meetings"), "{'version':0,'years':[{'target':3}]}", 422, "required"},
    {WANTS("2.1.2.meetings"), "{'version':9,'years':[]}", 409, "target_changed"},
    {WANTS("3.2.3.posted"), "{'version':0,'years':[]}", 404, "no_such_indicator"},
    {DIRECTOR, "GET", "/api/v1/reports/zz", NULL, 404, "no_such_report"},
    {DIRECTOR, "GET", "/api/v1/reports/units?year=1999", NULL, 422, "before_the_law"},
    {DIRECTOR, "GET", "/api/v1/reports/units?year=2099", NULL, 422, "in_future"},
    {DIRECTOR, "GET", "/api/v1/reports/units?from=2026-02-01&until=2026-01-01", NULL, 422, "out_of_order"},
    {DIRECTOR, "GET", "/api/v1/reports/units?from=2026-02-01", NULL, 422, "required"},
    {DIRECTOR, "GET", "/api/v1/reports/units?from=2008-01-01&until=2026-01-01", NULL, 422, "too_many_years"},
    {DIRECTOR, "GET", "/api/v1/reports/units?year=2025&from=2026-01-01", NULL, 422, "year_or_days"},
    {DIRECTOR, "GET", "/api/v1/reports/units?year=2026", NULL, 422, "year_not_over"},
    {COORDINATOR, "GET", "/api/v1/reports/zz/files", NULL, 404, "no_such_report"},
    {COORDINATOR, "GET", "/api/v1/reports/units/files?year=1999", NULL, 422, "before_the_law"},
    {COORDINATOR, "GET", "/api/v1/reports/units/files?year=2099", NULL, 422, "in_future"},
    {COORDINATOR, "GET", "/api/v1/reports/units/files?from=2026-02-01&until=2026-01-01", NULL, 422,
     "out_of_order"},
    {COORDINATOR, "GET", "/api/v1/reports/units/files?from=2026-02-01", NULL, 422, "required"},
    {COORDINATOR, "GET", "/api/v1/reports/units/files?from=2008-01-01&until=2026-01-01", NULL, 422,
     "too_many_years"},
    {COORDINATOR, "GET", "/api/v1/reports/units/files?year=2025&from=2026-01-01", NULL, 422, "year_or_days"},
    {COORDINATOR, "GET", "/api/v1/reports/units/files?row=99", NULL, 422, "unknown_cell"},
    {DIRECTOR, "GET", "/api/v1/reports/zz.csv", NULL, 404, "no_such_report"},
    {DIRECTOR, "GET", "/api/v1/reports/units.csv?year=1999", NULL, 422, "before_the_law"},
    {DIRECTOR, "GET", "/api/v1/reports/units.csv?year=2099", NULL, 422, "in_future"},
    {DIRECTOR, "GET", "/api/v1/reports/units.csv?from=2026-02-01&until=2026-01-01", NULL, 422,
     "out_of_order"},
    {DIRECTOR, "GET", "/api/v1/reports/units.csv?from=2026-02-01", NULL, 422, "required"},
    {DIRECTOR, "GET", "/api/v1/reports/units.csv?from=2008-01-01&until=2026-01-01", NULL, 422,
     "too_many_years"},
    {DIRECTOR, "GET", "/api/v1/reports/units.csv?year=2025&from=2026-01-01", NULL, 422, "year_or_days"},
    {DIRECTOR, "GET", "/api/v1/reports/units.csv?year=2026", NULL, 422, "year_not_over"},
    {DIRECTOR, "GET", "/api/v1/reports/zz.xlsx", NULL, 404, "no_such_report"},
    {DIRECTOR, "GET", "/api/v1/reports/units.xlsx?year=1999", NULL, 422, "before_the_law"},
    {DIRECTOR, "GET", "/api/v1/reports/units.xlsx?year=2099", NULL, 422, "in_future"},
    {DIRECTOR, "GET", "/api/v1/reports/units.xlsx?from=2026-02-01&until=2026-01-01", NULL, 422,
     "out_of_order"},
    {DIRECTOR, "GET", "/api/v1/reports/units.xlsx?from=2026-02-01", NULL, 422, "required"},
    {DIRECTOR, "GET", "/api/v1/reports/units.xlsx?from=2008-01-01&until=2026-01-01", NULL, 422,
     "too_many_years"},
    {DIRECTOR, "GET", "/api/v1/reports/units.xlsx?year=2025&from=2026-01-01", NULL, 422, "year_or_days"},
    {DIRECTOR, "GET", "/api/v1/reports/units.xlsx?year=2026", NULL, 422, "year_not_over"},
    {DIRECTOR, "GET", "/api/v1/reports/zz.pdf", NULL, 404, "no_such_report"},
    {DIRECTOR, "GET", "/api/v1/reports/units.pdf?year=1999", NULL, 422, "before_the_law"},
    {DIRECTOR, "GET", "/api/v1/reports/units.pdf?year=2099", NULL, 422, "in_future"},
    {DIRECTOR, "GET", "/api/v1/reports/units.pdf?from=2026-02-01&until=2026-01-01", NULL, 422,
     "out_of_order"},
    {DIRECTOR, "GET", "/api/v1/reports/units.pdf?from=2026-02-01", NULL, 422, "required"},
    {DIRECTOR, "GET", "/api/v1/reports/units.pdf?from=2008-01-01&until=2026-01-01", NULL, 422,
     "too_many_years"},
    {DIRECTOR, "GET", "/api/v1/reports/units.pdf?year=2025&from=2026-01-01", NULL, 422, "year_or_days"},
    {DIRECTOR, "GET", "/api/v1/reports/units.pdf?year=2026", NULL, 422, "year_not_over"},
    {AUDITOR, "GET", "/api/v1/audit.csv?from=2026-03-01", NULL, 422, "required"},
    {AUDITOR, "GET", "/api/v1/audit/visits.csv?from=2026-03-01", NULL, 422, "required"},
    {AUDITOR, "GET", "/api/v1/audit/visits.csv?from=2026-03-02&until=2026-03-01", NULL, 422, "out_of_order"},
    {AUDITOR, "GET", "/api/v1/audit/visits.csv?from=2025-03-02&until=2026-03-03", NULL, 422, "too_many_days"},
    {AUDITOR, "GET", "/api/v1/audit.csv?from=2026-03-02&until=2026-03-01", NULL, 422, "out_of_order"},
    {AUDITOR, "GET", "/api/v1/audit.csv?from=2025-03-02&until=2026-03-03", NULL, 422, "too_many_days"},
};

#define YEAR(year, rest)       "/api/v1/yearly-reports/" year rest
#define SECTION(year, number)  COORDINATOR, "PUT", YEAR(year, "/sections/" number)
#define REMOVES(year, number)  COORDINATOR, "POST", YEAR(year, "/sections/" number "/removal")
#define SIGNS(year)            DIRECTOR, "POST", YEAR(year, "/sign")
#define SAYS(version, heading) "{'version':" version ",'heading':'" heading "','text':'Një.'}"
#define SEEN(version)          "{'version':" version "}"
static const struct refusal YEARLY_READ[] = {
    {DIRECTOR, "GET", YEAR("1999", ""), NULL, 422, "before_the_law"},
    {DIRECTOR, "GET", YEAR("2099", ""), NULL, 422, "in_future"},
    {DIRECTOR, "GET", YEAR("2026", ""), NULL, 422, "year_not_over"},
    {DIRECTOR, "GET", YEAR("1999", ".pdf"), NULL, 422, "before_the_law"},
    {DIRECTOR, "GET", YEAR("2099", ".pdf"), NULL, 422, "in_future"},
    {DIRECTOR, "GET", YEAR("2026", ".pdf"), NULL, 422, "year_not_over"},
    {DIRECTOR, "GET", YEAR("1999", ".odt"), NULL, 422, "before_the_law"},
    {DIRECTOR, "GET", YEAR("2099", ".odt"), NULL, 422, "in_future"},
    {DIRECTOR, "GET", YEAR("2026", ".odt"), NULL, 422, "year_not_over"},
    {DIRECTOR, "GET", YEAR("2024", "/versions/1"), NULL, 404, "no_such_version"},
    {SIGNS("1999"), SEEN("1"), 422, "before_the_law"},
    {SIGNS("2099"), SEEN("1"), 422, "in_future"},
    {SIGNS("2026"), SEEN("1"), 422, "year_not_over"},
    {SIGNS("2024"), SEEN("0"), 409, "nothing_written"},
};
static const struct refusal YEARLY_WRITTEN[] = {
    {SECTION("1999", "1"), SAYS("0", "Zyra"), 422, "before_the_law"},
    {SECTION("2099", "1"), SAYS("0", "Zyra"), 422, "in_future"},
    {SECTION("2026", "1"), SAYS("0", "Zyra"), 422, "year_not_over"},
    {SECTION("2024", "1"), SAYS("0", "{zz}"), 422, "unknown_figure"},
    {SECTION("2024", "1"), SAYS("0", "a\\nb"), 422, "several_lines"},
    {SECTION("2024", "99"), SAYS("0", "Zyra"), 404, "no_such_section"},
    {SECTION("2024", "1"), SAYS("4", "Zyra"), 409, "report_changed"},
    {REMOVES("1999", "1"), SEEN("0"), 422, "before_the_law"},
    {REMOVES("2099", "1"), SEEN("0"), 422, "in_future"},
    {REMOVES("2026", "1"), SEEN("0"), 422, "year_not_over"},
    {REMOVES("2024", "99"), SEEN("0"), 404, "no_such_section"},
    {REMOVES("2024", "1"), SEEN("4"), 409, "report_changed"},
};
/* A director who wrote a version while she was a coordinator; then the other year, which another wrote. */
static const struct refusal YEARLY_SIGNED[] = {
    {SIGNS("2023"), SEEN("1"), 409, "wrote_it"},
    {SECTION("2024", "1"), SAYS("0", "Zyra"), 200, ""},
    {SIGNS("2024"), SEEN("0"), 409, "report_changed"},
    {SIGNS("2024"), SEEN("1"), 200, ""},
    {SIGNS("2024"), SEEN("2"), 409, "report_signed"},
    {SECTION("2024", "1"), SAYS("2", "Zyra"), 409, "report_signed"},
    {REMOVES("2024", "1"), SEEN("2"), 409, "report_signed"},
};
static const struct refusal YEARLY_LAST[] = {{REMOVES("2023", "1"), SEEN("$last"), 409, "last_section"}};

/* A figure that a later program counts no more: the text is read as it stands, and nobody signs it so. */
static const struct refusal YEARLY_OLDER[] = {
    {DIRECTOR, "GET", YEAR("2022", ""), NULL, 200, ""},
    {SIGNS("2022"), SEEN("1"), 422, "unknown_figure"},
};

static void yearly_older(struct test_register *r)
{
    static const char SQL_ADD[] =
        "INSERT INTO yearly_report (id, year, version, signed, written_at, written_by, key_id, text_sealed) "
        "VALUES (:id, 2022, 1, 0, 1, 91, :key, :text)";
    CLEANUP(buf_free) struct buf sealed = {0};
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t id, key;

    must(tx_begin(&tx, r->db));
    must(id_next(&r->work, "yearly_report", &id));
    must(owner_key_new(&r->work, &key));
    must(sealed_text(&r->work, OF_KEY(key), "yearly_report", "text", id, "Urdhra: {zz.orders}.", &sealed));
    must(db_exec(r->db, SQL_ADD, BINDS(INT(":id", id), INT(":key", key), SEALED(":text", sealed))));
    must(tx_commit(&tx));
}

static void director_is(struct scene *s, const char *role)
{
    must(db_exec(s->d->r->db, "UPDATE account SET role = :role WHERE name = 'director'",
                 BINDS(TEXT(":role", role))));
}

/* All but one of the sections are taken out; the last one stays. */
static void yearly_emptied(struct scene *s)
{
    char last[24];
    int version = 1;

    as(s->d, COORDINATOR);
    while (tell(s->d, "POST", YEAR("2023", "/sections/1/removal"), "{'version':%d}", version) == 200)
        version++;
    assert_true(version > 5);
    snprintf(last, sizeof last, "%d", version);
    scene_set(s, "last", last);
    scene_refuses(s, YEARLY_LAST, COUNT(YEARLY_LAST));
}

static void yearly_refused(struct scene *s)
{
    scene_refuses(s, YEARLY_READ, COUNT(YEARLY_READ));
    scene_refuses(s, YEARLY_WRITTEN, COUNT(YEARLY_WRITTEN));
    director_is(s, "coordinator");
    as(s->d, DIRECTOR);
    assert_int_equal(tell(s->d, "PUT", YEAR("2023", "/sections/1"), SAYS("0", "Zyra")), 200);
    director_is(s, "director");
    scene_refuses(s, YEARLY_SIGNED, COUNT(YEARLY_SIGNED));
    yearly_emptied(s);
    yearly_older(s->d->r);
    scene_refuses(s, YEARLY_OLDER, COUNT(YEARLY_OLDER));
}

#define WRITES(body)  COORDINATOR, "PUT", PAGE "/texts/lead", "{'version':0,'sq':'" body "'}"
#define NUMBERS(said) COORDINATOR, "PUT", PAGE "/numbers", "{'version':0," said "}"
static const struct refusal PAGE_NOT_BUILT[] = {
    {DIRECTOR, "GET", PAGE, NULL, 404, "pages_not_built"},
    {DIRECTOR, "GET", PAGE "/versions/0/index.html", NULL, 404, "pages_not_built"},
    {WRITES("Zyra 3."), 404, "pages_not_built"},
    {DIRECTOR, "POST", PAGE "/approve", "{'version':1}", 404, "pages_not_built"},
};
static const struct refusal PAGE_WRITTEN[] = {
    {DIRECTOR, "GET", PAGE "/versions/7/index.html", NULL, 404, "no_such_version"},
    {DIRECTOR, "GET", PAGE "/versions/0/check.db", NULL, 404, "not_found"},
    {COORDINATOR, "PUT", PAGE "/texts/nuk.ka", "{'version':0}", 404, "no_such_text"},
    {COORDINATOR, "PUT", PAGE "/texts/title", "{'version':0,'sq':'Dhuna'}", 404, "no_such_text"},
    {WRITES("<script>x</script>"), 422, "markup"},
    {WRITES("https://tjeter.example"), 422, "link"},
    {WRITES("data:image/png;base64,AA"), 422, "picture"},
    {WRITES("a\\nb"), 422, "several_lines"},
    {WRITES("[[amount]]"), 422, "unknown_place"},
    {COORDINATOR, "PUT", PAGE "/texts/rights.payment.amount", "{'version':0,'sq':'9 000 lekë'}", 422,
     "place_missing"},
    {WRITES(""), 409, "nothing_changed"},
    {COORDINATOR, "PUT", PAGE "/texts/lead", "{'version':5,'sq':'Zyra 3.'}", 409, "page_changed"},
    {NUMBERS("'leave':'http://x.al'"), 422, "bad_address"},
    {NUMBERS("'leave':'https://karta.example.al/'"), 422, "host_of_cards"},
    {NUMBERS("'line':'www.129.al'"), 422, "link"},
    {NUMBERS("'line':'<b>129</b>'"), 422, "markup"},
    {NUMBERS("'line':'data:image/x 129'"), 422, "picture"},
    {NUMBERS("'line':'129\\n112'"), 422, "several_lines"},
    {NUMBERS("'phone':'tani'"), 422, "no_number"},
    {NUMBERS("'line':''"), 409, "nothing_changed"},
    {COORDINATOR, "PUT", PAGE "/numbers", "{'version':5,'line':'129'}", 409, "page_changed"},
    {COORDINATOR, "POST", PAGE "/restore", "{'version':0,'restored':7}", 404, "no_such_version"},
    {COORDINATOR, "POST", PAGE "/restore", "{'version':0,'restored':0}", 409, "nothing_changed"},
    {COORDINATOR, "POST", PAGE "/restore", "{'version':5,'restored':0}", 409, "page_changed"},
};
static const struct refusal PAGE_APPROVED[] = {
    {WRITES("Zyra 3."), 200, ""},
    {COORDINATOR, "POST", PAGE "/approve", "{'version':1}", 409, "wrote_it"},
    {DIRECTOR, "POST", PAGE "/approve", "{'version':1}", 409, "leave_missing"},
    {COORDINATOR, "PUT", PAGE "/numbers", "{'version':1,'leave':'https://bashkia.al/'}", 200, ""},
    {DIRECTOR, "POST", PAGE "/approve", "{'version':1}", 409, "page_changed"},
    {DIRECTOR, "POST", PAGE "/approve", "{'version':2}", 200, ""},
    {DIRECTOR, "POST", PAGE "/approve", "{'version':2}", 409, "already_approved"},
};

static void public_refused(struct scene *s)
{
    scene_refuses(s, PAGE_NOT_BUILT, COUNT(PAGE_NOT_BUILT));
    s->d->app.public_source = &PUBLIC_WORDS;
    scene_refuses(s, PAGE_WRITTEN, COUNT(PAGE_WRITTEN));
    scene_refuses(s, PAGE_APPROVED, COUNT(PAGE_APPROVED));
    s->d->app.public_source = NULL;
}

static void office_refused(struct scene *s)
{
    static const char SQL_UNIT[] = "SELECT id FROM unit WHERE name_folded = 'lazarat'";
    char id[24];

    snprintf(id, sizeof id, "%ld", (long)register_int(s->d->r, SQL_UNIT));
    scene_set(s, "unit", id);
    scene_refuses(s, OFFICE, COUNT(OFFICE));
}

void desk_refuses(struct scene *s)
{
    office_refused(s);
    yearly_refused(s);
    public_refused(s);
    documents_refused(s);
    drafts_refused(s);
}
