/* Two years that municipalities have printed, recorded through the API with a moved clock: tests/replays/
 * says in words of its own what the pages say, and what happened that year; reports must count the same. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/office.h"
#include "support/pdf_reader.h"

#define LINE    1024
#define FILES   64
#define EVENTS  128
#define FIGURES 32

struct family {
    int64_t case_id, protected, child, order;
};
struct event {
    int line;
    char day[16], text[LINE];
};
struct figure {
    int line;
    char report[40], column[40], row[80], value[16], outside[16];
};
struct replay {
    struct door *d;
    const char *table;
    int line, year, orders;
    char day[16], court[80];
    struct family families[FILES]; /* by number */
    struct event events[EVENTS];   /* as they stand in the table, then by day */
    size_t event_count;
    struct figure figures[FIGURES];
    size_t figure_count, pages;
};

#define wrong(p, ...)                                                                                        \
    do {                                                                                                     \
        print_error("%s:%d: ", (p)->table, (p)->line);                                                       \
        fail_msg(__VA_ARGS__);                                                                               \
    } while (0)

static const char *answer(const struct replay *p)
{
    return p->d->json ? arena_text(&p->d->r->arena, json_dumps(p->d->json, JSON_COMPACT)) : "nothing";
}

static void took(struct replay *p, int status, int wanted)
{
    if (status != wanted)
        wrong(p, "answered %d, not %d: %s", status, wanted, answer(p));
}

static const char *sent(const struct buf *b)
{
    must(buf_err(b));
    return b->data;
}

/* "name=" of the line, up to the next blank; '_' stands for a blank. "": it is not there. */
static const char *word(struct replay *p, const char *line, const char *name)
{
    char value[200];
    const size_t n = strlen(name);

    for (const char *at = strstr(line, name); at; at = strstr(at + 1, name))
        if (at > line && at[-1] == ' ' && at[n] == '=') {
            snprintf(value, sizeof value, "%.*s", (int)strcspn(at + n + 1, " "), at + n + 1);
            for (char *c = value; *c; c++)
                *c = *c == '_' ? ' ' : *c;
            return arena_text(&p->d->r->arena, value);
        }
    return "";
}

static void member(struct replay *p, struct buf *b, const char *line, const char *word_name, const char *name)
{
    const char *value = word(p, line, word_name);

    if (*value)
        buf_format(b, ",'%s':'%s'", name, value);
}

/* ---- what happened */

static void opens(struct replay *p, int n, const char *rest)
{
    char channel[16], unit[40] = "Shkodër";

    assert_true(sscanf(rest, "%15s %39s", channel, unit) >= 1);
    took(p,
         tell(p->d, "POST", "/api/v1/calls",
              "{'channel':'%s','caller':'victim','danger':'no','outcome':'file','unit':'%s'}", channel, unit),
         201);
    took(p,
         tell(p->d, "POST", path(p->d, "/api/v1/calls/%ld/file", (long)number_at(p->d, "id")),
              "{'unit':'%s'}", unit),
         200);
    p->families[n].case_id = number_at(p->d, "case_id");
}

/* Members of the line are said as they stand there; sets of codes have blanks between them. */
static void records(struct replay *p, int n, const char *rest)
{
    CLEANUP(buf_free) struct buf b = {0};
    const char *between = "";
    char line[LINE], kind[40];

    assert_int_equal(sscanf(rest, "%39s", kind), 1);
    snprintf(line, sizeof line, "%s", rest + strlen(kind));
    buf_format(&b, "{'kind':'%s','on':'%s','said':[", kind, p->day);
    for (char *at = strtok(line, " "); at; at = strtok(NULL, " "), between = ",") {
        char *equals = strchr(at, '=');
        const bool set = !strncmp(at, "violence", 8);

        assert_non_null(equals);
        *equals = '\0';
        for (char *c = equals + 1; set && *c; c++)
            *c = *c == '_' ? ' ' : *c;
        buf_format(&b, "%s{'name':'%s','value':'%s'}", between, at, equals + 1);
    }
    buf_text(&b, "]}");
    took(p,
         tell(p->d, "POST", path(p->d, "/api/v1/cases/%ld/work", (long)p->families[n].case_id), "%s",
              sent(&b)),
         201);
}

