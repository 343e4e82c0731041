/* Devices: made with a one-time secret, which the device changes into its token at the door
 * (domain/check/checker.c, office/device_code.c); renamed, revoked, listed. A device belongs to one
 * organisation and asks about one service; it is no account, and signs in nobody. */
#include "domain/office/device.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/office/device_code.h"
#include "domain/office/organisation.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/secret.h"
#include "store/db.h"

_Static_assert(DEVICE_TOKEN_TEXT == SECRET_TEXT, "a device's token is a secret");

#define DEVICE_SELECT                                                                                        \
    "SELECT d.id, d.organisation_id, d.enrolled_at, d.revoked_at, d.enrol_until, d.sheet_until, "            \
    "d.seen_day, d.ends_day, "                                                                               \
    "o.name AS "                                                                                             \
    "organisation_name, o.kind AS organisation_kind, d.service, d.name, o.active AS organisation_active "    \
    "FROM device d JOIN organisation o ON o.id = d.organisation_id "
static const struct column DEVICE_COLUMNS[] = {
    COLUMN_INT(struct device, id),
    COLUMN_INT_AS(struct device, organisation, "organisation_id"),
    COLUMN_INT(struct device, enrolled_at),
    COLUMN_INT(struct device, revoked_at),
    COLUMN_INT(struct device, enrol_until),
    COLUMN_INT(struct device, sheet_until),
    COLUMN_DATE_AS(struct device, seen, "seen_day"),
    COLUMN_DATE_OPEN_AS(struct device, ends, "ends_day"),
    COLUMN_TEXT(struct device, organisation_name),
    COLUMN_TEXT(struct device, organisation_kind),
    COLUMN_TEXT(struct device, service),
    COLUMN_TEXT(struct device, name),
    COLUMN_BOOL(struct device, organisation_active),
};

static err device_absent(struct work *w)
{
    return refuse(w, ERR_ABSENT, "no_device", "", "There is no such device.");
}

static err device_read(struct work *w, int64_t id, struct device *ret)
{
    static const char SQL_READ[] = DEVICE_SELECT "WHERE d.id = :id";
    struct device d = {0};
    err e = row_read(w, SQL_READ, BINDS(INT(":id", id)), COLUMNS(DEVICE_COLUMNS), &d);

    if (e)
        return e == ERR_ABSENT ? device_absent(w) : e;
    *ret = d;
    return OK;
}

err device_known(struct work *w, int64_t id)
{
    struct device d;

    return device_read(w, id, &d);
}

err device_list(struct work *w, struct device **ret, size_t *ret_count)
{
    static const char SQL_LIST[] = DEVICE_SELECT "ORDER BY o.name, d.name, d.id";

    return rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(DEVICE_COLUMNS), NULL, ret, ret_count);
}

static err revoked(struct work *w, err e)
{
    return refuse(w, e, "device_revoked", "", "This device may no longer check.");
}

static err device_log(struct work *w, int64_t id, const char *what, const char *why)
{
    return audit_append(w,
                        &(struct audit_entry){.what = what, .record = "device", .record_id = id, .why = why});
}

/* What an organisation of that kind may ask about; NULL: nothing. */
static const char *service_of(enum organisation_kind kind)
{
    switch (kind) {
    case ORGANISATION_TRANSPORT:
        return "transport";
    case ORGANISATION_KINDERGARTEN:
        return "kindergarten";
    case ORGANISATION_FEE_DESK:
        return "documents";
    case ORGANISATION_INSTITUTION:
        break;
    }
    return NULL;
}

err device_service_check(struct work *w, int64_t organisation, const char *service)
{
    struct organisation o;
    const char *allowed;
    err e = organisation_read(w, organisation, &o);

    if (e == ERR_ABSENT || (!e && !o.active))
        return refuse(w, ERR_INPUT, "unknown_organisation", "organisation",
                      "There is no such organisation, or it is not active.");
    if (e)
        return e;
    allowed = service_of(o.kind);
    if (!allowed || !service || strcmp(allowed, service) != 0)
        return refuse(w, ERR_INPUT, "wrong_service", "service",
                      "An organisation of that kind has another service.");
    return OK;
}

