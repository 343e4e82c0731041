/* Set as running text, file by file. */
#include "domain/casework/meeting_paper.h"

#include <string.h>

#include "base/instant.h"
#include "base/text.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_read.h"
#include "domain/office/municipality.h"
#include "store/db.h"

static const char *said_of(const struct case_work *work, const char *name)
{
    for (size_t i = 0; i < work->said_count; i++)
        if (!strcmp(work->said[i].name, name))
            return work->said[i].value;
    return NULL;
}

/* Parts that are there, one behind the other. */
static err parts_set(struct work *w, struct document *d, int indent, const char *const *parts, size_t count)
{
    CLEANUP(buf_wipe) struct buf line = {0};
    const char *text;

    for (size_t i = 0; i < count; i++)
        if (!text_empty(parts[i]))
            buf_format(&line, "%s%s", line.len ? " · " : "", parts[i]);
    if (buf_err(&line) || !(text = arena_text_n(w->arena, line.len ? line.data : "", line.len)))
        return ERR_SYSTEM;
    if (*text)
        document_line(d, indent, text);
    return OK;
}
#define PARTS_SET(indent, ...)                                                                               \
    parts_set(w, d, (indent), (const char *const[]){__VA_ARGS__},                                            \
              sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

err meeting_head_set(struct work *w, struct document *d, const struct case_words *words,
                     const struct meeting *m, bool chair)
{
    char day[DATE_TEXT];
    const char *leads = NULL;

    if (chair && !text_empty(m->said.chair) &&
        !(leads = arena_format(w->arena, "drejton: %s", m->said.chair)))
        return ERR_SYSTEM;
    return PARTS_SET(0, case_word_text(words, "meeting_kind", m->kind), date_format_sq(m->on, day),
                     m->said.hour, m->said.place, leads);
}

err meeting_action_set(struct work *w, struct document *d, const struct case_work *action)
{
    const struct record *r = &action->record;
    char day[DATE_TEXT];
    const char *due = arena_format(w->arena, "deri më %s", date_format_sq(r->due, day)),
               *file = r->case_number ? arena_format(w->arena, "dosja %s", r->case_number) : NULL;

    if (!due || (r->case_number && !file))
        return ERR_SYSTEM;
    return PARTS_SET(1, file, said_of(action, "what"), said_of(action, "who"), due);
}

static const char SQL_PROTECTED[] =
    "SELECT c.id, c.person_id, c.role, c.relation_sealed FROM case_person c WHERE c.case_id = :case AND "
    "c.role = 'protected' AND NOT " PERSON_CLOSED("c.person_id") "ORDER BY c.id";

err meeting_file_names(struct work *w, int64_t case_id, const char **ret)
{
    struct case_person *persons;
    const char *names = "";
    size_t count;
    err e = case_persons_read(
        w, SQL_PROTECTED, BINDS(INT(":case", case_id), INT(":account", w->actor.account)), &persons, &count);

    for (size_t i = 0; i < count && !e; i++)
        if (!(names = arena_format(w->arena, "%s%s%s %s", names, *names ? ", " : "",
                                   persons[i].who.first_name, persons[i].who.surname)))
            return ERR_SYSTEM;
    if (!e)
        *ret = names;
    return e;
}

static bool stands(const struct case_work *work, enum record_kind kind, int64_t case_id)
{
    return work->record.kind == kind && work->record.case_id == case_id && !work->record.voided;
}

/* What was written behind the signature says so. */
static err later_set(struct work *w, struct document *d, const struct case_work *work)
{
    const struct record *r = &work->record;
    char day[DATE_TEXT];
    const char *text;

    if (!work->later)
        return OK;
    text = arena_format(w->arena, "(%s pas nënshkrimit, %s)", r->corrects ? "ndreqje" : "shtesë",
                        date_format_sq(instant_date(r->recorded_at), day));
    if (!text)
        return ERR_SYSTEM;
    document_line(d, 1, text);
    return OK;
}

static err one_set(struct work *w, struct document *d, const struct case_work *work)
{
    err e = OK;

    switch (work->record.kind) {
    case RECORD_MEETING_MINUTES:
        e = PARTS_SET(0, said_of(work, "text"));
        break;
    case RECORD_MEETING_BROUGHT:
        e = PARTS_SET(1, said_of(work, "institution"), said_of(work, "what"));
        break;
    case RECORD_MEETING_DECISION:
        e = PARTS_SET(1, said_of(work, "decision"));
        break;
    default:
        e = meeting_action_set(w, d, work);
        break;
    }
    return e ? e : later_set(w, d, work);
}

/* Those of a kind, the first that was written first. */
static err kind_set(struct work *w, struct document *d, const struct meeting_read *m, enum record_kind kind,
                    int64_t case_id, const char *heading)
{
    bool headed = false;
    err e = OK;

    for (size_t i = m->minutes_count; i-- > 0 && !e;) {
        if (!stands(&m->minutes[i], kind, case_id))
            continue;
        if (heading && !headed)
            document_line(d, 0, heading);
        headed = true;
        e = one_set(w, d, &m->minutes[i]);
    }
    return e;
}

static void plan_set(struct document *d, const struct case_words *words, const struct meeting_read *m,
                     int64_t case_id)
{
    for (size_t i = 0; i < m->minutes_count; i++) {
        const char *plan = said_of(&m->minutes[i], "plan");

        if (plan && stands(&m->minutes[i], RECORD_MEETING_DECISION, case_id))
            document_line(d, 1, case_word_text(words, "meeting_plan", plan));
    }
}

static err file_set(struct work *w, struct document *d, const struct case_words *words,
                    const struct meeting_read *m, const struct meeting_file *file, bool names)
{
    const char *who = "", *title;
    err e;

    if (names && !file->shut && (e = meeting_file_names(w, file->case_id, &who)))
        return e;
    if (!(title = arena_format(w->arena, "Dosja %s%s%s", file->number, *who ? " · " : "", who)))
        return ERR_SYSTEM;
    document_heading(d, title);
    if (file->shut) {
        document_line(d, 0, "Dosje me akses të kufizuar: nuk shtypet këtu.");
        return OK;
    }
    if ((e = kind_set(w, d, m, RECORD_MEETING_BROUGHT, file->case_id, "Çfarë sollën institucionet:")) ||
        (e = kind_set(w, d, m, RECORD_MEETING_DECISION, file->case_id, "Vendimi:")))
        return e;
    plan_set(d, words, m, file->case_id);
    return kind_set(w, d, m, RECORD_MEETING_ACTION, file->case_id, "Veprimet:");
}

static err invited_set(struct work *w, struct document *d, const struct meeting_read *m,
                       enum invited_state state, const char *heading, bool names)
{
    int64_t nameless = 0;
    err e = OK;

    document_heading(d, heading);
    for (size_t i = 0; i < m->invited_count && !e; i++) {
        const struct meeting_invited *one = &m->invited[i];

        if (one->state != state)
            continue;
        if (!names && text_empty(one->institution))
            nameless++;
        else
            e = PARTS_SET(0, names ? one->name : NULL, one->institution);
    }
    if (e || !nameless)
        return e;
    return PARTS_SET(0, arena_format(w->arena, "edhe %lld persona", (long long)nameless));
}

static err counts_set(struct work *w, struct document *d, const struct meeting_counts *c)
{
    if (!c->women && !c->men && !c->reports && !c->initiatives)
        return OK;
    return PARTS_SET(
        0,
        arena_format(w->arena, "pjesëmarrës: %lld gra, %lld burra", (long long)c->women, (long long)c->men),
        c->reports ? arena_format(w->arena, "raporte: %lld", (long long)c->reports) : NULL,
        c->initiatives ? arena_format(w->arena, "nisma të përbashkëta: %lld", (long long)c->initiatives)
                       : NULL);
}

static err signed_set(struct work *w, struct document *d, const struct meeting *m)
{
    char day[DATE_TEXT];

    document_heading(d, "Nënshkrimi");
    if (!m->signed_at)
        return PARTS_SET(0, "Projekt: procesverbali nuk është nënshkruar.");
    return PARTS_SET(0, m->signed_by, date_format_sq(instant_date(m->signed_at), day));
}

static err all_set(struct work *w, struct document *d, const struct meeting_read *m, bool names)
{
    struct case_words words;
    err e;

    if ((e = case_words_read(w, &words)) || (e = meeting_head_set(w, d, &words, &m->meeting, names)) ||
        (e = PARTS_SET(0, m->meeting.said.about)) ||
        (e = invited_set(w, d, m, INVITED_PRESENT, "Të pranishëm", names)) ||
        (e = counts_set(w, d, &m->meeting.counts)) ||
        (e = invited_set(w, d, m, INVITED_EXCUSED, "Munguan me arsye", names)))
        return e;
    document_heading(d, "Mbledhja");
    if ((e = kind_set(w, d, m, RECORD_MEETING_MINUTES, 0, NULL)) ||
        (e = kind_set(w, d, m, RECORD_MEETING_ACTION, 0, "Veprimet:")))
        return e;
    for (size_t i = 0; i < m->file_count && !e; i++)
        e = file_set(w, d, &words, m, &m->files[i], names);
    return e ? e : signed_set(w, d, &m->meeting);
}

err meeting_print_log(struct work *w, const struct meeting_read *m, bool names)
{
    err e = meeting_log(w, m->meeting.id, 0, "meeting.print");

    for (size_t i = 0; i < m->file_count && names && !e; i++)
        if (!m->files[i].shut)
            e = meeting_log(w, m->meeting.id, m->files[i].case_id, "meeting.print");
    return e;
}

err meeting_minutes_write(struct work *w, int64_t id, bool names, struct buf *ret)
{
    CLEANUP(document_drop) struct document *d = NULL;
    struct municipality office;
    struct meeting_read m;
    err e;

    if ((e = meeting_read(w, id, &m)) || (e = municipality_read(w, &office)) ||
        (e = meeting_print_log(w, &m, names)) ||
        (e = document_open("Procesverbal", office.neutral_name, &d)) || (e = all_set(w, d, &m, names)))
        return e;
    return document_close(&d, ret);
}
