/* Issuing: what the orders allow decides how long a card lives; then it is numbered, signed, sealed and
 * stored with the rows a check reads. One at a time, or for everybody who has none. */
#include <string.h>

#include "base/clock.h"
#include "crypto/keyring.h"
#include "crypto/random.h"
#include "domain/audit.h"
#include "domain/card_row.h"
#include "domain/case_file.h"
#include "domain/person.h"
#include "domain/rows.h"
#include "domain/sealed.h"
#include "domain/status.h"
#include "store/db.h"
#include "token/base32.h"

#define ALL_SERVICES (SERVICE_TRANSPORT | SERVICE_DOCUMENTS | SERVICE_KINDERGARTEN)
#define OPEN_DAYS    30 /* where the register has no such rule */
#define BATCH        2000 /* cards in one transaction: about a seventh of a second in which nobody else writes */

static const enum service IN_ORDER[] = {SV_TRANSPORT, SV_DOCUMENTS, SV_KINDERGARTEN};
#define IN_ORDER_COUNT (sizeof IN_ORDER / sizeof IN_ORDER[0])

/* How long a card issued today is printed for. Its last day is the latest last day among its services, cut to
 * the card's life, and to some days where any order lies open: such a card is renewed. It begins later than
 * today only when all its services do. */
struct terms {
    date life_end, exp_day, from;
};

static struct terms terms_of(const struct rules *rules, const struct stretches *s, unsigned services,
                             date today)
{
    int64_t days = legal_value(rules->legal, rules->legal_count, LEGAL_CARD_OPEN_DAYS, today);
    struct terms t = {.life_end = card_life_end(rules, today), .exp_day = today - 1, .from = DATE_OPEN};

    for (size_t i = 0; i < IN_ORDER_COUNT; i++) {
        const struct card_span *span = services & IN_ORDER[i] ? stretch_around(s, IN_ORDER[i], today) : NULL;

        if (!span)
            continue;
        t.from = span->from < t.from ? span->from : t.from;
        t.exp_day = span->until > t.exp_day ? span->until : t.exp_day;
    }
    if (t.exp_day == DATE_OPEN)
        t.exp_day = date_add_days(today, (days ? (int)days : OPEN_DAYS) - 1);
    if (t.exp_day > t.life_end)
        t.exp_day = t.life_end;
    return t;
}

/* What is known of the person for one issue. */
struct applicant {
    struct claim claim;
    struct stretches stretches;
    unsigned services; /* those to put on the card */
    struct terms terms;
};

static err not_entitled(struct work *w, const struct rules *rules, const struct claim *claim,
                        enum service service)
{
    struct because because;
    enum why_not why =
        entitlement_on(claim, rules->benefits, rules->benefit_count, service, w->today, &because);

    if (why == WHY_ENTITLED)
        why = WHY_NOT_STARTED; /* begins, but only after the card's last day */
    return refuse(w, ERR_INPUT, "not_entitled", "services", "%s: %s", service_name(service),
                  why_not_name(why));
}

static err services_choose(struct work *w, const struct rules *rules, unsigned asked, bool still,
                           struct applicant *a)
{
    const date life_end = card_life_end(rules, w->today);
    enum service first_failed = 0;

    a->services = 0;
    for (size_t i = 0; i < IN_ORDER_COUNT; i++) {
        const struct card_span *span;

        if (!(asked & IN_ORDER[i]))
            continue;
        span = stretch_around(&a->stretches, IN_ORDER[i], w->today);
        if (span && span->from <= life_end)
            a->services |= IN_ORDER[i];
        else if (!first_failed)
            first_failed = IN_ORDER[i];
    }
    if (first_failed && (!still || !a->services))
        return not_entitled(w, rules, &a->claim, first_failed);
    return OK;
}

static err applicant_load(struct work *w, const struct rules *rules, const struct card_new *in, bool still,
                          struct applicant *ret)
{
    err e;