static const char SQL_CREATE[] =
    "INSERT INTO device (id, organisation_id, service, name, enrol_hash, enrol_until, created_at) "
    "VALUES (:id, :organisation, :service, :name, :hash, :until, :now)";

err device_create(struct work *w, int64_t organisation, const char *service, const char *name,
                  int64_t *ret_id, char ret_enrol[DEVICE_TOKEN_TEXT])
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(secret_wipe) struct secret secret = {0};
    struct faults faults = {0};
    int64_t id;
    err e;

    if ((e = secret_make(&secret)) || (e = tx_begin(&tx, w->db)) ||
        (e = faults_take(w, &faults, field_name_check(w, "name", name, DEVICE_NAME_MAX))) ||
        (e = faults_take(w, &faults, device_service_check(w, organisation, service))) ||
        (e = faults_refuse(w, &faults)) || (e = id_next(w, "device", &id)))
        return e;
    if ((e = db_exec(w->db, SQL_CREATE,
                     BINDS(INT(":id", id), INT(":organisation", organisation), TEXT(":service", service),
                           TEXT(":name", name), BLOB(":hash", secret.hash, DIGEST_SIZE),
                           INT(":until", w->now + DEVICE_ENROL_LIFE), INT(":now", w->now)))) ||
        (e = device_log(w, id, "device.create", service)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    memcpy(ret_enrol, secret.text, SECRET_TEXT);
    return OK;
}

err device_enrol_again(struct work *w, int64_t id, char ret_enrol[DEVICE_TOKEN_TEXT])
{
    static const char SQL_AGAIN[] =
        /* The token that is in use stays good until the new code is used: the bus goes on checking
         * meanwhile. */
        "UPDATE device SET enrol_hash = :hash, enrol_until = :until, short_hash = NULL, sheet_until = NULL "
        "WHERE id = :id";
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(secret_wipe) struct secret secret = {0};
    struct device d;
    err e;

    if ((e = secret_make(&secret)) || (e = tx_begin(&tx, w->db)) || (e = device_read(w, id, &d)))
        return e;
    if (d.revoked_at)
        return revoked(w, ERR_CONFLICT);
    if ((e = device_codes_retire(w, id)) ||
        (e = db_exec(w->db, SQL_AGAIN,
                     BINDS(INT(":id", id), BLOB(":hash", secret.hash, DIGEST_SIZE),
                           INT(":until", w->now + DEVICE_ENROL_LIFE)))) ||
        (e = device_log(w, id, "device.enrol_again", NULL)) || (e = tx_commit(&tx)))
        return e;
    memcpy(ret_enrol, secret.text, SECRET_TEXT);
    return OK;
}

err device_rename(struct work *w, int64_t id, const char *name)
{
    static const char SQL_RENAME[] = "UPDATE device SET name = :name WHERE id = :id";
    CLEANUP(tx_end) struct tx tx = {0};
    struct device d;
    err e;

    if ((e = field_name_check(w, "name", name, DEVICE_NAME_MAX)) || (e = tx_begin(&tx, w->db)) ||
        (e = device_read(w, id, &d)))
        return e;
    if (!strcmp(d.name, name))
        return tx_commit(&tx);
    if ((e = db_exec(w->db, SQL_RENAME, BINDS(INT(":id", id), TEXT(":name", name)))) ||
        (e = device_log(w, id, "device.rename", d.name)))
        return e;
    return tx_commit(&tx);
}

err device_revoke(struct work *w, int64_t id)
{
    /* The token's hash stays, so that the device is told that it was revoked and not that nobody knows it. */
    static const char SQL_REVOKE[] =
        "UPDATE device SET revoked_at = :now, enrol_hash = NULL, enrol_until = NULL, short_hash = NULL, "
        "sheet_until = NULL WHERE id = :id";
    CLEANUP(tx_end) struct tx tx = {0};
    struct device d;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = device_read(w, id, &d)))
        return e;
    if (d.revoked_at)
        return tx_commit(&tx);
    if ((e = device_codes_retire(w, id)) ||
        (e = db_exec(w->db, SQL_REVOKE, BINDS(INT(":id", id), INT(":now", w->now)))) ||
        (e = device_log(w, id, "device.revoke", NULL)))
        return e;
    return tx_commit(&tx);
}
