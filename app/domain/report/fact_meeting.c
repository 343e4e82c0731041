/* What is counted of meetings stands plain beside what is sealed of them, so nothing is opened but the names
 * of institutions, where those are told apart. */
#include "domain/report/fact_meeting.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/casework/contact_point.h"
#include "domain/casework/meeting_said.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

struct held {
    date on_day;
    const char *kind;
    int64_t id, minutes, written, present, heads, women, men, reports, initiatives;
};
static const char SQL_HELD[] =
    "SELECT m.on_day, m.kind, m.id, m.signed_at IS NOT NULL AS minutes, "
    "EXISTS (SELECT 1 FROM case_record t WHERE t.meeting_id = m.id AND t.kind = 'meeting_minutes' AND "
    "t.voided_at IS NULL) AS written, "
    "(SELECT count(*) FROM meeting_invited i WHERE i.meeting_id = m.id AND i.state = 'present') AS present, "
    "(SELECT count(*) FROM meeting_invited i WHERE i.meeting_id = m.id AND i.state = 'present' AND i.head = "
    "1) "
    "AS heads, m.women, m.men, m.reports, m.initiatives FROM meeting m WHERE m.called_off = 0 AND "
    "m.on_day >= :from AND m.on_day <= :until AND m.on_day <= :today ORDER BY m.on_day, m.id";
static const struct column HELD_COLUMNS[] = {
    COLUMN_DATE(struct held, on_day), COLUMN_TEXT(struct held, kind),       COLUMN_INT(struct held, id),
    COLUMN_INT(struct held, minutes), COLUMN_INT(struct held, written),     COLUMN_INT(struct held, present),
    COLUMN_INT(struct held, heads),   COLUMN_INT(struct held, women),       COLUMN_INT(struct held, men),
    COLUMN_INT(struct held, reports), COLUMN_INT(struct held, initiatives),
};

static err part_add(struct fact_reading *r, const struct held *m, const char *part, int64_t weight)
{
    struct fact *f;

    if (!weight)
        return OK;
    if (!(f = fact_add(r, m->on_day, 0)))
        return ERR_SYSTEM;
    f->weight = weight;
    f->who = m->id;
    f->value[BY_KIND] = m->kind;
    f->value[BY_PART] = part;
    return OK;
}

static err meetings_read(struct fact_reading *r)
{
    struct held *list;
    size_t n;
    err e;

    if ((e = rows_read(r->w, SQL_HELD,
                       BINDS(DATE(":from", r->from), DATE(":until", r->until), DATE(":today", r->w->today)),
                       COLUMNS(HELD_COLUMNS), NULL, &list, &n)))
        return e;
    for (size_t i = 0; i < n; i++) {
        const struct held *m = &list[i];

        if ((e = part_add(r, m, "meeting", 1)) || (e = part_add(r, m, "minutes", m->minutes)) ||
            (e = part_add(r, m, "written", m->written)) || (e = part_add(r, m, "present", m->present)) ||
            (e = part_add(r, m, "head", m->heads)) || (e = part_add(r, m, "women", m->women)) ||
            (e = part_add(r, m, "men", m->men)) || (e = part_add(r, m, "report", m->reports)) ||
            (e = part_add(r, m, "initiative", m->initiatives)))
            return e;
    }
    return OK;
}

struct came {
    int64_t id, meeting;
    date on_day;
    const char *kind, *said;
    char folded[CONTACT_NAME_FOLDED]; /* of the institution; "": none was noted */
};
static const char SQL_CAME[] =
    "SELECT i.id, m.id AS meeting, m.on_day, m.kind, i.said_sealed FROM meeting_invited i JOIN meeting m ON "
    "m.id = i.meeting_id WHERE i.state = 'present' AND m.called_off = 0 AND m.on_day >= :from AND m.on_day "
    "<= :until AND m.on_day <= :today ORDER BY i.id";
static const struct column CAME_COLUMNS[] = {
    COLUMN_INT(struct came, id),
    COLUMN_INT(struct came, meeting),
    COLUMN_DATE(struct came, on_day),
    COLUMN_TEXT(struct came, kind),
    COLUMN_SEALED(struct came, said, "meeting_invited", id),
};

static err came_open(struct work *w, void *row)
{
    struct came *c = row;
    struct meeting_invited invited = {0};
    err e = meeting_invited_read(w->arena, c->said, &invited);

    if (!e && invited.institution)
        text_fold(invited.institution, c->folded, sizeof c->folded);
    return e;
}

static int came_compare(const void *a, const void *b)
{
    return strcmp(((const struct came *)a)->folded, ((const struct came *)b)->folded);
}

/* An institution has the number of its place by name: it is the same in one count, and nothing beyond. */
static err institutions_read(struct fact_reading *r)
{
    struct came *list;
    size_t n;
    int64_t who = 0;
    err e = rows_read(r->w, SQL_CAME,
                      BINDS(DATE(":from", r->from), DATE(":until", r->until), DATE(":today", r->w->today)),
                      COLUMNS(CAME_COLUMNS), came_open, &list, &n);

    if (!e && n)
        qsort(list, n, sizeof *list, came_compare);
    for (size_t i = 0; i < n && !e; i++) {
        struct fact *f;

        if (!*list[i].folded)
            continue;
        who += i == 0 || strcmp(list[i].folded, list[i - 1].folded) != 0;
        if (!(f = fact_add(r, list[i].on_day, 0)))
            return ERR_SYSTEM;
        f->who = who;
        f->value[BY_KIND] = list[i].kind;
    }
    return e;
}

