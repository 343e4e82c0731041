/* The yearly report over HTTP: coordinators write it section by section, a director who wrote none of it
 * signs. */
#include "api/yearly_report.h"

#include "domain/report/yearly_paper.h"
#include "domain/report/yearly_report.h"
#include "domain/report/yearly_section.h"
#include "http/input.h"
#include "http/reply.h"
#include "render/odt.h"

static const struct json_member VERSION_OUT[] = {
    JSON_INT(struct yearly_version, version),
    JSON_INSTANT(struct yearly_version, at),
    JSON_TEXT(struct yearly_version, by),
    JSON_BOOL_AS(struct yearly_version, is_signed, "signed"),
};
static const struct json_member REPORT_OUT[] = {
    JSON_INT(struct yearly_report, year),
    JSON_INT(struct yearly_report, version),
    JSON_BOOL_AS(struct yearly_report, is_signed, "signed"),
    JSON_BOOL(struct yearly_report, wrote),
    JSON_LIST(struct yearly_report, versions, version_count, VERSION_OUT),
};
static const struct json_member FIGURE_OUT[] = {
    JSON_TEXT(struct yearly_figure, code),
    JSON_TEXT(struct yearly_figure, text),
    JSON_TEXT(struct yearly_figure, said),
};
static const struct json_member SECTION_OUT[] = {
    JSON_TEXT(struct yearly_section, heading),
    JSON_TEXT(struct yearly_section, text),
};

/* A section with its figures. */
struct filled {
    struct yearly_section section;
    const char *heading_said, *said;
};
static const struct json_member FILLED_OUT[] = {
    JSON_FLAT(struct filled, section, SECTION_OUT),
    JSON_TEXT(struct filled, heading_said),
    JSON_TEXT(struct filled, said),
};

