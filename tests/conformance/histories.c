/* Legal histories, worked out by hand: tests/histories/ tells what people bring to the office and what must
 * hold on which day, and this plays it through the API with a moved clock. Each is played once more with all
 * its days moved: by one day, or so that one of them is a day of a clock change or a 29th of February. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "support/office.h"
#include "support/play.h"

#define LINE      1024
#define MOST      200  /* histories of all tables */
#define DAYS      24   /* that a history names as today */
#define SHIFTED   8000 /* with every shift of every history */
#define FIRST_DAY "2026-03-10"

static const char *const TABLES[] = {"tests/histories/protection.txt", "tests/histories/appeals.txt",
                                     "tests/histories/papers.txt", "tests/histories/rights.txt",
                                     "tests/histories/terms.txt"};

static const char COURT[] = "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër";
static const char POLICE[] = "Drejtoria Vendore e Policisë Gjirokastër";

/* The people of the table. All are made up. */
static const struct {
    char letter;
    const char *role, *names;
} PEOPLE[] = {
    {'E', "protected", "'first_name':'Elira','surname':'Prova','birth_date':'1990-02-03','sex':'F'"},
    {'F', "protected", "'first_name':'Fatime','surname':'Prova','birth_date':'1965-07-09','sex':'F'"},
    {'G', "protected", "'first_name':'Gerta','surname':'Shembulli','birth_date':'1994-11-30','sex':'F'"},
    {'C', "dependant", "'first_name':'Cela','surname':'Prova','birth_date':'2021-05-06'"},
    {'D', "dependant", "'first_name':'Dritan','surname':'Prova','birth_date':'2016-01-20'"},
    {'R', "respondent", "'first_name':'Rrapo','surname':'Prova'"},
    {'Q', "respondent", "'first_name':'Qemal','surname':'Shembulli'"},
};

static const char *text_of(const struct buf *b)
{
    must(buf_err(b));
    return b->data;
}

/* ---- members of a line */

static size_t split(char *line, char **words, size_t room)
{
    size_t count = 0;

    for (char *at = strtok(line, " "); at && count < room; at = strtok(NULL, " "))
        words[count++] = at;
    return count;
}

static int64_t act_at(const struct play *p, const char *name)
{
    for (int i = 0; i < p->act_count; i++)
        if (!strcmp(p->acts[i].name, name))
            return p->acts[i].id;
    wrong(p, "no act is called %s", name);
    return 0;
}

/* One member as JSON: names of orders and acts become their numbers, the rest goes as it stands. */
static void member_add(struct play *p, struct buf *b, const char *name, const char *value)
{
    static const char *const OF_ORDERS[] = {"follows", "other_order", "followed_by"};

    buf_format(b, ",'%s':", name);
    for (size_t i = 0; i < sizeof OF_ORDERS / sizeof OF_ORDERS[0]; i++)
        if (!strcmp(name, OF_ORDERS[i])) {
            buf_format(b, "%ld", (long)order_at(p, value)->id);
            return;
        }
    if (!strcmp(name, "about") || !strcmp(name, "corrects")) {
        buf_format(b, "%ld", (long)act_at(p, value));
        return;
    }
    if (strchr("{[", value[0]) || !strcmp(value, "true") || !strcmp(value, "false") ||
        (strspn(value, "0123456789") == strlen(value) && strcmp(name, "number") && strcmp(name, "decision")))
        buf_text(b, value);
    else
        buf_format(b, "'%s'", value);
}

static void members_add(struct play *p, struct buf *b, char **words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char *equals = strchr(words[i], '=');

        if (!equals)
            wrong(p, "%s is no member", words[i]);
        *equals = '\0';
        for (char *c = equals + 1; strchr("{[", equals[1]) && *c; c++)
            if (*c == '_') /* a word of the table has no blanks */
                *c = *c == '_' && c[1] == '_' ? ' ' : *c;
        member_add(p, b, words[i], equals + 1);
    }
}

static void codes_add(struct buf *b, const char *name, char *codes)
{
    const char *between = "";

    buf_format(b, ",'%s':[", name);
    for (char *at = strtok(codes, ","); at; at = strtok(NULL, ","), between = ",")
        buf_format(b, "%s'%s'", between, at);
    buf_text(b, "]");
}

/* ---- what an answer must be */

struct wanted {
    char *asks, *refused, *warns, *confirm;
};

