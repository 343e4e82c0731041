/* Sets the scene by HTTP alone, and asks in it. */
#include "support/scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "http/input.h"
#include "http/router.h"

void scene_set(struct scene *s, const char *name, const char *value)
{
    size_t i = 0;

    while (i < s->count && strcmp(s->values[i].name, name) != 0)
        i++;
    assert_true(i < SCENE_VALUES);
    s->count += i == s->count;
    s->values[i].name = name;
    snprintf(s->values[i].value, sizeof s->values[i].value, "%s", value);
}

static void number_set(struct scene *s, const char *name, int64_t value)
{
    char text[24];

    snprintf(text, sizeof text, "%lld", (long long)value);
    scene_set(s, name, text);
}

static const char *value_of(const struct scene *s, const char *name, size_t n)
{
    for (size_t i = 0; i < s->count; i++)
        if (strlen(s->values[i].name) == n && !strncmp(s->values[i].name, name, n))
            return s->values[i].value;
    fail_msg("nothing here is %.*s", (int)n, name);
    return "";
}

const char *scene_value(const struct scene *s, const char *name)
{
    return value_of(s, name, strlen(name));
}

const char *scene_filled(const struct scene *s, const char *text)
{
    CLEANUP(buf_free) struct buf out = {0};
    const char *copy;

    while (*text) {
        size_t n = *text == '$' ? strspn(text + 1, "abcdefghijklmnopqrstuvwxyz_") : 0;

        if (n)
            buf_text(&out, value_of(s, text + 1, n));
        else
            buf_char(&out, *text);
        text += 1 + n;
    }
    buf_char(&out, '\0');
    must(buf_err(&out));
    copy = arena_text(&s->d->r->arena, out.data);
    assert_non_null(copy);
    return copy;
}

static void versions_set(struct scene *s)
{
    number_set(s, "v", office_version(s->d, strtoll(scene_value(s, "case"), NULL, 10)));
}

static void met(struct scene *s)
{
    char key[160];
    struct match m;

    must(router_match(s->d->router, s->d->in.method, s->d->in.path, &m));
    snprintf(key, sizeof key, "%s %s %d %s", m.route->method, m.route->path, s->d->reply.status,
             said(s->d, "code"));
    json_object_set_new(s->met, key, json_true());
}

void scene_ask(struct scene *s, const struct refusal *r)
{
    struct door *d = s->d;
    const char *to = scene_filled(s, r->to);

    as(d, r->who);
    if (r->body)
        tell(d, r->method, to, "%s", scene_filled(s, r->body));
    else if (!strcmp(r->method, "GET"))
        fetch(d, to);
    else
        ask(d, r->method, to, NULL);
    met(s);
    described(d, s->spec);
}

/* What would be entered in a file: told by what it is refused with, were the file not erased. */
static bool enters(const struct refusal *r)
{
    return !strcmp(r->code, "stale_version") || !strcmp(r->code, "has_content") ||
           (!r->code[0] &&
            (strstr(r->to, "/notes") || strstr(r->to, "/records/") || strstr(r->to, "/assessments") ||
             strstr(r->to, "/work") || (strstr(r->to, "/minutes") && strstr(r->body, "'case_id'")) ||
             (strstr(r->to, "/calls") && strstr(r->body, "$case"))));
}

static void shut_met(struct scene *s, const struct refusal *r, const char *code)
{
    scene_ask(s, r);
    if (s->d->reply.status != 409 || strcmp(said(s->d, "code"), code) != 0)
        fail_msg("%s %s %s: %d %s, not %s", r->method, r->to, r->body ? r->body : "", s->d->reply.status,
                 said(s->d, "code"), code);
}

