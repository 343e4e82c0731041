/* The oracle of the property test: the same questions, asked of every act on every single day, and written
 * apart from the implementation (it never calls it). */
#ifndef SUPPORT_ORACLE_H
#define SUPPORT_ORACLE_H

#include "domain/law/naming.h"
#include "support/history.h"

/* What the oracle knows of one order: the acts as corrections leave them, and its days. */
struct struck {
    struct act act; /* kind and id of the act itself */
    int64_t voice;  /* id of the record that speaks */
    bool dead, spoken;
};

struct known_order {
    struct struck acts[ACTS];
    size_t count;
    const struct struck *grant;
    bool in_force[HORIZON + 1];
    bool cut[HORIZON + 1]; /* of the last days before others: it was more than its term that ended it */
    date first;            /* in force, or as the grant has it where it never was */
    int last_day;          /* HORIZON: never ends */
    int64_t last_act;
};

struct oracle {
    const struct history *history;
    struct known_order orders[ORDERS];
};

struct answer {
    enum why_not why;
    struct because because;
};

void oracle_learn(const struct history *h, struct oracle *ret);
/* What holds on BASE + day, 0 to HORIZON. */
struct answer oracle_ask(const struct oracle *o, enum service s, int day);
/* Whether the order names somebody on that day, of whom its registration and these records speak. */
bool oracle_names(const struct known_order *k, bool registered, const struct naming_change *changes,
                  size_t count, date on);

#endif
