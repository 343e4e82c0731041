/* Organisations: kept by administrators, named by devices, kindergarten accounts and enrolments. None is ever
 * deleted, because counts and enrolments of past years name it; one that is no longer active lets no device
 * check and nobody sign in. */
#include "domain/office/organisation.h"

#include <string.h>

#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const struct {
    enum organisation_kind kind;
    const char *name;
} KINDS[] = {
    {ORGANISATION_TRANSPORT, "transport"},
    {ORGANISATION_KINDERGARTEN, "kindergarten"},
    {ORGANISATION_FEE_DESK, "fee_desk"},
    {ORGANISATION_INSTITUTION, "institution"},
};
#define KIND_COUNT (sizeof(KINDS) / sizeof(KINDS[0]))

const char *organisation_kind_name(enum organisation_kind k)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (KINDS[i].kind == k)
            return KINDS[i].name;
    return NULL;
}

bool organisation_kind_parse(const char *name, enum organisation_kind *ret)
{
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (!strcmp(KINDS[i].name, name)) {
            *ret = KINDS[i].kind;
            return true;
        }
    return false;
}

const char *organisation_stage_name(enum organisation_stage s)
{
    return s == STAGE_CRECHE ? "creche" : s == STAGE_KINDERGARTEN ? "kindergarten" : NULL;
}

bool organisation_stage_parse(const char *name, enum organisation_stage *ret)
{
    for (unsigned s = STAGE_CRECHE; s <= STAGE_KINDERGARTEN; s++)
        if (!strcmp(organisation_stage_name((enum organisation_stage)s), name)) {
            *ret = (enum organisation_stage)s;
            return true;
        }
    return false;
}

#define ORGANISATION_SELECT "SELECT id, kind, stage, name, active FROM organisation "

static const struct column ORGANISATION_COLUMNS[] = {
    COLUMN_INT(struct organisation, id),
    COLUMN_WORD(struct organisation, kind, organisation_kind_parse),
    COLUMN_WORD_OR_NULL(struct organisation, stage, organisation_stage_parse),
    COLUMN_TEXT(struct organisation, name),
    COLUMN_BOOL(struct organisation, active),
};

err organisation_list(struct work *w, struct organisation **ret, size_t *ret_count)
{
    static const char SQL_LIST[] = ORGANISATION_SELECT "ORDER BY name";

    return rows_read(w, SQL_LIST, NO_BINDS, COLUMNS(ORGANISATION_COLUMNS), NULL, ret, ret_count);
}

err organisation_read(struct work *w, int64_t id, struct organisation *ret)
{
    static const char SQL_READ[] = ORGANISATION_SELECT "WHERE id = :id";
    err e = row_read(w, SQL_READ, BINDS(INT(":id", id)), COLUMNS(ORGANISATION_COLUMNS), ret);

    if (e != ERR_ABSENT)
        return e;
    return refuse(w, e, "no_organisation", "", "There is no such organisation.");
}

static const char SQL_TAKEN[] = "SELECT count(*) FROM organisation WHERE name = :name";

static err name_taken(struct work *w)
{
    return refuse(w, ERR_CONFLICT, "name_taken", "name", "There is an organisation of that name.");
}

static err name_rule(struct work *w, const char *name)
{
    int64_t taken;
    err e;

    if ((e = field_name_check(w, "name", name, ORGANISATION_NAME_MAX)) ||
        (e = db_int(w->db, SQL_TAKEN, BINDS(TEXT(":name", name)), &taken)))
        return e;
    return taken ? name_taken(w) : OK;
}

/* The database keeps names apart; what it reports is put into words here. */
static err name_result(struct work *w, err e)
{
    return e == ERR_CONFLICT ? name_taken(w) : e;
}

static err organisation_log(struct work *w, int64_t id, const char *what, const char *why)
{
    return audit_append(
        w, &(struct audit_entry){.what = what, .record = "organisation", .record_id = id, .why = why});
}

err organisation_create(struct work *w, enum organisation_kind kind, const char *name, int64_t *ret_id)
{
    static const char SQL_CREATE[] = "INSERT INTO organisation (id, kind, name) VALUES (:id, :kind, :name)";
    CLEANUP(tx_end) struct tx tx = {0};
    const char *kind_name = organisation_kind_name(kind);
    struct faults faults = {0};
    int64_t id;
    err e;

    if ((e = faults_when(w, &faults, !kind_name, "unknown_kind", "kind",
                         "There is no such kind of organisation.")) ||
        (e = faults_take(w, &faults, name_rule(w, name))) || (e = faults_refuse(w, &faults)) ||
        (e = tx_begin(&tx, w->db)) || (e = id_next(w, "organisation", &id)))
        return e;
    e = db_exec(w->db, SQL_CREATE, BINDS(INT(":id", id), TEXT(":kind", kind_name), TEXT(":name", name)));
    if ((e = name_result(w, e)) || (e = organisation_log(w, id, "organisation.create", kind_name)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

err organisation_rename(struct work *w, int64_t id, const char *name)
{
    static const char SQL_RENAME[] = "UPDATE organisation SET name = :name WHERE id = :id";
    CLEANUP(tx_end) struct tx tx = {0};
    struct organisation o;
    err e;

    if ((e = field_name_check(w, "name", name, ORGANISATION_NAME_MAX)) || (e = tx_begin(&tx, w->db)) ||
        (e = organisation_read(w, id, &o)))
        return e;
    /* The same name again is no change, and no entry in the log. */
    if (!strcmp(o.name, name))
        return tx_commit(&tx);
    e = db_exec(w->db, SQL_RENAME, BINDS(INT(":id", id), TEXT(":name", name)));
    if ((e = name_result(w, e)) || (e = organisation_log(w, id, "organisation.rename", o.name)))
        return e;
    return tx_commit(&tx);
}

err organisation_set_stage(struct work *w, int64_t id, enum organisation_stage stage)
{
    static const char SQL_STAGE[] = "UPDATE organisation SET stage = :stage WHERE id = :id";
    CLEANUP(tx_end) struct tx tx = {0};
    struct organisation o;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = organisation_read(w, id, &o)))
        return e;
    if (o.kind != ORGANISATION_KINDERGARTEN)
        return refuse(w, ERR_INPUT, "no_kindergarten", "stage",
                      "Only crèches and kindergartens have a stage.");
    if (o.stage == stage)
        return tx_commit(&tx);
    if ((e = db_exec(w->db, SQL_STAGE,
                     BINDS(INT(":id", id), TEXT(":stage", organisation_stage_name(stage))))) ||
        (e = organisation_log(w, id, "organisation.stage", organisation_stage_name(stage))))
        return e;
    return tx_commit(&tx);
}

err organisation_set_active(struct work *w, int64_t id, bool active)
{
    static const char SQL_ACTIVE[] = "UPDATE organisation SET active = :active WHERE id = :id";
    CLEANUP(tx_end) struct tx tx = {0};
    struct organisation o;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = organisation_read(w, id, &o)))
        return e;
    if (o.active == active)
        return tx_commit(&tx);
    if ((e = db_exec(w->db, SQL_ACTIVE, BINDS(INT(":id", id), INT(":active", active)))) ||
        (e = organisation_log(w, id, active ? "organisation.activate" : "organisation.deactivate", NULL)))
        return e;
    return tx_commit(&tx);
}