/* Were the file erased (and it will not be again: the register itself lets nothing come back). */
static void erased_refuses(struct scene *s, const struct refusal *r)
{
    struct db *db = s->d->r->db;

    must(db_script(db, "DROP TRIGGER IF EXISTS erased_add; DROP TRIGGER IF EXISTS erased_keep;"
                       "INSERT INTO erasure (id, what, record_id, asked_by, asked_at) VALUES "
                       "(9000, 'file', 9000, 1, 1);"
                       "INSERT OR IGNORE INTO erased (what, record_id, erasure_id) SELECT 'file', id, 9000 "
                       "FROM case_file"));
    shut_met(s, r, "erased");
    must(db_script(db, "DELETE FROM erased WHERE erasure_id = 9000; DELETE FROM erasure WHERE id = 9000"));
}

/* Had the file gone into another one. */
static void merged_refuses(struct scene *s, const struct refusal *r)
{
    struct db *db = s->d->r->db;

    must(db_script(db,
                   "INSERT INTO case_file (id, number, unit_id, created_at) SELECT 0, '0/2026', min(id), 1 "
                   "FROM unit; UPDATE case_file SET merged_into = 0 WHERE id > 0"));
    shut_met(s, r, "merged");
    must(db_script(db, "UPDATE case_file SET merged_into = NULL; DELETE FROM case_file WHERE id = 0"));
}

void scene_refuses(struct scene *s, const struct refusal *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        versions_set(s);
        if (enters(&list[i])) {
            erased_refuses(s, &list[i]);
            merged_refuses(s, &list[i]);
        }
        scene_ask(s, &list[i]);
        if (s->d->reply.status != list[i].status || strcmp(said(s->d, "code"), list[i].code) != 0)
            fail_msg("%s %s %s: %d %s at %s, not %s", list[i].method, list[i].to,
                     list[i].body ? list[i].body : "", s->d->reply.status, said(s->d, "code"),
                     said(s->d, "field"), list[i].code);
    }
}

static void case_sealed(struct scene *s, int64_t case_id)
{
    tell(s->d, "POST", path(s->d, "/api/v1/cases/%ld/seal", (long)case_id),
         "{'version':%ld,'accounts':[{'id':91}]}", (long)office_version(s->d, case_id));
    assert_int_equal(s->d->reply.status, 204);
}

static void made(struct scene *s, const char *name, const char *to, const char *body)
{
    versions_set(s);
    tell(s->d, "POST", scene_filled(s, to), "%s", scene_filled(s, body));
    if (s->d->reply.status != 201)
        fail_msg("%s: %d %s", to, s->d->reply.status, said(s->d, "code"));
    number_set(s, name, number_at(s->d, "id"));
}

static const char COURT[] = "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër";

/* A file with two orders, of which one has ended, and one whose grant was void; the stay, application and
 * enrolment of its people. */
