/* A random history of case work, played through the register's doors from a seed, beside what the test itself
 * wrote down of it: what indicators are counted from by hand. */
#ifndef SUPPORT_CASEBOOK_H
#define SUPPORT_CASEBOOK_H

#include "support/casework.h"

#define BOOK_FILES    120
#define BOOK_ENTRIES  900
#define BOOK_MEETINGS 120
#define BOOK_CONTACTS 60
#define BOOK_ORDERS   150
#define BOOK_PERSONS  (2 * BOOK_ORDERS)
#define BOOK_STAYS    60
#define BOOK_MOVES    6
#define BOOK_INVITED  5
#define BOOK_AGENDA   3

struct book_file {
    int64_t id;
    const char *unit; /* of now */
    struct {
        date until;
        const char *unit;
    } moves[BOOK_MOVES]; /* by day */
    size_t move_count;
    bool gone, sealed; /* gone: merged into an older one */
};
struct book_entry {
    enum record_kind kind;
    int64_t id;
    int file;    /* -1: none */
    int answers; /* the first entry of the chain that it answers; -1: none */
    int first;   /* of those that corrected one another: itself where it corrects none */
    date on;
    bool voided;
    int64_t quantity, children;
    int order, to; /* of a breach: which order; of a referral: to which contact; -1: none */
    /* codes; NULL: not said. what: service, area, reason, kind of hearing; outcome: of a call, an answer */
    const char *what, *outcome, *channel, *caller, *danger, *sex, *age, *unit, *came, *violence, *relation,
        *disability, *court;
};
struct book_meeting {
    int64_t id;
    const char *kind;
    date on;
    bool called_off, written, is_signed;
    int64_t women, men, reports, initiatives;
    size_t invited_count, file_count;
    struct {
        int institution; /* -1: none was noted */
        bool present, head;
    } invited[BOOK_INVITED];
    int files[BOOK_AGENDA];
};
struct book_contact {
    int64_t id;
    const char *kind, *level;
    bool public;
    date confirmed[20];
    size_t confirmed_count;
    date ended; /* DATE_NONE: it stands */
};
struct book_person {
    int64_t id;
    const char *sex;
    date born;
};
struct book_order {
    int64_t id;
    int file, her, him; /* persons; him -1: nobody was named */
    const char *kind, *court;
    date decided, last; /* last: of its days; DATE_OPEN */
    date received;      /* DATE_NONE: nobody has said */
    bool voided;
};
struct book_stay {
    int64_t id;
    int order, person; /* order: that protects her, in the file in which it is written */
    date from, until;  /* until DATE_OPEN: it lasts */
    bool voided;
};
struct book {
    uint64_t state;
    struct test_register *r;
    struct book_file files[BOOK_FILES];
    struct book_entry entries[BOOK_ENTRIES];
    struct book_meeting meetings[BOOK_MEETINGS];
    struct book_contact contacts[BOOK_CONTACTS];
    struct book_person persons[BOOK_PERSONS];
    struct book_order orders[BOOK_ORDERS];
    struct book_stay stays[BOOK_STAYS];
    size_t file_count, entry_count, meeting_count, contact_count, person_count, order_count, stay_count;
};

unsigned book_below(struct book *b, unsigned n);
/* Done, or refused for a reason of the office's: anything else fails the test. */
bool book_done(struct book *b, err e);
/* So many steps from September 2024 on; a refusal of the register is no step. */
void book_play(struct book *b, struct test_register *r, uint64_t seed, unsigned steps);

#endif
