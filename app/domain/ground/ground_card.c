/* What the office does is the same whether the holder has a card by an order or not; what differs happens
 * below, and no answer tells it. */
#include "domain/ground/ground_card.h"

#include "crypto/random.h"
#include "domain/card/card.h"
#include "domain/card/card_draft.h"
#include "domain/card/card_issue.h"
#include "domain/card/card_print.h"
#include "domain/card/card_refresh.h"
#include "domain/card/kindergarten_number.h"
#include "domain/claim/claim.h"
#include "domain/claim/ground_claim.h"
#include "domain/claim/rules.h"
#include "domain/ground/ground_holder.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define BATCH 200 /* holders in one transaction */

static const enum service SERVED[] = {SV_TRANSPORT, SV_DOCUMENTS, SV_KINDERGARTEN};

/* The services that the grounds of that person give today or from a later day on. */
static err services_given(struct work *w, int64_t person, unsigned *ret)
{
    struct ground_claim grounds;
    struct rules rules;
    struct claim claim;
    struct span *spans;
    unsigned given = 0;
    size_t count;
    err e;

    if ((e = rules_load(w, &rules)) || (e = claim_load_held(w, person, &rules, &claim)) ||
        (e = ground_claim_load(w, person, &claim, &grounds)))
        return e;
    for (size_t i = 0; i < sizeof SERVED / sizeof SERVED[0]; i++) {
        if ((e = ground_right_spans(&grounds, SERVED[i], w->arena, &spans, &count)))
            return e;
        if (count && spans[count - 1].until >= w->today)
            given |= SERVED[i];
    }
    *ret = given;
    return OK;
}

struct in_use {
    int64_t id;
    const char *number;
    unsigned services;
    date exp_day;
};
static const char SQL_IN_USE[] = "SELECT id, number_sealed, services, exp_day FROM card WHERE person_id = "
                                 ":person AND revoked_at IS NULL AND "
                                 "closed_on IS NULL AND exp_day >= :today ORDER BY id DESC";
static const struct column IN_USE_COLUMNS[] = {
    COLUMN_INT(struct in_use, id),
    COLUMN_SEALED(struct in_use, number, "card", id),
    COLUMN_INT(struct in_use, services),
    COLUMN_DATE(struct in_use, exp_day),
};

static err in_use_list(struct work *w, int64_t person, struct in_use **ret, size_t *ret_count)
{
    return rows_read(w, SQL_IN_USE, BINDS(INT(":person", person), DATE(":today", w->today)),
                     COLUMNS(IN_USE_COLUMNS), NULL, ret, ret_count);
}

/* What the office knows of a holder's card. */
struct known {
    int64_t person, carded, card, given; /* given -1: not known */
    const char *misnamed_on;
    bool unprinted;
};
static const char SQL_KNOWN[] =
    "SELECT coalesce(person_id, 0) AS person, carded, coalesce(card_id, 0) AS card, coalesce(given, -1) AS "
    "given, misnamed_on, unprinted FROM ground_holder WHERE id = :id";
static const struct column KNOWN_COLUMNS[] = {
    COLUMN_INT(struct known, person),       COLUMN_INT(struct known, carded),
    COLUMN_INT(struct known, card),         COLUMN_INT(struct known, given),
    COLUMN_TEXT(struct known, misnamed_on), COLUMN_BOOL(struct known, unprinted),
};

static err known_read(struct work *w, int64_t holder, struct known *ret)
{
    err e = row_read(w, SQL_KNOWN, BINDS(INT(":id", holder)), COLUMNS(KNOWN_COLUMNS), ret);

    return e == ERR_ABSENT ? refuse(w, e, "no_holder", "", "There is no such holder.") : e;
}

/* The card that the office asked for, and the newest in use where that one is over; number NULL: none. */
static err shown_find(struct work *w, int64_t holder, struct known *ret_known, struct in_use *ret)
{
    struct in_use *list = NULL;
    size_t count = 0;
    err e;

    *ret = (struct in_use){.exp_day = DATE_NONE};
    if ((e = known_read(w, holder, ret_known)) ||
        (ret_known->person && ret_known->carded && (e = in_use_list(w, ret_known->person, &list, &count))))
        return e;
    if (count)
        *ret = list[0];
    for (size_t i = 1; i < count; i++)
        if (list[i].id == ret_known->card)
            *ret = list[i];
    return OK;
}

