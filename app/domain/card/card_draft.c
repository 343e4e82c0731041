/* A card on its way: what the orders allow decides how long it lives; then it is numbered, signed, sealed and
 * stored with the rows a check reads. */
#include "domain/card/card_draft.h"

#include <string.h>

#include "base/instant.h"
#include "crypto/keyring.h"
#include "crypto/random.h"
#include "domain/card/card.h"
#include "domain/card/card_projection.h"
#include "domain/card/status.h"
#include "domain/claim/rules.h"
#include "domain/file/person_hint.h"
#include "domain/office/audit.h"
#include "domain/work/owner.h"
#include "domain/work/sealed.h"
#include "store/db.h"
#include "token/base32.h"
#include "vault/vault.h"

#define ALL_SERVICES (SERVICE_TRANSPORT | SERVICE_DOCUMENTS | SERVICE_KINDERGARTEN)

/* The order in which a refusal names the first service that does not hold. */
static const enum service IN_ORDER[] = {SV_TRANSPORT, SV_DOCUMENTS, SV_KINDERGARTEN};
#define IN_ORDER_COUNT (sizeof IN_ORDER / sizeof IN_ORDER[0])

/* How long a card issued today is printed for. Its last day is the latest last day among its services, cut to
 * the card's life, and to some days where any order lies open: such a card is renewed. Who has another ground
 * gets the life that was drawn (card_life.h). It begins later than today only when all its services do. */
struct terms {
    date life_end, exp_day, from;
};
struct issue_days {
    date today, drawn; /* drawn DATE_OPEN: there is no other ground */
};

static struct terms terms_of(const struct rules *rules, const struct service_spans *s, unsigned services,
                             const struct issue_days *on)
{
    const date today = on->today;
    struct terms t = {.life_end = card_life_end(rules, today), .exp_day = today - 1, .from = DATE_OPEN};

    for (size_t i = 0; i < IN_ORDER_COUNT; i++) {
        const struct card_span *span =
            services & IN_ORDER[i] ? service_span_around(s, IN_ORDER[i], today) : NULL;

        if (!span)
            continue;
        t.from = span->from < t.from ? span->from : t.from;
        t.exp_day = span->until > t.exp_day ? span->until : t.exp_day;
    }
    if (t.exp_day == DATE_OPEN || (on->drawn < t.exp_day && on->drawn >= t.from))
        t.exp_day = on->drawn;
    if (t.exp_day == DATE_OPEN)
        t.exp_day = card_open_end(rules, today);
    if (t.exp_day > t.life_end)
        t.exp_day = t.life_end;
    return t;
}

/* What is known of the person for one issue. */
struct candidate {
    struct claim claim;
    struct service_spans spans;
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
    return refuse(w, ERR_INPUT, "not_entitled", "services", "This person is not entitled to %s: %s.",
                  service_name(service), why_not_name(why));
}

static err services_choose(struct work *w, const struct rules *rules, unsigned asked, bool still,
                           struct candidate *a)
{
    const date life_end = card_life_end(rules, w->today);
    enum service first_failed = 0;

    a->services = 0;
    for (size_t i = 0; i < IN_ORDER_COUNT; i++) {
        const struct card_span *span;

        if (!(asked & IN_ORDER[i]))
            continue;
        span = service_span_around(&a->spans, IN_ORDER[i], w->today);
        if (span && span->from <= life_end)
            a->services |= IN_ORDER[i];
        else if (!first_failed)
            first_failed = IN_ORDER[i];
    }
    /* A card that somebody asked for carries all its services or is refused with the reason. One made by
     * itself ("still") carries those that hold, for the person has not asked for others. */
    if (first_failed && (!still || !a->services))
        return not_entitled(w, rules, &a->claim, first_failed);
    return OK;
}

static err candidate_load(struct work *w, struct issue *issue, const struct card_new *in, bool still,
                          struct candidate *ret)
{
    const struct rules *rules = &issue->rules;
    date drawn = DATE_OPEN;
    err e;

    if (!in->services || (in->services & ~(unsigned)ALL_SERVICES))
        return refuse(w, ERR_INPUT, "unknown_service", "services",
                      "Ask for one or more of transport, documents and kindergarten.");
    if ((e = service_spans_load(w, in->person, rules, &ret->claim, &ret->spans)) ||
        (e = services_choose(w, rules, in->services, still, ret)))
        return e;
    if (ret->spans.grounded && (e = card_life_draw(w, rules, &issue->lives, &drawn)))
        return e;
    ret->terms = terms_of(rules, &ret->spans, ret->services, &(struct issue_days){w->today, drawn});
    if (ret->terms.from > ret->terms.exp_day)
        return refuse(w, ERR_INPUT, "not_entitled", "services",
                      "Nothing of this begins while the card lasts: %s.", why_not_name(WHY_NOT_STARTED));
    return OK;
}

