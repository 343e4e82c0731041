/* Documents of a file: a title, then its content, sealed and held against its type; taken out, never deleted.
 * 2026-03-10; Elira has an order of 2026-03-09. */
#include "domain/file/attachment.h"

#include <stdlib.h>
#include <string.h>

#include "domain/upkeep/midnight.h"
#include "domain/work/sealed.h"
#include "support/holder.h"
#include "support/paper.h"
#include "support/pdf.h"
#include "support/scanner.h"
#include "vault/vault.h"

#define PDF   PDF_OF("faqe vetiake")
#define PDF_2 PDF_OF("faqe vetiake 2")

static int64_t titled(struct test_register *r, const struct holder *h, const char *title)
{
    const struct attachment_new in = {.version = file_version(r, h->case_id), .title = title};
    int64_t id;

    must(attachment_register(&r->work, h->case_id, &in, &id));
    return id;
}

static err stored(struct test_register *r, int64_t id, const char *type, const char *bytes)
{
    return attachment_store(&r->work, id, type, bytes, strlen(bytes));
}

static void a_attachment_comes_back_as_it_went_in(void **state)
{
    CLEANUP(buf_wipe) struct buf bytes = {0};
    static const char SQL_READS[] =
        "SELECT count(*) FROM audit WHERE what IN ('attachment.read', 'attachment.list') AND case_id = 1";
    struct test_register *r = *state;
    struct attachment d, *list;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    id = titled(r, &h, "Urdhri i skanuar");
    must(stored(r, id, "application/pdf", PDF));
    must(attachment_read(&r->work, id, &d, &bytes));
    assert_string_equal(bytes.data, PDF);
    assert_string_equal(d.type, "application/pdf");
    must(attachment_list(&r->work, h.case_id, &list, &count));
    assert_int_equal(count, 1);
    assert_string_equal(list[0].title, "Urdhri i skanuar");
    assert_string_equal(list[0].added_by, "test");
    assert_int_equal(list[0].size, strlen(PDF));
    assert_int_equal(holder_logged(r, "attachment.register"), 1);
    assert_int_equal(holder_logged(r, "attachment.store"), 1);
    assert_int_equal(register_int(r, SQL_READS), 2);
}

static void nothing_of_it_stands_readable(void **state)
{
    static const char SQL_TITLE[] = "SELECT instr(title_sealed, CAST('skanuar' AS BLOB)) FROM attachment";
    static const char SQL_PAGE[] =
        "SELECT instr(content_sealed, CAST('vetiake' AS BLOB)) FROM attachment_content";
    struct test_register *r = *state;
    struct holder h;

    holder_stand(r, &h);
    must(stored(r, titled(r, &h, "Urdhri i skanuar"), "application/pdf", PDF));
    assert_int_equal(register_int(r, SQL_TITLE), 0);
    assert_int_equal(register_int(r, SQL_PAGE), 0);
}

static void a_content_moved_to_another_row_does_not_open(void **state)
{
    CLEANUP(buf_wipe) struct buf bytes = {0};
    struct test_register *r = *state;
    struct attachment d;
    struct holder h;
    int64_t a, b;

    holder_stand(r, &h);
    a = titled(r, &h, "A");
    b = titled(r, &h, "B");
    must(stored(r, a, "application/pdf", PDF));
    must(stored(r, b, "application/pdf", PDF_2));
    must(db_script(r->db, "UPDATE attachment_content SET content_sealed = (SELECT content_sealed FROM "
                          "attachment_content ORDER BY attachment_id LIMIT 1)"));
    must(attachment_read(&r->work, a, &d, &bytes));
    must_fail(attachment_read(&r->work, b, &d, &bytes), ERR_CORRUPT);
}

