/* Lines are walked newest first and put to the visit that they lengthen. A page begins a pause before the
 * line it is asked from, so that it knows which lines belong to visits of the page before; and ends when none
 * of its visits can become longer. */
#include "domain/office/audit_visit.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "base/text.h"
#include "domain/office/audit.h"
#include "domain/office/audit_reason.h"
#include "domain/office/log_words.h"
#include "render/csv.h"
#include "store/db.h"

#define EXPORT_PAGE 200 /* visits in memory at once */
#define SEPARATOR   ';'

struct grouping {
    struct work *w;
    struct audit_line line; /* that is read */
    int64_t before;         /* visits whose newest line is not older were on pages before; 0: none */
    size_t most;            /* visits of a page */
    struct audit_visit *ahead, *page;
    size_t ahead_count, ahead_room, page_count, page_room;
    bool more; /* there are others behind the page */
    bool done;
};

/* Lines come newest first: a line lengthens a visit at its beginning. */
static bool lengthens(const struct audit_visit *v, const struct audit_line *l)
{
    return v->case_id == l->case_id && text_equal(v->actor, l->actor) && v->from - l->at < AUDIT_VISIT_GAP &&
           instant_date(v->from) == instant_date(l->at);
}

static struct audit_visit *visit_of(struct audit_visit *list, size_t count, const struct audit_line *l)
{
    for (size_t i = count; i-- > 0;)
        if (lengthens(&list[i], l))
            return &list[i];
    return NULL;
}

static err kept_text(struct arena *a, const char *text, const char **ret)
{
    *ret = arena_text(a, text);
    return text && !*ret ? ERR_SYSTEM : OK;
}

static err visit_begin(struct arena *a, const struct audit_line *l, struct audit_visit *ret)
{
    err e;

    *ret = (struct audit_visit){.id = l->id, .until = l->at, .from = l->at, .case_id = l->case_id};
    if ((e = kept_text(a, l->actor, &ret->actor)) || (e = kept_text(a, l->name, &ret->name)) ||
        (e = kept_text(a, l->case_number, &ret->case_number)))
        return e;
    return kept_text(a, l->network, &ret->network);
}

static err act_count(struct arena *a, const char *what, struct audit_visit *v)
{
    struct audit_act *act;

    for (size_t i = 0; i < v->act_count; i++)
        if (!strcmp(v->acts[i].what, what)) {
            v->acts[i].count++;
            return OK;
        }
    if (!(act = arena_grow(a, &v->acts, &v->act_count, &v->act_room, sizeof *act)))
        return ERR_SYSTEM;
    act->count = 1;
    return kept_text(a, what, &act->what);
}

/* What is sealed was somebody's own words; the rest are codes and figures of single lines. */
static err reason_keep(struct work *w, struct arena *a, const struct audit_line *l, struct audit_visit *v)
{
    const char *why = l->why;
    const char **reason;
    err e = audit_reason_open(w, l->id, &why);

    if (e || why == l->why)
        return e;
    for (size_t i = 0; i < v->reason_count; i++)
        if (!strcmp(v->reasons[i], why))
            return OK;
    if (!(reason = arena_grow(a, &v->reasons, &v->reason_count, &v->reason_room, sizeof *reason)))
        return ERR_SYSTEM;
    return kept_text(a, why, reason);
}

static err visit_lengthen(struct work *w, struct arena *a, const struct audit_line *l, struct audit_visit *v)
{
    err e;

    v->first = l->id;
    v->from = l->at < v->from ? l->at : v->from;
    v->lines++;
    if ((e = act_count(a, l->what, v)))
        return e;
    return reason_keep(w, a, l, v);
}

/* Whether a line of that instant, or an older one, can still belong to a visit of the page. */
static bool page_open(const struct grouping *g, int64_t at)
{
    for (size_t i = 0; i < g->page_count; i++)
        if (g->page[i].from - at < AUDIT_VISIT_GAP)
            return true;
    return false;
}

static err ahead_take(struct grouping *g, struct arena *kept)
{
    struct audit_visit *v = visit_of(g->ahead, g->ahead_count, &g->line);

    if (v) {
        v->from = g->line.at;
        return OK;
    }
    if (!(v = arena_grow(kept, &g->ahead, &g->ahead_count, &g->ahead_room, sizeof *v)))
        return ERR_SYSTEM;
    return visit_begin(kept, &g->line, v);
}

/* ERR_ABSENT: enough. */
static err line_take(void *context, struct arena *kept)
{
    struct grouping *g = context;
    struct audit_visit *v;
    err e;

    if (g->before && (g->line.id >= g->before || visit_of(g->ahead, g->ahead_count, &g->line)))
        return ahead_take(g, kept);
    if ((v = visit_of(g->page, g->page_count, &g->line)))
        return visit_lengthen(g->w, kept, &g->line, v);
    if (g->page_count == g->most) {
        g->more = true;
        g->done = !page_open(g, g->line.at);
        return g->done ? ERR_ABSENT : OK;
    }
    if (!(v = arena_grow(kept, &g->page, &g->page_count, &g->page_room, sizeof *v)))
        return ERR_SYSTEM;
    if ((e = visit_begin(kept, &g->line, v)))
        return e;
    return visit_lengthen(g->w, kept, &g->line, v);
}

