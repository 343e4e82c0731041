/* A consent is one to an institution: who asks for another needs another. */
#include "domain/casework/consent.h"

#include "base/text.h"

#define LINE(f, max, needed) SAID_AS(struct consent_said, f, max, needed, SAID_LINE, NULL)
static const struct said_field CONSENT_FIELDS[] = {
    SAID_AS(struct consent_said, to, 200, true, SAID_INSTITUTION, NULL),
    LINE(what_for, 400, true),
    SAID_AS(struct consent_said, how, SAID_CODE_MAX, true, SAID_CHOICE, "consent_how"),
    LINE(witness, 120, false),
    SAID_AS(struct consent_said, names, SAID_CODE_MAX, false, SAID_CHOICE, "consent_names"),
    SAID_AS(struct consent_said, until, 10, false, SAID_DAY, NULL),
};

/* DATE_OPEN: it has none. Called behind the check of its form. */
static date until_of(const struct consent_said *s)
{
    date until;

    return s->until && !date_parse(s->until, &until) ? until : DATE_OPEN;
}

static err consent_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct consent_said *s = said;
    const bool unheard = text_equal(s->how, "spoken") && text_empty(s->witness);
    err e = faults_when(w, f, until_of(s) < r->on, "out_of_range", "until", "It ends before it is given.");

    if (e)
        return e;
    return faults_when(w, f, unheard, "required", "witness", "A spoken consent names who was there.");
}

static bool consent_over(const void *said, date today)
{
    return until_of(said) < today;
}

const struct noun CONSENT_NOUN = {NOUN(RECORD_CONSENT, struct consent_said, CONSENT_FIELDS), .awaits = true,
                                  .check = consent_check, .over = consent_over};

static const struct said_field WITHDRAWAL_FIELDS[] = {
    SAID_AS(struct withdrawal_said, words, 2000, false, SAID_LINES, NULL),
};
const struct noun WITHDRAWAL_NOUN = {NOUN(RECORD_WITHDRAWAL, struct withdrawal_said, WITHDRAWAL_FIELDS),
                                     .answers = NOUN_BIT(RECORD_CONSENT)};

/* Taken back by then. */
static bool withdrawn(const struct record *ends, size_t count, int64_t root, date on)
{
    for (size_t i = 0; i < count; i++)
        if (ends[i].answers == root && !ends[i].voided && ends[i].on <= on)
            return true;
    return false;
}

static err listed(struct work *w, enum record_kind kind, int64_t case_id, struct record **ret,
                  size_t *ret_count)
{
    const struct record_filter f = {
        .kind = kind, .unpaged = true, .case_id = case_id, .from = DATE_NONE, .until = DATE_NONE};

    return record_list(w, &f, ret, ret_count);
}

err consent_holds(struct work *w, int64_t case_id, const char *to, date on, struct consent_held *ret)
{
    struct record *given, *ends;
    size_t count, end_count;
    err e;

    if ((e = listed(w, RECORD_CONSENT, case_id, &given, &count)) ||
        (e = listed(w, RECORD_WITHDRAWAL, case_id, &ends, &end_count)))
        return e;
    *ret = (struct consent_held){0};
    for (size_t i = 0; i < count; i++) {
        struct consent_said s;

        if ((e = said_read(w->arena, given[i].said, CONSENT_FIELDS, CONSENT_NOUN.said_count, &s)))
            return e;
        if (given[i].voided || given[i].on > on || on > until_of(&s) || !s.to || !text_same(s.to, to) ||
            withdrawn(ends, end_count, given[i].root, on))
            continue;
        ret->holds = true;
        ret->names = ret->names || text_equal(s.names, "yes");
    }
    return OK;
}
