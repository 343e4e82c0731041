/* The note is kept in a table that is there anyway. */
#include "support/note.h"

#include "http/input.h"
#include "http/reply.h"
#include "store/db.h"

const char NOTE_INSERT[] = "INSERT INTO unit (id, name, name_folded) VALUES (:id, :name, :name)";
const char NOTE_COUNT[] = "SELECT count(*) FROM unit WHERE id > 7";

struct note {
    const char *name;
};
static const struct member NOTE[] = {MEMBER_TEXT(struct note, name, 20, REQUIRED)};

err note_add(struct req *rq)
{
    struct json_writer *j;
    struct note in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, NOTE, COUNT(NOTE), &in)) || (e = id_next(&rq->work, "unit", &id)) ||
        (e = db_exec(rq->work.db, NOTE_INSERT, BINDS(INT(":id", id + 100), TEXT(":name", in.name)))))
        return e;
    j = reply_object(rq);
    json_put_int(j, "id", id);
    json_put_text(j, "by", rq->work.actor.name);
    return reply_done(rq, 201);
}
