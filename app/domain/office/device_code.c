/* Codes of devices: given, replaced, and taken at the door. The door has its own copy of them, which is told
 * of a change a moment later; so what it took a moment before is judged by the codes of that moment. */
#include "domain/office/device_code.h"

#include <string.h>

#include "base/instant.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/secret.h"
#include "store/db.h"

#define FORMER_KEPT (24 * 3600) /* seconds: doors are collected each minute */

/* ---- given */
static const char SQL_GIVE[] = "UPDATE device SET short_hash = :short WHERE id = :id AND revoked_at IS NULL "
                               "AND enrol_until > :now";

err device_code_give(struct work *w, int64_t id, char ret_code[SHORT_CODE_TEXT])
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(short_code_wipe) struct short_code code = {0};
    err e;

    if ((e = short_code_make(&code)) || (e = tx_begin(&tx, w->db)) ||
        (e = db_exec(w->db, SQL_GIVE,
                     BINDS(INT(":id", id), BLOB(":short", code.hash, DIGEST_SIZE), INT(":now", w->now)))))
        return e;
    if (!db_changes(w->db))
        return ERR_CONFLICT;
    if ((e = tx_commit(&tx)))
        return e;
    memcpy(ret_code, code.text, SHORT_CODE_TEXT);
    return OK;
}

/* ---- replaced */
static const char SQL_FORMER[] =
    "INSERT INTO device_code_former (enrol_hash, enrol_until, short_hash, sheet_until, device_id, "
    "replaced_at) SELECT enrol_hash, coalesce(enrol_until, 0), short_hash, sheet_until, id, :now FROM device "
    "WHERE id = :id AND enrol_hash IS NOT NULL ON CONFLICT (enrol_hash, enrol_until) DO NOTHING";
static const char SQL_FORMER_OLD[] = "DELETE FROM device_code_former WHERE replaced_at < :before";

err device_codes_retire(struct work *w, int64_t id)
{
    err e = db_exec(w->db, SQL_FORMER_OLD, BINDS(INT(":before", w->now - FORMER_KEPT)));

    return e ? e : db_exec(w->db, SQL_FORMER, BINDS(INT(":id", id), INT(":now", w->now)));
}

/* ---- taken */
struct waiting {
    int64_t id, until, sheet_until, replaced_at; /* until 0: on a sheet that is not handed over */
    uint8_t enrol_hash[DIGEST_SIZE];
    const void *short_hash;
    size_t short_size;
};
/* What it waits with now comes last: where it has only been handed over since, the same code stands in both.
 */
static const char SQL_WAITING[] =
    "SELECT device_id AS id, enrol_until AS until, coalesce(sheet_until, 0) AS sheet_until, replaced_at, "
    "enrol_hash, short_hash FROM device_code_former WHERE enrol_hash = :code OR short_hash = :short "
    "UNION ALL SELECT id, coalesce(enrol_until, 0), coalesce(sheet_until, 0), :now, enrol_hash, short_hash "
    "FROM device WHERE enrol_hash = :code OR (enrol_hash IS NOT NULL AND short_hash = :short)";
static const struct column WAITING_COLUMNS[] = {
    COLUMN_INT(struct waiting, id),          COLUMN_INT(struct waiting, until),
    COLUMN_INT(struct waiting, sheet_until), COLUMN_INT(struct waiting, replaced_at),
    COLUMN_BLOB(struct waiting, enrol_hash), COLUMN_BYTES(struct waiting, short_hash, short_size),
};

struct shown { /* NULL: not shown */
    const uint8_t *code, *short_code;
};

static bool within(int64_t at, int64_t until, int64_t life)
{
    return at < until && at >= until - life - DEVICE_CLOCK_SLACK;
}

