/* A hidden figure says nothing of its target: that it was reached would tell how small it is. */
#include "domain/report/indicator_target.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/report/report_period.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

#define TABLE  "indicator_target"
#define REPORT "plan"

#define NAME(m, word, text)    [m] = (word),
#define TEXT_OF(m, word, text) [m] = (text),
static const char *const NAMES[INDICATOR_METS] = {INDICATOR_MET_WORDS(NAME)};
static const char *const TEXTS[INDICATOR_METS] = {INDICATOR_MET_WORDS(TEXT_OF)};

const char *indicator_met_name(enum indicator_met m)
{
    return NAMES[m];
}

const char *indicator_met_text(enum indicator_met m)
{
    return TEXTS[m];
}

struct standing {
    int64_t id, version, at;
    const char *indicator, *source, *by;
};
static const char SQL_STANDING[] =
    "SELECT t.id, t.version, t.written_at AS at, t.indicator, t.source, a.full_name AS by "
    "FROM indicator_target t LEFT JOIN account a ON a.id = t.written_by "
    "WHERE t.version = (SELECT max(n.version) FROM indicator_target n WHERE n.indicator = t.indicator)";
static const struct column STANDING_COLUMNS[] = {
    COLUMN_INT(struct standing, id),      COLUMN_INT(struct standing, version),
    COLUMN_INT(struct standing, at),      COLUMN_TEXT(struct standing, indicator),
    COLUMN_TEXT(struct standing, source), COLUMN_TEXT(struct standing, by),
};
static const char SQL_YEARS[] =
    "SELECT year, target FROM indicator_target_year WHERE target_id = :id ORDER BY year";
static const struct column YEAR_COLUMNS[] = {
    COLUMN_INT(struct indicator_year, year),
    COLUMN_INT(struct indicator_year, target),
};

static bool counted_here(const struct report_measure *m)
{
    return m->how != HOW_NOT_OURS;
}

static err actor_check(struct work *w)
{
    return !w->actor.account || (w->actor.roles & (R_COORDINATOR | R_DIRECTOR))
               ? OK
               : refuse(w, ERR_DENIED, "forbidden", "", "Targets are for coordinators and directors.");
}

static err standing_fill(struct work *w, const struct standing *list, size_t count, struct indicator *ret)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(list[i].indicator, ret->code)) {
            ret->version = list[i].version;
            ret->at = list[i].at;
            ret->source = list[i].source;
            ret->by = list[i].by;
            return rows_read(w, SQL_YEARS, BINDS(INT(":id", list[i].id)), COLUMNS(YEAR_COLUMNS), NULL,
                             &ret->years, &ret->year_count);
        }
    return OK;
}

static err indicators_read(struct work *w, const struct report_definition *d, struct indicator *ret,
                           size_t *ret_count)
{
    struct standing *list;
    size_t standing, count = 0;
    err e = rows_read(w, SQL_STANDING, NO_BINDS, COLUMNS(STANDING_COLUMNS), NULL, &list, &standing);

    for (size_t c = 0; c < d->column_count && !e; c++) {
        const struct report_measure *m = &d->columns[c];

        if (!counted_here(m))
            continue;
        ret[count] = (struct indicator){.code = m->code, .text = m->text, .text_en = m->text_en};
        e = standing_fill(w, list, standing, &ret[count++]);
    }
    *ret_count = count;
    return e;
}

err indicator_list(struct work *w, struct indicator **ret, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct report_definition *d = report_named(REPORT);
    struct indicator *list = arena_array(w->arena, d->column_count, sizeof *list);
    size_t count;
    err e;

    if (!list)
        return ERR_SYSTEM;
    if ((e = actor_check(w)) || (e = tx_begin_read(&tx, w->db)) ||
        (e = indicators_read(w, d, list, &count)) || (e = tx_commit(&tx)))
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}

static bool year_before(const struct indicator_new *in, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (in->years[k].year == in->years[i].year)
            return true;
    return false;
}

static err year_check(struct work *w, const struct indicator_new *in, size_t i, struct faults *f)
{
    const struct indicator_year *y = &in->years[i];
    const char *year = arena_format(w->arena, "years[%zu].year", i),
               *target = arena_format(w->arena, "years[%zu].target", i);
    err e;

    if (!year || !target)
        return ERR_SYSTEM;
    if ((e = faults_when(w, f, y->year < REPORT_YEAR_MIN, "before_the_law", year,
                         "Nothing was counted before the law of 2007.")) ||
        (e = faults_when(w, f, y->year > date_year(w->today) + INDICATOR_YEARS_AHEAD, "year_too_far", year,
                         "So far ahead no plan reaches.")) ||
        (e = faults_when(w, f, year_before(in, i), "year_twice", year, "This year is said already.")))
        return e;
    return faults_when(w, f, y->target < 0 || y->target > INDICATOR_TARGET_MAX, "out_of_range", target,
                       "A target is a number that can be counted, and not below 0.");
}

