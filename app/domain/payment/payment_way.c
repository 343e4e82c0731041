/* The way of paying, sealed with her key: an account tells who she is, a post office where. */
#include "domain/payment/payment_way.h"

#include <string.h>

#include "base/text.h"
#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/law/iban.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/question.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

static const char *const WAYS[] = {[WAY_CASH] = "cash", [WAY_POST] = "post", [WAY_BANK] = "bank"};

const char *payment_way_name(enum payment_way w)
{
    return (unsigned)w <= WAY_BANK ? WAYS[w] : NULL;
}

bool payment_way_parse(const char *name, enum payment_way *ret)
{
    for (unsigned w = WAY_CASH; w <= WAY_BANK; w++)
        if (!strcmp(name, WAYS[w])) {
            *ret = (enum payment_way)w;
            return true;
        }
    return false;
}

err payment_ways_paid(struct work *w, struct ways_paid *ret)
{
    struct rules rules;
    err e = rules_load(w, &rules);

    if (e)
        return e;
    *ret = (struct ways_paid){
        .post = legal_value(rules.legal, rules.legal_count, LEGAL_PAYS_BY_POST, w->today) == 1,
        .bank = legal_value(rules.legal, rules.legal_count, LEGAL_PAYS_BY_BANK, w->today) == 1};
    return OK;
}

static bool is_paid(const struct ways_paid *ways, enum payment_way way)
{
    return way == WAY_CASH || (way == WAY_POST && ways->post) || (way == WAY_BANK && ways->bank);
}

static const char SQL_PERSON[] = "SELECT count(*) FROM person WHERE id = :person";

static err person_reach(struct work *w, int64_t person)
{
    int64_t known;
    err e = db_int(w->db, SQL_PERSON, BINDS(INT(":person", person)), &known);

    if (e)
        return e;
    if (!known)
        return refuse(w, ERR_ABSENT, "no_such_person", "", "There is no such person.");
    return case_person_may_open(w, person, 0);
}

/* The account as it is kept; "" where there is none. */
static err account_check(struct work *w, const struct payment_way_new *in, struct faults *f,
                         char account[IBAN_TEXT])
{
    bool empty = text_empty(in->account);

    if (in->way != WAY_BANK)
        return faults_when(w, f, !empty, "not_for_way", "account",
                           "Only who is paid by a bank has an account.");
    if (empty)
        return faults_when(w, f, true, "required", "account", "The number of the account is needed.");
    return faults_when(w, f, !iban_check(in->account, account), "bad_account", "account",
                       "This is no number of an Albanian account (AL and 26 characters): a digit is wrong.");
}

static err post_check(struct work *w, const struct payment_way_new *in, struct faults *f)
{
    if (in->way == WAY_POST)
        return faults_take(
            w, f,
            field_text_check(w, "post_office", in->post_office, LIMIT(PaymentWayNew, post_office), true));
    return faults_when(w, f, !text_empty(in->post_office), "not_for_way", "post_office",
                       "Only who is paid by post has a post office.");
}

static err way_check(struct work *w, const struct payment_way_new *in, char account[IBAN_TEXT])
{
    struct ways_paid ways;
    struct faults f = {0};
    err e;

    if ((e = payment_ways_paid(w, &ways)))
        return e;
    if (!is_paid(&ways, in->way) &&
        (e = faults_take(
             w, &f, refuse(w, ERR_CONFLICT, "way_not_paid", "way", "This municipality does not pay so."))))
        return e;
    if ((e = account_check(w, in, &f, account)) || (e = post_check(w, in, &f)))
        return e;
    if (in->way != WAY_CASH &&
        (e = faults_take(
             w, &f,
             question_ask(w, "account_alone", in->way == WAY_BANK ? "account" : "post_office",
                          "Has she said that nobody else can see it or receive it in her place?"))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] =
    "INSERT INTO payment_way (id, person_id, way, account_sealed, post_office_sealed, alone, recorded_by, "
    "recorded_at) VALUES (:id, :person, :way, :account, :post_office, :alone, :by, :now)";

err payment_way_set(struct work *w, int64_t person, const struct payment_way_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(buf_wipe) struct buf account_sealed = {0};
    CLEANUP(buf_wipe) struct buf post_sealed = {0};
    const struct audit_entry entry = {.what = "person.payment_way",
                                      .record = "person",
                                      .record_id = person,
                                      .why = payment_way_name(in->way)};
    char account[IBAN_TEXT] = "";
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = person_reach(w, person)) || (e = way_check(w, in, account)) ||
        (e = id_next(w, "payment_way", &id)) ||
        (e = sealed_text(w, OF_PERSON(person), "payment_way", "account", id, *account ? account : NULL,
                         &account_sealed)) ||
        (e = sealed_text(w, OF_PERSON(person), "payment_way", "post_office", id,
                         in->way == WAY_POST ? in->post_office : NULL, &post_sealed)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":person", person), TEXT(":way", payment_way_name(in->way)),
                           SEALED(":account", account_sealed), SEALED(":post_office", post_sealed),
                           INT(":alone", in->way != WAY_CASH), INT(":by", w->actor.account),
                           INT(":now", w->now)))) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

struct way_row {
    int64_t id;
    struct payment_way_seen seen;
};
static const char SQL_READ[] = "SELECT y.id, y.way, y.account_sealed, y.post_office_sealed, a.full_name, "
                               "y.recorded_at FROM payment_way y JOIN "
                               "account a ON a.id = y.recorded_by WHERE y.id = " PAYMENT_WAY_OF(":person");
static const struct column READ_COLUMNS[] = {
    COLUMN_INT(struct way_row, id),
    COLUMN_WORD_AS(struct way_row, seen.way, payment_way_parse, "way"),
    COLUMN_SEALED_AS(struct way_row, seen.account, "payment_way", id, "account_sealed", "account"),
    COLUMN_SEALED_AS(struct way_row, seen.post_office, "payment_way", id, "post_office_sealed",
                     "post_office"),
    COLUMN_TEXT_AS(struct way_row, seen.by, "full_name"),
    COLUMN_INT_AS(struct way_row, seen.at, "recorded_at"),
};

err payment_way_read(struct work *w, int64_t person, struct payment_way_seen *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct audit_entry entry = {
        .what = "person.payment_way_read", .record = "person", .record_id = person};
    struct way_row row = {.seen = {.way = WAY_CASH}};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = person_reach(w, person)))
        return e;
    e = row_read(w, SQL_READ, BINDS(INT(":person", person)), COLUMNS(READ_COLUMNS), &row);
    if ((e && e != ERR_ABSENT) || (e = payment_ways_paid(w, &row.seen.ways)) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    row.seen.paid = is_paid(&row.seen.ways, row.seen.way) ? row.seen.way : WAY_CASH;
    *ret = row.seen;
    return OK;
}