    if (!in->services || (in->services & ~(unsigned)ALL_SERVICES))
        return refuse(w, ERR_INPUT, "unknown_service", "services",
                      "one or more of transport, documents, kindergarten");
    if ((e = stretches_load(w, in->person, rules, &ret->claim, &ret->stretches)) ||
        (e = services_choose(w, rules, in->services, still, ret)))
        return e;
    ret->terms = terms_of(rules, &ret->stretches, ret->services, w->today);
    if (ret->terms.from > ret->terms.exp_day)
        return refuse(w, ERR_INPUT, "not_entitled", "services", "%s", why_not_name(WHY_NOT_STARTED));
    return OK;
}

/* A number, an index, the hint, the dates as instants. */
static err token_make(struct work *w, struct issue *issue, const struct card_new *in,
                      const struct applicant *a, struct card_token *ret, int64_t *ret_list)
{
    err e;

    *ret = (struct card_token){.services = a->services,
                               .exp = date_midnight(date_add_days(a->terms.exp_day, 1))};
    if (a->terms.from > w->today)
        ret->nbf = date_midnight(a->terms.from);
    if ((e = random_bytes(ret->cti, sizeof ret->cti)) ||
        (e = status_take_index(w, ret_list, &ret->list_index)))
        return e;
    if (issue->list != *ret_list) {
        if ((e = status_uri(w, *ret_list, issue->uri, sizeof issue->uri)))
            return e;
        issue->list = *ret_list;
    }
    memcpy(ret->list_uri, issue->uri, sizeof ret->list_uri);
    if (in->no_hint)
        return OK;
    return person_hint_read(w, in->person, ret->hint);
}

static const char SQL_STORE[] = "INSERT INTO card (id, number, digest, token_sealed, person_id, services, "
                                "issued_on, exp_day, exp_at, list_id, list_index, "
                                "issued_at) VALUES (:id, :number, :digest, :token, :person, :services, "
                                ":issued_on, :exp_day, :exp_at, :list, :index, :now)";

static err card_store(struct work *w, const struct card_row *row, const struct card_token *token,
                      const struct buf *text, int64_t person)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    char number[BASE32_TEXT(CARD_CTI_SIZE)];
    err e;

    if ((e = sealed_text(w, "card", "token", row->id, text->data, &sealed)))
        return e;
    return db_exec(
        w->db, SQL_STORE,
        BINDS(INT(":id", row->id), TEXT(":number", base32_encode(token->cti, sizeof token->cti, number)),
              BLOB(":digest", row->digest, DIGEST_SIZE), SEALED(":token", sealed), INT(":person", person),
              INT(":services", row->services), DATE(":issued_on", row->issued_on),
              DATE(":exp_day", row->exp_day), INT(":exp_at", token->exp), INT(":list", row->list),
              INT(":index", token->list_index), INT(":now", w->now)));
}

static err applicant_issue(struct work *w, struct issue *issue, const struct card_new *in,
                           const struct applicant *a, char ret_number[CARD_NUMBER_TEXT], int64_t *ret_id)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    struct entry entry = {
        .what = "card.issue", .record = "card", .case_id = issue->case_id, .case_version = issue->version};
    struct card_row row = {.services = a->services, .issued_on = w->today, .exp_day = a->terms.exp_day};
    struct card_token token;
    err e;

    if ((e = token_make(w, issue, in, a, &token, &row.list)) ||
        (e = card_token_sign(&token, keyring_issuer(w->keys), &text, row.digest)) ||
        (e = id_next(w, "card", &row.id)) || (e = card_store(w, &row, &token, &text, in->person)) ||
        (e = card_project_new(w, &issue->rules, &a->stretches, &row, token.hint)))
        return e;
    entry.record_id = row.id;
    if ((e = audit_append(w, &entry)))
        return e;
    card_number_format(token.cti, ret_number);
    *ret_id = row.id;
    return OK;
}

