/* Access that was refused, counted in memory and written down once a minute: whoever is refused a thousand
 * times leaves a trace, and no thousand rows that fill the log. Guards itself with one lock. */
#ifndef DOMAIN_REFUSAL_H
#define DOMAIN_REFUSAL_H

#include "base/network.h"
#include "domain/office/account_name.h"
#include "domain/work/work.h"

#define REFUSAL_KINDS_MAX                                                                                    \
    4096 /* kept apart until they are written; those beyond are counted without their record */
#define REFUSAL_STRANGERS 64 /* of these at most so many by askers that are not known */

/* One kind of refusal, and how often it was met. */
struct refused_kind {
    const char *method, *route; /* of the route; they live as long as the program */
    char code[40];              /* as in struct problem */
    char actor[ACCOUNT_NAME_TEXT];
    int64_t account;            /* 0: none */
    int64_t organisation;       /* of a device or a kindergarten; 0: none */
    int64_t session;            /* its number, as in struct actor; 0: none */
    char network[NETWORK_TEXT]; /* "": not known */
    char record[24]; /* what was asked for, by the word of its address; "": nothing in particular */
    int64_t record_id;
    int64_t case_id; /* the sealed file that refused; 0: none */
    date
        door_on; /* met by the part that checks: its day, and neither hour nor record; DATE_NONE: elsewhere */
    int64_t count;
};

struct refused_kinds;
err refusals_make(struct refused_kinds **ret) MUST_CHECK; /* ERR_SYSTEM: memory ran out */
void refusals_free(struct refused_kinds **r);             /* takes NULL; what was not written is lost */
/* key->count more of that kind. What cannot be kept for want of memory is told to the program's own log. */
void refusal_count(struct refused_kinds *r, const struct refused_kind *key);
/* All that was counted, to be freed with free() by the caller, who gives back with refusal_count what he
 * could not write. *ret is NULL where there is nothing. */
void refusals_take(struct refused_kinds *r, struct refused_kind **ret, size_t *ret_count);

#endif