/* The first line that lies a pause behind the one from which is read: 0: none does. */
static const char SQL_EDGE[] =
    "SELECT id FROM audit WHERE id >= :before AND at >= "
    "(SELECT max(at) FROM audit WHERE id = (SELECT max(id) FROM audit WHERE id < :before)) + :gap "
    "ORDER BY id LIMIT 1";

static err edge_find(struct work *w, int64_t before, int64_t *ret)
{
    int64_t edge;
    err e =
        db_int(w->db, SQL_EDGE, BINDS(INT(":before", before), INT(":gap", (int64_t)AUDIT_VISIT_GAP)), &edge);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = e ? 0 : edge;
    return OK;
}

static void acts_turn(struct audit_visit *v)
{
    for (size_t i = 0, j = v->act_count; i + 1 < j; i++) {
        const struct audit_act last = v->acts[--j];

        v->acts[j] = v->acts[i];
        v->acts[i] = last;
    }
}

static err page_read(struct work *w, const struct audit_filter *f, struct grouping *ret)
{
    struct audit_filter from = *f;
    struct grouping g = {.w = w, .before = f->before, .most = (size_t)f->limit};
    err e;

    if (f->before && (e = edge_find(w, f->before, &from.before)))
        return e;
    e = audit_walk(w, &from, &g.line, line_take, &g);
    if (e && !(e == ERR_ABSENT && g.done))
        return e;
    for (size_t i = 0; i < g.page_count; i++)
        acts_turn(&g.page[i]);
    *ret = g;
    return OK;
}

err audit_visits(struct work *w, const struct audit_filter *f, struct audit_visit **ret, size_t *ret_count,
                 int64_t *ret_next)
{
    const struct audit_entry entry = {
        .what = "audit.read", .record = "audit", .record_id = f->before, .case_id = f->case_id};
    struct grouping g;
    err e;

    if ((e = audit_append(w, &entry)) || (e = page_read(w, f, &g)))
        return e;
    *ret = g.page;
    *ret_count = g.page_count;
    *ret_next = g.more ? g.page[g.page_count - 1].id : 0;
    return OK;
}

/* ---- as a table */
static const char *const HEADINGS[] = {"Nga",      "Deri më",    "Minuta",  "Kush",          "Dosja",
                                       "Çfarë pa", "Çfarë bëri", "Arsyeja", "Nga cili rrjet"};
#define HEADING_COUNT (sizeof HEADINGS / sizeof HEADINGS[0])

static void row_write(struct buf *out, const char *const cells[HEADING_COUNT])
{
    for (size_t i = 0; i < HEADING_COUNT; i++)
        csv_cell(out, SEPARATOR, i == 0, cells[i]);
    csv_end_row(out);
}

static void item_add(struct buf *out, const char *text, int64_t count)
{
    if (out->len)
        buf_text(out, ", ");
    buf_text(out, text);
    if (count > 1)
        buf_format(out, " (%" PRId64 "×)", count);
}

static err visit_write(const struct audit_visit *v, struct buf *out)
{
    CLEANUP(buf_wipe) struct buf seen = {0}, done = {0}, why = {0};
    char from[INSTANT_LOCAL], until[INSTANT_LOCAL], minutes[24];
    err e;

    for (size_t i = 0; i < v->act_count; i++) {
        const char *look = log_seen_words(v->acts[i].what);

        item_add(look ? &seen : &done, look ? look : log_act_words(v->acts[i].what), v->acts[i].count);
    }
    for (size_t i = 0; i < v->reason_count; i++)
        item_add(&why, v->reasons[i], 1);
    if ((e = buf_err(&seen)) || (e = buf_err(&done)) || (e = buf_err(&why)))
        return e;
    snprintf(minutes, sizeof minutes, "%" PRId64, (v->until - v->from) / 60);
    row_write(out, (const char *const[HEADING_COUNT]){
                       instant_format_local(v->from, from), instant_format_local(v->until, until), minutes,
                       v->name ? v->name : log_actor_words(v->actor), v->case_number, seen.data, done.data,
                       why.data, v->network});
    return buf_err(out);
}

static err pages_write(struct work *w, struct audit_filter *f, struct buf *out, size_t *ret_count)
{
    CLEANUP(arena_free) struct arena each = {0};
    struct arena *kept = w->arena;
    struct grouping g = {.more = true};
    err e = OK;

    w->arena = &each;
    while (!e && g.more && !(e = page_read(w, f, &g))) {
        for (size_t i = 0; !e && i < g.page_count; i++)
            e = visit_write(&g.page[i], out);
        *ret_count += g.page_count;
        f->before = g.page_count ? g.page[g.page_count - 1].id : 0;
        arena_reset(&each);
    }
    w->arena = kept;
    return e;
}

err audit_visits_export(struct work *w, const struct audit_filter *f, struct buf *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "audit.export", .record = "audit", .case_id = f->case_id};
    struct audit_filter page = *f;
    char from[DATE_TEXT], until[DATE_TEXT];
    size_t count = 0;
    err e;

    if ((e = audit_days_check(w, f)) || (e = tx_begin(&tx, w->db)))
        return e;
    page.before = 0;
    page.limit = EXPORT_PAGE;
    csv_begin(ret);
    row_write(ret, HEADINGS);
    if ((e = pages_write(w, &page, ret, &count)))
        return e;
    entry.why = arena_format(w->arena, "from %s until %s: %zu visits", date_format(f->from, from),
                             date_format(f->until, until), count);
    if (!entry.why)
        return ERR_SYSTEM;
    return (e = audit_append(w, &entry)) ? e : tx_commit(&tx);
}