err issue_card(struct work *w, struct issue *issue, const struct card_new *in, bool still,
               char ret_number[CARD_NUMBER_TEXT], int64_t *ret_id)
{
    struct applicant a;
    err e;

    if ((e = applicant_load(w, &issue->rules, in, still, &a)))
        return e;
    return applicant_issue(w, issue, in, &a, ret_number, ret_id);
}

err card_issue(struct work *w, const struct card_new *in, struct card *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct issue issue = {.case_id = in->case_id};
    char number[CARD_NUMBER_TEXT];
    enum case_role role;
    struct card card;
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, in->case_id)) ||
        (e = case_person_role(w, in->case_id, in->person, "person", &role)) ||
        (e = case_person_may_open(w, in->person, in->case_id)) ||
        (e = case_touch(w, in->case_id, in->version, &issue.version)) || (e = rules_load(w, &issue.rules)) ||
        (e = issue_card(w, &issue, in, false, number, &id)) || (e = card_find(w, number, true, &card)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = card;
    return OK;
}

/* Protected persons and dependants without a card that is still good for something. */
static const char SQL_WITHOUT[] =
    "SELECT p.person_id, max(p.case_id) FROM case_person p WHERE p.role <> 'respondent' AND NOT EXISTS "
    "(SELECT 1 FROM card c WHERE c.person_id = p.person_id AND c.revoked_at IS NULL AND c.closed_on IS NULL) "
    "GROUP BY p.person_id ORDER BY p.person_id";

struct without {
    int64_t person, case_id;
};

static err without_fill(struct work *w, struct stmt *s, void *row)
{
    (void)w;
    *(struct without *)row = (struct without){stmt_int(s, 0), stmt_int(s, 1)};
    return OK;
}

/* *ret_count grows by one; a person entitled to none of the services is passed over, and her file not
 * touched. */
static err one_issue(struct work *w, struct issue *issue, const struct without *one, unsigned services,
                     size_t *ret_count)
{
    const struct card_new in = {.case_id = one->case_id, .person = one->person, .services = services};
    char number[CARD_NUMBER_TEXT];
    struct applicant a;
    int64_t id;
    err e;

    e = applicant_load(w, &issue->rules, &in, true, &a);
    if (e == ERR_INPUT) {
        w->problem = (struct problem){0};
        return OK;
    }
    issue->case_id = one->case_id;
    if (e || (e = case_touch(w, one->case_id, 0, &issue->version)) ||
        (e = applicant_issue(w, issue, &in, &a, number, &id)))
        return e;
    ++*ret_count;
    return OK;
}

static err batch_issue(struct work *w, struct issue *issue, const struct without *crowd, size_t count,
                       unsigned services, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    size_t issued = 0;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    for (size_t i = 0; i < count; i++) {
        arena_reset(w->arena);
        if ((e = one_issue(w, issue, &crowd[i], services, &issued)))
            return e;
    }
    if ((e = tx_commit(&tx)))
        return e;
    *ret_count += issued;
    return OK;
}

err card_issue_missing(struct work *w, unsigned services, card_progress *progress, void *context,
                       size_t *ret_count)
{
    CLEANUP(arena_free) struct arena kept = {0};
    CLEANUP(arena_free) struct arena each = {0};
    struct work mine = *w;
    struct issue issue = {0};
    struct without *crowd;
    size_t count, issued = 0;
    err e;

    mine.arena = &kept;
    if ((e = rules_load(&mine, &issue.rules)) ||
        (e = rows_read(&mine, SQL_WITHOUT, NO_BINDS, sizeof *crowd, without_fill, &crowd, &count)))
        return e;
    mine.arena = &each;
    for (size_t i = 0; i < count; i += BATCH) {
        size_t n = count - i < BATCH ? count - i : BATCH;

        if ((e = batch_issue(&mine, &issue, crowd + i, n, services, &issued))) {
            w->problem = mine.problem;
            return e;
        }
        if (progress)
            progress(context, i + n, count);
    }
    *ret_count = issued;
    return OK;
}
