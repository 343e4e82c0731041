/* The end of a card before its time: revoked, lost, replaced, compromised. What the check reads, the bit and
 * the signed list change in the same transaction. */
#include "domain/card/card_end.h"

#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_draft.h"
#include "domain/card/card_issue.h"
#include "domain/card/card_refresh.h"
#include "domain/card/status.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/file/person.h"
#include "domain/file/safe_contact.h"
#include "domain/office/audit.h"
#include "store/db.h"

static const char *const ENDS[] = {
    [CARD_REVOKED] = "revoked",
    [CARD_LOST] = "lost",
    [CARD_REPLACED] = "replaced",
    [CARD_COMPROMISED] = "compromised",
};

const char *card_end_name(enum card_end why)
{
    return ENDS[why];
}

bool card_end_parse(const char *name, enum card_end *ret)
{
    for (enum card_end why = CARD_REVOKED; why <= CARD_COMPROMISED; why++) {
        if (!strcmp(name, ENDS[why])) {
            *ret = why;
            return true;
        }
    }
    return false;
}

static const char SQL_END[] =
    "UPDATE card SET revoked_at = :now, revoked_why = :why WHERE id = :id AND revoked_at IS NULL";

/* The card that is to end, in *ret, with its person's file noted as written in *issue. Ended, but its
 * projection not yet moved. */
static err card_stop(struct work *w, const char *number, enum card_end why, struct card *ret,
                     struct issue *issue)
{
    struct audit_entry entry = {.what = "card.revoke", .record = "card", .why = card_end_name(why)};
    err e;

    /* May she be opened comes before whether the card is revoked, so that a stranger does not learn it. */
    if ((e = card_find_of_file(w, number, true, ret)) || (e = case_person_may_open(w, ret->person, 0)))
        return e;
    if (ret->revoked_at)
        return refuse(w, ERR_CONFLICT, "already_revoked", "", "This card was revoked before.");
    if ((e = card_case(w, ret->person, &issue->case_id)) ||
        (e = case_move(w, issue->case_id, &issue->version)) ||
        (e = db_exec(w->db, SQL_END,
                     BINDS(INT(":now", w->now), TEXT(":why", card_end_name(why)), INT(":id", ret->id)))))
        return e;
    entry.record_id = ret->id;
    entry.case_id = issue->case_id;
    entry.case_version = issue->version;
    return audit_append(w, &entry);
}

err card_revoke(struct work *w, const char *number, enum card_end why)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct issue issue = {0};
    struct card card;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = card_stop(w, number, why, &card, &issue)) ||
        (e = card_refresh(w, card.person)))
        return e;
    return tx_commit(&tx);
}

static const char SQL_SUCCESSOR[] = "UPDATE card SET replaced_by = :new WHERE id = :old";

/* ERR_INPUT when none of the services holds any more. */
static err card_succeed(struct work *w, struct issue *issue, const struct card *old,
                        char ret_number[CARD_NUMBER_TEXT])
{
    struct card_new in = {.case_id = issue->case_id, .person = old->person, .services = old->services};
    struct card_token token;
    int64_t id;
    err e;

    if ((e = card_token_read(old->text, &token)))
        return e;
    in.no_hint = !token.hint[0]; /* what the holder preferred then */
    if ((e = issue_card(w, issue, &in, true, ret_number, &id)))
        return e;
    return db_exec(w->db, SQL_SUCCESSOR, BINDS(INT(":new", id), INT(":old", old->id)));
}

err card_replace(struct work *w, const char *number, struct card *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    char new_number[CARD_NUMBER_TEXT];
    struct issue issue = {0};
    struct card old, new;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = rules_load(w, &issue.rules)) ||
        (e = card_stop(w, number, CARD_REPLACED, &old, &issue)) ||
        (e = card_succeed(w, &issue, &old, new_number)) || (e = card_refresh(w, old.person)) ||
        (e = card_find(w, new_number, true, &new)) || (e = tx_commit(&tx)))
        return e;
    *ret = new;
    return OK;
}

/* The old card goes even where nothing holds any more that a new one could carry: then *ret_number is "". */
static err card_succeed_if(struct work *w, struct issue *issue, const struct card *old,
                           char ret_number[CARD_NUMBER_TEXT])
{
    err e = card_succeed(w, issue, old, ret_number);

    if (e != ERR_INPUT)
        return e;
    work_warn(w, "no_new_card", "services", "There is no new card. %s", w->problem.detail);
    w->problem = (struct problem){0};
    ret_number[0] = '\0';
    return OK;
}

/* In one transaction: the old card dies, a new one is made, and the contact she called safe is noted as no
 * longer so. The one who found the card may also read her telephone. */
err card_compromised(struct work *w, const char *number, struct card *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    char new_number[CARD_NUMBER_TEXT];
    struct issue issue = {0};
    struct card old, new = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = rules_load(w, &issue.rules)) ||
        (e = card_stop(w, number, CARD_COMPROMISED, &old, &issue)) ||
        (e = safe_contact_unsafe(w, old.person)) || (e = card_succeed_if(w, &issue, &old, new_number)) ||
        (e = card_refresh(w, old.person)))
        return e;
    if (new_number[0] && (e = card_find(w, new_number, true, &new)))
        return e;
    if ((e = tx_commit(&tx)))
        return e;
    *ret = new;
    return OK;
}