/* What is printed no longer fits: other services, another name. */
static bool outdated(const struct known *k, unsigned given)
{
    return k->misnamed_on || (k->given >= 0 && (unsigned)k->given != given);
}

err ground_card_shown(struct work *w, int64_t holder, struct ground_card *ret)
{
    struct ground_card card = {.until = DATE_NONE};
    struct in_use found;
    struct known known;
    unsigned given;
    err e;

    if ((e = shown_find(w, holder, &known, &found)))
        return e;
    if (found.number) {
        if ((e = services_given(w, known.person, &given)) || (e = card_number_show(w, &found.number)))
            return e;
        card = (struct ground_card){found.number, found.services & given, found.exp_day,
                                    outdated(&known, given), known.unprinted};
    }
    *ret = card;
    return OK;
}

static const char SQL_REPLACED[] =
    "UPDATE card SET revoked_at = :now, revoked_why = 'replaced', replaced_by = :new WHERE id = :id";
static const char SQL_ASKED[] =
    "UPDATE ground_holder SET unprinted = (carded = 0 OR coalesce(card_id, 0) <> :card OR unprinted = 1), "
    "carded = 1, card_id = :card, given = :given, misnamed_on = NULL WHERE id = :id";

/* Those in use give way to it, with all that they were good for. */
static err card_make(struct work *w, struct card_new *in, const struct in_use *old, size_t count,
                     int64_t *ret_id)
{
    char number[CARD_NUMBER_TEXT];
    struct issue issue = {0};
    err e;

    for (size_t i = 0; i < count; i++)
        in->services |= old[i].services;
    if ((e = rules_load(w, &issue.rules)) || (e = issue_card(w, &issue, in, true, number, ret_id)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(w->db, SQL_REPLACED,
                         BINDS(INT(":now", w->now), INT(":new", *ret_id), INT(":id", old[i].id)))))
            return e;
    return card_refresh(w, in->person);
}

/* How a card is asked for. */
struct asking {
    bool no_hint;
    bool absent; /* the holder is not here: what she carries is never ended */
};

struct ensured {
    int64_t card; /* 0: it waits until the holder is here */
    unsigned given;
    bool made;
};

/* That the office knows already before any other: of two that a holder carries it keeps seeing one. */
static const struct in_use *fit_find(const struct in_use *list, size_t count, unsigned services,
                                     const struct known *known, date least)
{
    const struct in_use *found = NULL;

    for (size_t i = 0; i < count; i++)
        if ((list[i].services & services) == services && list[i].exp_day >= least &&
            (!found || list[i].id == known->card))
            found = &list[i];
    return found;
}

static err card_ensure(struct work *w, const struct known *known, int64_t person, const struct asking *how,
                       struct ensured *ret)
{
    struct card_new in = {.person = person, .no_hint = how->no_hint};
    const struct in_use *fit;
    struct in_use *list;
    bool ending, other;
    size_t count;
    err e;

    if ((e = services_given(w, person, &in.services)))
        return e;
    if (!in.services)
        return refuse(w, ERR_INPUT, "not_entitled", "services",
                      "No rule gives this holder a service today or later.");
    if ((e = in_use_list(w, person, &list, &count)))
        return e;
    *ret = (struct ensured){.given = in.services};
    other = count && known->carded && outdated(known, in.services);
    fit = other ? NULL
                : fit_find(list, count, in.services, known, date_add_days(w->today, GROUND_RENEWED_DAYS));
    if (fit) {
        ret->card = fit->id;
        return OK;
    }
    /* One in its last days ends by itself: to revoke it would be seen. */
    ending = !other && fit_find(list, count, in.services, known, w->today);
    /* Of whom the office does not know yet it must not learn from what is left out that there is a card. */
    if (count && !ending && how->absent && known->carded)
        return OK;
    ret->made = true;
    return card_make(w, &in, list, ending || how->absent ? 0 : count, &ret->card);
}

static err card_log(struct work *w, const char *what, int64_t holder, const char *why)
{
    return audit_append(
        w, &(struct audit_entry){.what = what, .record = "ground_holder", .record_id = holder, .why = why});
}