static void file_set(struct scene *s)
{
    struct office_file f, ended;
    struct office_card card;
    struct door *d = s->d;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    number_set(s, "case", f.case_id);
    number_set(s, "order", f.order);
    number_set(s, "grant", number_at(d, "acts.0.id"));
    number_set(s, "mother", f.mother);
    number_set(s, "child", f.child);
    get(d, "/api/v1/cases/%ld", (long)f.case_id);
    number_set(s, "respondent", number_at(d, "persons.2.id"));
    office_card(d, &f, f.mother, "'transport'", &card);
    scene_set(s, "card", card.number);
    scene_set(s, "court", COURT);
    made(s, "stay", "/api/v1/cases/$case/stays", "{'version':$v,'person':$mother,'from':'2026-03-05'}");
    made(s, "application", "/api/v1/applications",
         "{'version':$v,'case_id':$case,'person':$mother,'filed_on':'2026-03-09'}");
    made(s, "enrolment", "/api/v1/enrolments",
         "{'version':$v,'case_id':$case,'person':$child,'organisation':31,'from':'2026-03-01',"
         "'until':'2026-06-30'}");
    made(s, "document", "/api/v1/cases/$case/documents", "{'version':$v,'title':'Letër'}");
    made(s, "umm", "/api/v1/orders",
         "{'case_id':$case,'version':$v,'kind':'UMM','hearing_on':'2026-03-21','issuer':'$court','number':'"
         "90','decision_date':"
         "'2026-03-01','persons':[{'role':'protected','person':$mother}]}");
    made(s, "police", "/api/v1/orders",
         "{'case_id':$case,'version':$v,'kind':'UMPMM','independent':true,'issuer':'Policia','number':'7','"
         "decision_date':"
         "'2026-03-01','persons':[{'role':'protected','person':$mother}]}");
    made(s, "void", "/api/v1/orders",
         "{'case_id':$case,'version':$v,'kind':'UMM','hearing_on':'2026-03-21','issuer':'$court','number':'"
         "91','independent':true,"
         "'decision_date':'2026-03-01','persons':[{'role':'protected','person':$mother}]}");
    number_set(s, "void_grant", number_at(d, "acts.0.id"));
    made(
        s, "void", "/api/v1/orders/$void/acts",
        "{'version':$v,'kind':'corrected','on':'2026-03-10','corrects':$void_grant,'voids':true,'note':'x'}");
    number_set(s, "void_act", number_at(d, "acts.1.id"));
    office_file(d, "15", "2026-02-11", "2026-09-10", &ended);
    number_set(s, "ended", ended.order);
    number_set(s, "ended_case", ended.case_id);
    assert_int_equal(
        office_act(d, &ended, "terminated", "2026-03-10", ",'decision':'1','effective':'2026-03-10'"), 201);
}

/* The same of another family, for few eyes. */
static void sealed_set(struct scene *s)
{
    static const struct {
        const char *name, *to, *body;
    } HOLDS[] = {
        {"s_stay", "/api/v1/cases/$sealed/stays", "{'version':1,'person':$s_person,'from':'2026-03-05'}"},
        {"s_application", "/api/v1/applications",
         "{'version':2,'case_id':$sealed,'person':$s_person,'filed_on':'2026-03-09'}"},
        {"s_enrolment", "/api/v1/enrolments",
         "{'version':3,'case_id':$sealed,'person':$s_child,'organisation':31,'from':'2026-03-01'}"},
        {"s_document", "/api/v1/cases/$sealed/documents", "{'version':4,'title':'Letër'}"},
    };
    struct door *d = s->d;
    int64_t id;

    made(
        s, "s_order", "/api/v1/orders",
        "{'kind':'UM','issuer':'$court','number':'60','decision_date':'2026-02-10','end':'2026-09-10','unit':"
        "'Cepo','persons':[{'role':'protected','first_name':'Besa','surname':'Guri'},{'role':'dependant',"
        "'first_name':'Ilir','surname':'Guri','birth_date':'2022-01-01'}]}");
    id = number_at(d, "case_id");
    number_set(s, "sealed", id);
    number_set(s, "s_person", number_at(d, "persons.0"));
    number_set(s, "s_child", number_at(d, "persons.1"));
    for (size_t i = 0; i < COUNT(HOLDS); i++)
        made(s, HOLDS[i].name, HOLDS[i].to, HOLDS[i].body);
    tell(d, "POST", scene_filled(s, "/api/v1/persons/$s_person/cards"), "%s",
         scene_filled(s, "{'case_id':$sealed,'version':5,'services':['transport']}"));
    scene_set(s, "s_card", said(d, "number"));
    case_sealed(s, id);
}

void scene_open(struct scene *s)
{
    file_set(s);
    sealed_set(s);
    number_set(s, "question",
               register_int(s->d->r, "SELECT max(q.id) FROM stay_question q JOIN stay t ON t.id = q.stay_id "
                                     "JOIN case_file f ON f.id = t.case_id WHERE f.sealed = 0"));
    number_set(s, "s_question",
               register_int(s->d->r, "SELECT max(q.id) FROM stay_question q JOIN stay t ON t.id = q.stay_id "
                                     "JOIN case_file f ON f.id = t.case_id WHERE f.sealed = 1"));
}
