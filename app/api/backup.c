/* The state of the copies over HTTP, and one more. They are made each night by a timer; none can be fetched
 * here: a copy holds the whole register. */
#include "api/backup.h"

#include "base/deep_stack.h"
#include "domain/upkeep/backup.h"
#include "domain/upkeep/copies.h"
#include "http/reply.h"
#include "http/request.h"

static void backup_put(struct json_writer *j, const struct backup *b)
{
    char hex[2 * DIGEST_SIZE + 1];

    json_put_instant(j, "at", b->at);
    json_put_text(j, "name", b->name);
    json_put_int(j, "size", b->size);
    json_put_text(j, "sha256", digest_hex(b->digest, DIGEST_SIZE, hex));
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
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        backup_put(j, &list[i]);
        json_put_end(j);
    }
    json_put_end(j);
    json_put_instant(j, "newest_at", count ? list[0].at : 0);
    json_put_text(j, "warning", warning_of(count ? list : NULL, rq->work.now));
    json_put_bool(j, "keys_included", false);
    json_put_bool(j, "can_make", rq->app->copies != NULL);
    return reply_done(rq, 200);
}

/* A copy beside the database helps against a slip of the hand, not against a disk that breaks: the screen
 * says so. It goes on while others write, and holds no lock for it. */
struct asked_copies {
    struct work *w;
    const char *folder;
    struct copies made;
};

static err asked_make(void *of)
{
    struct asked_copies *a = of;
    const struct copies_wish wish = {.folder = a->folder, .days = KEY_COPY_DAYS};

    return copies_make(a->w, &wish, &a->made);
}

static err backup_post(struct req *rq)
{
    struct asked_copies a = {.w = &rq->work, .folder = rq->app->copies};
    err e;

    if (!a.folder)
        return refuse(&rq->work, ERR_CONFLICT, "no_folder", "", "This server was told no folder for copies.");
    /* The copy is looked through and summed up whole: more than the stack of a thread that answers. */
    if ((e = deep_stack_run(asked_make, &a)))
        return e;
    backup_put(reply_object(rq), &a.made.register_copy);
    return reply_done(rq, 201);
}

static const struct route ROUTES[] = {
    {"GET", "/api/v1/backups", R_ADMINISTRATOR, 0, backup_get_all},
    {"POST", "/api/v1/backups", R_ADMINISTRATOR, RT_WRITE | RT_NO_TX | RT_CONFIRMED, backup_post},
};
const struct route_table BACKUP_ROUTES = ROUTE_TABLE(ROUTES);