static err holder_issue(struct work *w, int64_t holder, const struct asking *how, bool *ret_made)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct ensured card;
    struct known known;
    int64_t person;
    err e;

    *ret_made = false;
    if ((e = tx_begin(&tx, w->db)) || (e = known_read(w, holder, &known)) ||
        (e = ground_holder_embody(w, holder, &person)) || (e = card_ensure(w, &known, person, how, &card)))
        return e;
    if (!card.card)
        return OK;
    if ((e = db_exec(w->db, SQL_ASKED,
                     BINDS(INT(":id", holder), INT(":card", card.card), INT(":given", card.given)))) ||
        (e = card_log(w, "ground.card", holder, NULL)))
        return e;
    *ret_made = card.made;
    return tx_commit(&tx);
}

err ground_card_issue(struct work *w, int64_t holder, bool no_hint)
{
    return holder_issue(w, holder, &(struct asking){.no_hint = no_hint}, &(bool){false});
}

static const char SQL_HOLDERS[] =
    "SELECT DISTINCT holder_id FROM ground WHERE until_day IS NULL OR until_day >= :today ORDER BY holder_id";

static err order_draw(int64_t *ids, size_t count)
{
    uint32_t drawn;
    err e;

    for (size_t i = count; i > 1; i--) {
        const int64_t last = ids[i - 1];

        if ((e = random_below((uint32_t)i, &drawn)))
            return e;
        ids[i - 1] = ids[drawn];
        ids[drawn] = last;
    }
    return OK;
}

struct crowd {
    int64_t *holders;
    size_t count, at;  /* at: so many were looked at */
    size_t most, made; /* most 0: all */
};

/* Who is not entitled gets none; so many that nobody else waits long for the register. */
static err crowd_issue(struct work *w, struct crowd *c)
{
    const size_t end = c->count - c->at < BATCH ? c->count : c->at + BATCH;
    CLEANUP(tx_end) struct tx tx = {0};
    bool made;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    for (; c->at < end && (!c->most || c->made < c->most); c->at++) {
        arena_reset(w->arena);
        e = holder_issue(w, c->holders[c->at], &(struct asking){.absent = true}, &made);
        if (e && e != ERR_INPUT)
            return e;
        w->problem = (struct problem){0};
        c->made += made;
    }
    return tx_commit(&tx);
}

err ground_card_issue_all(struct work *w, size_t most, card_progress *progress, void *context,
                          size_t *ret_count)
{
    CLEANUP(arena_free) struct arena each = {0};
    struct crowd c = {.most = most};
    struct work mine = *w;
    err e;

    if ((e = rows_ids(w, SQL_HOLDERS, BINDS(DATE(":today", w->today)), &c.holders, &c.count)) ||
        (e = order_draw(c.holders, c.count)))
        return e;
    mine.arena = &each;
    while (c.at < c.count && (!most || c.made < most)) {
        if ((e = crowd_issue(&mine, &c))) {
            w->problem = mine.problem;
            return e;
        }
        if (progress)
            progress(context, c.at, c.count);
    }
    *ret_count = c.made;
    return OK;
}

static err no_card(struct work *w)
{
    return refuse(w, ERR_CONFLICT, "no_card", "", "This holder has no card in use.");
}

static const char SQL_END[] = "UPDATE card SET revoked_at = :now, revoked_why = :why WHERE id = :id";

/* All of them: of two that somebody carries nobody knows which was lost. */
static err all_end(struct work *w, int64_t person, enum card_end why)
{
    struct in_use *list;
    size_t count;
    err e = in_use_list(w, person, &list, &count);

    for (size_t i = 0; !e && i < count; i++)
        if (!(e = db_exec(
                  w->db, SQL_END,
                  BINDS(INT(":now", w->now), TEXT(":why", card_end_name(why)), INT(":id", list[i].id)))))
            e = audit_append(w, &(struct audit_entry){.what = "card.revoke",
                                                      .record = "card",
                                                      .record_id = list[i].id,
                                                      .why = card_end_name(why)});
    return e ? e : card_refresh(w, person);
}

err ground_card_end(struct work *w, int64_t holder, enum card_end why)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct in_use found;
    struct known known;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = shown_find(w, holder, &known, &found)))
        return e;
    if (!found.number)
        return no_card(w);
    if ((e = all_end(w, known.person, why)) ||
        (e = card_log(w, "ground.card_end", holder, card_end_name(why))))
        return e;
    return tx_commit(&tx);
}

static const char SQL_PRINTED[] = "UPDATE ground_holder SET unprinted = 0 WHERE id = :id";