/* With her consent, "INSTITUTION for SERVICE". */
static void refers(struct replay *p, int n, const char *rest)
{
    const char *to = path(p->d, "/api/v1/cases/%ld/work", (long)p->families[n].case_id);
    const char *mark = strstr(rest, " for ");
    const int name = mark ? (int)(mark - rest) : 0;

    assert_true(name > 0);
    took(p,
         tell(p->d, "POST", to,
              "{'kind':'consent','said':[{'name':'to','value':'%.*s'},{'name':'what_for','value':'ndihmë'},"
              "{'name':'how','value':'paper'}]}",
              name, rest),
         201);
    took(p,
         tell(p->d, "POST", to,
              "{'kind':'referral','said':[{'name':'to','value':'%.*s'},{'name':'service','value':'%s'},"
              "{'name':'urgency','value':'soon'},{'name':'how','value':'letter'}]}",
              name, rest, mark + 5),
         201);
}

static const char *const FIRST[] = {"Agime", "Blerta", "Drita", "Elira",  "Fatime", "Gerta", "Hana",  "Ilira",
                                    "Lule",  "Mira",   "Nora",  "Orjeta", "Rina",   "Sara",  "Teuta", "Vera"};
static const char *const SURNAME[] = {"Prova", "Shembulli", "Modeli", "Trilluari"};

/* A grown-up and her child, or a child alone, where the file has nobody yet; no two are named alike. */
static void persons(struct replay *p, struct buf *b, int n, const char *rest)
{
    const struct family *f = &p->families[n];
    const char *child = word(p, rest, "child"), *own = word(p, rest, "own");
    const char *surname = SURNAME[n / 16];

    if (f->protected) {
        buf_format(b, ",'persons':[{'role':'protected','person':%ld}]", (long)f->protected);
        return;
    }
    buf_format(b,
               ",'persons':[{'role':'protected','first_name':'%s','surname':'%s','birth_date':'%s-02-%02d',"
               "'sex':'F'}",
               FIRST[n % 16], surname, *own ? own : "1986", 1 + n % 28);
    if (*child)
        buf_format(b, ",{'role':'dependant','first_name':'%s','surname':'%s','birth_date':'%s-05-%02d'}",
                   FIRST[(n + 7) % 16], surname, child, 1 + n % 28);
    buf_format(b, "],'respondent':{'first_name':'Gjon','surname':'%s %s'}", surname, FIRST[n % 16]);
}

static void orders(struct replay *p, int n, const char *rest)
{
    CLEANUP(buf_free) struct buf b = {0};
    struct family *f = &p->families[n];
    char kind[8];

    assert_int_equal(sscanf(rest, "%7s", kind), 1);
    buf_format(&b,
               "{'kind':'%s','issuer':'%s','number':'%d','case_id':%ld,'version':%ld,'confirm':['"
               "follows_or_independent','hearing_unknown','same_person','start_long_after']",
               kind, p->court, ++p->orders, (long)f->case_id, (long)office_version(p->d, f->case_id));
    member(p, &b, rest, "decided", "decision_date");
    member(p, &b, rest, "end", "end");
    member(p, &b, rest, "final", "final_date");
    if (strstr(rest, " follows"))
        buf_format(&b, ",'follows':%ld", (long)f->order);
    persons(p, &b, n, rest);
    buf_text(&b, "}");
    took(p, tell(p->d, "POST", "/api/v1/orders", "%s", sent(&b)), 201);
    f->order = number_at(p->d, "id");
    f->protected = number_at(p->d, "persons.0");
    f->child = number_at(p->d, "persons.1");
}

static void applies(struct replay *p, int n, const char *rest)
{
    const struct family *f = &p->families[n];

    (void)rest;
    as(p->d, AID_OFFICER);
    took(p,
         tell(p->d, "POST", "/api/v1/applications",
              "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'%s'}", (long)f->case_id,
              (long)office_version(p->d, f->case_id), (long)f->protected, p->day),
         201);
    office_grant(p->d, f->case_id, number_at(p->d, "id"));
}

static void enrols(struct replay *p, int n, const char *rest)
{
    const struct family *f = &p->families[n];

    (void)rest;
    took(p,
         tell(p->d, "POST", "/api/v1/enrolments",
              "{'case_id':%ld,'version':%ld,'person':%ld,'organisation':%d,'from':'%s'}", (long)f->case_id,
              (long)office_version(p->d, f->case_id), (long)f->child, OFFICE_KINDERGARTEN, p->day),
         201);
}

static void pays(struct replay *p, const char *rest)
{
    as(p->d, AID_OFFICER);
    took(p, tell(p->d, "POST", "/api/v1/payment-runs", "{'month':'%s'}", rest), 201);
    as(p->d, DIRECTOR);
    took(p,
         ask(p->d, "POST", path(p->d, "/api/v1/payment-runs/%ld/approve", (long)number_at(p->d, "id")), NULL),
         200);
    as(p->d, COORDINATOR);
}

