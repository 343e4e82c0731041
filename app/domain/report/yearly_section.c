/* Sections are found in the text and put back into it: what is kept is one text. */
#include "domain/report/yearly_section.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "domain/report/yearly_figure.h"
#include "domain/report/yearly_report.h"
#include "domain/work/fault.h"
#include "store/db.h"

static const char MARK[] = "# ";
#define MARK_SIZE (sizeof MARK - 1)

/* As yearly_report_paper tells headings. */
static bool heads(const char *line)
{
    return !strncmp(line, MARK, MARK_SIZE) && line[MARK_SIZE] && !strchr("\r\n", line[MARK_SIZE]);
}

static const char *line_after(const char *line)
{
    line += strcspn(line, "\n");
    return *line ? line + 1 : line;
}

/* NULL: memory ran out. */
static const char *lines_between(struct work *w, const char *from, const char *until)
{
    while (from < until && strchr("\r\n", *from))
        from++;
    while (until > from && strchr("\r\n", until[-1]))
        until--;
    return arena_text_n(w->arena, from, (size_t)(until - from));
}

err yearly_sections_split(struct work *w, const char *text, struct yearly_section **ret, size_t *ret_count)
{
    struct yearly_section *list = NULL, *s;
    size_t count = 0, room = 0;

    while (*text) {
        const char *heading = "", *end;

        if (heads(text)) {
            heading = lines_between(w, text + MARK_SIZE, line_after(text));
            text = line_after(text);
        }
        for (end = text; *end && !heads(end);)
            end = line_after(end);
        if (!(s = arena_grow(w->arena, &list, &count, &room, sizeof *s)))
            return ERR_SYSTEM;
        *s = (struct yearly_section){heading, lines_between(w, text, end)};
        if (!s->heading || !s->text)
            return ERR_SYSTEM;
        text = end;
    }
    *ret = list;
    *ret_count = count;
    return OK;
}

err yearly_sections_join(struct work *w, const struct yearly_section *list, size_t count, const char **ret)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    err e;

    for (size_t i = 0; i < count; i++) {
        if (list[i].heading[0])
            buf_format(&out, "%s%s\n", MARK, list[i].heading);
        if (list[i].text[0])
            buf_format(&out, "%s\n", list[i].text);
    }
    if ((e = buf_err(&out)))
        return e;
    *ret = arena_text(w->arena, out.data ? out.data : "");
    return *ret ? OK : ERR_SYSTEM;
}

static err field_check(struct work *w, struct faults *f, const char *field, const char *text)
{
    err e;

    if (text_empty(text))
        return faults_when(w, f, true, "required", field, "A section has a heading and a text.");
    if ((e = yearly_text_check(w, field, text)))
        return faults_take(w, f, e);
    return OK;
}

static err section_check(struct work *w, const struct yearly_section_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = field_check(w, &f, "heading", in->heading)) || (e = field_check(w, &f, "text", in->text)) ||
        (e = faults_when(w, &f, in->heading && strpbrk(in->heading, "\r\n"), "several_lines", "heading",
                         "A heading is one line.")))
        return e;
    return faults_refuse(w, &f);
}

/* The sections of the report as it stands, with room for one more. */
static err standing_read(struct work *w, int64_t year, int64_t version, struct yearly_section **ret,
                         size_t *ret_count)
{
    struct yearly_section *list, *all;
    const char *text;
    size_t count;
    err e;

    if ((e = yearly_report_stands(w, year, version, &text)) ||
        (e = yearly_sections_split(w, text, &list, &count)))
        return e;
    if (!(all = arena_array(w->arena, count + 1, sizeof *all)))
        return ERR_SYSTEM;
    if (count)
        memcpy(all, list, count * sizeof *all);
    *ret = all;
    *ret_count = count;
    return OK;
}

static err sections_keep(struct work *w, int64_t year, int64_t version, const struct yearly_section *list,
                         size_t count, int64_t *ret_version)
{
    struct yearly_new whole = {.version = version};
    err e;

    if ((e = yearly_sections_join(w, list, count, &whole.text)))
        return e;
    return yearly_report_write(w, year, &whole, ret_version);
}

static err section_absent(struct work *w)
{
    return refuse(w, ERR_ABSENT, "no_such_section", "number", "The report has no section of that number.");
}

err yearly_section_write(struct work *w, int64_t year, int64_t number, const struct yearly_section_new *in,
                         int64_t *ret_version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct yearly_section *list;
    size_t count;
    err e;

    if ((e = section_check(w, in)) || (e = tx_begin(&tx, w->db)) ||
        (e = standing_read(w, year, in->version, &list, &count)))
        return e;
    if (number < 1 || (size_t)number > count + 1)
        return section_absent(w);
    list[number - 1] = (struct yearly_section){in->heading, in->text};
    if ((size_t)number > count)
        count++;
    if ((e = sections_keep(w, year, in->version, list, count, ret_version)))
        return e;
    return tx_commit(&tx);
}

err yearly_section_remove(struct work *w, int64_t year, int64_t number, int64_t version, int64_t *ret_version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct yearly_section *list;
    size_t count, at;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = standing_read(w, year, version, &list, &count)))
        return e;
    if (number < 1 || (size_t)number > count)
        return section_absent(w);
    if (count == 1)
        return refuse(w, ERR_CONFLICT, "last_section", "number", "A report has one section at least.");
    at = (size_t)number - 1;
    memmove(list + at, list + at + 1, (count - at - 1) * sizeof *list);
    if ((e = sections_keep(w, year, version, list, count - 1, ret_version)))
        return e;
    return tx_commit(&tx);
}
