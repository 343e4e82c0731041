/* Asks with each faulty body and compares answer and database. */
#include "support/fault.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "http/dispatch.h"
#include "support/dump.h"

#define MOVING "audit session sign_in_address"

static void problem_holds(const struct door *d, const struct fault *f)
{
    if (d->reply.status != f->status || strcmp(said(d, "code"), f->code) != 0 ||
        strcmp(said(d, "field"), f->field) != 0)
        fail_msg("%s: %d %s at \"%s\" (%s), not %d %s at \"%s\"", f->change, d->reply.status, said(d, "code"),
                 said(d, "field"), said(d, "detail"), f->status, f->code, f->field);
    assert_string_equal(d->reply.content_type, "application/problem+json");
    assert_true(said(d, "detail")[0] != '\0' && said(d, "title")[0] != '\0');
}

void body_refused(struct door *d, const char *method, const char *to, const void *body, size_t size,
                  const struct fault *f)
{
    const char *before = dump(d->r, MOVING);

    d->in.method = method;
    d->in.path = to;
    d->in.body = body;
    d->in.body_size = size;
    dispatch(&d->worker, &d->in, &d->reply);
    json_decref(d->json);
    d->json = json_loadb(d->reply.body->data, d->reply.body->len, 0, NULL);
    problem_holds(d, f);
    assert_string_equal(dump_changed(d->r, before, dump(d->r, MOVING)), "");
}

static json_t *json_of(const char *text)
{
    CLEANUP(buf_free) struct buf b = {0};
    json_t *json;

    buf_text(&b, text);
    must(buf_err(&b));
    for (size_t i = 0; i < b.len; i++)
        if (b.data[i] == '\'')
            b.data[i] = '"';
    json = json_loads(b.data, 0, NULL);
    if (!json)
        fail_msg("not JSON: %s", text);
    return json;
}

void faults_refused(struct door *d, const char *method, const char *to, const char *sound,
                    const struct fault *faults, size_t count)
{
    d->in.content_type = "application/json";
    for (size_t i = 0; i < count; i++) {
        json_t *body = json_of(sound), *change = json_of(faults[i].change);
        char *text;

        assert_int_equal(json_object_update(body, change), 0);
        assert_non_null(text = json_dumps(body, 0));
        body_refused(d, method, to, text, strlen(text), &faults[i]);
        free(text);
        json_decref(body);
        json_decref(change);
    }
}