static err filled_make(struct work *w, const struct yearly_report *r, struct filled **ret, size_t *ret_count)
{
    struct yearly_section *list;
    struct filled *all;
    size_t count;
    err e;

    if ((e = yearly_sections_split(w, r->text, &list, &count)))
        return e;
    if (!(all = arena_array(w->arena, count + 1, sizeof *all)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        all[i] = (struct filled){list[i], list[i].heading, list[i].text};
        if (!r->is_signed &&
            ((e = yearly_text_fill(w, list[i].heading, r->figures, r->figure_count, &all[i].heading_said)) ||
             (e = yearly_text_fill(w, list[i].text, r->figures, r->figure_count, &all[i].said))))
            return e;
    }
    *ret = all;
    *ret_count = count;
    return OK;
}

static err report_get(struct req *rq)
{
    struct yearly_report r;
    struct filled *sections;
    struct json_writer *j;
    int64_t year;
    size_t count;
    err e;

    if ((e = req_id(rq, "year", &year)) || (e = yearly_report_read(&rq->work, year, &r)) ||
        (e = filled_make(&rq->work, &r, &sections, &count)))
        return e;
    j = reply_object(rq);
    json_put_members(j, MEMBERS(REPORT_OUT), &r);
    json_put_structs(j, "sections", MEMBERS(FILLED_OUT), sections, count);
    json_put_structs(j, "figures", MEMBERS(FIGURE_OUT), r.figures, r.figure_count);
    return reply_done(rq, 200);
}

static err version_get(struct req *rq)
{
    struct yearly_section *list;
    struct yearly_version v;
    struct json_writer *j;
    int64_t year, version;
    const char *text;
    size_t count;
    err e;

    if ((e = req_id(rq, "year", &year)) || (e = req_id(rq, "version", &version)) ||
        (e = yearly_version_read(&rq->work, year, version, &v, &text)) ||
        (e = yearly_sections_split(&rq->work, text, &list, &count)))
        return e;
    j = reply_object(rq);
    json_put_members(j, MEMBERS(VERSION_OUT), &v);
    json_put_structs(j, "sections", MEMBERS(SECTION_OUT), list, count);
    return reply_done(rq, 200);
}

static err version_reply(struct req *rq, int64_t version)
{
    json_put_int(reply_object(rq), "version", version);
    return reply_done(rq, 200);
}

static const struct member SECTION_IN[] = {
    MEMBER_INT(struct yearly_section_new, version, 0, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct yearly_section_new, heading, LIMIT(YearlySectionNew, heading), REQUIRED),
    MEMBER_TEXT(struct yearly_section_new, text, LIMIT(YearlySectionNew, text), REQUIRED),
};

static err section_put(struct req *rq)
{
    struct yearly_section_new in;
    int64_t year, number, version;
    err e;

    if ((e = req_id(rq, "year", &year)) || (e = req_id(rq, "number", &number)) ||
        (e = input_read(rq, rq->body, SECTION_IN, COUNT(SECTION_IN), &in)) ||
        (e = yearly_section_write(&rq->work, year, number, &in, &version)))
        return e;
    return version_reply(rq, version);
}

struct seen {
    int64_t version;
};
static const struct member SEEN_IN[] = {MEMBER_INT(struct seen, version, 0, INT64_MAX, REQUIRED)};

static err removal_post(struct req *rq)
{
    int64_t year, number, version;
    struct seen in;
    err e;

    if ((e = req_id(rq, "year", &year)) || (e = req_id(rq, "number", &number)) ||
        (e = input_read(rq, rq->body, SEEN_IN, COUNT(SEEN_IN), &in)) ||
        (e = yearly_section_remove(&rq->work, year, number, in.version, &version)))
        return e;
    return version_reply(rq, version);
}

static err sign_post(struct req *rq)
{
    int64_t year, version;
    struct seen in;
    err e;

    if ((e = req_id(rq, "year", &year)) || (e = input_read(rq, rq->body, SEEN_IN, COUNT(SEEN_IN), &in)) ||
        (e = yearly_report_sign(&rq->work, year, in.version, &version)))
        return e;
    return version_reply(rq, version);
}

static err paper_give(struct req *rq, enum yearly_format format, const char *type, const char *name)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    struct yearly_report r;
    int64_t year;
    err e;

    if ((e = req_id(rq, "year", &year)) || (e = yearly_report_read(&rq->work, year, &r)) ||
        (e = yearly_report_paper(&rq->work, &r, format, &out)))
        return e;
    return reply_file(rq, type, name, out.data, out.len);
}

static err pdf_get(struct req *rq)
{
    return paper_give(rq, YEARLY_PDF, "application/pdf", "raporti-vjetor.pdf");
}

static err odt_get(struct req *rq)
{
    return paper_give(rq, YEARLY_ODT, ODT_TYPE, "raporti-vjetor.odt");
}

#define R_OFFICE (R_COORDINATOR | R_DIRECTOR)
#define ONE      "/api/v1/yearly-reports/{year}"
/* Signing counts all figures: no lock is held meanwhile. */
static const struct route ROUTES[] = {
    {"GET", ONE, R_OFFICE, RT_HEAVY, report_get},
    {"GET", ONE ".pdf", R_OFFICE, RT_BYTES | RT_HEAVY, pdf_get},
    {"GET", ONE ".odt", R_OFFICE, RT_BYTES | RT_HEAVY, odt_get},
    {"GET", ONE "/versions/{version}", R_OFFICE, 0, version_get},
    {"PUT", ONE "/sections/{number}", R_COORDINATOR, RT_WRITE | RT_BODY | RT_FORM, section_put},
    {"POST", ONE "/sections/{number}/removal", R_COORDINATOR, RT_WRITE | RT_BODY, removal_post},
    {"POST", ONE "/sign", R_DIRECTOR, RT_WRITE | RT_BODY | RT_NO_TX, sign_post},
};
const struct route_table YEARLY_REPORT_ROUTES = ROUTE_TABLE(ROUTES);
