/* Case files: opened, guarded, written one version at a time. */
#include "domain/file/case_file.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "crypto/digest.h"
#include "domain/law/case_role.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define UNIT_NAME_MAX LIMIT(CaseNew, unit)

static const char SQL_UNIT[] = "SELECT id FROM unit WHERE name_folded = :folded";

err unit_find(struct work *w, const char *name, int64_t *ret_id)
{
    char folded[4 * UNIT_NAME_MAX + 1];
    err e;

    if (!name || text_length(name) > UNIT_NAME_MAX)
        return refuse(w, ERR_INPUT, name ? "unknown_unit" : "required", "unit",
                      "the administrative unit is needed");
    e = db_int(w->db, SQL_UNIT, BINDS(TEXT(":folded", text_fold(name, folded, sizeof folded))), ret_id);
    if (e == ERR_ABSENT)
        return refuse(w, ERR_INPUT, "unknown_unit", "unit", "no administrative unit of this municipality");
    return e;
}

static const char SQL_ACTIVE[] = "SELECT active FROM unit WHERE id = :id";
static const char SQL_OPEN[] =
    "INSERT INTO case_file (id, number, unit_id, created_at) VALUES (:id, :number, :unit, :at)";

err case_open(struct work *w, int64_t unit, int64_t *ret_id)
{
    char sequence[32], number[32];
    int64_t id, n, active;
    err e;

    if ((e = db_int(w->db, SQL_ACTIVE, BINDS(INT(":id", unit)), &active)))
        return e;
    if (!active)
        return refuse(w, ERR_INPUT, "retired_unit", "unit", "this unit takes no new files any more");
    snprintf(sequence, sizeof sequence, "case_file %d", date_year(w->today));
    if ((e = id_next(w, "case_file", &id)) || (e = id_next(w, sequence, &n)))
        return e;
    snprintf(number, sizeof number, "%" PRId64 "/%d", n, date_year(w->today));
    if ((e = db_exec(w->db, SQL_OPEN,
                     BINDS(INT(":id", id), TEXT(":number", number), INT(":unit", unit), INT(":at", w->now)))))
        return e;
    *ret_id = id;
    return OK;
}

err case_register(struct work *w, const char *unit, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "case.open", .record = "case_file", .case_version = 1};
    int64_t unit_id, id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = unit_find(w, unit, &unit_id)) || (e = case_open(w, unit_id, &id)))
        return e;
    entry.record_id = entry.case_id = id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_TOUCH[] = "UPDATE case_file SET version = version + 1 "
                                "WHERE id = :id AND (:seen = 0 OR version = :seen) RETURNING version";
static const char SQL_VERSION[] = "SELECT version FROM case_file WHERE id = :id";

err case_touch(struct work *w, int64_t id, int64_t seen, int64_t *ret_version)
{
    int64_t version;
    err e;

    e = db_int(w->db, SQL_TOUCH, BINDS(INT(":id", id), INT(":seen", seen)), ret_version);
    if (e != ERR_ABSENT)
        return e;
    e = db_int(w->db, SQL_VERSION, BINDS(INT(":id", id)), &version);
    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_case", "", "no such file");
    if (e ||
        ((w->actor.roles & R_COORDINATOR) && (e = audit_changes(w, id, seen, &w->changes, &w->change_count))))
        return e;
    return refuse(w, ERR_CONFLICT, "stale_version", "version",
                  "somebody changed this file meanwhile: you saw version %" PRId64 ", it is now %" PRId64,
                  seen, version);
}

static const char SQL_GUARD[] =
    "SELECT c.sealed, (SELECT count(*) FROM case_access a WHERE a.case_id = c.id AND "
    "a.account_id = :account) + (SELECT count(*) FROM case_opened o WHERE o.case_id = c.id AND "
    "o.session_hash = :session AND o.until > :now) FROM case_file c WHERE c.id = :id";

static err guard_read(struct work *w, int64_t id, bool *ret_open)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_GUARD,
                      BINDS(INT(":account", w->actor.account),
                            BLOB(":session", w->actor.session, DIGEST_SIZE), INT(":now", w->now),
                            INT(":id", id)),
                      &s)) ||
        (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return refuse(w, ERR_ABSENT, "no_such_case", "", "no such file");
    *ret_open = !stmt_int(s, 0) || stmt_int(s, 1) > 0;
    return OK;
}