static void meets(struct replay *p, int from, int until, const char *rest)
{
    CLEANUP(buf_free) struct buf b = {0};

    buf_format(&b, "{'kind':'%s','on':'%s','hour':'10:00','place':'Salla','chair':'Koordinatorja','files':[",
               rest, p->day);
    for (int n = from; n && n <= until; n++) {
        took(p, get(p->d, "/api/v1/cases/%ld", (long)p->families[n].case_id), 200);
        buf_format(&b, "%s'%s'", n > from ? "," : "", text_at(p->d, "number"));
    }
    buf_text(&b, "]}");
    took(p, tell(p->d, "POST", "/api/v1/meetings", "%s", sent(&b)), 201);
}

static const struct {
    const char *name;
    void (*each)(struct replay *p, int n, const char *rest);
} ACTS[] = {{"opens", opens},  {"record", records},  {"refer", refers},
            {"order", orders}, {"applies", applies}, {"enrols", enrols}};

static void act(struct replay *p, const char *what, int from, int until, const char *rest)
{
    for (size_t i = 0; i < sizeof ACTS / sizeof ACTS[0]; i++)
        if (!strcmp(ACTS[i].name, what)) {
            assert_true(from > 0 && until < FILES);
            for (int n = from; n <= until; n++)
                ACTS[i].each(p, n, rest);
            return;
        }
    if (!strcmp(what, "pays"))
        pays(p, rest);
    else if (!strcmp(what, "meets"))
        meets(p, from, until, rest);
    else
        wrong(p, "nothing is called %s", what);
}

static int event_compare(const void *a, const void *b)
{
    const struct event *x = a, *y = b;
    const int days = strcmp(x->day, y->day);

    return days ? days : x->line - y->line;
}

static void play(struct replay *p)
{
    qsort(p->events, p->event_count, sizeof p->events[0], event_compare);
    for (size_t i = 0; i < p->event_count; i++) {
        const struct event *e = &p->events[i];
        char who[16], what[16];
        int from = 0, until = 0, rest = 0;

        p->line = e->line;
        assert_int_equal(sscanf(e->text, "%15s %15s %n", who, what, &rest), 2);
        if (sscanf(who, "%d-%d", &from, &until) == 1)
            until = from;
        if (strcmp(p->day, e->day) != 0) {
            snprintf(p->day, sizeof p->day, "%s", e->day);
            office_on(p->d, p->day);
        }
        act(p, what, from > 0 ? from : 0, until, e->text + rest);
    }
}

/* ---- what the table says of the page */

static void municipality(struct replay *p, const char *name)
{
    static const char SQL_NAME[] = "UPDATE municipality SET name = :name, neutral_name = 'Bashkia ' || :name";

    must(db_exec(p->d->r->db, SQL_NAME, BINDS(TEXT(":name", name))));
    if (strcmp(name, "Gjirokastër") != 0) {
        as(p->d, ADMINISTRATOR);
        took(p, tell(p->d, "POST", "/api/v1/units", "{'name':'%s'}", name), 201);
        as(p->d, COORDINATOR);
    }
}

static void institution(struct replay *p, const char *rest)
{
    char kind[16], whose[16];
    int name = 0;

    assert_int_equal(sscanf(rest, "%15s %15s %n", kind, whose, &name), 2);
    took(p,
         tell(p->d, "POST", "/api/v1/contact-points", "{'name':'%s','kind':'%s','level':'local','public':%s}",
              rest + name, kind, strcmp(whose, "public") ? "false" : "true"),
         201);
}

static void figure_take(struct replay *p, const char *rest)
{
    struct figure *f = &p->figures[p->figure_count++];

    assert_in_range(p->figure_count, 1, FIGURES);
    f->line = p->line;
    assert_true(
        sscanf(rest, "%39s %39s %79s %15s %15s", f->report, f->column, f->row, f->value, f->outside) >= 4);
    for (char *c = f->row; *c; c++)
        *c = *c == '_' ? ' ' : *c;
}

static void line_take(struct replay *p, char *line)
{
    char *rest = line + strcspn(line, " ");

    rest += *rest == ' ';
    if (isdigit((unsigned char)line[0])) {
        struct event *e = &p->events[p->event_count++];

        assert_in_range(p->event_count, 1, EVENTS);
        *e = (struct event){.line = p->line};
        snprintf(e->day, sizeof e->day, "%.10s", line);
        snprintf(e->text, sizeof e->text, "%s", rest);
    } else if (!strncmp(line, "year ", 5))
        p->year = atoi(rest);
    else if (!strncmp(line, "municipality ", 13))
        municipality(p, rest);
    else if (!strncmp(line, "court ", 6))
        snprintf(p->court, sizeof p->court, "%s", rest);
    else if (!strncmp(line, "institution ", 12))
        institution(p, rest);
    else if (!strncmp(line, "figure ", 7))
        figure_take(p, rest);
    else if (!strncmp(line, "page ", 5))
        p->pages++;
    else if (strncmp(line, "not ", 4) != 0)
        wrong(p, "what is that: %s", line);
}

