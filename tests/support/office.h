/* The whole program behind one door: all routes, an account of every role signed in, a bus, a kindergarten
 * and a fee desk with a device each; and files as a coordinator registers them. The persons are made up. */
#ifndef SUPPORT_OFFICE_H
#define SUPPORT_OFFICE_H

#include "support/door.h"
#include "token/card_token.h"

#define SECOND        "besa_session=second-secret" /* another coordinator */
#define AID_OFFICER   "besa_session=aid-secret"
#define DIRECTOR      "besa_session=director-secret"
#define KINDERGARTEN  "besa_session=kindergarten-secret"
#define PARTNER       "besa_session=partner-secret" /* of OFFICE_PARTNER */
#define ADMINISTRATOR "besa_session=administrator-secret"
#define KINDER        "Bearer kinder-token"
#define DESK          "Bearer desk-token"

#define OFFICE_KINDERGARTEN 31  /* the organisation */
#define OFFICE_PARTNER      900 /* in the address book: "Qendra Partnere" */
#define OFFICE_PASSWORD     "dymbëdhjetë qershi"

/* *state becomes a struct door *; 0, as cmocka wants it. */
int office_setup(void **state);
int office_teardown(void **state);

/* From now on it is that instant: clock, sessions, and the midnight work of that day. */
void office_at(struct door *d, int64_t instant);
/* Ten in the morning of that day, "2026-04-01". */
void office_on(struct door *d, const char *day);

/* The next requests come from this cookie or bearer token; NULL: from nobody. */
void as(struct door *d, const char *who);
/* ask() with a body printed by that format, ' standing for ". */
int tell(struct door *d, const char *method, const char *path, const char *body, ...) FORMAT(4, 5);
/* GET of that address, query included. */
int get(struct door *d, const char *target, ...) FORMAT(2, 3);
/* An address, in the register's arena. */
const char *path(struct door *d, const char *format, ...) FORMAT(2, 3);

/* "entitlements.0.because.rule": that part of the last answer; NULL, 0, "" when it is not there. */
json_t *part(const struct door *d, const char *where);
int64_t number_at(const struct door *d, const char *where);
const char *text_at(const struct door *d, const char *where);
bool true_at(const struct door *d, const char *where);

/* Mirjeta Sokolaj (1987) and her child Era (2021) of Lunxhëri, protected by an UM. */
struct office_file {
    int64_t case_id, order, mother, child;
};
#define OFFICE_NID "I75514009V"
void office_file(struct door *d, const char *number, const char *start, const char *end,
                 struct office_file *ret);
int64_t office_version(struct door *d, int64_t case_id);
/* Posts an act with the file's present version; more: ",'end':'…'". Returns the status. */
int office_act(struct door *d, const struct office_file *f, const char *kind, const char *on,
               const char *more);

/* The aid officer grants it; the coordinator asks again afterwards. */
void office_grant(struct door *d, int64_t case_id, int64_t application);

struct office_card {
    char number[CARD_NUMBER_TEXT];
    char text[CARD_TEXT_MAX + 1];
    int64_t list, index;
};
/* services: "'transport','documents'". */
void office_card(struct door *d, const struct office_file *f, int64_t person, const char *services,
                 struct office_card *ret);
/* The card out of the last answer's part `where` ("" for the whole). */
void office_card_take(const struct door *d, const char *where, struct office_card *ret);
/* The reason that device is told; the coordinator asks again afterwards. */
const char *office_check(struct door *d, const char *device, const char *card);

#endif