/* Its text, too: whoever has that can print the card. */
static err print_find(struct work *w, int64_t holder, struct card *ret)
{
    struct in_use found;
    struct known known;
    err e;

    if ((e = shown_find(w, holder, &known, &found)))
        return e;
    if (!found.number)
        return no_card(w);
    return card_find(w, found.number, true, ret);
}

err ground_card_print(struct work *w, int64_t holder, bool back, struct buf *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct card card;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = print_find(w, holder, &card)) ||
        (e = db_exec(w->db, SQL_PRINTED, BINDS(INT(":id", holder)))) ||
        (e = card_print_known(w, &card, 0, CARD_PDF, back, ret)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_UNPRINTED[] =
    "SELECT h.id FROM ground_holder h WHERE h.unprinted = 1 AND EXISTS (SELECT 1 FROM card k WHERE "
    "k.person_id "
    "= h.person_id AND k.revoked_at IS NULL AND k.closed_on IS NULL AND k.exp_day >= :today) ORDER BY h.id "
    "DESC LIMIT :most";

err ground_card_sheet(struct work *w, bool back, struct buf *ret)
{
    struct card *cards;
    int64_t *holders;
    size_t count;
    err e;

    if ((e = rows_ids(w, SQL_UNPRINTED, BINDS(DATE(":today", w->today), INT(":most", GROUND_SHEET_MOST)),
                      &holders, &count)))
        return e;
    if (!count)
        return refuse(w, ERR_CONFLICT, "no_card", "", "No card waits to be printed.");
    if (!(cards = arena_array(w->arena, count, sizeof *cards)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = print_find(w, holders[i], &cards[i])))
            return e;
    return card_print_sheet(w, cards, count, back, ret);
}

err ground_card_printed(struct work *w, int64_t holder)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct known known;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = known_read(w, holder, &known)) ||
        (e = db_exec(w->db, SQL_PRINTED, BINDS(INT(":id", holder)))))
        return e;
    return tx_commit(&tx);
}

/* ---- a child in a kindergarten: the same rows as a child of a file has */

static const char SQL_PLACE[] =
    "SELECT count(*) FROM organisation WHERE id = :id AND kind = 'kindergarten' AND active = 1";
static const char SQL_ELSEWHERE[] = "SELECT count(*) FROM enrolment WHERE person_id = :person AND (until_day "
                                    "IS NULL OR until_day >= :from) AND "
                                    "(:until IS NULL OR from_day <= :until)";

static err place_check(struct work *w, int64_t person, const struct ground_place *in)
{
    struct faults f = {0};
    int64_t there, elsewhere;
    err e;

    if ((e = db_int(w->db, SQL_PLACE, BINDS(INT(":id", in->organisation)), &there)) ||
        (e = faults_when(w, &f, !there, "unknown_organisation", "organisation",
                         "There is no crèche or kindergarten in use with this id.")) ||
        (e = faults_when(w, &f, !date_known(in->from), "required", "from", "The first day is needed.")) ||
        (e = faults_when(w, &f, date_known(in->until) && date_known(in->from) && in->until < in->from,
                         "out_of_order", "until", "The last day lies before the first.")) ||
        (e = faults_refuse(w, &f)))
        return e;
    if ((e = db_int(w->db, SQL_ELSEWHERE,
                    BINDS(INT(":person", person), DATE(":from", in->from), DATE(":until", in->until)),
                    &elsewhere)))
        return e;
    return elsewhere ? refuse(w, ERR_CONFLICT, "enrolled_elsewhere", "from",
                              "This child is enrolled on some of these days already.")
                     : OK;
}

static const char SQL_ENROL[] = "INSERT INTO enrolment (id, person_id, organisation_id, from_day, until_day) "
                                "VALUES (:id, :person, :organisation, :from, :until)";

err ground_enrol(struct work *w, int64_t holder, const struct ground_place *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "enrolment.add", .record = "enrolment"};
    int64_t person;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = ground_holder_embody(w, holder, &person)) ||
        (e = place_check(w, person, in)) || (e = id_next(w, "enrolment", &entry.record_id)) ||
        (e = db_exec(w->db, SQL_ENROL,
                     BINDS(INT(":id", entry.record_id), INT(":person", person),
                           INT(":organisation", in->organisation), DATE(":from", in->from),
                           DATE(":until", in->until)))) ||
        (e = kindergarten_number_give(w, person, in->organisation)) || (e = card_refresh(w, person)) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
