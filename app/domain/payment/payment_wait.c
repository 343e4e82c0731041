/* What people said of payments, and who may stand in the register twice, held against each payment that is
 * due. */
#include "domain/payment/payment_wait.h"

#include "domain/payment/same_person.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct given {
    int64_t person;
    date month;
};

err payment_waits_load(struct work *w, bool pairs, struct payment_waits *ret)
{
    struct payment_waits s = {.kept = w->arena};
    err e;

    if ((e = payment_said_load(w, &s.said, &s.said_count)) ||
        (pairs && (e = same_person_pairs(w, &s.pairs, &s.pair_count))))
        return e;
    *ret = s;
    return OK;
}

/* What people said last of a reason to wait; WORD_NONE: nothing. */
static enum hold_word word_on(struct payment_waits *s, int64_t person, enum payment_hold why, int64_t about)
{
    /* Persons come in rising order, and so does what was said of them. */
    while (s->said_at < s->said_count && s->said[s->said_at].person < person)
        s->said_at++;
    for (size_t i = s->said_at; i < s->said_count && s->said[i].person == person; i++)
        if (s->said[i].why == why && s->said[i].about == about)
            return s->said[i].word;
    return WORD_NONE;
}

/* 202101 */
static int64_t month_number(date month)
{
    int year, number, day;

    date_split(month, &year, &number, &day);
    return year * 100 + number;
}

static bool waits(struct payment_waits *s, int64_t person, enum payment_hold why, int64_t about,
                  struct waiting *ret)
{
    enum hold_word word = about ? word_on(s, person, why, about) : WORD_PAY;

    if (word == WORD_PAY)
        return false;
    *ret = (struct waiting){.why = why, .about = about, .word = word};
    return true;
}

/* The first pair of the person, and how many follow it. */
static const struct same_pair *pairs_of(struct payment_waits *s, int64_t person, size_t *ret_count)
{
    size_t n = 0;

    while (s->pair_at < s->pair_count && s->pairs[s->pair_at].person < person)
        s->pair_at++;
    while (s->pair_at + n < s->pair_count && s->pairs[s->pair_at + n].person == person)
        n++;
    *ret_count = n;
    return s->pairs + s->pair_at;
}

static const char SQL_STANDS[] =
    "SELECT count(*) FROM payment_standing WHERE person_id = :person AND month = :month";

/* The month is paid to that person, by an approved run or by this one. */
static err is_paid(struct work *w, const struct payment_waits *s, int64_t person, date month, bool *ret)
{
    int64_t stands;
    err e;

    for (size_t i = 0; i < s->given_count; i++)
        if (s->given[i].person == person && s->given[i].month == month) {
            *ret = true;
            return OK;
        }
    if ((e = db_int(w->db, SQL_STANDS, BINDS(INT(":person", person), DATE(":month", month)), &stands)))
        return e;
    *ret = stands > 0;
    return OK;
}

/* Who may be the same person, and has the month already; 0: nobody. Of whom somebody said to pay all the same
 * is passed over. */
static err paid_other(struct work *w, struct payment_waits *s, int64_t person, date month, int64_t *ret)
{
    size_t count;
    const struct same_pair *pairs = pairs_of(s, person, &count);
    int64_t other = 0;
    bool paid = false;
    err e;

    for (size_t i = 0; i < count && !other; i++) {
        if (word_on(s, person, HOLD_SAME_PERSON, pairs[i].other) == WORD_PAY)
            continue;
        if ((e = is_paid(w, s, pairs[i].other, month, &paid)))
            return e;
        other = paid ? pairs[i].other : 0;
    }
    *ret = other;
    return OK;
}

err payment_wait_given(struct payment_waits *s, int64_t person, date month)
{
    struct given *slot;
    size_t count;

    (void)pairs_of(s, person, &count);
    if (!count)
        return OK;
    if (!(slot = arena_grow(s->kept, &s->given, &s->given_count, &s->given_room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = (struct given){person, month};
    return OK;
}

/* Each reason by the thing that it is about, 0 where it does not apply. */
err payment_wait_of(struct work *w, struct payment_waits *s, const struct wait_asked *asked,
                    struct waiting *ret)
{
    const int64_t early = asked->early ? month_number(asked->month) : 0;
    struct waiting wait = {.why = HOLD_NONE};
    int64_t other;
    err e;

    if ((e = paid_other(w, s, asked->person, asked->month, &other)))
        return e;
    if (!waits(s, asked->person, HOLD_SAME_PERSON, other, &wait) &&
        !waits(s, asked->person, HOLD_APPLICATION_GAP, asked->gap, &wait))
        (void)waits(s, asked->person, HOLD_BEFORE_FIRST_RUN, early, &wait);
    *ret = wait;
    return OK;
}
