/* A cell without a number says why: nobody reads it as 0. */
#include "domain/report/report_json.h"

static const char *why_untold(const struct report_measure *m, const struct report_cell *c)
{
    return m->how == HOW_NOT_OURS ? "not_ours" : c->hidden ? "hidden" : c->known ? NULL : "not_known";
}

static void cells_put(struct json_writer *j, const char *name, const struct report *r,
                      const struct report_cell *cells)
{
    json_put_list(j, name);
    for (size_t c = 0; c < r->of->column_count; c++) {
        const char *why = why_untold(&r->of->columns[c], &cells[c]);

        json_put_object(j, NULL);
        if (why)
            json_put_null(j, "value");
        else
            json_put_int(j, "value", cells[c].value);
        json_put_text(j, "untold", why);
        json_put_end(j);
    }
    json_put_end(j);
}

static void columns_put(struct json_writer *j, const struct report_definition *d)
{
    json_put_list(j, "columns");
    for (size_t c = 0; c < d->column_count; c++) {
        const struct report_measure *m = &d->columns[c];

        json_put_object(j, NULL);
        json_put_text(j, "code", m->code);
        json_put_text(j, "text", m->text);
        json_put_text(j, "text_en", m->text_en);
        json_put_text(j, "source", m->noun ? m->noun->source : NULL);
        json_put_bool(j, "money", m->how == HOW_AMOUNT);
        json_put_end(j);
    }
    json_put_end(j);
}

static void rows_put(struct json_writer *j, const struct report *r)
{
    const size_t width = r->of->column_count;

    json_put_list(j, "rows");
    for (size_t i = 0; i < r->rows; i++) {
        json_put_object(j, NULL);
        json_put_text(j, "text", r->row[i].text);
        json_put_text(j, "text_en", r->row[i].text_en);
        json_put_bool(j, "whole", r->row[i].whole);
        cells_put(j, "cells", r, &r->cells[i * width]);
        cells_put(j, "before", r, &r->before[i * width]);
        json_put_end(j);
    }
    json_put_end(j);
}

/* Null where of this report, or of these days, nothing is ever wanted. */
static void beside_put(struct json_writer *j, const struct report *r)
{
    if (!r->beside) {
        json_put_null(j, "targets");
        return;
    }
    json_put_list(j, "targets");
    for (size_t c = 0; c < r->of->column_count; c++) {
        const struct indicator_beside *b = &r->beside[c];

        json_put_object(j, NULL);
        if (b->wanted)
            json_put_int(j, "target", b->target);
        else
            json_put_null(j, "target");
        json_put_text(j, "met", indicator_met_name(b->met));
        json_put_end(j);
    }
    json_put_end(j);
}

void report_json_put(struct json_writer *j, const struct report *r)
{
    json_put_text(j, "code", r->of->code);
    json_put_text(j, "text", r->of->title);
    json_put_text(j, "text_en", r->of->title_en);
    json_put_date(j, "from", r->period.from);
    json_put_date(j, "until", r->period.until);
    json_put_date(j, "before_from", r->period.before_from);
    json_put_date(j, "before_until", r->period.before_until);
    json_put_bool(j, "over", r->period.over);
    json_put_bool(j, "small_hidden", r->small_hidden);
    json_put_text(j, "by", fact_by_name(r->of->rows));
    json_put_text(j, "by_text", fact_by_text(r->of->rows));
    json_put_text(j, "by_text_en", fact_by_text_en(r->of->rows));
    columns_put(j, r->of);
    rows_put(j, r);
    beside_put(j, r);
}
