/* The petition forms, clause by clause: tests/histories/forms.txt says where the register takes what each
 * clause says, and this sends all clauses of a form and reads each of them back. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/file.h"
#include "support/office.h"

#define TABLE   "tests/histories/forms.txt"
#define CLAUSES 200

struct clause {
    int line;
    const char *form, *words, *source, *place, *sent, *read;
};

struct form { /* under way */
    struct door *d;
    struct clause *clauses;
    size_t count;
    int64_t order, case_id, person;
};

static char *trimmed(char *text)
{
    size_t n;

    while (*text == ' ')
        text++;
    n = strlen(text);
    while (n && text[n - 1] == ' ')
        text[--n] = '\0';
    return text;
}

static size_t table_read(struct buf *file, struct clause *ret)
{
    char *rest, *line;
    size_t count = 0;
    int n = 0;

    must(file_read(TABLE, 1 << 20, file));
    rest = file->data;
    while ((line = strsep(&rest, "\n"))) {
        char *fields[6] = {0};

        n++;
        if (!line[0] || line[0] == '#')
            continue;
        for (size_t i = 0; i < 6; i++)
            if (!(fields[i] = strsep(&line, "|")))
                fail_msg(TABLE ":%d: a clause has six columns", n);
            else
                fields[i] = trimmed(fields[i]);
        assert_true(count < CLAUSES);
        ret[count++] = (struct clause){n, fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]};
    }
    return count;
}

static bool placed(const struct clause *c, const char *place)
{
    return !strcmp(c->place, place);
}

static json_t *members_of(const struct clause *c)
{
    CLEANUP(buf_free) struct buf b = {0};
    json_error_t fault;
    json_t *members;

    buf_format(&b, "{%s}", c->sent);
    must(buf_err(&b));
    for (char *p = b.data; *p; p++)
        if (*p == '\'')
            *p = '"';
    if (!(members = json_loads(b.data, JSON_REJECT_DUPLICATES, &fault)))
        fail_msg(TABLE ":%d: %s", c->line, fault.text);
    return members;
}

/* Members of all lines together; lists one behind the other. */
static void members_add(json_t *into, json_t *members)
{
    const char *name;
    json_t *value;

    json_object_foreach(members, name, value)
    {
        json_t *there = json_object_get(into, name);

        if (json_is_array(there))
            assert_int_equal(json_array_extend(there, value), 0);
        else
            assert_int_equal(json_object_set(into, name, value), 0);
    }
}

static const char *dumped(struct form *f, const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    const char *kept = arena_text(&f->d->r->arena, text);

    free(text);
    return kept;
}

static void posted(struct form *f, const char *to, json_t *body, int line)
{
    const char *text = dumped(f, body);
    int status = ask(f->d, "POST", to, text);

    if (status / 100 != 2)
        fail_msg(TABLE ":%d: answered %d: %s", line, status, dumped(f, f->d->json));
}

static void order_post(struct form *f, const char *kind)
{
    json_t *body =
        json_pack("{s:s,s:s,s:[],s:[s]}", "kind", kind, "unit", "Cepo", "measures", "confirm", "same_person");

    for (size_t i = 0; i < f->count; i++) {
        json_t *members = placed(&f->clauses[i], "order") || placed(&f->clauses[i], "measure")
                              ? members_of(&f->clauses[i])
                              : NULL;

        if (placed(&f->clauses[i], "measure"))
            assert_int_equal(json_array_append(json_object_get(body, "measures"), members), 0);
        else if (members)
            members_add(body, members);
        json_decref(members);
    }
    posted(f, "/api/v1/orders", body, f->clauses[0].line);
    json_decref(body);
    f->order = number_at(f->d, "id");
    f->case_id = number_at(f->d, "case_id");
    f->person = number_at(f->d, "persons.0");
}

static const char *contact_path(struct form *f)
{
    return path(f->d, "/api/v1/cases/%ld/persons/%ld/contact", (long)f->case_id, (long)f->person);
}

static void clause_send(struct form *f, const struct clause *c)
{
    json_t *members;

    if (placed(c, "order") || placed(c, "measure") || !c->sent[0])
        return;
    if (placed(c, "document")) {
        members = json_pack("{s:s,s:I}", "title", c->sent, "order", (json_int_t)f->order);
    } else {
        members = members_of(c);
    }
    json_object_set_new(members, "version", json_integer(office_version(f->d, f->case_id)));
    if (placed(c, "contact")) {
        const char *body = dumped(f, members);
        int status = ask(f->d, "PUT", contact_path(f), body);

        if (status / 100 != 2)
            fail_msg(TABLE ":%d: answered %d: %s", c->line, status, dumped(f, f->d->json));
    } else {
        posted(f,
               path(f->d, placed(c, "document") ? "/api/v1/cases/%ld/documents" : "/api/v1/orders/%ld/acts",
                    (long)(placed(c, "document") ? f->case_id : f->order)),
               members, c->line);
    }
    json_decref(members);
}

