/* The browser side as it is held in memory: what is taken from a folder, under which path, packed or not; and
 * the routes that hand it out. */
#include "http/asset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "api/page.h"
#include "base/file.h"
#include "support/door.h"

struct folder {
    char dir[TEMPORARY_PATH];
    struct assets *assets;
    struct door *door;
};

static void put(const struct folder *f, const char *name, const char *text)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    must(file_create(path, text, strlen(text)));
}

static void sub(const struct folder *f, const char *name)
{
    char path[256];

    snprintf(path, sizeof path, "%s/%s", f->dir, name);
    assert_int_equal(mkdir(path, 0700), 0);
}

static const char WORDS[] =
    "export const words = 'word word word word word word word word word word word word word word word word';";

/* The first digits of its SHA-256, as web/pages.mjs puts them into a name. */
#define WORDS_DIGEST "eb99636d74"

static void folder_fill(const struct folder *f)
{
    sub(f, "check");
    sub(f, "check/card");
    sub(f, "vendor");
    sub(f, "i18n");
    sub(f, "staff");
    sub(f, "staff/parts");
    sub(f, "staff/screens");
    put(f, "staff/index.html", "<!doctype html><title>Besa</title>");
    put(f, "staff/app.js", WORDS);
    put(f, "staff/parts/form.js", WORDS);
    put(f, "staff/screens/today.js", WORDS);
    put(f, "i18n/check_sq.json", "{}");
    put(f, "i18n/staff_sq.json", "{}");
    put(f, "vendor/uplot.js", WORDS);
    put(f, "check/index.html", "<!doctype html><title>Karta</title>");
    put(f, "check/app.js", WORDS);
    put(f, "check/card/offline.js", "export {};");
    put(f, "check/icon.png", "picture picture picture picture picture picture picture picture picture");
    put(f, "check/screen-phone.png", "a screen, for whoever may install it");
    put(f, "check/.hidden.js", "export {};");
    put(f, "check/Upper.js", "export {};");
    put(f, "check/notes.txt", "nothing for browsers");
    put(f, "vendor/reader.wasm", "module module module module module module module module module module");
    put(f, "vendor/reader.wasm.gz", "packed before");
    put(f, "check/app.js.map", "{}");
    put(f, "check/built-" WORDS_DIGEST ".js", WORDS);
    put(f, "check/built-0000000000.js", WORDS);
}

static int setup(void **state)
{
    static struct folder f;
    void *door = NULL;

    f = (struct folder){0};
    temporary_make(f.dir);
    if (door_setup(&door, PAGE_ROUTES.routes, PAGE_ROUTES.count))
        return -1;
    folder_fill(&f);
    must(assets_load(f.dir, true, &f.assets));
    f.door = door;
    f.door->app.assets = f.assets;
    *state = &f;
    return 0;
}

static int teardown(void **state)
{
    struct folder *f = *state;
    void *door = f->door;

    assets_free(&f->assets);
    temporary_remove(f->dir);
    return door_teardown(&door);
}

static void a_folder_s_index_is_the_folder(void **state)
{
    const struct folder *f = *state;

    assert_non_null(assets_find(f->assets, "/check/"));
    assert_string_equal(assets_find(f->assets, "/check/")->type, "text/html; charset=utf-8");
    assert_null(assets_find(f->assets, "/check/index.html"));
}

static void what_is_not_for_browsers_is_not_there(void **state)
{
    static const char *const NOT[] = {
        "/check/notes.txt", "/check/.hidden.js",      "/check/Upper.js", "/vendor/reader.wasm.gz",
        "/check/card",      "/check/../check/app.js", "/app.js",         ""};
    const struct folder *f = *state;

    for (size_t i = 0; i < sizeof NOT / sizeof NOT[0]; i++)
        assert_null(assets_find(f->assets, NOT[i]));
    assert_int_equal(assets_count(f->assets), 17);
}

static void text_is_packed_and_pictures_are_not(void **state)
{
    const struct folder *f = *state;
    const struct asset *script = assets_find(f->assets, "/check/app.js");
    char room[sizeof WORDS];
    z_stream z = {.next_in = (Bytef *)script->packed.data,
                  .avail_in = (uInt)script->packed.len,
                  .next_out = (Bytef *)room,
                  .avail_out = sizeof room};

    assert_true(script->packed.len > 0 && script->packed.len < script->plain.len);
    assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
    assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
    inflateEnd(&z);
    assert_memory_equal(room, WORDS, sizeof WORDS - 1);
    assert_int_equal(assets_find(f->assets, "/check/icon.png")->packed.len, 0);
}

static void what_was_packed_when_built_is_taken_as_it_is(void **state)
{
    const struct folder *f = *state;

    assert_string_equal(assets_find(f->assets, "/vendor/reader.wasm")->packed.data, "packed before");
}

static void the_list_for_devices_names_all_and_changes_with_them(void **state)
{
    struct folder *f = *state;
    CLEANUP(assets_free) struct assets *after = NULL;
    const struct asset *before = assets_find(f->assets, "/check/shell.json");

    assert_non_null(strstr(before->plain.data,
                           "\"files\":[\"/check/\",\"/check/app.js\",\"/check/built-0000000000.js\""));
    assert_null(strstr(before->plain.data, ".map"));
    assert_null(strstr(before->plain.data, "screen-"));
    put(f, "check/sw.js", "export {};");
    must(assets_load(f->dir, true, &after));
    assert_string_not_equal(before->plain.data, assets_find(after, "/check/shell.json")->plain.data);
}

static void without_a_checker_there_is_nothing_to_load(void **state)
{
    CLEANUP(assets_free) struct assets *none = NULL;

    (void)state;
    must_fail(assets_load("/tmp/besa-there-is-no-such-folder", true, &none), ERR_ABSENT);
    assert_null(none);
    assert_null(assets_find(none, "/check/"));
}