static void the_type_is_what_its_bytes_are(void **state)
{
    static const struct {
        const char *type, *bytes, *code; /* code NULL: taken */
    } CASES[] = {
        {"application/pdf", "%PDF", "not_of_its_type"},
        {"application/pdf", "\xFF\xD8\xFF\xE0", "not_of_its_type"},
        {"image/png", PDF, "not_of_its_type"},
        {"image/jpeg", "<svg onload=x>", "not_of_its_type"},
        {"image/svg+xml", "<svg/>", "unknown_media_type"},
        {"text/html", "<p>", "unknown_media_type"},
        {"", PDF, "unknown_media_type"},
        {NULL, PDF, "unknown_media_type"},
        {"image/png", "", "empty"},
        {"image/png", "\x89PNG\r\n\x1A\n...", "not_readable"},
        {"image/jpeg", "\xFF\xD8\xFF\xE0 <script>", "not_readable"},
        {"image/jpeg", "\xFF\xD8\xFF\xFE", "not_readable"},
        {"application/pdf", "%PDF-<html><script>alert(1)</script></html>", "not_readable"},
        {"application/pdf", "%PDF-1.7\ntrailer<</Root 1 0 R>>\n", "not_readable"},
        {"application/pdf", PDF, NULL},
    };
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = titled(r, &h, "A");
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        err e = stored(r, id, CASES[i].type, CASES[i].bytes);

        assert_int_equal(e, CASES[i].code ? ERR_INPUT : OK);
        if (e)
            assert_string_equal(r->work.problem.code, CASES[i].code);
    }
}

/* One grey dot each, written by hand after the PNG specification and after ITU T.81; and one as wide as no
 * scanner makes it. */
static void a_picture_is_read_by_its_header(void **state)
{
    static const char PNG[] =
        "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\1\0\0\0\0\x37\x6E\xF9\x24\0\0\0\nIDAT"
        "\x78\x01\x63\x68\0\0\0\x82\0\x81\x4C\x17\xD7\xDF\0\0\0\0IEND\xAE\x42\x60\x82";
    static const char JPEG[] = "\xFF\xD8\xFF\xC0\0\x0B\x08\0\1\0\1\1\1\x11\0\xFF\xDA\0\x08\1\1\0\0\x3F\0";
    struct test_register *r = *state;
    struct holder h;
    char wide[sizeof PNG];

    holder_stand(r, &h);
    must(attachment_store(&r->work, titled(r, &h, "A"), "image/png", PNG, sizeof PNG - 1));
    must(attachment_store(&r->work, titled(r, &h, "A"), "image/jpeg", JPEG, sizeof JPEG - 1));
    must_refuse(r, attachment_store(&r->work, titled(r, &h, "B"), "image/jpeg", JPEG, 15), ERR_INPUT,
                "not_readable");
    memcpy(wide, PNG, sizeof PNG);
    wide[16] = 0x7F; /* of the width; the sum of its part is wrong now, too */
    must_refuse(r, attachment_store(&r->work, titled(r, &h, "B"), "image/png", wide, sizeof PNG - 1),
                ERR_INPUT, "not_readable");
    must_refuse(r, attachment_store(&r->work, titled(r, &h, "B"), "image/png", PNG, 20), ERR_INPUT,
                "not_readable");
}

/* One grey dot; a telephone wrote beside it where it was and how it was held. */
#define PHOTO_DRAWN "\xFF\xC0\0\x0B\x08\0\1\0\1\1\1\x11\0\xFF\xDA\0\x08\1\1\0\0\x3F\0x\xFF\xD9"
#define PHOTO_TURNED                                                                                         \
    "\xFF\xE1\0\x22"                                                                                         \
    "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
static const char PHOTO[] = "\xFF\xD8\xFF\xE1\0\x24"
                            "Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0"
                            "41.33N\xFF\xFE\0\x0AShtepia." PHOTO_DRAWN "Shtepia";
static const char PHOTO_KEPT[] = "\xFF\xD8" PHOTO_TURNED PHOTO_DRAWN;

static void a_photo_is_kept_without_the_place_where_it_was_taken(void **state)
{
    CLEANUP(buf_wipe) struct buf bytes = {0};
    struct test_register *r = *state;
    struct attachment d, *list;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    id = titled(r, &h, "A");
    must(attachment_store(&r->work, id, "image/jpeg", PHOTO, sizeof PHOTO - 1));
    must(attachment_store(&r->work, id, "image/jpeg", PHOTO, sizeof PHOTO - 1)); /* the same again */
    assert_int_equal(holder_logged(r, "attachment.store"), 1);
    must(attachment_list(&r->work, h.case_id, &list, &count));
    assert_int_equal(list[0].size, sizeof PHOTO_KEPT - 1);
    must(attachment_read(&r->work, id, &d, &bytes));
    assert_int_equal(bytes.len, sizeof PHOTO_KEPT - 1);
    assert_memory_equal(bytes.data, PHOTO_KEPT, bytes.len);
}

