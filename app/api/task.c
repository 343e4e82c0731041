/* What is due, over HTTP. */
#include "api/task.h"

#include "api/instant.h"
#include "domain/task.h"
#include "http/request.h"

static json_t *task_json(const struct task *t)
{
    json_t *o = json_pack("{s:s, s:s, s:s, s:o, s:o, s:b, s:b}", "what", t->what, "text", t->text, "text_en",
                          t->text_en, "due_on", date_json(t->due_on), "due_at", instant_json(t->due_at),
                          "hours", t->hours, "overdue", t->overdue);

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

static err task_get_all(struct req *rq)
{
    struct task *tasks;
    size_t count;
    json_t *items;
    err e;

    if ((e = task_list(&rq->work, &tasks, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, task_json(&tasks[i]));
    return reply_json(rq, 200, json_pack("{s:o}", "tasks", items));
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/tasks", R_COORDINATOR, 0, task_get_all},
};
const struct route_table TASK_ROUTES = ROUTE_TABLE(ROUTES);