static const char SQL_ALARM[] =
    "INSERT INTO case_alarm (case_id, account_id, at) SELECT :id, a.id, :now FROM account a "
    "WHERE a.role = 'coordinator' AND a.active = 1 AND a.id <> :account AND "
    "(a.id IN (SELECT x.account_id FROM case_access x WHERE x.case_id = :id) OR NOT EXISTS "
    "(SELECT 1 FROM case_access x JOIN account b ON b.id = x.account_id "
    "WHERE x.case_id = :id AND b.role = 'coordinator' AND b.active = 1)) ON CONFLICT (case_id, account_id, "
    "at) DO NOTHING";

static void glass_note(struct work *w, int64_t id)
{
    for (size_t i = 0; i < w->glass_count; i++)
        if (w->glass[i] == id)
            return;
    if (w->glass_count < GLASS_MAX)
        w->glass[w->glass_count++] = id;
}

/* In the log, and to those who are told. */
static err glass_break(struct work *w, int64_t id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {"case.break_glass", "case_file", id, id, 0, w->why};
    err e;

    if ((e = tx_join(&tx, w->db)) || (e = audit_append(w, &entry)) ||
        (e = db_exec(w->db, SQL_ALARM,
                     BINDS(INT(":id", id), INT(":now", w->now), INT(":account", w->actor.account)))))
        return e;
    glass_note(w, id);
    return tx_commit(&tx);
}

static const char SQL_KEPT[] = "SELECT count(*) FROM audit WHERE case_id = :id AND what = 'case.break_glass' "
                               "AND at = :now AND account_id = :account";

err case_glass_keep(struct work *w)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t kept;
    err e;

    if (!w->glass_count)
        return OK;
    if ((e = tx_begin(&tx, w->db)))
        return e;
    for (size_t i = 0; i < w->glass_count; i++)
        if ((e = db_int(
                 w->db, SQL_KEPT,
                 BINDS(INT(":id", w->glass[i]), INT(":now", w->now), INT(":account", w->actor.account)),
                 &kept)) ||
            (!kept && (e = glass_break(w, w->glass[i]))))
            return e;
    return tx_commit(&tx);
}

err case_may_open(struct work *w, int64_t id)
{
    bool open = false;
    err e;

    if ((e = guard_read(w, id, &open)))
        return e;
    if (open)
        return OK;
    if (text_empty(w->why))
        return refuse(w, ERR_DENIED, "sealed_file", "",
                      "this file is sealed; opening it needs a reason, which is logged");
    return glass_break(w, id);
}

static const char SQL_OPENED[] =
    "INSERT INTO case_opened (case_id, session_hash, until) VALUES (:id, :session, :until) "
    "ON CONFLICT (case_id, session_hash) DO UPDATE SET until = excluded.until";

/* Of one file, where it is shut. */
static err glass_open(struct work *w, int64_t id, int64_t *ret_until)
{
    const int64_t until = w->now + CASE_OPENED;
    bool open;
    err e;

    if ((e = guard_read(w, id, &open)) || open)
        return e;
    if (!w->actor.session)
        return refuse(w, ERR_DENIED, "sealed_file", "", "this file is sealed");
    if ((e = glass_break(w, id)) ||
        (e = db_exec(
             w->db, SQL_OPENED,
             BINDS(INT(":id", id), BLOB(":session", w->actor.session, DIGEST_SIZE), INT(":until", until)))))
        return e;
    *ret_until = until;
    return OK;
}

/* The sealed files that shut what is known of this one's persons; a respondent's own are not asked for here.
 */
static const char SQL_BARS[] =
    "SELECT DISTINCT o.case_id FROM case_person p JOIN case_person o ON o.person_id = p.person_id "
    "JOIN case_file f ON f.id = o.case_id "
    "WHERE p.case_id = :id AND p.role <> 'respondent' AND f.sealed = 1 AND f.id <> :id ORDER BY o.case_id";