static struct wanted wanted_take(char **words, size_t *count)
{
    return (struct wanted){.asks = word_take(words, count, "asks"),
                           .refused = word_take(words, count, "refused"),
                           .warns = word_take(words, count, "warns"),
                           .confirm = word_take(words, count, "confirm")};
}

static bool listed(const char *code, const char *codes)
{
    size_t n = strlen(code);

    for (const char *at = codes; at && *at; at += strcspn(at, ","), at += *at == ',')
        if (strcspn(at, ",") == n && !strncmp(at, code, n))
            return true;
    return false;
}

/* The faults of the answer are those codes and no others. */
static void faults_are(struct play *p, const char *codes, bool questions)
{
    json_t *faults = part(p->d, "faults"), *fault;
    size_t i, wanted = 1;

    for (const char *c = codes; *c; c++)
        wanted += *c == ',';
    if (!faults) {
        if (wanted != 1 || strcmp(said(p->d, "code"), codes))
            wrong(p, "not %s: %s", codes, answer_text(p));
        if (questions && !json_is_true(part(p->d, "question")))
            wrong(p, "%s is no question: %s", codes, answer_text(p));
        return;
    }
    if (json_array_size(faults) != wanted)
        wrong(p, "not only %s: %s", codes, answer_text(p));
    json_array_foreach(faults, i, fault)
    {
        if (!listed(json_string_value(json_object_get(fault, "code")), codes) ||
            json_is_true(json_object_get(fault, "question")) != questions)
            wrong(p, "not %s: %s", codes, answer_text(p));
    }
}

static void warnings_have(struct play *p, const char *codes)
{
    char text[256];

    snprintf(text, sizeof text, "%s", codes);
    for (char *at = strtok(text, ","); at; at = strtok(NULL, ",")) {
        json_t *warnings = part(p->d, "warnings"), *warning;
        bool found = false;
        size_t i;

        json_array_foreach(warnings, i, warning)
        {
            const char *code = json_string_value(json_object_get(warning, "code"));

            found = found || (code && !strcmp(code, at));
        }
        if (!found)
            wrong(p, "no warning %s: %s", at, answer_text(p));
    }
}

/* Whether it was written. */
static bool outcome(struct play *p, int status, const struct wanted *w, int good)
{
    p->held++;
    if (w->asks || w->refused) {
        if (status != 409 && status != 422)
            wrong(p, "answered %d: %s", status, answer_text(p));
        faults_are(p, w->asks ? w->asks : w->refused, w->asks != NULL);
        return false;
    }
    answered(p, status, good);
    if (w->warns)
        warnings_have(p, w->warns);
    return true;
}

/* ---- what people bring */

static int64_t file_version_of(const struct play *p)
{
    return office_version(p->d, p->case_id);
}

static void person_add(struct play *p, struct buf *b, char letter, bool roled)
{
    for (size_t i = 0; i < sizeof PEOPLE / sizeof PEOPLE[0]; i++) {
        if (PEOPLE[i].letter != letter)
            continue;
        buf_text(b, "{");
        if (roled)
            buf_format(b, "'role':'%s',", PEOPLE[i].role);
        if (p->people[letter - 'A'])
            buf_format(b, "'person':%ld}", (long)p->people[letter - 'A']);
        else
            buf_format(b, "%s}", PEOPLE[i].names);
        return;
    }
    wrong(p, "nobody is called %c", letter);
}

static void persons_add(struct play *p, struct buf *b, const char *letters)
{
    buf_text(b, ",'persons':[");
    for (const char *c = letters; *c; c++)
        if (*c == ',')
            buf_text(b, ",");
        else
            person_add(p, b, *c, true);
    buf_text(b, "]");
}

/* The file has them in the order in which it learned of them; they are known by their first names. */
static void people_learn(struct play *p)
{
    json_t *persons, *person;
    size_t i;

    answered(p, get(p->d, "/api/v1/cases/%ld", (long)p->case_id), 200);
    persons = part(p->d, "persons");
    json_array_foreach(persons, i, person)
    {
        const char *name = json_string_value(json_object_get(person, "first_name"));

        if (name && isupper((unsigned char)name[0]))
            p->people[name[0] - 'A'] = json_integer_value(json_object_get(person, "id"));
    }
}

