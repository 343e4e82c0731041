/* Acts: their kinds by name, and what one says after its corrections. */
#include "domain/law/act.h"

#include <string.h>

static const char *const ACT_NAMES[ACT_KINDS] = {
    [ACT_GRANTED] = "granted",
    [ACT_SERVED] = "served",
    [ACT_PETITIONED] = "petitioned",
    [ACT_FINAL] = "final",
    [ACT_APPEALED] = "appealed",
    [ACT_AMENDED] = "amended",
    [ACT_EXTENSION_REQUESTED] = "extension_requested",
    [ACT_EXTENDED] = "extended",
    [ACT_TERMINATED] = "terminated",
    [ACT_ANNULLED] = "annulled",
    [ACT_REPLACED] = "replaced",
    [ACT_CORRECTED] = "corrected",
    [ACT_EXTENSION_REFUSED] = "extension_refused",
    [ACT_APPEAL_DECIDED] = "appeal_decided",
    [ACT_PETITION_REFUSED] = "petition_refused",
    [ACT_NOT_CONFIRMED] = "not_confirmed",
    [ACT_CONFIRMED] = "confirmed",
    [ACT_REGISTRATION_CORRECTED] = "registration_corrected",
};

static const char *const OUTCOME_NAMES[] = {
    [APPEAL_UPHELD] = "upheld", [APPEAL_CHANGED] = "changed", [APPEAL_OVERTURNED] = "overturned"};

const struct act *act_by_id(const struct act *acts, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (acts[i].id == id)
            return &acts[i];
    return NULL;
}

/* The latest correction that names this act, recorded before `below`. */
static const struct act *correction_of(const struct act *acts, size_t count, const struct act *act,
                                       int64_t below)
{
    const struct act *latest = NULL;

    for (size_t i = 0; i < count; i++) {
        const struct act *c = &acts[i];

        if (c->kind == ACT_CORRECTED && c->corrects == act->id && c->id > act->id && c->id < below &&
            (latest == NULL || c->id > latest->id))
            latest = c;
    }
    return latest;
}

/* The record whose words count for the act: its own, or those of a correction. NULL: voided. The walk goes
 * down the latest corrections to one that nobody corrects. That one speaks, unless it voids what it corrects:
 * then that correction is taken back, and the one before it is asked. No recursion, for a chain is as long as
 * people make it. */
static const struct act *act_speaker(const struct act *acts, size_t count, const struct act *act)
{
    const struct act *at = act, *next;
    int64_t below = INT64_MAX;

    for (;;) {
        while ((next = correction_of(acts, count, at, below)) != NULL) {
            at = next;
            below = INT64_MAX;
        }
        if (at == act || !at->voids)
            return at;
        if (at->corrects == act->id)
            return NULL;
        if ((next = act_by_id(acts, count, at->corrects)) == NULL)
            return NULL;
        below = next->id;
        at = next->corrects == act->id ? act : act_by_id(acts, count, next->corrects);
        if (at == NULL)
            return NULL;
    }
}

bool act_value(const struct act *acts, size_t count, const struct act *act, struct act *ret)
{
    const struct act *speaker = act_speaker(acts, count, act);
    enum act_kind kind = act->kind;

    if (speaker == NULL)
        return false;
    *ret = *speaker;
    ret->kind = kind;
    return true;
}

bool act_cuts(enum act_kind k)
{
    return (ACT_CUTS & ACT_BIT(k)) != 0;
}

bool act_appealable(enum act_kind k)
{
    return k == ACT_GRANTED || k == ACT_AMENDED || k == ACT_EXTENDED || k == ACT_EXTENSION_REFUSED ||
           k == ACT_APPEAL_DECIDED || act_cuts(k);
}

const char *act_kind_name(enum act_kind k)
{
    return (unsigned)k < ACT_KINDS ? ACT_NAMES[k] : NULL;
}

bool act_kind_parse(const char *name, enum act_kind *ret)
{
    for (unsigned k = 0; k < ACT_KINDS; k++)
        if (strcmp(name, ACT_NAMES[k]) == 0) {
            *ret = (enum act_kind)k;
            return true;
        }
    return false;
}

const char *appeal_outcome_name(enum appeal_outcome o)
{
    return (unsigned)o <= APPEAL_OVERTURNED ? OUTCOME_NAMES[o] : NULL;
}

bool appeal_outcome_parse(const char *name, enum appeal_outcome *ret)
{
    for (unsigned o = APPEAL_UPHELD; o <= APPEAL_OVERTURNED; o++)
        if (strcmp(name, OUTCOME_NAMES[o]) == 0) {
            *ret = (enum appeal_outcome)o;
            return true;
        }
    return false;
}
