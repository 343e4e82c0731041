/* What stands at the top goes under a heading each; an object of plain members in a list is a line; whatever
 * holds lists of its own is indented below. */
#include "domain/export/export_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/instant.h"
#include "domain/export/export_word.h"
#include "domain/office/log_words.h"
#include "domain/office/municipality.h"
#include "render/document.h"

#define DEPTH_MOST 16
#define NOTHING    "–"

struct level {
    const char *name; /* of the list or object; in a list that of the list */
    bool list;
    size_t items; /* so far */
};

struct export_sheet {
    struct work *w;
    struct document *paper;
    struct json_listener listener;
    struct level levels[DEPTH_MOST];
    size_t depth;
    struct buf line; /* of the object that is open */
    bool fresh;      /* it has its dot and nothing else */
    err e;
};

static const char *within(const struct export_sheet *s)
{
    return s->depth > 1 ? s->levels[s->depth - 1].name : "";
}

static int indent(const struct export_sheet *s)
{
    return s->depth > 2 ? (int)(s->depth - 2) / 2 : 0;
}

static const char *label_of(const struct export_sheet *s, const char *name)
{
    const char *label = export_label(within(s), name);

    return label ? label : name;
}

static void line_flush(struct export_sheet *s)
{
    if (s->line.len && !s->fresh && !buf_err(&s->line))
        document_line(s->paper, indent(s), s->line.data);
    buf_wipe(&s->line);
    s->fresh = false;
}

static void heard_open(void *of, const char *name, bool list)
{
    struct export_sheet *s = of;
    struct level *outer = s->depth ? &s->levels[s->depth - 1] : NULL;
    const char *own = name ? name : outer ? outer->name : "";

    if (s->depth == DEPTH_MOST) {
        s->e = ERR_SYSTEM;
        return;
    }
    if (name) {
        line_flush(s);
        if (s->depth == 1)
            document_heading(s->paper, label_of(s, name));
        else
            buf_format(&s->line, "%s:", label_of(s, name));
        if (list && s->depth > 1)
            line_flush(s);
    } else if (outer) {
        outer->items++;
        buf_text(&s->line, "• ");
        s->fresh = true;
    }
    s->levels[s->depth++] = (struct level){.name = own, .list = list};
}

static void heard_close(void *of)
{
    struct export_sheet *s = of;
    const struct level *own = &s->levels[s->depth - 1];

    if (own->list && !own->items) {
        line_flush(s);
        document_line(s->paper, indent(s), NOTHING);
    } else
        line_flush(s);
    s->depth--;
}

/* "2026-03-10" and "2026-03-10T09:00:00Z" as people write them; NULL: it is neither. */
static const char *time_text(const char *text, char room[INSTANT_LOCAL])
{
    const size_t n = strlen(text);
    char day_text[DATE_TEXT];
    int hour, minute;
    date day;

    if (n < DATE_TEXT - 1)
        return NULL;
    memcpy(day_text, text, DATE_TEXT - 1);
    day_text[DATE_TEXT - 1] = '\0';
    if (date_parse(day_text, &day))
        return NULL;
    if (n == DATE_TEXT - 1)
        return date_format_sq(day, room);
    if (n != INSTANT_TEXT - 1 || text[n - 1] != 'Z' ||
        sscanf(text + DATE_TEXT - 1, "T%2d:%2d:", &hour, &minute) != 2)
        return NULL;
    return instant_format_local(((int64_t)day * 24 + hour) * 3600 + (int64_t)minute * 60, room);
}

static const char *shown(const struct export_sheet *s, const char *name, const char *text,
                         char room[INSTANT_LOCAL])
{
    const char *said = time_text(text, room);

    if (!said && !strcmp(within(s), "log"))
        said = !strcmp(name, "what")    ? log_act_words(text)
               : !strcmp(name, "actor") ? log_actor_words(text)
                                        : NULL;
    if (!said)
        said = export_word(name, text);
    return said ? said : text;
}