static void order_take(struct play *p, char **words, size_t count)
{
    struct paper_order *o = order_at(p, words[0]);
    struct wanted w = wanted_take(words, &count);
    char *persons = word_take(words, &count, "persons"), *respondent = word_take(words, &count, "respondent");
    char *number = word_take(words, &count, "number"), *decided = word_take(words, &count, "decision_date");
    CLEANUP(buf_free) struct buf b = {0};

    snprintf(o->kind, sizeof o->kind, "%s", words[1]);
    snprintf(o->number, sizeof o->number, "%s", number ? number : words[0]);
    buf_format(&b, "{'kind':'%s','issuer':'%s','number':'%s','decision_date':'%s'", o->kind,
               strcmp(o->kind, "UMPMM") ? COURT : POLICE, o->number, decided ? decided : p->day);
    if (p->case_id)
        buf_format(&b, ",'case_id':%ld,'version':%ld", (long)p->case_id, (long)file_version_of(p));
    else
        buf_text(&b, ",'unit':'Lunxheri'");
    persons_add(p, &b, persons ? persons : "E");
    if (respondent) {
        buf_text(&b, ",'respondent':");
        person_add(p, &b, respondent[0], false);
    }
    if (w.confirm)
        codes_add(&b, "confirm", w.confirm);
    members_add(p, &b, words + 2, count - 2);
    buf_text(&b, "}");
    if (!outcome(p, tell(p->d, "POST", "/api/v1/orders", "%s", text_of(&b)), &w, 201))
        return;
    o->id = number_at(p->d, "id");
    o->case_id = number_at(p->d, "case_id");
    if (!p->case_id)
        p->case_id = o->case_id;
    people_learn(p);
}

static void act_keep(struct play *p, const char *name)
{
    json_t *acts = part(p->d, "acts");
    int64_t last = 0;

    for (size_t i = 0; i < json_array_size(acts); i++) {
        int64_t id = json_integer_value(json_object_get(json_array_get(acts, i), "id"));

        last = id > last ? id : last;
    }
    assert_in_range(p->act_count, 0, ACTS - 1);
    snprintf(p->acts[p->act_count].name, sizeof p->acts[0].name, "%s", name);
    p->acts[p->act_count++].id = last;
}

static void act_take(struct play *p, char **words, size_t count)
{
    const struct paper_order *o = order_at(p, words[0]);
    struct wanted w = wanted_take(words, &count);
    char *on = word_take(words, &count, "on"), *name = word_take(words, &count, "as");
    CLEANUP(buf_free) struct buf b = {0};

    buf_format(&b, "{'version':%ld,'kind':'%s','on':'%s'", (long)file_version_of(p), words[1],
               on ? on : p->day);
    if (w.confirm)
        codes_add(&b, "confirm", w.confirm);
    members_add(p, &b, words + 2, count - 2);
    buf_text(&b, "}");
    if (outcome(p, tell(p->d, "POST", path(p->d, "/api/v1/orders/%ld/acts", (long)o->id), "%s", text_of(&b)),
                &w, 201) &&
        name)
        act_keep(p, name);
}

/* What the office wrote down wrongly of the order. */
static void fix_take(struct play *p, char **words, size_t count)
{
    const struct paper_order *o = order_at(p, words[0]);
    struct wanted w = wanted_take(words, &count);
    CLEANUP(buf_free) struct buf b = {0};

    buf_format(&b, "{'version':%ld", (long)file_version_of(p));
    if (w.confirm)
        codes_add(&b, "confirm", w.confirm);
    members_add(p, &b, words + 1, count - 1);
    buf_text(&b, "}");
    outcome(p,
            tell(p->d, "POST", path(p->d, "/api/v1/orders/%ld/registration", (long)o->id), "%s", text_of(&b)),
            &w, 201);
}

static void rule_take(struct play *p, char **words, size_t count)
{
    assert_int_equal(count, 3);
    as(p->d, ADMINISTRATOR);
    answered(p,
             tell(p->d, "POST", "/api/v1/legal-rules",
                  "{'name':'%s','value':%s,'from':'%s','source':'VKB 7/2026'}", words[0], words[1], words[2]),
             201);
    as(p->d, COORDINATOR);
}

/* What a council decides of a service, from a day on. */
static void council_take(struct play *p, char **words, size_t count)
{
    CLEANUP(buf_free) struct buf b = {0};

    assert_in_range(count, 2, TASKS);
    buf_format(&b, "{'service':'%s','from':'%s','source':'VKB 7/2026'", words[0], words[1]);
    members_add(p, &b, words + 2, count - 2);
    buf_text(&b, "}");
    as(p->d, ADMINISTRATOR);
    answered(p, tell(p->d, "POST", "/api/v1/rules", "%s", text_of(&b)), 201);
    as(p->d, COORDINATOR);
}

