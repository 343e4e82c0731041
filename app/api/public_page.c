/* The public page over HTTP, from the office's side: texts and numbers version by version, looked at as a
 * reader will, approved by a second person. What strangers are served stands in page.c. */
#include "api/public_page.h"

#include <string.h>

#include "api/page.h"
#include "domain/public/public_file.h"
#include "http/input.h"
#include "http/reply.h"

static err source_of(struct req *rq, const struct public_source **ret)
{
    if (!(*ret = rq->app->public_source))
        return refuse(&rq->work, ERR_ABSENT, "pages_not_built", "",
                      "This program came without the page for the public.");
    return OK;
}

/* ---- reading */

/* A text of the page, as it stands in the newest version and as the program says it. */
struct text_out {
    const char *key, *sq, *en, *el, *program_sq, *program_en, *program_el;
};
static const struct json_member TEXT_OUT[] = {
    JSON_TEXT(struct text_out, key),        JSON_TEXT(struct text_out, sq),
    JSON_TEXT(struct text_out, en),         JSON_TEXT(struct text_out, el),
    JSON_TEXT(struct text_out, program_sq), JSON_TEXT(struct text_out, program_en),
    JSON_TEXT(struct text_out, program_el),
};
static const struct json_member VERSION_OUT[] = {
    JSON_INT(struct public_version, version),      JSON_BOOL(struct public_version, restores),
    JSON_INT(struct public_version, restored),     JSON_INSTANT(struct public_version, at),
    JSON_TEXT(struct public_version, by),          JSON_INSTANT(struct public_version, approved_at),
    JSON_TEXT(struct public_version, approved_by),
};
static const struct json_member STATE_OUT[] = {
    JSON_INT(struct public_state, version),
    JSON_INT(struct public_state, published),
    JSON_BOOL(struct public_state, wrote),
    JSON_LIST(struct public_state, versions, version_count, VERSION_OUT),
};
static const struct json_member NUMBERS_OUT[] = {
    JSON_TEXT(struct public_numbers, phone),
    JSON_TEXT(struct public_numbers, line),
    JSON_TEXT(struct public_numbers, leave),
};

static err texts_make(struct work *w, const struct public_source *s, const struct public_text *t,
                      struct text_out **ret, size_t *ret_count)
{
    struct text_out *all = arena_array(w->arena, s->word_count, sizeof *all);
    size_t n = 0;

    if (!all)
        return ERR_SYSTEM;
    for (size_t i = 0; i < s->word_count; i++) {
        const struct public_word *word = &s->words[i];

        if (!word->fixed)
            all[n++] = (struct text_out){word->key,
                                         public_text_said(t, word, PUBLIC_SQ),
                                         public_text_said(t, word, PUBLIC_EN),
                                         public_text_said(t, word, PUBLIC_EL),
                                         word->said[PUBLIC_SQ],
                                         word->said[PUBLIC_EN],
                                         word->said[PUBLIC_EL]};
    }
    *ret = all;
    *ret_count = n;
    return OK;
}

static err state_get(struct req *rq)
{
    const struct public_source *source;
    struct public_state s;
    struct municipality m;
    struct text_out *texts;
    struct json_writer *j;
    size_t count;
    err e;

    if ((e = source_of(rq, &source)) || (e = public_state_read(&rq->work, &s)) ||
        (e = municipality_read(&rq->work, &m)) ||
        (e = texts_make(&rq->work, source, &s.text, &texts, &count)))
        return e;
    j = reply_object(rq);
    json_put_members(j, MEMBERS(STATE_OUT), &s);
    json_put_members(j, MEMBERS(NUMBERS_OUT), &s.text.numbers);
    json_put_text(j, "card_phone", m.help_line);
    json_put_structs(j, "texts", MEMBERS(TEXT_OUT), texts, count);
    return reply_done(rq, 200);
}

/* ---- looking at it as a reader will */

static err version_asked(struct req *rq, int64_t *ret)
{
    const char *text = req_param(rq, "version");

    if (!text || strcmp(text, "0") != 0)
        return req_id(rq, "version", ret);
    *ret = 0;
    return OK;
}

static err preview_make(struct req *rq, const struct public_source *s, int64_t number,
                        struct public_file ret[PUBLIC_FILES])
{
    struct public_version version;
    struct public_facts facts;
    struct public_text text;
    struct public_shown shown = {&version, &text, true};
    err e;

    if ((e = public_version_read(&rq->work, number, &version, &text)) ||
        (e = public_facts_read(&rq->work, &facts)))
        return e;
    shown.draft = !version.approved_at;
    return public_files_make(&rq->work, s, &facts, &shown, rq->work.today, ret);
}

