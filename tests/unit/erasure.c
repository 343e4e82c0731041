/* Erasing: who may ask and approve, what must be over before, and what is left afterwards. */
#include "domain/upkeep/erasure.h"

#include <stdio.h>

#include "base/json_writer.h"
#include "domain/card/card.h"
#include "domain/casework/call.h"
#include "domain/casework/case_merge.h"
#include "domain/casework/contact_point.h"
#include "domain/export/export_orders.h"
#include "domain/export/export_person.h"
#include "domain/file/case_contact.h"
#include "domain/file/case_file.h"
#include "domain/file/case_note.h"
#include "domain/file/case_read.h"
#include "domain/file/case_search.h"
#include "domain/file/explanation.h"
#include "domain/file/person.h"
#include "domain/office/account_holder.h"
#include "domain/order/order_change.h"
#include "domain/order/order_check.h"
#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "domain/outpost/outpost.h"
#include "domain/upkeep/midnight.h"
#include "domain/work/key_listing.h"
#include "domain/work/sealed.h"
#include "support/holder.h"
#include "support/paper.h"

#define LATER (date_make(2031, 12, 1)) /* the order of the holder has ended, and was kept long enough */

/* The other account: a director. */
static void as_director(struct test_register *r)
{
    r->work.actor.account = 900;
    r->work.actor.roles = R_DIRECTOR;
}

static void as_coordinator(struct test_register *r)
{
    r->work.actor.account = 1;
    r->work.actor.roles = R_COORDINATOR;
}

static void over_lay(struct test_register *r, struct holder *h)
{
    holder_make(r, date_make(2026, 3, 1), date_make(2026, 9, 30), h);
    must(db_exec(r->db,
                 "INSERT INTO account (id, name, full_name, role, password_hash, created_at) VALUES "
                 "(900, 'd.leka', 'D. Leka', 'director', '!', 1)",
                 NO_BINDS));
    as_coordinator(r);
    register_on(r, LATER);
}

static void an_order_in_force_is_kept(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    over_lay(r, &h);
    register_on(r, date_make(2026, 4, 1));
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, h.case_id, &id), ERR_CONFLICT, "in_force");
    must_refuse(r, erasure_ask(&r->work, ERASE_PERSON, h.child, &id), ERR_CONFLICT, "in_force");
}

static void a_file_is_kept_for_its_time(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    over_lay(r, &h);
    register_on(r, date_make(2031, 9, 30));
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, h.case_id, &id), ERR_CONFLICT, "kept_until");
    must(db_exec(r->db, "DELETE FROM legal_rule WHERE name = 'retention_months'", NO_BINDS));
    register_on(r, LATER);
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, h.case_id, &id), ERR_CONFLICT, "kept_until");
}

static void money_that_is_open_keeps(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    over_lay(r, &h);
    must(db_exec(
        r->db,
        "INSERT INTO application (id, person_id, filed_on, recorded_at) VALUES (70, :p, '2026-03-02', 1)",
        BINDS(INT(":p", h.person))));
    must_refuse(r, erasure_ask(&r->work, ERASE_PERSON, h.person, &id), ERR_CONFLICT, "money_open");
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, h.case_id, &id), ERR_CONFLICT, "money_open");
}

static void name_set(struct test_register *r, const char *full_name)
{
    must(db_exec(r->db, "UPDATE account SET full_name = :name WHERE id = 900",
                 BINDS(TEXT(":name", full_name))));
}

/* One who is coordinator and director, with an account for each, is one all the same. */
static void two_accounts_of_one_name_are_one(void **state)
{
    static const char *const SAME[] = {"Dhurata Ëmbla", "dhurata embla", "EMBLA, Dhurata",
                                       " Dhurata  Ëmbla "};
    static const char *const OTHERS[] = {"Dhurata", "Dhurata A. Ëmbla", "Dhurata Dhurata", "Embla Embla",
                                         "Durim Ëmbla"};
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    over_lay(r, &h);
    must(db_exec(r->db, "UPDATE account SET full_name = 'Dhurata Ëmbla' WHERE id = 1", NO_BINDS));
    must(erasure_ask(&r->work, ERASE_FILE, h.case_id, &id));
    as_director(r);
    for (size_t i = 0; i < sizeof SAME / sizeof SAME[0]; i++) {
        name_set(r, SAME[i]);
        must_refuse(r, erasure_approve(&r->work, id), ERR_DENIED, "same_holder");
    }
    for (size_t i = 0; i < sizeof OTHERS / sizeof OTHERS[0]; i++) {
        bool same = true;

        name_set(r, OTHERS[i]);
        must(account_same_holder(&r->work, 1, 900, &same));
        assert_false(same);
    }
    must(erasure_approve(&r->work, id));
}