/* The unit of the file belongs to another municipality. */
static void outside_take(struct play *p, char **words, size_t count)
{
    json_t *units, *unit;
    size_t i;

    (void)words;
    assert_int_equal(count, 0);
    as(p->d, ADMINISTRATOR);
    answered(p, get(p->d, "/api/v1/units"), 200);
    units = part(p->d, "all");
    json_array_foreach(units, i, unit)
    {
        if (strcmp(json_string_value(json_object_get(unit, "name")), "Lunxhëri") != 0)
            continue;
        answered(p,
                 tell(p->d, "PATCH",
                      path(p->d, "/api/v1/units/%ld", (long)json_integer_value(json_object_get(unit, "id"))),
                      "{'outside':true}"),
                 204);
        break;
    }
    as(p->d, COORDINATOR);
}

static void apply_take(struct play *p, char **words, size_t count)
{
    struct wanted w = wanted_take(words, &count);
    char *filed = word_take(words, &count, "filed_on");
    CLEANUP(buf_free) struct buf b = {0};

    buf_format(&b, "{'case_id':%ld,'version':%ld,'person':%ld,'filed_on':'%s'", (long)p->case_id,
               (long)file_version_of(p), (long)person_at(p, words[0]), filed ? filed : p->day);
    if (w.confirm)
        codes_add(&b, "confirm", w.confirm);
    buf_text(&b, "}");
    as(p->d, AID_OFFICER);
    if (outcome(p, tell(p->d, "POST", "/api/v1/applications", "%s", text_of(&b)), &w, 201))
        p->applications[words[0][0] - 'A'] = number_at(p->d, "id");
    as(p->d, COORDINATOR);
}

static void decide(struct play *p, char **words, const char *decision)
{
    as(p->d, AID_OFFICER);
    answered(p,
             tell(p->d, "POST",
                  path(p->d, "/api/v1/applications/%ld/decision", (long)p->applications[words[0][0] - 'A']),
                  "{'version':%ld,'case_id':%ld,'decision':'%s','reason':'siç u tha'}",
                  (long)file_version_of(p), (long)p->case_id, decision),
             201);
    as(p->d, COORDINATOR);
}

static void grant_take(struct play *p, char **words, size_t count)
{
    assert_int_equal(count, 1);
    decide(p, words, "granted");
}

static void refuse_take(struct play *p, char **words, size_t count)
{
    assert_int_equal(count, 1);
    decide(p, words, "refused");
}

static void enrol_take(struct play *p, char **words, size_t count)
{
    assert_int_equal(count, 2);
    answered(p,
             tell(p->d, "POST", "/api/v1/enrolments",
                  "{'case_id':%ld,'version':%ld,'person':%ld,'organisation':%d,'from':'%s'}",
                  (long)p->case_id, (long)file_version_of(p), (long)person_at(p, words[0]),
                  OFFICE_KINDERGARTEN, words[1]),
             201);
}

static void stay_take(struct play *p, char **words, size_t count)
{
    CLEANUP(buf_free) struct buf b = {0};

    assert_in_range(count, 2, 3);
    buf_format(&b, "{'version':%ld,'person':%ld,'from':'%s'", (long)file_version_of(p),
               (long)person_at(p, words[0]), words[1]);
    if (count == 3)
        buf_format(&b, ",'until':'%s'", words[2]);
    buf_text(&b, "}");
    answered(p,
             tell(p->d, "POST", path(p->d, "/api/v1/cases/%ld/stays", (long)p->case_id), "%s", text_of(&b)),
             201);
}

static void death_take(struct play *p, char **words, size_t count)
{
    assert_int_equal(count, 2);
    answered(p,
             tell(p->d, "PUT", path(p->d, "/api/v1/persons/%ld/death", (long)person_at(p, words[0])),
                  "{'case_id':%ld,'version':%ld,'on':'%s'}", (long)p->case_id, (long)file_version_of(p),
                  words[1]),
             200);
}