/* Whether those codes were good together at that instant. */
static bool opens(const struct waiting *c, const struct shown *s, int64_t at)
{
    bool typed = s->short_code && c->short_hash && c->short_size == DIGEST_SIZE &&
                 !memcmp(s->short_code, c->short_hash, DIGEST_SIZE);

    if (at > c->replaced_at + DEVICE_CLOCK_SLACK)
        return false;
    if (c->until)
        return within(at, c->until, DEVICE_ENROL_LIFE) && (s->code ? !s->short_code : typed);
    return s->code && typed && within(at, c->sheet_until, DEVICE_SHEET_LIFE);
}

static err waiting_find(struct work *w, const struct shown *s, int64_t at, struct waiting *ret)
{
    /* A sheet is found by its long code: its short one is never looked for. */
    const uint8_t *alone = s->code ? NULL : s->short_code;
    struct waiting *all;
    size_t count;
    err e = rows_read(w, SQL_WAITING,
                      BINDS(BLOB(":code", s->code, s->code ? DIGEST_SIZE : 0),
                            BLOB(":short", alone, alone ? DIGEST_SIZE : 0), INT(":now", w->now)),
                      COLUMNS(WAITING_COLUMNS), NULL, &all, &count);

    if (e)
        return e;
    for (size_t i = 0; i < count; i++)
        if (opens(&all[i], s, at)) {
            *ret = all[i];
            return OK;
        }
    return ERR_DENIED;
}

static const char SQL_ENROL[] =
    "UPDATE device SET token_hash = :token, enrolled_at = :at, since_day = :since, seen_day = NULL, "
    "life_day = NULL, unseen_days = 0, ends_day = NULL WHERE id = :id";
/* A code that came in its place stays good. */
static const char SQL_USED[] = "UPDATE device SET enrol_hash = NULL, enrol_until = NULL, short_hash = NULL, "
                               "sheet_until = NULL WHERE id = :id AND enrol_hash = :code";
static const char SQL_FORMER_USED[] = "DELETE FROM device_code_former WHERE enrol_hash = :code";

static err token_take(struct work *w, const struct waiting *c, const struct device_proof *p)
{
    err e = db_exec(w->db, SQL_ENROL,
                    BINDS(INT(":id", c->id), BLOB(":token", p->token_hash, DIGEST_SIZE), INT(":at", p->at),
                          DATE(":since", instant_date(p->at))));

    if (e)
        return e == ERR_CONFLICT ? ERR_DENIED : e; /* the token of another device */
    if ((e = db_exec(w->db, SQL_USED, BINDS(INT(":id", c->id), BLOB(":code", c->enrol_hash, DIGEST_SIZE)))) ||
        (e = db_exec(w->db, SQL_FORMER_USED, BINDS(BLOB(":code", c->enrol_hash, DIGEST_SIZE)))))
        return e;
    return audit_append(
        w, &(struct audit_entry){.what = "device.enrol", .record = "device", .record_id = c->id});
}

/* Also of a device that was revoked, or whose organisation was closed, behind it: with its token it is told
 * so, and without nobody would know it. */
err device_take(struct work *w, const struct device_proof *p)
{
    CLEANUP(tx_end) struct tx tx = {0};
    uint8_t code[DIGEST_SIZE], short_code[DIGEST_SIZE];
    struct shown s = {0};
    struct waiting c;
    err e = OK;

    if (p->code && p->code[0]) {
        e = secret_hash(p->code, code);
        s.code = code;
    }
    if (!e && p->short_code && p->short_code[0]) {
        e = short_code_hash(p->short_code, short_code);
        s.short_code = short_code;
    }
    if (e)
        return e == ERR_INPUT ? ERR_DENIED : e;
    if (p->at > w->now + DEVICE_CLOCK_SLACK || (!s.code && !s.short_code))
        return ERR_DENIED;
    if ((e = tx_begin(&tx, w->db)) || (e = waiting_find(w, &s, p->at, &c)) || (e = token_take(w, &c, p)))
        return e;
    return tx_commit(&tx);
}