/* Numbers that name nothing, and what of a measure says again what its text says. */
static bool untold(const struct export_sheet *s, const char *name, const char *text)
{
    if (!strcmp(within(s), "measures"))
        return !strcmp(name, "code") || !strcmp(name, "text_en");
    return !strcmp(text, "0") && (!strcmp(name, "about") || !strcmp(name, "corrects") ||
                                  !strcmp(name, "term_months") || !strcmp(name, "term_days"));
}

static void heard_value(void *of, const char *name, const char *text)
{
    struct export_sheet *s = of;
    const struct level *own = &s->levels[s->depth - 1];
    const char *called = name ? name : own->name;
    char room[INSTANT_LOCAL];
    const char *said = text && *text ? shown(s, called, text, room) : NOTHING;

    if (!name) {
        s->levels[s->depth - 1].items++;
        document_line(s->paper, indent(s), said);
        return;
    }
    if (s->depth == 2 && !own->list) { /* of the person, and the like: a line each */
        buf_format(&s->line, "%s: %s", label_of(s, name), said);
        line_flush(s);
        return;
    }
    if (!text || untold(s, name, text))
        return;
    buf_format(&s->line, "%s%s: %s", s->line.len && !s->fresh ? " · " : "", label_of(s, name), said);
    s->fresh = false;
}

static const char NOTE[] =
    "Këtu është çfarë ruan regjistri për këtë person. Të dhënat e personave të tjerë nuk jepen. E njëjta gjë "
    "jepet edhe si skedar (JSON).";

/* To an auditor it is shown that everything is there, not what was confided (export_person.c). */
static const char LEFT_OUT[] =
    "KUJDES: kjo kopje u përgatit për kontroll dhe nuk është e plotë. Tekstet që i janë besuar koordinatorit "
    "janë lënë jashtë: kontakti i sigurt, arsyet, shënimet, titujt dhe tekstet e dokumenteve. Kopjen e plotë "
    "ia jep personit koordinatori vendor.";

static err head_write(struct export_sheet *s, const struct export_asking *a, const struct municipality *m)
{
    char at[INSTANT_LOCAL];
    const char *lines[] = {
        arena_format(s->w->arena, "%s", m->neutral_name),
        arena_format(s->w->arena, "Kërkoi: %s", a->asker),
        arena_format(s->w->arena, "U identifikua me: %s", a->identified),
        arena_format(s->w->arena, "Dorëzoi: %s, më %s", a->handed_by ? a->handed_by : s->w->actor.name,
                     instant_format_local(s->w->now, at)),
        NOTE,
        s->w->actor.roles & R_COORDINATOR ? "" : LEFT_OUT,
    };

    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        if (!lines[i])
            return ERR_SYSTEM;
        if (*lines[i])
            document_line(s->paper, 0, lines[i]);
    }
    return OK;
}

err export_sheet_open(struct work *w, const struct export_asking *a, struct export_sheet **ret)
{
    CLEANUP(export_sheet_drop) struct export_sheet *s = calloc(1, sizeof *s);
    struct municipality m;
    err e;

    if (!s)
        return ERR_SYSTEM;
    s->w = w;
    s->levels[s->depth++] = (struct level){.name = ""};
    s->listener = (struct json_listener){s, heard_open, heard_close, heard_value};
    if ((e = municipality_read(w, &m)) ||
        (e = document_open("Të dhënat e mia në regjistër", m.neutral_name, &s->paper)) ||
        (e = head_write(s, a, &m)))
        return e;
    *ret = s;
    s = NULL;
    return OK;
}

const struct json_listener *export_sheet_listener(struct export_sheet *s)
{
    return &s->listener;
}

err export_sheet_close(struct export_sheet **s, struct buf *out)
{
    err e = (*s)->e;

    if (!e)
        e = document_close(&(*s)->paper, out);
    export_sheet_drop(s);
    return e;
}

void export_sheet_drop(struct export_sheet **s)
{
    if (!*s)
        return;
    document_drop(&(*s)->paper);
    buf_wipe(&(*s)->line);
    free(*s);
    *s = NULL;
}
