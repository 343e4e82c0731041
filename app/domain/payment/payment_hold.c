/* The reasons for which a payment that is due waits, who may end the wait, and what was said. */
#include "domain/payment/payment_hold.h"

#include <string.h>

#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define REASON_MAX LIMIT(HeldWord, reason) /* code points */

/* Whether two are one person, and whether she is safe, is the coordinator's to know; what the office pays by
 * is the office's. Whatever it says, the director approves the run. */
static const struct {
    const char *name;
    unsigned roles;
} HOLDS[PAYMENT_HOLDS] = {
    [HOLD_SAME_PERSON] = {"same_person", R_COORDINATOR},
    [HOLD_APPLICATION_GAP] = {"application_gap", R_AID_OFFICER},
    [HOLD_BEFORE_FIRST_RUN] = {"before_first_run", R_AID_OFFICER},
    [HOLD_COORDINATOR] = {"coordinator", R_COORDINATOR},
};

static const char *const WORDS[] = {[WORD_HOLD] = "hold", [WORD_PAY] = "pay", [WORD_LEAVE] = "leave"};

const char *payment_hold_name(enum payment_hold h)
{
    return (unsigned)h < PAYMENT_HOLDS ? HOLDS[h].name : NULL;
}

bool payment_hold_parse(const char *name, enum payment_hold *ret)
{
    for (unsigned h = HOLD_NONE + 1; h < PAYMENT_HOLDS; h++)
        if (!strcmp(name, HOLDS[h].name)) {
            *ret = (enum payment_hold)h;
            return true;
        }
    return false;
}

unsigned payment_hold_roles(enum payment_hold h)
{
    return (unsigned)h < PAYMENT_HOLDS ? HOLDS[h].roles : 0;
}

const char *hold_word_name(enum hold_word h)
{
    return (unsigned)h <= WORD_LEAVE ? WORDS[h] : NULL;
}

bool hold_word_parse(const char *name, enum hold_word *ret)
{
    for (unsigned h = WORD_HOLD; h <= WORD_LEAVE; h++)
        if (!strcmp(name, WORDS[h])) {
            *ret = (enum hold_word)h;
            return true;
        }
    return false;
}

static const char SQL_SAID[] =
    "SELECT person_id, why, about, word FROM payment_hold h WHERE id = (SELECT max(id) FROM payment_hold l "
    "WHERE l.person_id = h.person_id AND l.why = h.why AND l.about = h.about) ORDER BY person_id, why, about";
static const struct column SAID_COLUMNS[] = {
    COLUMN_INT_AS(struct said, person, "person_id"),
    COLUMN_WORD(struct said, why, payment_hold_parse),
    COLUMN_INT(struct said, about),
    COLUMN_WORD(struct said, word, hold_word_parse),
};

err payment_said_load(struct work *w, struct said **ret, size_t *ret_count)
{
    return rows_read(w, SQL_SAID, NO_BINDS, COLUMNS(SAID_COLUMNS), NULL, ret, ret_count);
}

static const char SQL_SAY[] = "INSERT INTO payment_hold (id, person_id, why, about, word, reason_sealed, "
                              "phone, recorded_by, recorded_at) "
                              "VALUES (:id, :person, :why, :about, :word, :reason, :phone, :account, :now)";

err payment_hold_say(struct work *w, const struct hold_said *in, int64_t *ret_id)
{
    CLEANUP(buf_free) struct buf reason = {0};
    int64_t id;
    err e;

    if (!(w->actor.roles & payment_hold_roles(in->why)))
        return refuse(w, ERR_DENIED, "forbidden", "", "What becomes of this payment is for others to say.");
    if ((e = field_text_check(w, "reason", in->reason, REASON_MAX, true)) ||
        (e = id_next(w, "payment_hold", &id)) ||
        (e = sealed_text(w, OF_PERSON(in->person), "payment_hold", "reason", id, in->reason, &reason)) ||
        (e = db_exec(w->db, SQL_SAY,
                     BINDS(INT(":id", id), INT(":person", in->person),
                           TEXT(":why", payment_hold_name(in->why)), INT(":about", in->about),
                           TEXT(":word", hold_word_name(in->word)), SEALED(":reason", reason),
                           TEXT(":phone", in->phone), INT(":account", w->actor.account),
                           INT(":now", w->now)))))
        return e;
    *ret_id = id;
    return OK;
}