struct agenda {
    date on_day;
    const char *kind;
    int64_t case_id;
};
static const char SQL_AGENDA[] =
    "SELECT m.on_day, m.kind, g.case_id FROM meeting_file g JOIN meeting m ON m.id = g.meeting_id WHERE "
    "m.called_off = 0 AND m.on_day >= :from AND m.on_day <= :until AND m.on_day <= :today "
    "ORDER BY m.on_day, m.id, g.place";
static const struct column AGENDA_COLUMNS[] = {
    COLUMN_DATE(struct agenda, on_day),
    COLUMN_TEXT(struct agenda, kind),
    COLUMN_INT(struct agenda, case_id),
};

static err agenda_read(struct fact_reading *r)
{
    struct agenda *list;
    size_t n;
    err e;

    if ((e = rows_read(r->w, SQL_AGENDA,
                       BINDS(DATE(":from", r->from), DATE(":until", r->until), DATE(":today", r->w->today)),
                       COLUMNS(AGENDA_COLUMNS), NULL, &list, &n)))
        return e;
    for (size_t i = 0; i < n; i++) {
        struct fact *f = fact_add(r, list[i].on_day, list[i].case_id);

        if (!f)
            return ERR_SYSTEM;
        f->who = list[i].case_id;
        f->value[BY_KIND] = list[i].kind;
    }
    return OK;
}

struct contact {
    int64_t id, confirmed;
    const char *kind, *level;
};
/* Whoever was in the book on the last day: since it was confirmed first, until it ended. */
static const char SQL_CONTACTS[] =
    "SELECT p.id, p.kind, p.level, EXISTS (SELECT 1 FROM contact_confirmed c WHERE c.point_id = p.id AND "
    "c.on_day >= :from AND c.on_day <= :until) AS confirmed FROM contact_point p WHERE (p.ended_on IS NULL "
    "OR p.ended_on > :until) AND EXISTS (SELECT 1 FROM contact_confirmed c WHERE c.point_id = p.id AND "
    "c.on_day <= :until) ORDER BY p.id";
static const struct column CONTACT_COLUMNS[] = {
    COLUMN_INT(struct contact, id),
    COLUMN_TEXT(struct contact, kind),
    COLUMN_TEXT(struct contact, level),
    COLUMN_INT(struct contact, confirmed),
};

static err contacts_read(struct fact_reading *r)
{
    struct contact *list;
    size_t n;
    err e;

    if ((e = rows_read(r->w, SQL_CONTACTS, BINDS(DATE(":from", r->from), DATE(":until", r->until)),
                       COLUMNS(CONTACT_COLUMNS), NULL, &list, &n)))
        return e;
    for (size_t i = 0; i < n; i++) {
        struct fact *f = fact_add(r, r->until, 0);

        if (!f)
            return ERR_SYSTEM;
        f->who = list[i].id;
        f->value[BY_KIND] = list[i].kind;
        f->value[BY_PART] = list[i].level;
        f->value[BY_OUTCOME] = list[i].confirmed ? "confirmed" : "unconfirmed";
    }
    return OK;
}

#define BY(...)                                                                                              \
    .dimensions = (const struct fact_dimension[]){__VA_ARGS__},                                              \
    .dimension_count = sizeof((const struct fact_dimension[]){__VA_ARGS__}) / sizeof(struct fact_dimension)
const struct fact_noun FACT_MEETINGS = {
    .code = "meetings",
    .text = "Mbledhje e takime",
    .text_en = "Meetings",
    .plain = true,
    .source = "Mbledhjet e shënuara",
    BY({BY_MONTH, "month"}, {BY_KIND, "meeting_kind"}, {BY_PART, "meeting_part"}),
    .read = meetings_read};
const struct fact_noun FACT_INSTITUTIONS = {.code = "institutions",
                                            .text = "Institucione pjesëmarrëse në mbledhje",
                                            .text_en = "Institutions taking part in meetings",
                                            .plain = true,
                                            .source = "Mbledhjet e shënuara",
                                            BY({BY_MONTH, "month"}, {BY_KIND, "meeting_kind"}),
                                            .read = institutions_read};
const struct fact_noun FACT_AGENDA = {
    .code = "agenda",
    .text = "Raste të shqyrtuara në mbledhje",
    .text_en = "Cases brought before meetings",
    .source = "Rendet e ditës së mbledhjeve",
    BY({BY_UNIT, "unit"}, {BY_MONTH, "month"}, {BY_FILE, NULL}, {BY_KIND, "meeting_kind"}),
    .read = agenda_read};
const struct fact_noun FACT_CONTACTS = {
    .code = "contacts",
    .text = "Pika kontakti",
    .text_en = "Contact points",
    .plain = true,
    .source = "Adresari",
    BY({BY_KIND, "contact_kind"}, {BY_PART, "contact_level"}, {BY_OUTCOME, "contact_told"}),
    .read = contacts_read};
