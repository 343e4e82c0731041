/* Printed sheets: a device is made for each, and its time begins when the sheet is handed over. */
#include "domain/office/device_sheet.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/office/device_code.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "store/db.h"

static err sheet_log(struct work *w, int64_t id, const char *what)
{
    return audit_append(w, &(struct audit_entry){.what = what, .record = "device", .record_id = id});
}

static const char SQL_SHEET[] = "UPDATE device SET enrol_until = NULL, short_hash = :short, sheet_until = "
                                ":until WHERE id = :id";

static err sheet_make(struct work *w, int64_t organisation, const char *service, const char *name,
                      struct device_sheet *ret)
{
    CLEANUP(short_code_wipe) struct short_code code = {0};
    err e;

    if ((e = short_code_make(&code)) ||
        (e = device_create(w, organisation, service, name, &ret->id, ret->enrol)) ||
        (e = db_exec(w->db, SQL_SHEET,
                     BINDS(INT(":id", ret->id), BLOB(":short", code.hash, DIGEST_SIZE),
                           INT(":until", w->now + DEVICE_SHEET_LIFE)))))
        return e;
    ret->name = name;
    memcpy(ret->code, code.text, SHORT_CODE_TEXT);
    return sheet_log(w, ret->id, "device.sheet");
}

static err names_check(struct work *w, struct faults *f, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const char *field = arena_format(w->arena, "names[%zu]", i);
        err e = field ? field_name_check(w, field, names[i], DEVICE_NAME_MAX) : ERR_SYSTEM;

        if ((e = faults_take(w, f, e)))
            return e;
    }
    return OK;
}

err device_sheets_make(struct work *w, int64_t organisation, const char *service, const char *const *names,
                       size_t count, struct device_sheet *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct faults faults = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) ||
        (e = faults_take(w, &faults, device_service_check(w, organisation, service))) ||
        (e = faults_when(w, &faults, !count || count > DEVICE_SHEETS_MOST, "required", "names",
                         "A name for each sheet is needed.")) ||
        (e = names_check(w, &faults, names, count)) || (e = faults_refuse(w, &faults)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = sheet_make(w, organisation, service, names[i], &ret[i])))
            return e;
    return tx_commit(&tx);
}

/* The short code ends with it: from now on the sheet alone is good, and not for long. */
static const char SQL_HAND_OVER[] =
    "UPDATE device SET enrol_until = :until, short_hash = NULL, sheet_until = "
    "NULL WHERE id = :id";
static const char SQL_WAITS[] = "SELECT count(*) FROM device WHERE id = :id AND revoked_at IS NULL AND "
                                "enrol_hash IS NOT NULL AND enrol_until IS NULL AND sheet_until > :now";

err device_hand_over(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t waits;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = device_known(w, id)) ||
        (e = db_int(w->db, SQL_WAITS, BINDS(INT(":id", id), INT(":now", w->now)), &waits)))
        return e;
    if (!waits)
        return refuse(w, ERR_CONFLICT, "no_sheet", "", "No sheet of this device waits to be handed over.");
    if ((e = device_codes_retire(w, id)) ||
        (e = db_exec(w->db, SQL_HAND_OVER,
                     BINDS(INT(":id", id), INT(":until", w->now + DEVICE_ENROL_LIFE)))) ||
        (e = sheet_log(w, id, "device.hand_over")))
        return e;
    return tx_commit(&tx);
}