/* An index, what the hint is made of, the dates as instants. */
static err token_make(struct work *w, struct issue *issue, const struct card_new *in,
                      const struct candidate *a, struct card_draft *d)
{
    struct card_token *t = &d->token;
    err e;

    t->services = a->services;
    /* The first second that is no longer good (RFC 8392 section 3.1.4), hence midnight after the last day. */
    t->exp = date_midnight(date_add_days(a->terms.exp_day, 1));
    t->nbf = a->terms.from > w->today ? date_midnight(a->terms.from) : 0;
    if ((e = owner_key(w, OF_PERSON(in->person), &d->key)) ||
        (e = status_draw(w, &issue->draws, &d->row.list, &t->list_index)))
        return e;
    if (issue->list != d->row.list) {
        if ((e = status_uri(w, d->row.list, STATUS_REVOKED, issue->uri, sizeof issue->uri)))
            return e;
        issue->list = d->row.list;
    }
    memcpy(t->list_uri, issue->uri, sizeof t->list_uri);
    return in->no_hint ? OK : person_hint_sealed(w, in->person, &d->hint);
}

err draft_make(struct work *w, struct issue *issue, const struct card_new *in, bool still,
               struct card_draft *ret)
{
    struct card_draft d = {.person = in->person, .case_id = in->case_id, .version = issue->version};
    struct candidate a;
    err e;

    if ((e = candidate_load(w, issue, in, still, &a)) || (e = token_make(w, issue, in, &a, &d)) ||
        (!issue->next_card && (e = ids_take(w, "card", &issue->next_card))))
        return e;
    d.row.id = issue->next_card++;
    d.row.services = a.services;
    d.row.issued_on = w->today;
    d.row.exp_day = a.terms.exp_day;
    d.spans = a.spans;
    *ret = d;
    return OK;
}

/* The printed number, by which people ask for the card. */
static err number_seal(const struct keyring *k, struct vault *v, struct card_draft *d)
{
    const struct seal_place at = {SEAL_PERSONAL, "card", "number", d->row.id};
    char number[BASE32_TEXT(CARD_CTI_SIZE)];
    err e;

    base32_encode(d->token.cti, CARD_CTI_SIZE, number);
    if ((e = seal(v, d->key, &at, number, strlen(number), &d->number_sealed)))
        return e;
    return card_number_blind(k, d->token.cti, d->number_blind);
}

err draft_sign(const struct keyring *k, struct vault *v, struct card_draft *d)
{
    const struct seal_place token = {SEAL_PERSONAL, "card", "token", d->row.id};
    CLEANUP(buf_wipe) struct buf text = {0};
    uint8_t digest[DIGEST_SIZE];
    err e;

    /* 80 random bits: a printed number cannot be guessed, and two alike are not to be expected; the database
     * would refuse the second. */
    if ((e = random_bytes(d->token.cti, sizeof d->token.cti)) ||
        (d->hint.person && (e = person_hint_open(v, &d->hint, d->token.hint))) ||
        (e = card_token_sign(&d->token, keyring_issuer(k), &text, digest)) ||
        (e = seal(v, d->key, &token, text.data, text.len, &d->token_sealed)) || (e = number_seal(k, v, d)))
        return e;
    return OK;
}

static const char SQL_STORE[] =
    "INSERT INTO card (id, number_sealed, number_blind, token_sealed, person_id, services, "
    "issued_on, exp_day, exp_at, list_id, list_index, "
    "issued_at) VALUES (:id, :number, :blind, :token, :person, :services, "
    ":issued_on, :exp_day, :exp_at, :list, :index, :now)";

static err card_store(struct work *w, const struct card_draft *d)
{
    const struct card_row *row = &d->row;

    return db_exec(w->db, SQL_STORE,
                   BINDS(INT(":id", row->id), SEALED(":number", d->number_sealed),
                         BLOB(":blind", d->number_blind, DIGEST_SIZE), SEALED(":token", d->token_sealed),
                         INT(":person", d->person), INT(":services", row->services),
                         DATE(":issued_on", row->issued_on), DATE(":exp_day", row->exp_day),
                         INT(":exp_at", d->token.exp), INT(":list", row->list),
                         INT(":index", d->token.list_index), INT(":now", w->now)));
}

err draft_store(struct work *w, const struct rules *rules, const struct card_draft *d)
{
    const struct audit_entry entry = {.what = "card.issue",
                                      .record = "card",
                                      .record_id = d->row.id,
                                      .case_id = d->case_id,
                                      .case_version = d->version};
    err e;

    if ((e = card_store(w, d)) || (e = card_project_new(w, rules, &d->spans, &d->row)))
        return e;
    return audit_append(w, &entry);
}

void draft_free(struct card_draft *d)
{
    buf_free(&d->token_sealed);
    buf_free(&d->number_sealed);
}