static void two_accounts_are_needed(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id, again;

    over_lay(r, &h);
    r->work.actor.account = 0;
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, h.case_id, &id), ERR_DENIED, "not_yours");
    as_coordinator(r);
    r->work.actor.roles = R_AID_OFFICER;
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, h.case_id, &id), ERR_DENIED, "not_yours");
    as_coordinator(r);
    must(erasure_ask(&r->work, ERASE_FILE, h.case_id, &id));
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, h.case_id, &again), ERR_CONFLICT, "asked_already");
    must_refuse(r, erasure_approve(&r->work, id), ERR_DENIED, "same_account");
    must_fail(db_exec(r->db, "UPDATE erasure SET approved_by = asked_by, ended_at = 1", NO_BINDS), ERR_INPUT);
    must_fail(
        db_exec(r->db,
                "INSERT INTO erased (what, record_id, erasure_id) SELECT 'file', record_id, id FROM erasure",
                NO_BINDS),
        ERR_INPUT);
    as_director(r);
    must(erasure_approve(&r->work, id));
    must_refuse(r, erasure_approve(&r->work, id), ERR_ABSENT, "no_such_erasure");
    must_refuse(r, erasure_ask(&r->work, ERASE_FILE, h.case_id, &id), ERR_CONFLICT, "erased");
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM audit WHERE what IN ('erasure.ask', 'erasure.approve', "
                        "'file.erase', 'person.erase')"),
        5);
}

static void what_is_withdrawn_may_be_asked_again(void **state)
{
    struct test_register *r = *state;
    struct erasure *list;
    struct holder h;
    size_t count;
    int64_t id;

    over_lay(r, &h);
    must(erasure_ask(&r->work, ERASE_PERSON, h.child, &id));
    must(erasure_withdraw(&r->work, id));
    as_director(r);
    must_refuse(r, erasure_approve(&r->work, id), ERR_ABSENT, "no_such_erasure");
    must(erasure_ask(&r->work, ERASE_PERSON, h.child, &id));
    must(erasure_list(&r->work, &list, &count));
    assert_int_equal(count, 2);
    assert_string_equal(list[0].asked_by, "d.leka");
    assert_int_equal(list[0].ended_at, 0);
    assert_null(list[1].approved_by);
    assert_true(list[1].ended_at != 0);
}

/* A file takes with it those who stand in no other. */
static void look_ups_are_gone_with_the_file(void **state)
{
    struct test_register *r = *state;
    struct paper paper;
    struct holder h;
    int64_t id;

    over_lay(r, &h);
    must(erasure_ask(&r->work, ERASE_FILE, h.case_id, &id));
    as_director(r);
    must(erasure_approve(&r->work, id));
    assert_int_equal(register_int(r, "SELECT count(*) FROM erased"), 3);
    assert_int_equal(
        register_int(r, "SELECT count(*) FROM person WHERE nid_sealed IS NOT NULL OR nid_blind IS NOT NULL "
                        "OR birth_date_sealed IS NOT NULL OR sex IS NOT NULL"),
        0);
    assert_int_equal(register_int(r, "SELECT count(*) FROM card_service"), 0);
    paper_make(&paper); /* the same order is not known again */
    as_coordinator(r);
    must(order_check(&r->work, &paper.order));
}

static void nobody_in_another_file_goes(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    int64_t id;

    over_lay(r, &h);
    must(db_exec(r->db,
                 "INSERT INTO case_file (id, number, unit_id, created_at) VALUES (50, '9/2031', 1, :now)",
                 BINDS(INT(":now", r->work.now))));
    must(db_exec(r->db,
                 "INSERT INTO case_person (id, case_id, person_id, role) VALUES (500, 50, :p, 'respondent')",
                 BINDS(INT(":p", h.person))));
    must(erasure_ask(&r->work, ERASE_FILE, h.case_id, &id));
    as_director(r);
    must(erasure_approve(&r->work, id));
    assert_int_equal(register_int(r, "SELECT count(*) FROM erased WHERE what = 'person'"), 1);
    must_refuse(r, erasure_ask(&r->work, ERASE_PERSON, h.person, &id), ERR_CONFLICT, "kept_until");
}

/* ---- what is left */

/* Asked by one, approved by the other, done as the clockwork does it. */
static void erased(struct test_register *r, enum erasure_what what, int64_t record)
{
    int64_t id;

    as_coordinator(r);
    must(erasure_ask(&r->work, what, record, &id));
    as_director(r);
    must(erasure_approve(&r->work, id));
    must(erasure_finish(&r->work));
    as_coordinator(r);
}

