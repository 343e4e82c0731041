/* What is written down and what is told: no check leaves a trace of a card, no checker learns of the reason,
 * no name stands readable in the database, and every look into a file is in the log. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/instant.h"
#include "domain/check/tally.h"
#include "domain/office/audit_chain.h"
#include "support/dump.h"
#include "support/office.h"
#include "support/pdf.h"

#define DATABASE_MAX (64 << 20)

/* Standard error goes into a file until log_end(), which appends what was written. */
struct log_capture {
    int saved;
    char path[160];
};

static void log_begin(struct door *d, struct log_capture *l)
{
    FILE *f;

    snprintf(l->path, sizeof l->path, "%s/log", d->r->dir);
    fflush(stderr);
    assert_true((l->saved = dup(STDERR_FILENO)) >= 0);
    assert_non_null(f = fopen(l->path, "w"));
    assert_true(dup2(fileno(f), STDERR_FILENO) >= 0);
    fclose(f);
}

static void log_end(struct log_capture *l, struct buf *ret)
{
    fflush(stderr);
    assert_true(dup2(l->saved, STDERR_FILENO) >= 0);
    close(l->saved);
    must(file_read(l->path, 1 << 20, ret));
}

static void number_plain(const char *shown, char ret[CARD_NUMBER_TEXT])
{
    size_t n = 0;

    for (; *shown; shown++)
        if (*shown != '-')
            ret[n++] = *shown;
    ret[n] = '\0';
}

/* Neither the text, nor the number in either spelling, nor the digest in hex. */
static void card_absent(const char *where, const struct office_card *c)
{
    char plain[CARD_NUMBER_TEXT], hex[2 * DIGEST_SIZE + 1];
    uint8_t bytes[CARD_TEXT_MAX], digest[DIGEST_SIZE];
    const char *reason;
    size_t n;

    number_plain(c->number, plain);
    must(card_text_decode(c->text, strlen(c->text), bytes, &n, &reason));
    must(digest_sha256(bytes, n, digest));
    assert_null(strcasestr(where, c->number));
    assert_null(strcasestr(where, plain));
    assert_null(strcasestr(where, c->text + 3));
    assert_null(strcasestr(where, digest_hex(digest, sizeof digest, hex)));
}

/* What one day brings to a bus: good, revoked and ended cards, typed and scanned, forged and broken ones. */
static void day_of_checks(struct door *d, const struct office_card *c)
{
    char altered[CARD_TEXT_MAX + 1];

    for (int hour = 0; hour < 10; hour++) {
        d->app.clock.fixed += 1800;
        assert_string_equal(office_check(d, BUS, c->text), "ok");
        assert_string_equal(office_check(d, BUS, c->number), "ok");
        assert_string_equal(office_check(d, KINDER, c->text), "wrong_service");
    }
    memcpy(altered, c->text, sizeof altered);
    altered[strlen(altered) - 3] = altered[strlen(altered) - 3] == 'A' ? 'B' : 'A';
    assert_string_equal(office_check(d, BUS, altered), "forged");
    assert_string_equal(office_check(d, BUS, "BK1"), "unreadable");
    as(d, BUS);
    assert_int_equal(tell(d, "POST", "/api/v1/check", "{'card':'%s','service':'documents'}", c->text), 403);
    assert_int_equal(tell(d, "POST", "/api/v1/check", "{'card':'%s','x':1}", c->text), 422);
    as(d, LOST_BUS);
    assert_int_equal(tell(d, "POST", "/api/v1/check", "{'card':'%s'}", c->text), 401);
    as(d, COORDINATOR);
}

/* Whether that instant stands in the bytes of a file, as SQLite keeps a number or as a text has it. */
static bool instant_stands(const struct buf *bytes, int64_t instant)
{
    const uint8_t kept[4] = {(uint8_t)(instant >> 24), (uint8_t)(instant >> 16), (uint8_t)(instant >> 8),
                             (uint8_t)instant};
    char text[INSTANT_TEXT], number[24];

    instant_format(instant, text);
    snprintf(number, sizeof number, "%" PRId64, instant);
    return memmem(bytes->data, bytes->len, kept, sizeof kept) ||
           memmem(bytes->data, bytes->len, text, strlen(text)) ||
           memmem(bytes->data, bytes->len, number, strlen(number));
}