/* As releases before this kept it: sealed as it came. */
static void kept_before(struct test_register *r, int64_t case_id, int64_t id, const char *bytes, size_t n)
{
    const struct seal_place at = {SEAL_PERSONAL, "attachment_content", "content", id};
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t key;

    must(owner_key(&r->work, OF_FILE(case_id), &key));
    must(seal(r->work.vault, key, &at, bytes, n, &sealed));
    must(db_exec(r->db, "UPDATE attachment_content SET content_sealed = :content WHERE attachment_id = :id",
                 BINDS(INT(":id", id), SEALED(":content", sealed))));
}

static void a_photo_kept_before_goes_out_without_its_place(void **state)
{
    CLEANUP(buf_wipe) struct buf bytes = {0}, damaged = {0};
    struct test_register *r = *state;
    struct attachment d;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = titled(r, &h, "A");
    must(attachment_store(&r->work, id, "image/jpeg", PHOTO, sizeof PHOTO - 1));
    kept_before(r, h.case_id, id, PHOTO, sizeof PHOTO - 1);
    must(attachment_read(&r->work, id, &d, &bytes));
    assert_int_equal(bytes.len, sizeof PHOTO_KEPT - 1);
    assert_memory_equal(bytes.data, PHOTO_KEPT, bytes.len);
    kept_before(r, h.case_id, id, "\xFF\xD8\xFF\xFE", 4); /* cut off: a paper is not lost for it */
    must(attachment_read(&r->work, id, &d, &damaged));
    assert_int_equal(damaged.len, 4);
}

static void a_scanner_is_asked_where_there_is_one(void **state)
{
    struct test_register *r = *state;
    struct scanner s;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    r->work.virus_socket = "/nowhere/clamd.ctl";
    must(stored(r, titled(r, &h, "A"), "application/pdf", PDF)); /* kept, but not said to be clean */
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM attachment WHERE scanned_at IS NULL AND type IS NOT NULL"), 1);
    scanner_start(&s);
    r->work.virus_socket = s.socket;
    id = titled(r, &h, "B");
    must_refuse(r, stored(r, id, "application/pdf", SCANNER_VIRUS), ERR_INPUT, "infected");
    must(stored(r, id, "application/pdf", PDF_2));
    assert_int_equal(register_int(r, "SELECT scanned_at FROM attachment ORDER BY id DESC LIMIT 1"),
                     r->work.now);
    scanner_stop(&s);
}

static void a_attachment_has_an_end(void **state)
{
    CLEANUP(buf_wipe) struct buf bytes = {0};
    struct test_register *r = *state;
    char *much = calloc(1, ATTACHMENT_SIZE_MAX + 1);
    struct attachment d;
    struct holder h;
    int64_t id;

    assert_non_null(much);
    memcpy(much, PDF, strlen(PDF));
    holder_stand(r, &h);
    id = titled(r, &h, "A");
    must_refuse(r, attachment_store(&r->work, id, "application/pdf", much, ATTACHMENT_SIZE_MAX + 1),
                ERR_LIMIT, "body_too_large");
    must(attachment_store(&r->work, id, "application/pdf", much, ATTACHMENT_SIZE_MAX));
    must(attachment_read(&r->work, id, &d, &bytes));
    assert_int_equal(bytes.len, ATTACHMENT_SIZE_MAX);
    free(much);
}

static void a_content_comes_once_and_the_same_again_is_no_error(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    holder_stand(r, &h);
    id = titled(r, &h, "A");
    must(stored(r, id, "application/pdf", PDF));
    must(stored(r, id, "application/pdf", PDF));
    must_refuse(r, stored(r, id, "application/pdf", PDF_2), ERR_CONFLICT, "has_content");
    must_refuse(r, stored(r, 99, "application/pdf", PDF), ERR_ABSENT, "no_such_attachment");
    assert_int_equal(holder_logged(r, "attachment.store"), 1);
}