static err new_check(struct work *w, const struct indicator_new *in)
{
    struct faults f = {0};
    err e = faults_take(w, &f,
                        field_text_check(w, "source", in->source, LIMIT(IndicatorTargetNew, source), false));

    for (size_t i = 0; i < in->years_count && !e; i++)
        e = year_check(w, in, i, &f);
    return e ? e : faults_refuse(w, &f);
}

static err indicator_require(struct work *w, const char *code)
{
    const struct report_definition *d = report_named(REPORT);

    for (size_t c = 0; c < d->column_count; c++)
        if (counted_here(&d->columns[c]) && !strcmp(d->columns[c].code, code))
            return OK;
    return refuse(w, ERR_ABSENT, "no_such_indicator", "indicator", "No such indicator is counted here.");
}

static const char SQL_VERSION[] =
    "SELECT coalesce(max(version), 0) FROM indicator_target WHERE indicator = :indicator";
static const char SQL_ADD[] =
    "INSERT INTO indicator_target (id, indicator, version, source, written_at, written_by) "
    "VALUES (:id, :indicator, :version, :source, :now, nullif(:by, 0))";
static const char SQL_YEAR_ADD[] =
    "INSERT INTO indicator_target_year (target_id, year, target) VALUES (:id, :year, :target)";

static err version_check(struct work *w, const char *code, int64_t seen)
{
    int64_t version;
    err e = db_int(w->db, SQL_VERSION, BINDS(TEXT(":indicator", code)), &version);

    if (e || version == seen)
        return e;
    return refuse(w, ERR_CONFLICT, "target_changed", "version", "It was written anew meanwhile.");
}

static err version_add(struct work *w, const char *code, const struct indicator_new *in)
{
    struct audit_entry entry = {.what = "indicator_target.written", .record = TABLE, .why = code};
    err e;

    if ((e = id_next(w, TABLE, &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", entry.record_id), TEXT(":indicator", code),
                           INT(":version", in->version + 1), TEXT(":source", in->source), INT(":now", w->now),
                           INT(":by", w->actor.account)))))
        return e;
    for (size_t i = 0; i < in->years_count; i++)
        if ((e = db_exec(w->db, SQL_YEAR_ADD,
                         BINDS(INT(":id", entry.record_id), INT(":year", in->years[i].year),
                               INT(":target", in->years[i].target)))))
            return e;
    return audit_append(w, &entry);
}

err indicator_target_write(struct work *w, const char *code, const struct indicator_new *in,
                           int64_t *ret_version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = actor_check(w)) || (e = indicator_require(w, code)) || (e = new_check(w, in)) ||
        (e = tx_begin(&tx, w->db)) || (e = version_check(w, code, in->version)) ||
        (e = version_add(w, code, in)) || (e = tx_commit(&tx)))
        return e;
    *ret_version = in->version + 1;
    return OK;
}

static void year_lay(const struct indicator *of, int year, const struct report_cell *c,
                     struct indicator_beside *ret)
{
    for (size_t i = 0; i < of->year_count; i++)
        if (of->years[i].year == year) {
            ret->wanted = true;
            ret->target = of->years[i].target;
            ret->met = c->hidden || !c->known    ? INDICATOR_UNTOLD
                       : c->value >= ret->target ? INDICATOR_REACHED
                                                 : INDICATOR_NOT_YET;
        }
}

err indicator_beside_read(struct work *w, const struct report_definition *d, int year,
                          const struct report_cell *cells, struct indicator_beside **ret)
{
    struct indicator *list = arena_array(w->arena, d->column_count, sizeof *list);
    struct indicator_beside *beside = arena_array(w->arena, d->column_count, sizeof *beside);
    size_t count, at = 0;
    err e;

    *ret = NULL;
    if (strcmp(d->code, REPORT) != 0)
        return OK;
    if (!list || !beside)
        return ERR_SYSTEM;
    if ((e = indicators_read(w, d, list, &count)))
        return e;
    for (size_t c = 0; c < d->column_count; c++)
        if (counted_here(&d->columns[c]))
            year_lay(&list[at++], year, &cells[c], &beside[c]);
    *ret = beside;
    return OK;
}