/* What came along from a file that was merged is sealed with that one's key: it goes, too. */
static void what_was_merged_goes_with_the_file(void **state)
{
    struct test_register *r = *state;
    struct case_note *notes;
    int64_t note, younger;
    struct case_file f;
    struct holder h;
    size_t count;

    over_lay(r, &h);
    must(case_register(&r->work, "Cepo", &younger));
    must(case_note_add(&r->work, younger, "foli me motrën", &note));
    must(case_read(&r->work, h.case_id, &f));
    must(case_merge(&r->work, younger, file_version(r, younger), f.number, &note));
    register_on(r, date_add_months(LATER, 121));
    erased(r, ERASE_FILE, h.case_id);
    assert_int_equal(register_int(r, "SELECT count(*) FROM erased WHERE what = 'file' AND key_gone = 1"), 2);
    must(case_note_list(&r->work, h.case_id, &notes, &count));
    assert_int_equal(count, 1);
    assert_string_equal(notes[0].text, SEALED_GONE);
}

/* The database of before under the keys of today, and under those of then. */
static void a_copy_made_before_cannot_be_read(void **state)
{
    struct test_register *r = *state;
    char database[128], keys[128];
    struct vault *before = NULL;
    struct work w = r->work;
    struct order_line order;
    struct person who;
    struct holder h;

    over_lay(r, &h);
    snprintf(database, sizeof database, "%s/before.db", r->dir);
    snprintf(keys, sizeof keys, "%s/keys-before.db", r->dir);
    must(db_copy(r->db, database));
    must(vault_copy(r->vault, keys));
    erased(r, ERASE_FILE, h.case_id);
    must(db_open(database, DB_WRITE, 1024, &w.db));
    must(person_read(&w, h.person, &who));
    assert_string_equal(who.first_name, SEALED_GONE);
    assert_string_equal(who.surname, SEALED_GONE);
    assert_int_equal(who.birth_date, DATE_NONE);
    must(order_load(&w, h.order, &order));
    assert_string_equal(order.number, SEALED_GONE);
    assert_string_equal(order.issuer, SEALED_GONE);
    must(vault_open(keys, DB_WRITE, r->keys, NULL,
                    &before)); /* why copies of the keys are kept for less time */
    w.vault = before;
    must(person_read(&w, h.person, &who));
    assert_string_equal(who.first_name, "Elira");
    vault_close(&before);
    db_close(&w.db);
}

/* Between the approval and the key there is up to a minute, in which what is sealed would open until it is
 * lost: an order that is entered then would end a woman's protection with its key. */
static void nothing_is_entered_in_what_is_erased(void **state)
{
    const struct safe_contact contact = {0};
    struct test_register *r = *state;
    struct holder h;
    struct paper p;
    int64_t id, file;

    over_lay(r, &h);
    must(erasure_ask(&r->work, ERASE_FILE, h.case_id, &id));
    as_director(r);
    must(erasure_approve(&r->work, id));
    as_coordinator(r);
    paper_next(r, h.case_id, ORDER_UM, "31/2031", date_make(2031, 11, 30), date_make(2032, 5, 30), &p);
    must_refuse(r, order_register(&r->work, &p.order, &id, &file), ERR_CONFLICT, "erased");
    p.order.unversioned = true;
    must_refuse(r, order_register(&r->work, &p.order, &id, &file), ERR_CONFLICT, "erased");
    must_refuse(r, case_note_add(&r->work, h.case_id, "called", &id), ERR_CONFLICT, "erased");
    must_refuse(r, case_contact_write(&r->work, h.case_id, file_version(r, h.case_id), h.person, &contact),
                ERR_CONFLICT, "erased");
}

/* A copy of the register from before was put back, beside the present keys, as the README says. */
static void an_older_register_enters_nothing_either(void **state)
{
    struct test_register *r = *state;
    char database[128];
    struct work w;
    struct holder h;
    int64_t id;

    over_lay(r, &h);
    snprintf(database, sizeof database, "%s/before.db", r->dir);
    must(db_copy(r->db, database));
    erased(r, ERASE_FILE, h.case_id);
    w = r->work;
    must(db_open(database, DB_WRITE, 1024, &w.db));
    assert_int_equal(case_note_add(&w, h.case_id, "called", &id), ERR_CONFLICT);
    assert_string_equal(w.problem.code, "erased");
    db_close(&w.db);
}