static void gzip_is_sent_to_those_who_take_it(void **state)
{
    assert_true(asset_gzip_accepted("gzip"));
    assert_true(asset_gzip_accepted("deflate, gzip;q=0.5, br"));
    assert_true(asset_gzip_accepted("br,gzip"));
    assert_false(asset_gzip_accepted("gzip;q=0"));
    assert_false(asset_gzip_accepted("x-gzip-like, br"));
    assert_false(asset_gzip_accepted("gzipped"));
    assert_false(asset_gzip_accepted(""));
    assert_false(asset_gzip_accepted(NULL));
    (void)state;
}

static void a_page_is_sent_with_its_rules(void **state)
{
    struct door *d = ((struct folder *)*state)->door;

    assert_int_equal(ask(d, "GET", "/check/app.js", NULL), 200);
    assert_int_equal(d->reply.fixed->len, sizeof WORDS - 1);
    assert_null(d->reply.content_encoding);
    assert_non_null(strstr(d->reply.page, "script-src 'self' 'wasm-unsafe-eval';"));
    assert_null(strstr(d->reply.page, "unsafe-inline"));
    d->in.accept_encoding = "gzip, deflate, br";
    assert_int_equal(ask(d, "GET", "/check/app.js", NULL), 200);
    assert_string_equal(d->reply.content_encoding, "gzip");
}

static void only_what_its_own_digest_names_is_kept_unasked(void **state)
{
    static const char *const ASKED_FOR[] = {
        "/check/",         "/check/app.js",     "/check/built-0000000000.js",
        "/check/icon.png", "/check/shell.json", "/check/app.js.map"};
    struct door *d = ((struct folder *)*state)->door;

    assert_int_equal(ask(d, "GET", "/check/built-" WORDS_DIGEST ".js", NULL), 200);
    assert_string_equal(d->reply.cache_control, "public, max-age=31536000, immutable");
    for (size_t i = 0; i < sizeof ASKED_FOR / sizeof ASKED_FOR[0]; i++) {
        assert_int_equal(ask(d, "GET", ASKED_FOR[i], NULL), 200);
        assert_string_equal(d->reply.cache_control, "no-cache");
    }
}

static void what_a_browser_holds_is_not_sent_again(void **state)
{
    struct door *d = ((struct folder *)*state)->door;
    char etag[sizeof d->reply.etag];

    assert_int_equal(ask(d, "GET", "/check/", NULL), 200);
    memcpy(etag, d->reply.etag, sizeof etag);
    d->in.if_none_match = etag;
    assert_int_equal(ask(d, "GET", "/check/", NULL), 304);
    assert_null(d->reply.fixed);
}

static void a_checker_is_given_nothing_of_the_staff_app(void **state)
{
    static const char *const STAFF[] = {"/staff/",          "/staff/app.js",       "/staff/parts/form.js",
                                        "/vendor/uplot.js", "/i18n/staff_sq.json", "/staff/screens/today.js"};
    struct folder *f = *state;
    CLEANUP(assets_free) struct assets *check = NULL;
    const struct asset *kept = assets_find(f->assets, "/check/shell.json");

    must(assets_load(f->dir, false, &check));
    assert_non_null(assets_find(check, "/i18n/check_sq.json"));
    for (size_t i = 0; i < sizeof STAFF / sizeof STAFF[0]; i++) {
        assert_non_null(assets_find(f->assets, STAFF[i]));
        assert_null(assets_find(check, STAFF[i]));
        assert_null(strstr(kept->plain.data, STAFF[i]));
    }
    assert_string_equal(kept->etag, assets_find(check, "/check/shell.json")->etag);
}

static void the_staff_app_may_run_nothing_of_others(void **state)
{
    struct door *d = ((struct folder *)*state)->door;

    assert_int_equal(ask(d, "GET", "/staff/screens/today.js", NULL), 200);
    assert_non_null(strstr(d->reply.page, "default-src 'self'; script-src 'self';"));
    assert_non_null(strstr(d->reply.page, "frame-ancestors 'none'"));
    assert_null(strstr(d->reply.page, "unsafe"));
}

static void the_front_door_leads_to_work(void **state)
{
    struct door *d = ((struct folder *)*state)->door;

    assert_int_equal(ask(d, "GET", "/", NULL), 303);
    assert_string_equal(d->reply.location, "/staff/");
    d->app.part = APP_CHECK;
    assert_int_equal(ask(d, "GET", "/", NULL), 303);
    assert_string_equal(d->reply.location, "/check/");
    assert_int_equal(ask(d, "GET", "/check", NULL), 303);
    d->app.assets = NULL;
    refused(d, "GET", "/", NULL, 404, "not_found");
    refused(d, "GET", "/check/", NULL, 404, "not_found");
    assert_null(d->reply.page);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_folder_s_index_is_the_folder),
        TEST(what_is_not_for_browsers_is_not_there),
        TEST(text_is_packed_and_pictures_are_not),
        TEST(what_was_packed_when_built_is_taken_as_it_is),
        TEST(the_list_for_devices_names_all_and_changes_with_them),
        TEST(without_a_checker_there_is_nothing_to_load),
        TEST(gzip_is_sent_to_those_who_take_it),
        TEST(a_page_is_sent_with_its_rules),
        TEST(only_what_its_own_digest_names_is_kept_unasked),
        TEST(what_a_browser_holds_is_not_sent_again),
        TEST(a_checker_is_given_nothing_of_the_staff_app),
        TEST(the_staff_app_may_run_nothing_of_others),
        TEST(the_front_door_leads_to_work),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
