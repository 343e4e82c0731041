/* An order as it lies on the desk, for tests of what is taken down from it: an UM of the court of
 * Gjirokastër, number 14, of 2026-03-01 to 2026-09-30, for Elira Kola (1987) and her child Ana (2021). */
#ifndef SUPPORT_PAPER_H
#define SUPPORT_PAPER_H

#include "domain/order/order.h"
#include "support/register.h"

#define PAPER_COURT "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër"

struct paper {
    struct order_new order; /* its persons are these */
    struct order_person persons[3];
    struct order_person respondent; /* Agim Kola (1980), when order.respondent points here */
};

/* Points into itself: not to be copied. */
void paper_make(struct paper *p);
/* The same persons and court, later in the same file: kind, number, decision and end as given. */
void paper_next(struct test_register *r, int64_t case_id, enum order_kind kind, const char *number,
                date decision, date end, struct paper *p);
/* Registers it; returns the order. */
int64_t paper_register(struct test_register *r, const struct paper *p, int64_t *ret_case);
/* Between the two whoever bears the name and birth date of somebody in another file is another person: most
 * tests are about something else, and all of them have the same Elira. Where the test confirms that itself,
 * they do nothing. */
struct apart {
    struct confirmed *confirmed; /* by the test, before */
    size_t count;
    bool begun;
};
struct apart apart_begin(struct test_register *r);
void apart_end(struct test_register *r, struct apart before);
/* order_register between them. */
err paper_apart(struct test_register *r, const struct order_new *in, int64_t *ret_id, int64_t *ret_case);
int64_t file_version(struct test_register *r, int64_t case_id);

/* Among the warnings there is one with that code at that field. */
bool warned(const struct test_register *r, const char *code, const char *field);

/* An order that was taken down, and acts on it. */
struct desk {
    struct paper paper;
    int64_t order, file;
};
void desk_lay(struct test_register *r, enum order_kind kind, date end, struct desk *d);
void um_lay(struct test_register *r, struct desk *d); /* to 2026-09-30 */
/* With the file's present version and a court's number; of today, saying nothing else. */
struct act_new desk_act(struct test_register *r, const struct desk *d, enum act_kind kind);
/* Recorded, and the file one version on; returns the act. */
int64_t desk_take(struct test_register *r, const struct desk *d, const struct act_new *act);
/* Refused so, and nothing written. */
void desk_refuse(struct test_register *r, const struct desk *d, const struct act_new *act, err e,
                 const char *code, const char *field);
struct protection desk_protection(struct test_register *r, const struct desk *d);

#endif