/* The file is left, because somebody else in it is. */
static void no_order_names_an_erased_person(void **state)
{
    struct test_register *r = *state;
    struct holder h;
    struct paper p;
    int64_t id, file;

    over_lay(r, &h);
    must(erasure_ask(&r->work, ERASE_PERSON, h.person, &id));
    as_director(r);
    must(erasure_approve(&r->work, id));
    as_coordinator(r);
    paper_next(r, h.case_id, ORDER_UM, "31/2031", date_make(2031, 11, 30), date_make(2032, 5, 30), &p);
    p.persons[0] = (struct order_person){.person = h.person, .role = ROLE_PROTECTED};
    must_refuse(r, order_register(&r->work, &p.order, &id, &file), ERR_CONFLICT, "erased");
}

/* What he was said to be to her, and is: both words are hers, in an act that is never touched. */
static void a_corrected_relation_goes_with_her(void **state)
{
    struct test_register *r = *state;
    struct order_changes changes;
    struct order_relation of;
    struct tx tx = {0};
    struct holder h;
    int64_t act;

    over_lay(r, &h);
    of = (struct order_relation){.person = h.person, .respondent = holder_respondent(r, &h)};
    act = register_int(r, "SELECT min(id) FROM order_act");
    must(tx_begin(&tx, r->db));
    must(order_change_relation_add(&r->work, h.order, act, &of, "vëlla", "bashkëshort"));
    must(tx_commit(&tx));
    must(order_changes_read(&r->work, h.order, &changes));
    assert_string_equal(changes.at[0].was, "vëlla");
    erased(r, ERASE_PERSON, h.person);
    must(order_changes_read(&r->work, h.order, &changes));
    assert_string_equal(changes.at[0].was, SEALED_GONE);
    assert_string_equal(changes.at[0].is, SEALED_GONE);
}

/* Somebody puts keys.db back from before; no key was made since, so that it is not told by its age. */
static void an_older_key_store_brings_nothing_back(void **state)
{
    struct test_register *r = *state;
    struct vault *now = r->work.vault, *before = NULL;
    struct person who;
    struct holder h;
    char keys[128];

    over_lay(r, &h);
    snprintf(keys, sizeof keys, "%s/keys-before.db", r->dir);
    must(vault_copy(r->vault, keys));
    erased(r, ERASE_FILE, h.case_id);
    must(vault_open(keys, DB_WRITE, r->keys, NULL, &before));
    r->work.vault = before;
    must(key_store_require(&r->work));
    must(person_read(&r->work, h.person, &who));
    assert_string_not_equal(who.surname, SEALED_GONE);
    must(erasure_finish(&r->work));
    must(person_read(&r->work, h.person, &who));
    assert_string_equal(who.surname, SEALED_GONE);
    assert_int_equal(register_int(r, "SELECT count(*) FROM erased WHERE key_gone = 0"), 0);
    must(erasure_finish(&r->work));
    r->work.vault = now;
    vault_close(&before);
}

/* Nobody was entered since, but a call without a file, or a contact point: theirs are keys too. */
static void one_that_knows_a_call_less_is_refused(void **state)
{
    static const struct call_new CALLED = {
        .said = {.channel = "telephone", .caller = "neighbour", .danger = "yes", .outcome = "police"},
        .on = DATE_NONE};
    static const struct contact_new SCHOOL = {
        .name = "Shkolla e parë", .kind = "education", .level = "local"};
    struct test_register *r = *state;
    struct vault *now = r->work.vault;
    char keys[128];
    int64_t id;

    for (int i = 0; i < 2; i++) {
        struct vault *before = NULL;

        snprintf(keys, sizeof keys, "%s/keys-%d.db", r->dir, i);
        must(vault_copy(now, keys));
        for (int spare = 0; spare < 64; spare++) /* those that lay ready, the copy has too */
            must(owner_key_new(&r->work, &id));
        must(i ? contact_point_add(&r->work, &SCHOOL, &id) : call_record(&r->work, &CALLED, &id));
        must(vault_open(keys, DB_WRITE, r->keys, NULL, &before));
        r->work.vault = before;
        must_refuse(r, key_store_require(&r->work), ERR_CORRUPT, "old_key_store");
        r->work.vault = now;
        must(key_store_require(&r->work));
        vault_close(&before);
    }
}

