/* Who has a ground: found, written down, joined with the person of a file. */
#ifndef DOMAIN_GROUND_HOLDER_H
#define DOMAIN_GROUND_HOLDER_H

#include "domain/work/fault.h"
#include "domain/work/work.h"

/* A ground as it is typed, with its holder. */
struct ground_new {
    const char *first_name, *surname; /* first_name is needed; surname NULL: there is one name only */
    int64_t birth_year;               /* 0: not known */
    const char *nid;                  /* NULL: none. Kept sealed, and shown to nobody */
    const char *unit;                 /* a unit's name; NULL: not known */
    const char *kind, *decision;      /* a code of ground_kind; the decision's number */
    date decided_on, from, until;     /* from DATE_NONE: decided_on; until DATE_NONE: until it is ended */
};

/* Name, number, year and unit; surname not NULL. */
err ground_holder_check(struct work *w, const struct ground_new *in, struct faults *f) MUST_CHECK;
/* By number or, without one, by name and year: 0: nobody is known so. */
err ground_holder_find(struct work *w, const struct ground_new *in, int64_t *ret) MUST_CHECK;
/* Sealed with a key of its own, and joined with the person of a file who has that number. */
err ground_holder_add(struct work *w, const struct ground_new *in, int64_t *ret) MUST_CHECK;
/* On whom the holder's card hangs; 0: nobody yet. ERR_ABSENT "no_holder". */
err ground_holder_person(struct work *w, int64_t id, int64_t *ret) MUST_CHECK;
/* The same; where there is nobody, a person is made who stands in no file, with name and year alone. */
err ground_holder_embody(struct work *w, int64_t id, int64_t *ret) MUST_CHECK;
/* What the holder's cards are good for, anew; nothing where there is no person yet. */
err ground_holder_refresh(struct work *w, int64_t id) MUST_CHECK;
/* Name, year, unit and, where there was none, the number, as `given` says them; what else it says is not
 * looked at. A number that brings the holder together with a person of a file does so in silence
 * (card/card_join.h). A card that prints other initials or another year becomes a task (ground_card.h,
 * "outdated"). ERR_ABSENT "no_holder"; ERR_INPUT with the field, "nid_kept": another number was written down.
 * ERR_CONFLICT "holder_known": another row has that number, or neither has one and both say one name and
 * year; with `same` the office says that they are one: then the grounds and cards of this row go to that one,
 * which stays as it is, and this row is gone. No card ends by it. *ret: the row that stays. Logged
 * "ground.correct" or "ground.unite". */
err ground_holder_correct(struct work *w, int64_t id, const struct ground_new *given, bool same,
                          int64_t *ret) MUST_CHECK;
/* By which a holder is found: made anew when the key of look-ups is another, or names fold otherwise. */
err ground_blind_renew(struct work *w, int64_t id) MUST_CHECK;

#endif
