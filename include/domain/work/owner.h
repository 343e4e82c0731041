/* What a sealed value belongs to. It is sealed with that one's data key, and gone with it when the key is
 * destroyed: wherever it was copied to, and though its row is never touched. */
#ifndef DOMAIN_OWNER_H
#define DOMAIN_OWNER_H

#include <stdint.h>

#include "base/err.h"

struct work;

enum owner_kind { OWNER_PERSON, OWNER_FILE, OWNER_ORDER, OWNER_NOBODY, OWNER_KEY };

struct owner {
    enum owner_kind kind;
    int64_t id;
};
#define OF_PERSON(person) ((struct owner){OWNER_PERSON, (person)})
#define OF_FILE(case_id)  ((struct owner){OWNER_FILE, (case_id)})
#define OF_ORDER(order)   ((struct owner){OWNER_ORDER, (order)}) /* the file that the order lies in */
#define OF_NOBODY         ((struct owner){OWNER_NOBODY, 0})      /* what passes: drafts, kept answers */
#define OF_KEY(key)       ((struct owner){OWNER_KEY, (key)}) /* of a person or file whose row is not there yet */

#define GENERAL_KEY_LIFE (30 * 86400) /* seconds that one key of OF_NOBODY seals */

/* The data key of that owner. Inside a transaction that writes. ERR_ABSENT: there is no such person, file or
 * order; ERR_CORRUPT: it has no key. */
err owner_key(struct work *w, struct owner of, int64_t *ret_key) MUST_CHECK;
/* One for a new person or file: the caller writes it into the row. */
err owner_key_new(struct work *w, int64_t *ret_key) MUST_CHECK;

#endif
