/* The state of the copies over HTTP. They are made by a timer, not by a browser, and none can be fetched
 * here: a copy holds the whole register. */
#include "api/backup.h"

#include "domain/upkeep/backup.h"
#include "http/reply.h"
#include "http/request.h"

static void backup_put(struct json_writer *j, const struct backup *b)
{
    char hex[2 * DIGEST_SIZE + 1];

    json_put_object(j, NULL);
    json_put_instant(j, "at", b->at);
    json_put_text(j, "name", b->name);
    json_put_int(j, "size", b->size);
    json_put_text(j, "sha256", digest_hex(b->digest, DIGEST_SIZE, hex));
    json_put_end(j);
}

static const char *warning_of(const struct backup *newest, int64_t now)
{
    if (!newest)
        return "none";
    /* Words, not sentences: the browser shows them in the user's language. */
    return now - newest->at > BACKUP_LATE ? "late" : NULL;
}

/* "keys_included" is always false. It is said because a copy without its keys is of no use, and whoever looks
 * here may not know. */
static err backup_get_all(struct req *rq)
{
    struct backup *list;
    size_t count;
    struct json_writer *j;
    err e;

    if ((e = backup_list(&rq->work, &list, &count)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "backups");
    for (size_t i = 0; i < count; i++)
        backup_put(j, &list[i]);
    json_put_end(j);
    json_put_instant(j, "newest_at", count ? list[0].at : 0);
    json_put_text(j, "warning", warning_of(count ? list : NULL, rq->work.now));
    json_put_bool(j, "keys_included", false);
    return reply_done(rq, 200);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/backups", R_ADMINISTRATOR, 0, backup_get_all},
};
const struct route_table BACKUP_ROUTES = ROUTE_TABLE(ROUTES);