/* In how many files of the register, and of what the doors see of it, that instant stands. */
static int instant_files(struct door *d, int64_t instant)
{
    static const char *const FILES[] = {"besa.db", "besa.db-wal", "check/check.db", "check/check.db-wal",
                                        "keys.db", "keys.db-wal"};
    int found = 0;

    for (size_t i = 0; i < sizeof FILES / sizeof FILES[0]; i++) {
        CLEANUP(buf_free) struct buf bytes = {0};
        err e = file_read(path(d, "%s/%s", d->r->dir, FILES[i]), DATABASE_MAX, &bytes);

        assert_true(e == OK || e == ERR_ABSENT);
        found += e == OK && instant_stands(&bytes, instant);
    }
    return found;
}

/* The bytes of the files, free pages and journals among them: a count of a day says how many, and nothing
 * says when. */
static void no_file_knows_when_a_card_was_checked(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;
    int64_t begun;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    begun = d->app.clock.fixed;
    office_card(d, &f, f.mother, "'transport'", &c);
    assert_true(instant_files(d, begun) > 0); /* when a card was made is known: the search works */
    for (int hour = 1; hour <= 10; hour++) {
        d->app.clock.fixed = begun + hour * 1801;
        assert_string_equal(office_check(d, BUS, hour % 2 ? c.text : c.number), "ok");
        assert_string_equal(office_check(d, KINDER, c.text), "wrong_service");
    }
    register_counted(d->r, d->app.tally);
    assert_true(register_int(d->r, "SELECT count(*) FROM check_count") > 0);
    for (int hour = 1; hour <= 10; hour++)
        assert_int_equal(instant_files(d, begun + hour * 1801), 0);
}

static void a_day_of_checks_leaves_counts_alone(void **state)
{
    CLEANUP(buf_free) struct buf log = {0};
    struct door *d = *state;
    const char *before, *after;
    struct log_capture capture;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    register_counted(d->r, d->app.tally); /* from when on the devices of the test count their days */
    before = dump(d->r, "");
    log_begin(d, &capture);
    day_of_checks(d, &c);
    register_counted(d->r, d->app.tally);
    log_end(&capture, &log);
    after = dump(d->r, "");
    assert_string_equal(dump_changed(d->r, before, after), "check_count ");
    card_absent(log.data ? log.data : "", &c);
    card_absent(dump(d->r, "card card_service"), &c);
    assert_int_equal(register_int(d->r, "SELECT count FROM check_count WHERE result = 'ok'"), 20);
    assert_int_equal(register_int(d->r, "SELECT count(*) FROM check_count"), 4);
}

/* Words that no checker's screen may ever show, the holder's own among them. */
static void tells_nothing(const struct door *d)
{
    static const char *const WORDS[] = {"Mirjeta", "Sokolaj", "Hasan",  "Agron",   "Era\"",  OFFICE_NID,
                                        "dhun",    "violenc", "viktim", "victim",  "gjykat", "urdhër",
                                        "urdher",  "order",   "court",  "Lunxhër", "Kalasë", "1234"};
    const struct buf *body = d->reply.body;

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (body->len && strcasestr(body->data, WORDS[i]))
            fail_msg("\"%s\" in %s", WORDS[i], body->data);
}

static void checkers_learn_of_no_reason(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c, child;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    assert_int_equal(tell(d, "POST", "/api/v1/enrolments",
                          "{'case_id':%ld,'version':1,'person':%ld,'organisation':31,'from':'2026-03-10'}",
                          (long)f.case_id, (long)f.child),
                     201);
    office_card(d, &f, f.mother, "'transport'", &c);
    office_card(d, &f, f.child, "'kindergarten'", &child);
    assert_string_equal(office_check(d, BUS, c.text), "ok");
    tells_nothing(d);
    assert_string_equal(office_check(d, KINDER, child.text), "ok");
    assert_int_equal(json_array_size(part(d, "children")), 1);
    tells_nothing(d);
    assert_string_equal(office_check(d, DESK, c.text), "wrong_service");
    tells_nothing(d);
    as(d, KINDERGARTEN);
    assert_int_equal(get(d, "/api/v1/kindergarten/children"), 200);
    assert_string_equal(text_at(d, "children.0.hint"), "E.S. 2021");
    tells_nothing(d);
    assert_int_equal(get(d, "/api/v1/kindergarten/month"), 200);
    assert_string_equal(text_at(d, "children.0.hint"), "E.S. 2021");
    tells_nothing(d);
    assert_int_equal(get(d, "/api/v1/kindergarten/month.csv"), 200);
    tells_nothing(d);
    as(d, COORDINATOR);
    assert_int_equal(
        office_act(d, &f, "terminated", "2026-03-10", ",'decision':'77','effective':'2026-03-10'"), 201);
    assert_string_equal(office_check(d, BUS, c.text), "ended");
    tells_nothing(d);
    assert_string_equal(office_check(d, KINDER, child.text), "ended");
    assert_int_equal(json_array_size(part(d, "children")), 0);
    tells_nothing(d);
    as(d, BUS);
    assert_int_equal(get(d, "/api/v1/issuer"), 200);
    tells_nothing(d);
    assert_int_equal(get(d, "/api/v1/session"), 403);
    tells_nothing(d);
}