/* Written before there was a file, with a key of its own. */
static void a_call_goes_with_its_file(void **state)
{
    static const struct call_new CALLED = {.said = {.channel = "telephone",
                                                    .caller = "neighbour",
                                                    .danger = "yes",
                                                    .outcome = "police",
                                                    .about = "zhurmë te fqinji"},
                                           .on = DATE_NONE};
    const struct record_filter all = {.from = DATE_NONE, .until = DATE_NONE};
    struct test_register *r = *state;
    struct call *calls;
    int64_t id, loose, case_id;
    struct holder h;
    size_t count;

    over_lay(r, &h);
    must(call_record(&r->work, &CALLED, &loose));
    must(call_record(&r->work, &CALLED, &id));
    must(call_file(&r->work, id, &(struct call_file){.case_id = h.case_id}, &case_id));
    erased(r, ERASE_FILE, h.case_id);
    must(call_list(&r->work, &all, &calls, &count));
    assert_int_equal(count, 2);
    assert_null(calls[0].said.about);
    assert_string_equal(calls[1].said.about, "zhurmë te fqinji");
    assert_int_equal(loose, calls[1].record.id);
}

static void lists_and_screens_go_on(void **state)
{
    struct test_register *r = *state;
    CLEANUP(buf_free) struct buf table = {0};
    CLEANUP(buf_free) struct buf text = {0};
    struct orders_export counts;
    struct act_line *acts;
    struct explanation *why;
    struct case_line *lines;
    struct order_line order;
    struct case_file file;
    struct json_writer j;
    struct card *cards;
    struct card card;
    struct holder h;
    size_t count;

    over_lay(r, &h);
    register_on(r, date_make(2026, 3, 10));
    holder_card(r, &h, SERVICE_TRANSPORT, &card);
    register_on(r, LATER);
    erased(r, ERASE_FILE, h.case_id);
    must(case_read(&r->work, h.case_id, &file));
    assert_int_equal(file.person_count, 2);
    assert_string_equal(file.persons[0].who.first_name, SEALED_GONE);
    must(case_search(&r->work, &(struct case_filter){.limit = 10}, &lines, &count));
    assert_int_equal(count, 1);
    assert_string_equal(lines[0].names, SEALED_GONE " " SEALED_GONE);
    must(case_search(&r->work, &(struct case_filter){.limit = 10, .q = "kola"}, &lines, &count));
    assert_int_equal(count, 0);
    must(order_read(&r->work, h.order, &order, &acts, &count));
    assert_string_equal(acts[0].decision, SEALED_GONE);
    must(explanation_list(&r->work, h.case_id, r->work.today, &why, &count));
    must(card_list(&r->work, h.person, &cards, &count));
    assert_string_equal(cards[0].number, SEALED_GONE);
    must_fail(card_find(&r->work, card.number, false, &card), ERR_ABSENT);
    must(orders_export(&r->work, DATE_NONE, DATE_NONE, &table, &counts));
    assert_int_equal(counts.written, 0);
    r->work.why = "her own request";
    json_start_lines(&j, &text);
    json_put_object(&j, NULL);
    must(person_export(&r->work, h.person, &j));
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM card_service"), 0);
    must(outpost_tell_all(r->outpost, r->db));
}

/* The moment between the commit of the register and the key: the next start ends it. */
static void a_key_that_was_left_is_destroyed_later(void **state)
{
    struct test_register *r = *state;
    struct vault_status before, after;
    struct holder h;
    int64_t id;

    over_lay(r, &h);
    must(erasure_ask(&r->work, ERASE_PERSON, h.child, &id));
    must(vault_status(r->vault, &before));
    as_director(r);
    must(erasure_approve(&r->work, id));
    assert_int_equal(register_int(r, "SELECT count(*) FROM erased WHERE key_gone = 0"), 1);
    must(midnight_run(&r->work));
    assert_int_equal(register_int(r, "SELECT count(*) FROM erased WHERE key_gone = 0"), 0);
    must(vault_status(r->vault, &after));
    assert_int_equal(after.destroyed, before.destroyed + 1);
    must(erasure_finish(&r->work));
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, register_setup, register_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(an_order_in_force_is_kept),
        CASE(a_file_is_kept_for_its_time),
        CASE(money_that_is_open_keeps),
        CASE(two_accounts_of_one_name_are_one),
        CASE(two_accounts_are_needed),
        CASE(what_is_withdrawn_may_be_asked_again),
        CASE(look_ups_are_gone_with_the_file),
        CASE(nobody_in_another_file_goes),
        CASE(what_was_merged_goes_with_the_file),
        CASE(a_copy_made_before_cannot_be_read),
        CASE(nothing_is_entered_in_what_is_erased),
        CASE(an_older_register_enters_nothing_either),
        CASE(no_order_names_an_erased_person),
        CASE(an_older_key_store_brings_nothing_back),
        CASE(a_corrected_relation_goes_with_her),
        CASE(one_that_knows_a_call_less_is_refused),
        CASE(a_call_goes_with_its_file),
        CASE(lists_and_screens_go_on),
        CASE(a_key_that_was_left_is_destroyed_later),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