static void card_take(struct play *p, char **words, size_t count)
{
    const int who = words[0][0] - 'A';

    assert_int_equal(count, 2);
    answered(p,
             tell(p->d, "POST", path(p->d, "/api/v1/persons/%ld/cards", (long)person_at(p, words[0])),
                  "{'case_id':%ld,'version':%ld,'services':['%s']}", (long)p->case_id,
                  (long)file_version_of(p), words[1]),
             201);
    office_card_take(p->d, "", &p->cards[who]);
    snprintf(p->card_ends[who], sizeof p->card_ends[who], "%s", text_at(p->d, "until"));
}

static void day_take(struct play *p, char **words, size_t count)
{
    assert_int_equal(count, 1);
    snprintf(p->day, sizeof p->day, "%s", words[0]);
    office_on(p->d, p->day);
}

/* ---- the table */

static const struct {
    const char *word;
    void (*take)(struct play *p, char **words, size_t count);
} LINES[] = {
    {"day", day_take},     {"rule", rule_take},   {"order", order_take},     {"act", act_take},
    {"apply", apply_take}, {"grant", grant_take}, {"refuse", refuse_take},   {"enrol", enrol_take},
    {"stay", stay_take},   {"death", death_take}, {"card", card_take},       {"council", council_take},
    {"run", play_run},     {"say", play_say},     {"approve", play_approve}, {"outside", outside_take},
    {"fix", fix_take},     {"=", play_holds},
};

static void line_play(struct play *p, char *line)
{
    char *words[TASKS + 2];
    size_t count;

    if (!strncmp(line, "law ", 4)) {
        p->cited = true;
        return;
    }
    if (!strncmp(line, "stays ", 6) || !strncmp(line, "moves ", 6)) /* history_days() reads them */
        return;
    if ((count = split(line, words, TASKS + 2)) == 0)
        return;
    for (size_t i = 0; i < sizeof LINES / sizeof LINES[0]; i++)
        if (!strcmp(words[0], LINES[i].word)) {
            LINES[i].take(p, words + 1, count - 1);
            return;
        }
    wrong(p, "what is \"%s\"?", words[0]);
}

/* Where a history stands. */
struct history_place {
    const char *table;
    long offset; /* of the line behind its title */
    int line;    /* of its title */
    char title[160];
    char said[200];       /* the title, and by how much it is moved */
    int shift;            /* days */
    bool stays, by_a_day; /* what its table says: not moved at all; by one day alone */
    date days[DAYS];      /* that it names as today */
    size_t day_count;
};

static bool date_stands(const char *at)
{
    static const char FORM[] = "dddd-dd-dd";

    for (size_t i = 0; FORM[i]; i++)
        if (FORM[i] == 'd' ? !isdigit((unsigned char)at[i]) : at[i] != FORM[i])
            return false;
    return !isdigit((unsigned char)at[sizeof FORM - 1]);
}

/* All days of the line, in place: a moved one is as long. */
static void days_move(char *line, int by)
{
    for (char *at = line; *at; at++) {
        char text[DATE_TEXT];
        date day;

        if (!date_stands(at))
            continue;
        snprintf(text, sizeof text, "%.10s", at);
        must(date_parse(text, &day));
        memcpy(at, date_format(day + by, text), DATE_TEXT - 1);
        at += DATE_TEXT - 2;
    }
}

static void history_play(struct history_place *at, struct play *p, FILE *f)
{
    char line[LINE];

    p->line = at->line;
    assert_int_equal(fseek(f, at->offset, SEEK_SET), 0);
    while (fgets(line, sizeof line, f) && strncmp(line, "history ", 8)) {
        p->line++;
        line[strcspn(line, "#\n")] = '\0';
        days_move(line, at->shift);
        line_play(p, line);
    }
    if (!p->cited || !p->held)
        wrong(p, "a history cites what it rests on, and says what must hold");
}

static void history_holds(void **state)
{
    struct history_place *at = *state;
    struct play p = {.table = at->table, .title = at->said, .day = FIRST_DAY};
    FILE *f = fopen(at->table, "r");
    void *office = NULL;

    assert_non_null(f);
    assert_int_equal(office_setup(&office), 0);
    p.d = office;
    if (at->shift) {
        days_move(p.day, at->shift);
        office_on(p.d, p.day);
    }
    history_play(at, &p, f);
    office_teardown(&office);
    fclose(f);
}

