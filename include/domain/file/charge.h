/* Who of the coordinators is in charge of a file. Whoever registers it is; it is handed on one by one, or all
 * of somebody's at once, before a leave or behind a departure. It says whose tasks its tasks are, and nothing
 * of who may open it: a sealed file stays sealed. */
#ifndef DOMAIN_CHARGE_H
#define DOMAIN_CHARGE_H

#include "domain/file/case_guard.h"
#include "domain/work/work.h"

/* The account in charge of the file, for a statement that reads case_file, joined as `k`. There is none where
 * the account has ended, is no coordinator any more, or was not entrusted with the sealed file. */
#define CHARGE_JOIN(file)                                                                                    \
    "LEFT JOIN account k ON k.id = " file                                                                    \
    ".charge_id AND k.active = 1 AND k.role = 'coordinator' AND " FILE_OPEN(file, "k.id")

/* WITH RECURSIVE: hers(id), the accounts whose files are :account's on :today: her own, and all for whom she
 * stands in, by whatever detour. UNION ends in a circle, too. */
#define CHARGE_HERS                                                                                          \
    "hers(id) AS (SELECT :account UNION SELECT s.away_id FROM hers h JOIN substitute s ON s.by_id = h.id "   \
    "AND s.ended_at IS NULL AND s.from_day <= :today AND s.until_day >= :today) "

/* The files that somebody else is in charge of, and not one for whom the actor stands in today
 * (substitute.h); nobody's are everybody's. In order. Neither guarded nor logged: nothing of a file is told.
 */
err charge_others(struct work *w, int64_t **ret, size_t *ret_count) MUST_CHECK;

/* ERR_INPUT "unknown_account" at `field`: that is no coordinator who may sign in. */
err charge_coordinator_require(struct work *w, int64_t account, const char *field) MUST_CHECK;

/* One file to that coordinator. Past the guard, and of a sealed file only by those to whom it is entrusted.
 * Takes the file's version. ERR_INPUT "unknown_account", "not_entrusted" (the sealed file is not),
 * ERR_CONFLICT "already_in_charge", each at "account". Logged "case.charge". */
err charge_set(struct work *w, int64_t case_id, int64_t version, int64_t account) MUST_CHECK;

struct charge_holder {
    int64_t id;            /* 0: files that are given to nobody */
    const char *full_name; /* NULL: nobody */
    bool active;           /* a coordinator who may sign in; false: somebody who has left files behind */
    int64_t files;         /* as many as the actor may open: all that are not sealed, and those entrusted */
};
/* All coordinators, and whoever else has files; nobody last, where some are nobody's. Logged "charge.list".
 */
err charge_holders(struct work *w, struct charge_holder **ret, size_t *ret_count) MUST_CHECK;

struct charge_handover {
    int64_t from, to; /* from 0: files that are given to nobody */
    int64_t files;    /* of `from`, as the caller saw them (charge_holder) */
};
struct charge_handed {
    int64_t files;
    int64_t left; /* sealed ones of these that are not entrusted to the other: they stay */
};
/* All of them at once, closed ones too: who takes a file up again finds it with whoever knows. ERR_INPUT
 * "unknown_account" or "same_account" at "to", ERR_CONFLICT "charge_changed" at "from" where it is not as
 * many any more; all told at once. Each file is logged, "case.charge", with its new version. */
err charge_hand_over(struct work *w, const struct charge_handover *in, struct charge_handed *ret) MUST_CHECK;

#endif
