/* What is due, over HTTP. Which tasks there are, and whose files they may name, is decided in domain/task. */
#include "api/task.h"

#include "domain/task/notice_seen.h"
#include "domain/task/task.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"
#include "http/request.h"

static void task_put(struct json_writer *j, const struct task *t)
{
    json_put_object(j, NULL);
    json_put_text(j, "section", task_section_name(t->section));
    json_put_text(j, "what", t->what);
    json_put_text(j, "text", t->text);
    json_put_text(j, "text_en", t->text_en);
    json_put_date(j, "due_on", t->due_on);
    json_put_instant(j, "due_at", t->due_at);
    json_put_bool(j, "hours", t->hours);
    json_put_bool(j, "overdue", t->overdue);
    if (t->meeting)
        json_put_int(j, "meeting_id", t->meeting);
    if (t->case_id) {
        json_put_int(j, "case_id", t->case_id);
        json_put_text(j, "case", t->case_number);
        json_put_text(j, "unit", t->unit);
        json_put_text(j, "in_charge", t->in_charge);
    }
    if (t->order) {
        json_put_int(j, "order_id", t->order);
        json_put_text(j, "order", t->order_number);
    }
    if (t->card)
        json_put_text(j, "card", t->card);
    if (t->account)
        json_put_text(j, "account", t->account);
    if (t->rule) {
        json_put_text(j, "service", t->service);
        json_put_text(j, "rule", t->rule);
    }
    if (t->section == SECTION_NOTICES)
        json_put_int(j, "notice", t->due_at);
    if (t->stage)
        json_put_int(j, "reminder_days", t->stage);
    json_put_end(j);
}

static void day_put(struct json_writer *j, const struct task_day *day)
{
    json_put_object(j, "counts");
    for (enum task_section s = SECTION_NOTICES; s <= TASK_SECTIONS; s++)
        json_put_int(j, task_section_name(s), (int64_t)day->counts[s]);
    json_put_end(j);
    json_put_int(j, "elsewhere", (int64_t)day->elsewhere);
    json_put_list(j, "tasks");
    for (size_t i = 0; i < day->count; i++)
        task_put(j, &day->tasks[i]);
    json_put_end(j);
}

static err filter_read(struct req *rq, struct task_filter *ret)
{
    struct task_filter f = {0};
    const char *section;
    int64_t limit, mine;
    err e;

    if ((e = req_query(rq, "section", &section)) || (e = req_query_int(rq, "mine", 0, 1, 0, &mine)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listTasks, limit), DEFAULT(listTasks, limit), &limit)))
        return e;
    if (section && !task_section_parse(section, &f.section))
        return refuse(&rq->work, ERR_INPUT, "unknown_value", "section", "There is no section of that name.");
    f.limit = (size_t)limit;
    f.mine = mine;
    *ret = f;
    return OK;
}

static err task_get_all(struct req *rq)
{
    struct task_filter f;
    struct task_day day;
    err e;

    if ((e = filter_read(rq, &f)) || (e = task_list(&rq->work, &f, &day)))
        return e;
    day_put(reply_object(rq), &day);
    return reply_done(rq, 200);
}

static const struct member SEEN_IN[] = {
    MEMBER_TEXT(struct notice_ack, what, LIMIT(NoticeSeen, what), REQUIRED),
    MEMBER_INT(struct notice_ack, case_id, 1, INT64_MAX, OPTIONAL),
    MEMBER_TEXT(struct notice_ack, subject, LIMIT(NoticeSeen, subject), OPTIONAL),
    MEMBER_INT(struct notice_ack, notice, 0, INT64_MAX, REQUIRED),
};

static err seen_post(struct req *rq)
{
    struct notice_ack in;
    err e;

    if ((e = input_read(rq, rq->body, SEEN_IN, COUNT(SEEN_IN), &in)) ||
        (e = notice_acknowledge(&rq->work, &in)))
        return e;
    return reply_empty(rq, 204);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/tasks", R_COORDINATOR, 0, task_get_all},
    {"POST", "/api/v1/tasks/seen", R_COORDINATOR, RT_WRITE | RT_BODY, seen_post},
};
const struct route_table TASK_ROUTES = ROUTE_TABLE(ROUTES);