/* Its days, and whether they may be moved: the lines up to the next title. */
static void history_days(struct history_place *at, FILE *f)
{
    char line[LINE];

    must(date_parse(FIRST_DAY, &at->days[at->day_count++]));
    assert_int_equal(fseek(f, at->offset, SEEK_SET), 0);
    while (fgets(line, sizeof line, f) && strncmp(line, "history ", 8)) {
        at->stays = at->stays || !strncmp(line, "stays ", 6);
        at->by_a_day = at->by_a_day || !strncmp(line, "moves ", 6);
        if (strncmp(line, "day ", 4))
            continue;
        assert_in_range(at->day_count, 1, DAYS - 1);
        line[strcspn(line, "#\n ")] = line[4 + DATE_TEXT - 1] = '\0';
        must(date_parse(line + 4, &at->days[at->day_count++]));
    }
    assert_int_equal(fseek(f, at->offset, SEEK_SET), 0);
}

static size_t table_read(const char *table, struct history_place *places, size_t count)
{
    FILE *f = fopen(table, "r");
    char line[LINE];
    int number = 0;

    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        number++;
        if (strncmp(line, "history ", 8))
            continue;
        assert_in_range(count, 0, MOST - 1);
        line[strcspn(line, "\n")] = '\0';
        places[count] = (struct history_place){.table = table, .offset = ftell(f), .line = number};
        snprintf(places[count].title, sizeof places[0].title, "%.150s", line + strlen("history "));
        history_days(&places[count++], f);
    }
    fclose(f);
    return count;
}

/* ---- the same on other days */

/* Clocks go forward and back, and a leap day, each with the day before and after it. */
static const struct {
    int year, month, day;
} EDGES[] = {{2026, 3, 28},  {2026, 3, 29}, {2026, 3, 30}, {2026, 10, 24}, {2026, 10, 25},
             {2026, 10, 26}, {2028, 2, 28}, {2028, 2, 29}, {2028, 3, 1}};
#define EDGE_COUNT (sizeof EDGES / sizeof EDGES[0])

static void shift_add(struct history_place *list, size_t *count, const struct history_place *of, int shift)
{
    if (!shift)
        return;
    assert_in_range(*count, 0, SHIFTED - 1); /* none is left out in silence */
    list[*count] = *of;
    list[*count].shift = shift;
    snprintf(list[*count].said, sizeof list[0].said, "%s (%+d days)", of->title, shift);
    ++*count;
}

/* The shift of that number: a day forward, a day back, then each of its days onto each edge. */
static int shift_of(const struct history_place *h, size_t number)
{
    size_t day = (number - 2) / EDGE_COUNT, edge = (number - 2) % EDGE_COUNT;

    if (number < 2)
        return number ? -1 : 1;
    return date_make(EDGES[edge].year, EDGES[edge].month, EDGES[edge].day) - h->days[day];
}

/* One shift of each in turn, so that all histories together meet all edges. BESA_SHIFTS=all: every one; a
 * number: other ones. */
static void shifts_add(struct history_place *list, size_t *count, const struct history_place *h, size_t turn)
{
    const char *wanted = getenv("BESA_SHIFTS");
    const size_t shifts = h->stays ? 0 : h->by_a_day ? 2 : 2 + h->day_count * EDGE_COUNT;

    if (wanted && !strcmp(wanted, "all"))
        for (size_t i = 0; i < shifts; i++)
            shift_add(list, count, h, shift_of(h, i));
    else if (shifts)
        shift_add(list, count, h, shift_of(h, (turn + (wanted ? (size_t)atoi(wanted) : 0)) % shifts));
}

int main(void)
{
    static struct history_place places[MOST], shifted[SHIFTED];
    static struct CMUnitTest tests[MOST + SHIFTED];
    size_t count = 0, shifted_count = 0;

    for (size_t i = 0; i < sizeof TABLES / sizeof TABLES[0]; i++)
        count = table_read(TABLES[i], places, count);
    for (size_t i = 0; i < count; i++) {
        snprintf(places[i].said, sizeof places[0].said, "%s", places[i].title);
        tests[i] = (struct CMUnitTest){places[i].said, history_holds, NULL, NULL, &places[i]};
        shifts_add(shifted, &shifted_count, &places[i], i);
    }
    for (size_t i = 0; i < shifted_count; i++)
        tests[count + i] = (struct CMUnitTest){shifted[i].said, history_holds, NULL, NULL, &shifted[i]};
    return _cmocka_run_group_tests("histories", tests, count + shifted_count, NULL, NULL);
}
