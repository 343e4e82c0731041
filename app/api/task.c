/* What is due, over HTTP. */
#include "api/task.h"

#include "api/instant.h"
#include "domain/task/task.h"
#include "gen/limits.h"
#include "http/reply.h"
#include "http/request.h"

static json_t *task_json(const struct task *t)
{
    json_t *o =
        json_pack("{s:s, s:s, s:s, s:s, s:o, s:o, s:b, s:b}", "section", task_section_name(t->section),
                  "what", t->what, "text", t->text, "text_en", t->text_en, "due_on", date_json(t->due_on),
                  "due_at", instant_json(t->due_at), "hours", t->hours, "overdue", t->overdue);

    if (t->case_id) {
        json_object_set_new(o, "case_id", json_integer(t->case_id));
        json_object_set_new(o, "case", json_string(t->case_number));
        json_object_set_new(o, "unit", json_string(t->unit));
    }
    if (t->order) {
        json_object_set_new(o, "order_id", json_integer(t->order));
        json_object_set_new(o, "order", json_string(t->order_number));
    }
    if (t->card)
        json_object_set_new(o, "card", json_string(t->card));
    if (t->account)
        json_object_set_new(o, "account", json_string(t->account));
    if (t->rule) {
        json_object_set_new(o, "service", json_string(t->service));
        json_object_set_new(o, "rule", json_string(t->rule));
    }
    if (t->stage)
        json_object_set_new(o, "reminder_days", json_integer(t->stage));
    return o;
}

static json_t *counts_json(const struct task_day *day)
{
    json_t *o = json_object();

    for (enum task_section s = SECTION_NOTICES; s <= TASK_SECTIONS; s++)
        json_object_set_new(o, task_section_name(s), json_integer((json_int_t)day->counts[s]));
    return o;
}

static err filter_read(struct req *rq, struct task_filter *ret)
{
    struct task_filter f = {0};
    const char *section;
    int64_t limit;
    err e;

    if ((e = req_query(rq, "section", &section)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listTasks, limit), DEFAULT(listTasks, limit), &limit)))
        return e;
    if (section && !task_section_parse(section, &f.section))
        return refuse(&rq->work, ERR_INPUT, "unknown_value", "section", "There is no section of that name.");
    f.limit = (size_t)limit;
    *ret = f;
    return OK;
}

static err task_get_all(struct req *rq)
{
    struct task_filter f;
    struct task_day day;
    json_t *items;
    err e;

    if ((e = filter_read(rq, &f)) || (e = task_list(&rq->work, &f, &day)))
        return e;
    items = json_array();
    for (size_t i = 0; i < day.count; i++)
        json_array_append_new(items, task_json(&day.tasks[i]));
    return reply_json(rq, 200, json_pack("{s:o, s:o}", "counts", counts_json(&day), "tasks", items));
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/tasks", R_COORDINATOR, 0, task_get_all},
};
const struct route_table TASK_ROUTES = ROUTE_TABLE(ROUTES);