/* The measure of that code, or the last act, in the order that was read; NULL: none. */
static json_t *measure_of_code(struct form *f, const char *code)
{
    json_t *measure;
    size_t i;

    json_array_foreach(part(f->d, "measures"), i, measure)
    {
        if (!strcmp(json_string_value(json_object_get(measure, "code")), code))
            return measure;
    }
    return NULL;
}

static json_t *value_read(struct form *f, char *where, int line)
{
    char *first = strsep(&where, "."), *rest = where;
    json_t *list;

    if (!strcmp(first, "document"))
        assert_int_equal(get(f->d, "/api/v1/cases/%ld/documents", (long)f->case_id), 200);
    else if (!strcmp(first, "contact"))
        assert_int_equal(get(f->d, "%s", contact_path(f)), 200);
    else if (!strcmp(first, "case"))
        assert_int_equal(get(f->d, "/api/v1/cases/%ld", (long)f->case_id), 200);
    else
        assert_int_equal(get(f->d, "/api/v1/orders/%ld", (long)f->order), 200);
    if (!strcmp(first, "document"))
        return part(f->d, "documents.0.title");
    if (!strcmp(first, "measure")) {
        const char *code = strsep(&rest, ".");

        return json_object_get(measure_of_code(f, code), rest);
    }
    if (!strcmp(first, "act")) {
        list = part(f->d, "acts");
        return part(f->d, path(f->d, "acts.%zu.%s", json_array_size(list) - 1, rest));
    }
    if (!rest)
        fail_msg(TABLE ":%d: read what of it?", line);
    return part(f->d, rest);
}

static const char *text_of_value(struct form *f, const json_t *value)
{
    if (json_is_string(value))
        return json_string_value(value);
    return value ? dumped(f, value) : "nothing";
}

static void clause_hold(struct form *f, const struct clause *c)
{
    char *where = arena_text(&f->d->r->arena, c->read), *wanted = strstr(where, " = ");
    const json_t *value;

    if (wanted) {
        *wanted = '\0';
        wanted += 3;
    }
    value = value_read(f, where, c->line);
    if (!value || (wanted && strcmp(text_of_value(f, value), wanted) != 0))
        fail_msg(TABLE ":%d: \"%s\": %s is %s", c->line, c->words, c->read, text_of_value(f, value));
}

/* Order first, then what comes behind it, in the order of the table; each clause read once it is there. */
static void form_play(void **state, const char *name, const char *kind, size_t least)
{
    CLEANUP(buf_free) struct buf file = {0};
    struct clause all[CLAUSES], own[CLAUSES];
    struct form f = {.d = *state, .clauses = own};
    size_t count = table_read(&file, all);

    for (size_t i = 0; i < count; i++)
        if (!strcmp(all[i].form, name)) {
            assert_true(all[i].words[0] && all[i].source[0] && all[i].read[0]);
            own[f.count++] = all[i];
        }
    assert_true(f.count >= least);
    order_post(&f, kind);
    for (size_t i = 0; i < f.count; i++)
        if (!placed(&own[i], "kept out")) {
            clause_send(&f, &own[i]);
            clause_hold(&f, &own[i]);
        }
    /* What is kept out stands on the paper, which lies in the file. */
    for (size_t i = 0; i < f.count; i++)
        if (placed(&own[i], "kept out"))
            clause_hold(&f, &own[i]);
}

static void each_clause_of_the_petition_for_an_um_has_a_place(void **state)
{
    form_play(state, "C", "UM", 38);
}

static void each_clause_of_the_petition_for_an_umm_has_a_place(void **state)
{
    form_play(state, "D", "UMM", 22);
}

static void each_clause_of_the_petition_for_a_change_has_a_place(void **state)
{
    form_play(state, "E", "UM", 13);
}

#define FORM(f) cmocka_unit_test_setup_teardown(f, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FORM(each_clause_of_the_petition_for_an_um_has_a_place),
        FORM(each_clause_of_the_petition_for_an_umm_has_a_place),
        FORM(each_clause_of_the_petition_for_a_change_has_a_place),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
