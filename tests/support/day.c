/* What a day in the office holds besides, and how its answers are looked at. */
#include "support/day.h"

#include <string.h>

#include "domain/office/audit.h"

void wrote(const struct day *t, int status)
{
    if (t->d->reply.status != status)
        fail_msg("%s %s: %d %s %s", t->d->in.method, t->d->in.path, t->d->reply.status, said(t->d, "code"),
                 said(t->d, "field"));
    described(t->d, t->spec);
}

void reads(const struct day *t, const char *target)
{
    fetch(t->d, target);
    wrote(t, 200);
}

void day_act_tried(const struct day *t, const char *effective)
{
    struct door *d = t->d;

    tell(d, "POST", path(d, "/api/v1/orders/%ld/acts/preview", (long)t->file.order),
         "{'version':%ld,'kind':'terminated','on':'2026-03-01','decision':'77','effective':'%s'}",
         (long)office_version(d, t->file.case_id), effective);
    wrote(t, 200);
}

void day_drafts(const struct day *t)
{
    struct door *d = t->d;

    tell(d, "POST", "/api/v1/orders/preview", "{'kind':'UM','number':'14','decision_date':'2025-04-10'}");
    wrote(t, 200);
    tell(d, "POST", "/api/v1/orders/preview",
         "{'kind':'UM','issuer':'Gjykata','number':'20','decision_date':'2026-03-08','unit':'Cepo','persons':"
         "[{'role':'protected','first_name':'Mirjeta','surname':'Sokolaj','nid':'" OFFICE_NID "'}]}");
    wrote(t, 200);
    assert_int_equal(json_array_size(part(d, "follows")), 3);
}

#define LONG_ORDER(unit)                                                                                     \
    "{'kind':'UM','issuer':'Gjykata','number':'21','decision_date':'2026-03-08','end':'2027-06-08',"         \
    "'unit':'" unit "','persons':[{'role':'protected','first_name':'Vera','surname':'Lumi'}]}"

void day_questions(const struct day *t)
{
    struct door *d = t->d;

    tell(d, "POST", "/api/v1/orders", LONG_ORDER("Cepo"));
    wrote(t, 409);
    assert_true(json_is_true(part(d, "question")));
    tell(d, "POST", "/api/v1/orders", LONG_ORDER("zz"));
    wrote(t, 422);
    assert_int_equal(json_array_size(part(d, "faults")), 2);
}

#define TWIN(more)                                                                                           \
    "{'version':1,'role':'protected','first_name':'Zana','surname':'Lumi','birth_date':'1985-01-02'" more "}"

void day_twins(const struct day *t)
{
    struct door *d = t->d;
    long first, second;

    tell(d, "POST", "/api/v1/cases", "{'unit':'Cepo'}");
    first = (long)number_at(d, "id");
    tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", first), TWIN(""));
    wrote(t, 201);
    tell(d, "POST", "/api/v1/cases", "{'unit':'Cepo'}");
    second = (long)number_at(d, "id");
    tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", second), TWIN(""));
    wrote(t, 409);
    assert_true(json_is_true(part(d, "question")));
    tell(d, "POST", path(d, "/api/v1/cases/%ld/persons", second), TWIN(",'confirm':['same_person']"));
    wrote(t, 201);
    assert_int_equal(number_at(d, "persons.0.same.0.case_id"), first);
    tell(d, "POST",
         path(d, "/api/v1/cases/%ld/persons/%ld/apart", second, (long)number_at(d, "persons.0.id")),
         "{'version':2,'other':%ld,'reason':'I njoh që të dyja.'}",
         (long)number_at(d, "persons.0.same.0.person"));
    wrote(t, 201);
    assert_int_equal(json_array_size(part(d, "persons.0.same")), 0);
}

/* One file handed on, and all of the other's given back. */
static void charged(const struct day *t, long id)
{
    struct door *d = t->d;

    tell(d, "PUT", path(d, "/api/v1/cases/%ld/charge", id), "{'version':%ld,'account':91}",
         (long)office_version(d, id));
    wrote(t, 204);
    reads(t, "/api/v1/tasks?mine=1");
    assert_true(number_at(d, "elsewhere") > 0);
    reads(t, "/api/v1/charge");
    tell(d, "POST", "/api/v1/charge", "{'from':91,'to':1,'files':1}");
    wrote(t, 200);
    assert_int_equal(number_at(d, "files"), 1);
    tell(d, "POST", "/api/v1/substitutes", "{'away':91,'by':1,'from':'2026-03-10','until':'2099-03-20'}");
    wrote(t, 201);
    reads(t, "/api/v1/charge");
    ask(d, "POST",
        path(d, "/api/v1/substitutes/%ld/end", (long)register_int(d->r, "SELECT max(id) FROM substitute")),
        NULL);
    wrote(t, 200);
    /* And one that is nobody's. */
    must(db_script(d->r->db, "UPDATE case_file SET charge_id = NULL WHERE sealed = 0"));
    reads(t, "/api/v1/charge");
    tell(d, "POST", "/api/v1/charge", "{'to':1,'files':%ld}",
         (long)register_int(d->r, "SELECT count(*) FROM case_file WHERE charge_id IS NULL"));
    wrote(t, 200);
}