static void table_read(struct replay *p)
{
    FILE *in = fopen(p->table, "r");
    char line[LINE];

    assert_non_null(in);
    while (fgets(line, sizeof line, in)) {
        p->line++;
        line[strcspn(line, "\n")] = '\0';
        if (line[0] && line[0] != '#')
            line_take(p, line);
    }
    assert_int_equal(fclose(in), 0);
}

/* ---- what the program counts */

static size_t place_of(struct replay *p, const char *list, const char *member_name, const char *wanted)
{
    json_t *at = part(p->d, list), *one;
    size_t i;

    json_array_foreach(at, i, one)
    {
        if (!strcmp(json_string_value(json_object_get(one, member_name)), wanted))
            return i;
    }
    wrong(p, "no %s of %s: %s", wanted, list, answer(p));
    return 0;
}

/* In the office, whoever sees files sees the number; where it leaves the office, small ones are hidden. */
static void figure_holds(struct replay *p, const struct figure *f)
{
    size_t row, column;
    const char *cell;

    p->line = f->line;
    for (int outside = 0; outside < 2; outside++) {
        as(p->d, outside ? DIRECTOR : COORDINATOR);
        took(p, get(p->d, "/api/v1/reports/%s?year=%d", f->report, p->year), 200);
        row = place_of(p, "rows", "text", f->row);
        column = place_of(p, "columns", "code", f->column);
        cell = path(p->d, "rows.%zu.cells.%zu", row, column);
        if (outside && !strcmp(f->outside, "hidden")) {
            if (strcmp(text_at(p->d, path(p->d, "%s.untold", cell)), "hidden") != 0)
                wrong(p, "%s is told outside: %s", f->column, answer(p));
        } else if ((!outside || !strcmp(f->outside, "told")) &&
                   (!json_is_integer(part(p->d, path(p->d, "%s.value", cell))) ||
                    number_at(p->d, path(p->d, "%s.value", cell)) != atol(f->value)))
            wrong(p, "%s %s of %s: %s, not %s%s", f->report, f->column, f->row,
                  json_dumps(part(p->d, cell), JSON_COMPACT), f->value, outside ? " outside" : "");
    }
    as(p->d, COORDINATOR);
}

/* BESA_PAPERS names a folder: the yearly report is kept there to be looked at. */
static void paper_keep(const struct replay *p)
{
    const char *folder = getenv("BESA_PAPERS");
    char name[256];
    FILE *out;

    if (!folder)
        return;
    snprintf(name, sizeof name, "%s/%d.pdf", folder, p->year);
    assert_non_null(out = fopen(name, "wb"));
    assert_int_equal(fwrite(p->d->reply.body->data, 1, p->d->reply.body->len, out), p->d->reply.body->len);
    assert_int_equal(fclose(out), 0);
}

/* says: words of the report on paper */
static void year_is_counted(struct door *d, const char *table, size_t pages, size_t figures, const char *says)
{
    char text[16000];
    struct replay *p = calloc(1, sizeof *p);

    assert_non_null(p);
    p->d = d;
    p->table = table;
    table_read(p);
    play(p);
    snprintf(p->day, sizeof p->day, "%u-01-12", (unsigned)(p->year + 1) % 10000);
    office_on(d, p->day);
    assert_int_equal(p->pages, pages);
    assert_int_equal(p->figure_count, figures);
    for (size_t i = 0; i < p->figure_count; i++)
        figure_holds(p, &p->figures[i]);
    assert_int_equal(get(d, "/api/v1/yearly-reports/%d.pdf", p->year), 200);
    (void)pdf_read_by("pdftotext -layout a.pdf - | tr -s '\\n ' ' '", d->reply.body, text, sizeof text);
    assert_non_null(strstr(text, says));
    paper_keep(p);
    free(p);
}

static void shkoder_2014(void **state)
{
    year_is_counted(*state, "tests/replays/shkoder-2014.txt", 4, 10, "Urdhra mbrojtjeje të zbatuar: 39.");
}

/* 131 months of 9 000 lekë. */
static void gjirokaster_2022(void **state)
{
    year_is_counted(*state, "tests/replays/gjirokaster-2022.txt", 9, 13,
                    "Pagesa mujore: Përfitues 20; Herë 131; Kosto (lekë) 1 179 000");
}

#define CASE(t) cmocka_unit_test_setup_teardown(t, office_setup, office_teardown)
int main(void)
{
    const struct CMUnitTest tests[] = {CASE(shkoder_2014), CASE(gjirokaster_2022)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}