static bool holds(const struct buf *b, const char *text)
{
    return b->len && memmem(b->data, b->len, text, strlen(text)) != NULL;
}

static void attachment_write(struct door *d, const struct office_file *f)
{
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/documents", (long)f->case_id),
                          "{'version':%ld,'title':'Raport mjekësor'}", (long)office_version(d, f->case_id)),
                     201);
    d->in.content_type = "application/pdf";
    d->in.idempotency_key = "scan";
    assert_int_equal(ask(d, "PUT", path(d, "/api/v1/documents/%ld", (long)number_at(d, "id")),
                         PDF_OF("Faqe fare vetiake")),
                     200);
    d->in.content_type = d->in.idempotency_key = NULL;
}

/* Every personal column is filled by the API before the files are read. */
static void refusal_write(struct door *d, const struct office_file *f)
{
    as(d, AID_OFFICER);
    assert_int_equal(tell(d, "POST", "/api/v1/applications",
                          "{'version':%ld,'case_id':%ld,'person':%ld,'filed_on':'2026-03-10'}",
                          (long)office_version(d, f->case_id), (long)f->case_id, (long)f->mother),
                     201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/applications/%ld/decision", (long)number_at(d, "id")),
                          "{'version':%ld,'case_id':%ld,'decision':'refused','reason':'Arsye fare vetiake'}",
                          (long)office_version(d, f->case_id), (long)f->case_id),
                     201);
    as(d, COORDINATOR);
}

static void secrets_write(struct door *d, struct office_file *f)
{
    struct office_card c;

    office_file(d, "7731-K", "2026-02-10", "2026-09-10", f);
    assert_int_equal(
        office_act(d, f, "served", "2026-03-10", ",'note':'Shënim fare vetiak','decision':'9-2026-Akt'"),
        201);
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/stays", (long)f->case_id),
                          "{'version':2,'person':%ld,'from':'2026-03-01','place':'Strehëza e Bardhë'}",
                          (long)f->mother),
                     201);
    office_card(d, f, f->mother, "'transport'", &c);
    attachment_write(d, f);
    refusal_write(d, f);
    assert_int_equal(tell(d, "PUT", "/api/v1/drafts/urdher", "{'text':'Drafti i Ylberes'}"), 204);
    d->in.idempotency_key = "once";
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", (long)f->case_id),
                          "{'version':%ld,'role':'dependant','first_name':'Ylli','surname':'Sokolaj'}",
                          (long)office_version(d, f->case_id)),
                     201);
    d->in.idempotency_key = NULL;
}

static void no_name_stands_readable_in_the_database(void **state)
{
    static const char *const SECRETS[] = {
        "Mirjeta",    "mirjeta",     "MIRJETA",  "Sokolaj",      "sokolaj",     "Hasan",
        "Agron",      "Ylli",        OFFICE_NID, "i75514009v",   "1987-05-14",  "2021-02-01",
        "Rruga e Ka", "069 000 123", "0690001",  "njerku i dyt", "Shënim fare", "Strehëza",
        "Raport mje", "Faqe fare",   "Ylberes",  "Arsye fare",   "7731-K",      "9-2026-Akt"};
    struct door *d = *state;
    struct office_file f;
    bool control = false;

    secrets_write(d, &f);
    for (int i = 0; i < 2; i++) {
        const char *file = path(d, "%s%s", d->r->database, i ? "-wal" : "");
        CLEANUP(buf_free) struct buf bytes = {0};
        err e = file_read(file, DATABASE_MAX, &bytes);

        assert_true(e == OK || (i && e == ERR_ABSENT));
        control = control || holds(&bytes, "Gjykata e Shkallës");
        for (size_t s = 0; s < sizeof SECRETS / sizeof SECRETS[0]; s++)
            if (holds(&bytes, SECRETS[s]))
                fail_msg("\"%s\" stands in %s", SECRETS[s], file);
    }
    assert_true(control); /* what is not personal is found: the search works */
}