err case_glass_open(struct work *w, int64_t id, int64_t *ret_until)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t until = 0, *bars;
    size_t count;
    bool open;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = guard_read(w, id, &open)))
        return e;
    if (text_empty(w->why))
        return refuse(w, ERR_INPUT, "required", "why",
                      "opening a sealed file needs a reason, which is logged");
    if ((e = glass_open(w, id, &until)) || (e = rows_ids(w, SQL_BARS, BINDS(INT(":id", id)), &bars, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = glass_open(w, bars[i], &until)))
            return e;
    if ((e = tx_commit(&tx)))
        return e;
    *ret_until = until;
    return OK;
}

static const char SQL_STANDS[] = "SELECT case_id FROM case_person WHERE person_id = :person AND "
                                 "case_id > :after AND case_id <> :passed ORDER BY case_id LIMIT 1";

err case_person_may_open(struct work *w, int64_t person, int64_t passed)
{
    int64_t id = 0;
    err e;

    while (!(e = db_int(w->db, SQL_STANDS,
                        BINDS(INT(":person", person), INT(":after", id), INT(":passed", passed)), &id)))
        if ((e = case_may_open(w, id)))
            return e;
    return e == ERR_ABSENT ? OK : e;
}

static const char SQL_ROLE[] = "SELECT role FROM case_person WHERE case_id = :case AND person_id = :person";

static err role_read(struct work *w, int64_t id, int64_t person, bool *ret_there, enum case_role *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    err e;

    if ((e = db_query(w->db, SQL_ROLE, BINDS(INT(":case", id), INT(":person", person)), &s)) ||
        (e = stmt_step(s, ret_there)))
        return e;
    if (*ret_there && !case_role_parse(stmt_text(s, 0), ret))
        return ERR_CORRUPT;
    return OK;
}

err case_person_role(struct work *w, int64_t id, int64_t person, const char *field, enum case_role *ret)
{
    bool there;
    err e;

    if ((e = role_read(w, id, person, &there, ret)))
        return e;
    return there ? OK : refuse(w, ERR_INPUT, "not_in_file", field, "this person does not stand in this file");
}

static const char SQL_FIRST[] =
    "SELECT case_id FROM case_person WHERE person_id = :person AND role <> 'respondent' "
    "ORDER BY case_id LIMIT 1";

err case_of_beneficiary(struct work *w, int64_t person, int64_t *ret_id)
{
    int64_t id;
    err e = db_int(w->db, SQL_FIRST, BINDS(INT(":person", person)), &id);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_person", "", "no such person");
    if (e || (e = case_person_may_open(w, person, 0)))
        return e;
    *ret_id = id;
    return OK;
}

static const char SQL_ADD[] = "INSERT INTO case_person (id, case_id, person_id, role, relation_sealed) "
                              "VALUES (:id, :case, :person, :role, :relation)";

err case_person_add(struct work *w, int64_t id, int64_t person, enum case_role role, const char *relation)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    enum case_role now;
    int64_t row_id;
    bool there;
    err e;

    if ((e = role_read(w, id, person, &there, &now)))
        return e;
    if (there && now == role)
        return OK;
    if (there)
        return refuse(w, ERR_CONFLICT, "already_in_file", "role",
                      "this person stands in the file as %s already", case_role_name(now));
    if ((e = id_next(w, "case_person", &row_id)) ||
        (e = sealed_text(w, "case_person", "relation", row_id, relation, &sealed)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", row_id), INT(":case", id), INT(":person", person),
                         TEXT(":role", case_role_name(role)), SEALED(":relation", sealed)));
}

err case_person_register(struct work *w, int64_t id, const struct case_person_new *in, int64_t *ret_person)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "person.register", .record = "person", .case_id = id};
    int64_t person = 0;
    size_t warned;
    err e;

    if (!case_role_name(in->role))
        return refuse(w, ERR_INPUT, "unknown_role", "role", "one of protected, dependant, respondent");
    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, id)) ||
        (e = case_touch(w, id, in->version, &entry.case_version)) || (e = person_check(w, &in->who)) ||
        (e = person_find(w, &in->who, id, &person)) || (person && (e = case_person_may_open(w, person, id))))
        return e;
    warned = w->warning_count;
    if (person == 0 && (e = person_add(w, &in->who, &person)))
        return e;
    w->warning_count = warned; /* what person_add warns of is said already */
    entry.record_id = person;
    if ((e = case_person_add(w, id, person, in->role, in->relation)) || (e = audit_append(w, &entry)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_person = person;
    return OK;
}