static err preview_get(struct req *rq)
{
    const char *name = req_param(rq, "file"), *type = name ? page_public_type(name) : NULL;
    struct public_file files[PUBLIC_FILES];
    const struct public_source *source;
    int64_t version;
    err e;

    if (!type)
        return refuse(&rq->work, ERR_ABSENT, "not_found", "", "There is no such thing here.");
    if ((e = source_of(rq, &source)) || (e = version_asked(rq, &version)) ||
        (e = preview_make(rq, source, version, files)))
        return e;
    for (size_t i = 0; i < PUBLIC_FILES; i++)
        if (!strcmp(files[i].name, name)) {
            rq->reply.page = PAGE_PUBLIC_HEAD;
            return reply_bytes(rq, type, NULL, files[i].content, files[i].size);
        }
    return ERR_ABSENT;
}

/* ---- writing and approving */

static err version_reply(struct req *rq, int64_t version)
{
    json_put_int(reply_object(rq), "version", version);
    return reply_done(rq, 200);
}

struct text_in {
    int64_t version;
    const char *sq, *en, *el;
};
static const struct member TEXT_IN[] = {
    MEMBER_INT(struct text_in, version, 0, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct text_in, sq, LIMIT(PublicTextNew, sq), OPTIONAL),
    MEMBER_TEXT(struct text_in, en, LIMIT(PublicTextNew, en), OPTIONAL),
    MEMBER_TEXT(struct text_in, el, LIMIT(PublicTextNew, el), OPTIONAL),
};

static err text_put(struct req *rq)
{
    const struct public_source *source;
    struct public_text_new new = {.key = req_param(rq, "key")};
    struct text_in in;
    int64_t version;
    err e;

    if ((e = input_read(rq, rq->body, TEXT_IN, COUNT(TEXT_IN), &in)) || (e = source_of(rq, &source)))
        return e;
    new.seen = in.version;
    new.said[PUBLIC_SQ] = in.sq;
    new.said[PUBLIC_EN] = in.en;
    new.said[PUBLIC_EL] = in.el;
    return (e = public_text_put(&rq->work, source, &new, &version)) ? e : version_reply(rq, version);
}

struct numbers_in {
    int64_t version;
    const char *phone, *line, *leave;
};
static const struct member NUMBERS_IN[] = {
    MEMBER_INT(struct numbers_in, version, 0, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct numbers_in, phone, LIMIT(PublicNumbersNew, phone), OPTIONAL),
    MEMBER_TEXT(struct numbers_in, line, LIMIT(PublicNumbersNew, line), OPTIONAL),
    MEMBER_TEXT(struct numbers_in, leave, LIMIT(PublicNumbersNew, leave), OPTIONAL),
};

static err numbers_put(struct req *rq)
{
    struct numbers_in in;
    int64_t version;
    err e;

    if ((e = input_read(rq, rq->body, NUMBERS_IN, COUNT(NUMBERS_IN), &in)) ||
        (e = public_numbers_put(&rq->work, in.version, &(struct public_numbers){in.phone, in.line, in.leave},
                                &version)))
        return e;
    return version_reply(rq, version);
}

struct restore_in {
    int64_t version, restored;
};
static const struct member RESTORE_IN[] = {
    MEMBER_INT(struct restore_in, version, 0, INT64_MAX, REQUIRED),
    MEMBER_INT(struct restore_in, restored, 0, INT64_MAX, REQUIRED),
};

static err restore_post(struct req *rq)
{
    struct restore_in in;
    int64_t version;
    err e;

    if ((e = input_read(rq, rq->body, RESTORE_IN, COUNT(RESTORE_IN), &in)) ||
        (e = public_version_restore(&rq->work, in.restored, in.version, &version)))
        return e;
    return version_reply(rq, version);
}

struct seen_in {
    int64_t version;
};
static const struct member SEEN_IN[] = {MEMBER_INT(struct seen_in, version, 1, INT64_MAX, REQUIRED)};

/* Shown at once: the clockwork would come to it by itself. */
static err approve_post(struct req *rq)
{
    const struct public_source *source;
    struct seen_in in;
    err e;

    if ((e = input_read(rq, rq->body, SEEN_IN, COUNT(SEEN_IN), &in)) || (e = source_of(rq, &source)) ||
        (e = public_version_approve(&rq->work, in.version)) || (e = public_files_renew(&rq->work, source)))
        return e;
    return version_reply(rq, in.version);
}

#define PAGE "/api/v1/public-page"
static const struct route ROUTES[] = {
    {"GET", PAGE, PUBLIC_WRITERS, 0, state_get},
    {"GET", PAGE "/versions/{version}/{file}", PUBLIC_WRITERS, RT_BYTES, preview_get},
    {"PUT", PAGE "/texts/{key}", PUBLIC_WRITERS, RT_WRITE | RT_BODY, text_put},
    {"PUT", PAGE "/numbers", PUBLIC_WRITERS, RT_WRITE | RT_BODY, numbers_put},
    {"POST", PAGE "/restore", PUBLIC_WRITERS, RT_WRITE | RT_BODY, restore_post},
    {"POST", PAGE "/approve", PUBLIC_APPROVERS, RT_WRITE | RT_BODY, approve_post},
};
const struct route_table PUBLIC_PAGE_ROUTES = ROUTE_TABLE(ROUTES);