/* A file that was opened twice goes into the other one, and comes back. */
static void merged(const struct day *t, long id)
{
    struct door *d = t->d;
    char number[32];
    long again, merge;

    tell(d, "POST", "/api/v1/cases", "{'unit':'Cepo'}");
    wrote(t, 201);
    again = (long)number_at(d, "id");
    get(d, "/api/v1/cases/%ld", id);
    snprintf(number, sizeof number, "%s", said(d, "number"));
    tell(d, "POST", path(d, "/api/v1/cases/%ld/merge", again), "{'version':1,'into':'%s'}", number);
    wrote(t, 201);
    assert_int_equal(number_at(d, "id"), id);
    reads(t, path(d, "/api/v1/cases/%ld", again));
    assert_int_equal(number_at(d, "id"), id);
    merge = (long)number_at(d, "merged.0.id");
    tell(d, "POST", path(d, "/api/v1/merges/%ld/undo", merge), "{'version':%ld}",
         (long)number_at(d, "version"));
    wrote(t, 200);
    reads(t, path(d, "/api/v1/cases/%ld", again));
    assert_int_equal(number_at(d, "id"), again);
}

/* The family moved within the municipality a while after its file was opened. */
static void moved(const struct day *t, long id)
{
    struct door *d = t->d;

    must(db_exec(d->r->db, "UPDATE case_file SET created_at = 1 WHERE id = :id", BINDS(INT(":id", id))));
    get(d, "/api/v1/cases/%ld", id);
    tell(d, "PUT", path(d, "/api/v1/cases/%ld/unit", id), "{'version':%ld,'unit':'Antigonë'}",
         (long)number_at(d, "version"));
    wrote(t, 204);
}

/* A line of the log by that account. */
static void logged(struct test_register *r, int64_t at, int64_t account, const char *what, const char *record,
                   int64_t case_id)
{
    const struct audit_entry entry = {.what = what, .record = record, .record_id = 1, .case_id = case_id};
    const int64_t now = r->work.now, me = r->work.actor.account;

    register_at(r, at);
    r->work.actor.account = account;
    must(audit_append(&r->work, &entry));
    r->work.actor.account = me;
    register_at(r, now);
}

/* The coordinator was here the day before; the other has written since. */
static void news(const struct day *t, long id)
{
    struct door *d = t->d;

    logged(d->r, REGISTER_NOW - 86400, 1, "case.read", "case_file", id);
    logged(d->r, REGISTER_NOW, 91, "note.write", "case_note", id);
    reads(t, path(d, "/api/v1/cases/%ld/news?limit=3", id));
    assert_true(json_array_size(part(d, "changes")) > 0);
    reads(t, "/api/v1/news?mine=1&limit=3");
    assert_true(json_array_size(part(d, "files")) > 0);
}

void day_desk(const struct day *t)
{
    long id = (long)t->file.case_id;
    struct door *d = t->d;

    tell(d, "POST", path(d, "/api/v1/cases/%ld/notes", id), "{'text':'Foli me psikologen.'}");
    wrote(t, 201);
    reads(t, path(d, "/api/v1/cases/%ld/notes", id));
    tell(d, "PUT", path(d, "/api/v1/cases/%ld/persons/%ld", id, (long)t->file.child),
         "{'version':%ld,'first_name':'Erra','surname':'Sokolaj','birth_date':'2021-05-01'}",
         (long)office_version(d, id));
    wrote(t, 200);
    tell(d, "PUT", path(d, "/api/v1/cases/%ld/persons/%ld", id, (long)t->file.child),
         "{'version':%ld,'first_name':'Era','surname':'Sokolaj','birth_date':'2021-05-01'}",
         (long)office_version(d, id));
    wrote(t, 200);
    reads(t, path(d, "/api/v1/cases/%ld/readers?limit=3", id));
    news(t, id);
    reads(t, "/api/v1/measures");
    reads(t, "/api/v1/courts");
    reads(t, "/api/v1/office");
    reads(t, "/api/v1/coordinators");
    charged(t, id);
    merged(t, id);
    moved(t, id);
    tell(d, "POST", "/api/v1/cases/search", "{'q':'mirj','kind':'UM','state':'in_force','limit':5}");
    wrote(t, 200);
    assert_int_equal(json_array_size(part(d, "cases")), 1);
    tell(d, "POST", "/api/v1/cases/search", "{}");
    wrote(t, 200);
    tell(d, "POST", path(d, "/api/v1/cases/%ld/open", id), "{'why':'rrezik i menjëhershëm'}");
    wrote(t, 200);
}
