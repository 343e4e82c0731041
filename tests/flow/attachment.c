/* A scanned order on its way into a file and out again; and what a full disk answers. 2026-03-10; the persons
 * are made up. */
#include <stdlib.h>
#include <string.h>

#include "support/office.h"
#include "support/pdf.h"

#define SCAN PDF_OF("faqe")

static int64_t titled(struct door *d, const struct office_file *f)
{
    assert_int_equal(tell(d, "POST", path(d, "/api/v1/cases/%ld/documents", (long)f->case_id),
                          "{'version':%ld,'title':'Urdhri i skanuar','order':%ld}",
                          (long)office_version(d, f->case_id), (long)f->order),
                     201);
    return number_at(d, "id");
}

static int put(struct door *d, int64_t id, const char *type, const char *bytes)
{
    d->in.content_type = type;
    ask(d, "PUT", path(d, "/api/v1/documents/%ld", (long)id), bytes);
    d->in.content_type = NULL;
    return d->reply.status;
}

static void a_scan_is_kept_and_handed_out_to_be_saved(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = titled(d, &f);
    assert_int_equal(put(d, id, "application/pdf; name=x", SCAN), 200);
    assert_int_equal(get(d, "/api/v1/documents/%ld", (long)id), 200);
    assert_string_equal(d->reply.content_type, "application/pdf");
    assert_string_equal(d->reply.body->data, SCAN);
    assert_non_null(strstr(d->reply.disposition, "attachment; filename=\"dokument-"));
    assert_null(d->reply.cache_control); /* no-store */
    get(d, "/api/v1/cases/%ld/documents", (long)f.case_id);
    assert_string_equal(text_at(d, "documents.0.title"), "Urdhri i skanuar");
    assert_int_equal(number_at(d, "documents.0.size"), strlen(SCAN));
    as(d, AID_OFFICER);
    assert_int_equal(get(d, "/api/v1/documents/%ld", (long)id), 403);
    as(d, ADMINISTRATOR);
    assert_int_equal(get(d, "/api/v1/cases/%ld/documents", (long)f.case_id), 403);
}

static void a_script_is_no_picture(void **state)
{
    struct door *d = *state;
    struct office_file f;
    int64_t id;

    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = titled(d, &f);
    assert_int_equal(put(d, id, "image/svg+xml", "<svg onload=\"x\"/>"), 415);
    assert_int_equal(put(d, id, "image/png", "<svg onload=\"x\"/>"), 422);
    assert_int_equal(put(d, id, "text/html", "%PDF-"), 415);
    assert_int_equal(get(d, "/api/v1/documents/%ld", (long)id), 404);
}

static void a_full_disk_says_so_and_keeps_nothing(void **state)
{
    struct door *d = *state;
    char *much = calloc(1, 400001);
    struct office_file f;
    int64_t id;

    assert_non_null(much);
    memset(much, 'x', 400000);
    memcpy(much, SCAN, strlen(SCAN));
    office_file(d, "14", "2026-02-10", "2026-09-10", &f);
    id = titled(d, &f);
    must(db_script(d->worker.write, "PRAGMA max_page_count = 1")); /* no page more than there are */
    assert_int_equal(put(d, id, "application/pdf", much), 507);
    assert_string_equal(said(d, "code"), "disk_full");
    must(db_script(d->worker.write, "PRAGMA max_page_count = 100000"));
    assert_int_equal(get(d, "/api/v1/documents/%ld", (long)id), 404);
    assert_int_equal(put(d, id, "application/pdf", much), 200);
    free(much);
}

#define FLOW(test) cmocka_unit_test_setup_teardown(test, office_setup, office_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        FLOW(a_scan_is_kept_and_handed_out_to_be_saved),
        FLOW(a_script_is_no_picture),
        FLOW(a_full_disk_says_so_and_keeps_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
