/* Erasing, refused: files that are empty and old, and one thing after the other that keeps them. */
#include "support/refusals.h"

#define ERASURES          "/api/v1/erasures"
#define ASK(what, record) COORDINATOR, "POST", ERASURES, "{'what':'" what "','record':" record "}"

static const struct refusal KEPT[] = {
    {COORDINATOR, "POST", ERASURES, "{'what':'order','record':1}", 422, "unknown_value"},
    {ASK("file", "99"), 404, "no_such_case"},
    {ASK("person", "99"), 404, "no_such_person"},
    {ASK("file", "$case"), 409, "in_force"},
    {ASK("person", "$mother"), 409, "in_force"},
    {ASK("file", "$sealed"), 403, "sealed_file"},
    {ASK("file", "700"), 409, "kept_until"},
    {ASK("file", "701"), 409, "money_open"},
    {ASK("file", "702"), 409, "task_open"},
    {ASK("file", "704"), 409, "merged"},
    {ASK("file", "703"), 201, ""},
    {ASK("file", "703"), 409, "asked_already"},
    {COORDINATOR, "POST", ERASURES "/99/approve", NULL, 404, "no_such_erasure"},
    {COORDINATOR, "POST", ERASURES "/99/withdraw", NULL, 404, "no_such_erasure"},
    {COORDINATOR, "POST", ERASURES "/1/approve", NULL, 403, "same_account"},
    {DIRECTOR, "POST", ERASURES "/806/approve", NULL, 403, "same_holder"},
    {DIRECTOR, "POST", ERASURES "/1/approve", NULL, 200, ""},
    {ASK("file", "703"), 409, "erased"},
    /* asked by somebody while it could be */
    {DIRECTOR, "POST", ERASURES "/801/approve", NULL, 409, "in_force"},
    {DIRECTOR, "POST", ERASURES "/802/approve", NULL, 409, "kept_until"},
    {DIRECTOR, "POST", ERASURES "/803/approve", NULL, 409, "money_open"},
    {SECOND, "POST", ERASURES "/804/approve", NULL, 409, "task_open"},
    {DIRECTOR, "POST", ERASURES "/805/approve", NULL, 403, "sealed_file"},
    {DIRECTOR, "POST", ERASURES "/805/withdraw", NULL, 403, "sealed_file"},
};

/* Who asked for 706 has another account, as a director. */
static const char SQL_TWICE[] =
    "INSERT INTO account (id, name, full_name, role, password_hash, created_at) SELECT 790, 'twice', "
    "full_name, "
    "'coordinator', '!', 1 FROM account WHERE role = 'director';"
    "INSERT INTO case_file (id, number, unit_id, created_at) VALUES (706, '706/2010', 1, 1);"
    "INSERT INTO erasure (id, what, record_id, asked_by, asked_at) VALUES (806, 'file', 706, 790, 1)";

/* 700 is new; 701 has a person who waits for a decision; 702 somebody broke open; 703 has nothing, 704
 * went into another. */
static const char SQL_FILES[] =
    "INSERT INTO case_file (id, number, unit_id, created_at) VALUES (700, '700/2026', 1, 1773133200), "
    "(701, '701/2010', 1, 1), (702, '702/2010', 1, 1), (703, '703/2010', 1, 1), (704, '704/2010', 1, 1);"
    "UPDATE case_file SET merged_into = 700 WHERE id = 704;"
    "INSERT INTO person (id, first_name_sealed, surname_sealed, name_blind, created_at) VALUES (710, x'00', "
    "x'00', "
    "x'00', 1);"
    "INSERT INTO case_person (id, case_id, person_id, role) VALUES (7100, 701, 710, 'protected');"
    "INSERT INTO application (id, person_id, filed_on, recorded_at) VALUES (7101, 710, '2010-01-02', 1);"
    "INSERT INTO case_alarm (case_id, account_id, at) SELECT 702, id, 1773133100 FROM account WHERE name IN "
    "('test', "
    "'second');";
static const char SQL_ASKED[] =
    "INSERT INTO erasure (id, what, record_id, asked_by, asked_at) VALUES (801, 'file', $case, 1, 1), (802, "
    "'file', 700, "
    "1, 1), (803, 'file', 701, 1, 1), (804, 'file', 702, 1, 1), (805, 'file', $sealed, 1, 1)";

void erasures_refused(struct scene *s)
{
    struct db *db = s->d->r->db;

    must(db_script(db, SQL_FILES));
    must(db_script(db, scene_filled(s, SQL_ASKED)));
    must(db_script(db, SQL_TWICE));
    scene_refuses(s, KEPT, sizeof KEPT / sizeof KEPT[0]);
}