/* body NULL: read by GET; otherwise asked for by POST. */
static void asking_is_logged(struct door *d, const char *what, const char *target, const char *body)
{
    static const char SQL_COUNT[] =
        "SELECT count(*) FROM audit WHERE what = :what AND actor = 'test' AND account_id = 1";
    int64_t before = 0, after = 0;

    must(db_int(d->r->db, SQL_COUNT, BINDS(TEXT(":what", what)), &before));
    assert_int_equal(body ? tell(d, "POST", target, "%s", body) : get(d, "%s", target), 200);
    must(db_int(d->r->db, SQL_COUNT, BINDS(TEXT(":what", what)), &after));
    if (after != before + 1)
        fail_msg("%s: %ld rows \"%s\" more", target, (long)(after - before), what);
}

static void reads_are_logged(struct door *d, const char *what, const char *target)
{
    asking_is_logged(d, what, target, NULL);
}

static const char SQL_ATTACHMENT[] = "SELECT max(id) FROM attachment";

static void look_everywhere(struct door *d, const struct office_file *f, const struct office_card *c)
{
    reads_are_logged(d, "case.read", path(d, "/api/v1/cases/%ld", (long)f->case_id));
    reads_are_logged(d, "news.read", path(d, "/api/v1/cases/%ld/news", (long)f->case_id));
    reads_are_logged(d, "news.list", "/api/v1/news");
    reads_are_logged(d, "order.read", path(d, "/api/v1/orders/%ld", (long)f->order));
    reads_are_logged(d, "entitlement.read", path(d, "/api/v1/cases/%ld/entitlements", (long)f->case_id));
    attachment_write(d, f);
    reads_are_logged(d, "attachment.list", path(d, "/api/v1/cases/%ld/documents", (long)f->case_id));
    reads_are_logged(d, "attachment.read",
                     path(d, "/api/v1/documents/%ld", (long)register_int(d->r, SQL_ATTACHMENT)));
    reads_are_logged(d, "stay.list", path(d, "/api/v1/cases/%ld/stays", (long)f->case_id));
    reads_are_logged(d, "card.list", path(d, "/api/v1/persons/%ld/cards", (long)f->mother));
    reads_are_logged(d, "card.read", path(d, "/api/v1/cards/%s", c->number));
    reads_are_logged(d, "card.print", path(d, "/api/v1/cards/%s.svg", c->number));
    reads_are_logged(d, "task.list", "/api/v1/tasks");
    asking_is_logged(d, "case.search", "/api/v1/cases/search", "{'q':'sokolaj'}");
    reads_are_logged(d, "statistics.read", "/api/v1/statistics");
    asking_is_logged(d, "orders.export", "/api/v1/orders/export", "{}");
    asking_is_logged(d, "person.export", path(d, "/api/v1/persons/%ld/export", (long)f->mother),
                     "{'why':'padi në gjykatë'}");
    asking_is_logged(d, "person.open", "/api/v1/persons/open",
                     "{'why':'padi në gjykatë','nid':'" OFFICE_NID "'}");
}

static void every_look_into_a_file_is_logged(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    look_everywhere(d, &f, &c);
}

static void the_log_holds_after_all_that(void **state)
{
    struct door *d = *state;
    struct office_file f;
    struct office_card c;
    int64_t row = 0, count = 0;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    office_card(d, &f, f.mother, "'transport'", &c);
    day_of_checks(d, &c);
    office_on(d, "2026-03-11");
    look_everywhere(d, &f, &c);
    office_on(d, "2026-03-12");
    must(audit_verify(&d->r->work, &row, &count));
    assert_int_equal(count, register_int(d->r, "SELECT count(*) FROM audit"));
    assert_true(count > 10);
    as(d, AUDITOR);
    assert_int_equal(get(d, "/api/v1/audit?what=case.read"), 200);
    assert_true(json_array_size(part(d, "lines")) > 0);
    assert_null(strcasestr(d->reply.body->data, "Mirjeta"));
}

static void the_log_holds_no_name(void **state)
{
    struct door *d = *state;
    struct office_file f;
    const char *log;

    secrets_write(d, &f);
    assert_int_equal(tell(d, "POST", "/api/v1/cases/search", "{'q':'sokolaj'}"), 200);
    log = dump(d->r,
               "account benefit_rule card card_service case_file case_person court idempotency issuer_key "
               "legal_rule measure municipality order_act person protection_order status_list unit");
    assert_non_null(strstr(log, "audit: "));
    assert_null(strcasestr(log, "sokolaj"));
    assert_null(strcasestr(log, "mirjeta"));
    assert_null(strcasestr(log, OFFICE_NID));
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_day_of_checks_leaves_counts_alone),
        FLOW(no_file_knows_when_a_card_was_checked),
        FLOW(checkers_learn_of_no_reason),
        FLOW(no_name_stands_readable_in_the_database),
        FLOW(every_look_into_a_file_is_logged),
        FLOW(the_log_holds_after_all_that),
        FLOW(the_log_holds_no_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
