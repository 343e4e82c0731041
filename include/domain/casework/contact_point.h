/* The address book: institutions and who answers there, to whom somebody is referred or who is invited. What
 * it is found by is plain; where it is and by which number is sealed (said.h), because shelters stand in it.
 * None is ever deleted: referrals of past years name it. */
#ifndef DOMAIN_CONTACT_POINT_H
#define DOMAIN_CONTACT_POINT_H

#include "domain/casework/contact_said.h"
#include "gen/limits.h"

/* Room for a name that text_fold has made. */
#define CONTACT_NAME_FOLDED                                                                                  \
    (4 * LIMIT(ContactPointNew, name) + 1) /* bytes: a code point has at most four                           \
                                            */

struct contact_new {
    struct contact_said said; /* first: its members are read in place */
    const char *kind, *level; /* of the lists contact_kind, contact_level */
    bool public;
    const char *name;
    const char *services; /* of the list referral_service, with a blank between; NULL: none said */
    date confirmed_on;    /* DATE_NONE: of a new one today; of another as it stands */
    struct contact_person *persons;
    size_t persons_count;
};
/* A new one. All faults at once: ERR_INPUT "required", "too_long", "bad_text" and
 * "unknown_word", each at its field (persons[0].name), "out_of_range" where somebody's last day is before the
 * first, "too_many" at "persons", "in_future" at "confirmed_on"; ERR_CONFLICT "name_taken" at "name": one of
 * that name, spelled somehow, stands in the book. Logged "contact_point.add". */
err contact_point_add(struct work *w, const struct contact_new *in, int64_t *ret_id) MUST_CHECK;
/* All that is said of it, anew; that it is confirmed follows from nothing else. Beside those: ERR_ABSENT
 * "no_contact_point", ERR_CONFLICT "contact_ended", and "contact_changed" where somebody else has changed it
 * since that version. Logged "contact_point.change". */
err contact_point_change(struct work *w, int64_t id, int64_t version,
                         const struct contact_new *in) MUST_CHECK;
/* Somebody asked there, and all of it holds. As above. Logged "contact_point.confirm". */
err contact_point_confirm(struct work *w, int64_t id) MUST_CHECK;
/* Nobody is sent there from today on. As above. Logged "contact_point.end". */
err contact_point_end(struct work *w, int64_t id) MUST_CHECK;

struct contact_point {
    int64_t id, version;
    const char *kind, *level, *name, *services;
    bool public;
    const char *said_text; /* sealed as one; read into said */
    struct contact_said said;
    date confirmed_on;
    bool stale;    /* not confirmed for a year, wherever it is offered */
    date ended_on; /* DATE_NONE: it stands in the book */
    struct contact_person *persons;
    size_t persons_count;
};
struct contact_filter {
    const char *words;  /* each begins a word of the name; NULL: any */
    const char *kind;   /* NULL: any */
    bool unconfirmed;   /* only those not confirmed in this calendar year */
    bool ended;         /* those alone that ended */
    size_t skip, limit; /* limit 0: all of them */
};
/* By name; *ret_total: how many there are without skip and limit. */
err contact_point_list(struct work *w, const struct contact_filter *f, struct contact_point **ret,
                       size_t *ret_count, size_t *ret_total) MUST_CHECK;

struct contact_name {
    int64_t id;
    const char *name, *kind;
    bool stale;
};
#define CONTACT_NAMES 8
/* The first of those whose name has words that begin so; nothing is opened for it. */
err contact_name_list(struct work *w, const char *words, struct contact_name ret[CONTACT_NAMES],
                      size_t *ret_count) MUST_CHECK;
/* *name as the book spells it, where it stands there; else it stays. */
err contact_name_spell(struct work *w, const char **name) MUST_CHECK;
/* The book knows it under that name. 0: it does not. */
err contact_point_named(struct work *w, const char *name, int64_t *ret_id) MUST_CHECK;

/* How many stand in the book that were not confirmed in the calendar year of today. */
err contact_unconfirmed(struct work *w, int64_t *ret) MUST_CHECK;

/* What one that stands in the book is, to be changed in parts. */
struct contact_new contact_point_again(const struct contact_point *p);
/* The one that stands there under that number. ERR_ABSENT "no_contact_point". */
err contact_point_read(struct work *w, int64_t id, struct contact_point *ret) MUST_CHECK;

#endif
