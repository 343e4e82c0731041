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

static const char SQL_CARDED[] = "SELECT count(*) FROM ground_holder WHERE id = :id AND carded = 1";

/* The newest card in use, where the office has asked for one; number NULL: none. */
static err shown_find(struct work *w, int64_t holder, int64_t *ret_person, struct in_use *ret)
{
    struct in_use *list = NULL;
    int64_t person, carded;
    size_t count = 0;
    err e;

    *ret = (struct in_use){.exp_day = DATE_NONE};
    if ((e = ground_holder_person(w, holder, &person)) ||
        (e = db_int(w->db, SQL_CARDED, BINDS(INT(":id", holder)), &carded)) ||
        (person && carded && (e = in_use_list(w, person, &list, &count))))
        return e;
    if (count)
        *ret = list[0];
    *ret_person = person;
    return OK;
}

err ground_card_shown(struct work *w, int64_t holder, struct ground_card *ret)
{
    struct ground_card card = {.until = DATE_NONE};
    struct in_use found;
    int64_t person;
    unsigned given;
    err e;

    if ((e = shown_find(w, holder, &person, &found)))
        return e;
    if (found.number) {
        if ((e = services_given(w, person, &given)) || (e = card_number_show(w, &found.number)))
            return e;
        card = (struct ground_card){found.number, found.services & given, found.exp_day};
    }
    *ret = card;
    return OK;
}

static const char SQL_REPLACED[] =
    "UPDATE card SET revoked_at = :now, revoked_why = 'replaced', replaced_by = :new WHERE id = :id";
static const char SQL_ASKED[] = "UPDATE ground_holder SET carded = 1 WHERE id = :id";

/* Those in use give way to it, with all that they were good for. */
static err card_make(struct work *w, struct card_new *in, const struct in_use *old, size_t count)
{
    char number[CARD_NUMBER_TEXT];
    struct issue issue = {0};
    int64_t id;
    err e;

    for (size_t i = 0; i < count; i++)
        in->services |= old[i].services;
    if ((e = rules_load(w, &issue.rules)) || (e = issue_card(w, &issue, in, true, number, &id)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(w->db, SQL_REPLACED,
                         BINDS(INT(":now", w->now), INT(":new", id), INT(":id", old[i].id)))))
            return e;
    return card_refresh(w, in->person);
}

static err card_ensure(struct work *w, int64_t person, bool no_hint)
{
    struct card_new in = {.person = person, .no_hint = no_hint};
    bool ending = false; /* it ends by itself: to revoke it would be seen */
    struct in_use *list;
    size_t count;
    err e;

    if ((e = services_given(w, person, &in.services)))
        return e;
    if (!in.services)
        return refuse(w, ERR_INPUT, "not_entitled", "services",
                      "No rule gives this holder a service today or later.");
    if ((e = in_use_list(w, person, &list, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((list[i].services & in.services) != in.services)
            continue;
        else if (list[i].exp_day >= date_add_days(w->today, GROUND_RENEWED_DAYS))
            return OK;
        else
            ending = true;
    return card_make(w, &in, list, ending ? 0 : count);
}

static err card_log(struct work *w, const char *what, int64_t holder, const char *why)
{
    return audit_append(
        w, &(struct audit_entry){.what = what, .record = "ground_holder", .record_id = holder, .why = why});
}

err ground_card_issue(struct work *w, int64_t holder, bool no_hint)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t person;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = ground_holder_embody(w, holder, &person)) ||
        (e = card_ensure(w, person, no_hint)) || (e = db_exec(w->db, SQL_ASKED, BINDS(INT(":id", holder)))) ||
        (e = card_log(w, "ground.card", holder, NULL)))
        return e;
    return tx_commit(&tx);
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

static const char SQL_NEWEST[] = "SELECT coalesce(max(id), 0) FROM card";

/* Who is not entitled, or has a card already, gets none. */
static err holder_issue(struct work *w, int64_t holder, bool *ret_new)
{
    int64_t before, after;
    err e;

    *ret_new = false;
    if ((e = db_int(w->db, SQL_NEWEST, NO_BINDS, &before)))
        return e;
    e = ground_card_issue(w, holder, false);
    if (e == ERR_INPUT) {
        w->problem = (struct problem){0};
        return OK;
    }
    if (e || (e = db_int(w->db, SQL_NEWEST, NO_BINDS, &after)))
        return e;
    *ret_new = after > before;
    return OK;
}

err ground_card_issue_all(struct work *w, size_t most, size_t *ret_count)
{
    CLEANUP(arena_free) struct arena each = {0};
    struct work mine = *w;
    int64_t *holders;
    size_t count, done = 0;
    bool is_new;
    err e;

    if ((e = rows_ids(w, SQL_HOLDERS, BINDS(DATE(":today", w->today)), &holders, &count)) ||
        (e = order_draw(holders, count)))
        return e;
    mine.arena = &each;
    for (size_t i = 0; i < count && (!most || done < most); i++) {
        arena_reset(&each);
        if ((e = holder_issue(&mine, holders[i], &is_new))) {
            w->problem = mine.problem;
            return e;
        }
        done += is_new;
    }
    *ret_count = done;
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
    int64_t person;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = shown_find(w, holder, &person, &found)))
        return e;
    if (!found.number)
        return no_card(w);
    if ((e = all_end(w, person, why)) || (e = card_log(w, "ground.card_end", holder, card_end_name(why))))
        return e;
    return tx_commit(&tx);
}

err ground_card_print(struct work *w, int64_t holder, bool back, struct buf *ret)
{
    struct in_use found;
    struct card card;
    int64_t person;
    err e;

    if ((e = shown_find(w, holder, &person, &found)))
        return e;
    if (!found.number)
        return no_card(w);
    if ((e = card_find(w, found.number, true, &card)))
        return e;
    return card_print_known(w, &card, 0, CARD_PDF, back, ret);
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