static void a_attachment_taken_out_is_marked_and_kept(void **state)
{
    CLEANUP(buf_wipe) struct buf bytes = {0};
    struct test_register *r = *state;
    struct attachment d, *list;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    id = titled(r, &h, "A");
    must(stored(r, id, "application/pdf", PDF));
    must_refuse(r, attachment_withdraw(&r->work, id, 99), ERR_CONFLICT, "stale_version");
    must(attachment_withdraw(&r->work, id, file_version(r, h.case_id)));
    must_refuse(r, attachment_withdraw(&r->work, id, file_version(r, h.case_id)), ERR_CONFLICT, "withdrawn");
    must_refuse(r, attachment_read(&r->work, id, &d, &bytes), ERR_CONFLICT, "withdrawn");
    must_refuse(r, stored(r, id, "application/pdf", PDF), ERR_CONFLICT, "withdrawn");
    must(attachment_list(&r->work, h.case_id, &list, &count));
    assert_int_equal(list[0].withdrawn_at, r->work.now);
    assert_int_equal(register_int(r, "SELECT count(*) FROM attachment_content"), 1);
    assert_int_equal(holder_logged(r, "attachment.withdraw"), 1);
}

static void an_order_it_shows_stands_in_its_file(void **state)
{
    struct test_register *r = *state;
    struct attachment_new in = {.version = 1, .title = "A"};
    struct attachment *list;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    in.order = 99;
    must_refuse_at(r, attachment_register(&r->work, h.case_id, &in, &id), ERR_INPUT, "other_file", "order");
    in.order = h.order;
    must(attachment_register(&r->work, h.case_id, &in, &id));
    must(attachment_list(&r->work, h.case_id, &list, &count));
    assert_int_equal(list[0].order, h.order);
}

static void a_sealed_files_attachments_are_guarded(void **state)
{
    CLEANUP(buf_wipe) struct buf bytes = {0};
    struct test_register *r = *state;
    struct attachment_new in = {.version = 2, .title = "A"};
    struct attachment d, *list;
    struct holder h;
    size_t count;
    int64_t id;

    holder_stand(r, &h);
    id = titled(r, &h, "A");
    must(stored(r, id, "application/pdf", PDF));
    holder_seal(r);
    must_refuse(r, attachment_register(&r->work, h.case_id, &in, &id), ERR_DENIED, "sealed_file");
    must_refuse(r, attachment_list(&r->work, h.case_id, &list, &count), ERR_DENIED, "sealed_file");
    must_refuse(r, attachment_read(&r->work, id, &d, &bytes), ERR_DENIED, "sealed_file");
    must_refuse(r, stored(r, id, "application/pdf", PDF), ERR_DENIED, "sealed_file");
    must_refuse(r, attachment_withdraw(&r->work, id, 2), ERR_DENIED, "sealed_file");
    assert_int_equal(bytes.len, 0);
}

static void a_title_whose_content_never_comes_is_forgotten(void **state)
{
    struct test_register *r = *state;
    struct holder h;

    holder_stand(r, &h);
    must(stored(r, titled(r, &h, "A"), "application/pdf", PDF));
    titled(r, &h, "B");
    must(attachment_sweep(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM attachment"), 2);
    register_at(r, REGISTER_NOW + ATTACHMENT_WAIT);
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM attachment WHERE type IS NOT NULL"), 1);
    assert_int_equal(register_int(r, "SELECT count(*) FROM attachment"), 1);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(a_attachment_comes_back_as_it_went_in),
        CASE(nothing_of_it_stands_readable),
        CASE(a_content_moved_to_another_row_does_not_open),
        CASE(the_type_is_what_its_bytes_are),
        CASE(a_picture_is_read_by_its_header),
        CASE(a_photo_is_kept_without_the_place_where_it_was_taken),
        CASE(a_photo_kept_before_goes_out_without_its_place),
        CASE(a_scanner_is_asked_where_there_is_one),
        CASE(a_attachment_has_an_end),
        CASE(a_content_comes_once_and_the_same_again_is_no_error),
        CASE(a_attachment_taken_out_is_marked_and_kept),
        CASE(an_order_it_shows_stands_in_its_file),
        CASE(a_sealed_files_attachments_are_guarded),
        CASE(a_title_whose_content_never_comes_is_forgotten),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
