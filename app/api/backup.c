/* The state of the copies over HTTP. They are made by a timer, not by a browser. */
#include "api/backup.h"

#include "api/instant.h"
#include "domain/upkeep/backup.h"
#include "http/reply.h"
#include "http/request.h"

static json_t *backup_json(const struct backup *b)
{
    char hex[2 * DIGEST_SIZE + 1];

    return json_pack("{s:o, s:s, s:I, s:s}", "at", instant_json(b->at), "name", b->name, "size",
                     (json_int_t)b->size, "sha256", digest_hex(b->digest, DIGEST_SIZE, hex));
}

static const char *warning_of(const struct backup *newest, int64_t now)
{
    if (!newest)
        return "none";
    return now - newest->at > BACKUP_LATE ? "late" : NULL;
}

/* The keys are in no copy: whoever looks here is to know. */
static err backup_get_all(struct req *rq)
{
    struct backup *list;
    size_t count;
    json_t *items;
    err e;

    if ((e = backup_list(&rq->work, &list, &count)))
        return e;
    items = json_array();
    for (size_t i = 0; i < count; i++)
        json_array_append_new(items, backup_json(&list[i]));
    return reply_json(rq, 200,
                      json_pack("{s:o, s:o, s:s?, s:b}", "backups", items, "newest_at",
                                count ? instant_json(list[0].at) : json_null(), "warning",
                                warning_of(count ? list : NULL, rq->work.now), "keys_included", 0));
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/backups", R_ADMINISTRATOR, 0, backup_get_all},
};
const struct route_table BACKUP_ROUTES = ROUTE_TABLE(ROUTES);
