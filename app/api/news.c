/* What others changed since one was last there, over HTTP: in one file, and over all. */
#include "api/news.h"

#include "api/case_id.h"
#include "domain/file/news.h"
#include "gen/limits.h"
#include "http/reply.h"

static const struct json_member NEWS_OUT[] = {
    JSON_INT(struct news, id),
    JSON_INSTANT(struct news, at),
    JSON_TEXT(struct news, who),
    JSON_TEXT(struct news, what),
};

static err case_news_get(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct file_news n;
    int64_t id, limit;
    err e;

    if ((e = req_query_int(rq, "limit", 1, LIMIT(readCaseNews, limit), DEFAULT(readCaseNews, limit),
                           &limit)) ||
        (e = req_case(rq, &id)) || (e = news_read(&rq->work, id, (size_t)limit, &n)))
        return e;
    json_put_text(j, "number", n.number);
    json_put_instant(j, "since", n.since);
    json_put_structs(j, "changes", MEMBERS(NEWS_OUT), n.list, n.count);
    json_put_bool(j, "more", n.more);
    return reply_done(rq, 200);
}

static const struct json_member FILE_OUT[] = {
    JSON_INT(struct news_file, case_id), JSON_TEXT(struct news_file, number),
    JSON_TEXT(struct news_file, unit),   JSON_TEXT(struct news_file, in_charge),
    JSON_BOOL(struct news_file, sealed), JSON_INT(struct news_file, changes),
    JSON_INSTANT(struct news_file, at),
};

static err news_get(struct req *rq)
{
    struct json_writer *j = reply_object(rq);
    struct news_day n;
    int64_t mine, limit;
    err e;

    if ((e = req_query_int(rq, "mine", 0, 1, 0, &mine)) ||
        (e = req_query_int(rq, "limit", 1, LIMIT(listNews, limit), DEFAULT(listNews, limit), &limit)) ||
        (e = news_list(&rq->work, mine, (size_t)limit, &n)))
        return e;
    json_put_instant(j, "since", n.since);
    json_put_structs(j, "files", MEMBERS(FILE_OUT), n.files, n.count);
    json_put_bool(j, "more", n.more);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/news", R_COORDINATOR, 0, news_get},
    {"GET", "/api/v1/cases/{id}/news", R_COORDINATOR, 0, case_news_get},
};
const struct route_table NEWS_ROUTES = ROUTE_TABLE(ROUTES);
