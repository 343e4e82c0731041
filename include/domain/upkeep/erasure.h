/* Erasing a person or a file: one account asks, another approves, and only what the rules of retention let
 * go. The data key is destroyed, so that the same values are gone from every copy of the database; what can
 * be cleared is cleared, and append-only rows stay without meaning. Nothing is erased by itself. */
#ifndef DOMAIN_ERASURE_H
#define DOMAIN_ERASURE_H

#include "domain/upkeep/erasure_what.h"
#include "domain/work/work.h"

/* By a coordinator or a director who may open the file, or all files of the person. Of a file go its orders,
 * acts, notes, papers and stays, and those of its persons who stand in no other file that is left. Refused
 * with ERR_CONFLICT and a sentence: "in_force" (an order of the file, or of a file of the person, is in force
 * or yet to come), "kept_until" (the months of retention_months after the last order and the last payment are
 * not over), "money_open" (a payment that was not handed out, one to be taken back, a run that is not
 * approved, an application that is not decided), "task_open", "erased", "asked_already"; ERR_ABSENT
 * "no_such_person", "no_such_case"; ERR_DENIED "sealed_file", "not_yours" (another role). Logged
 * "erasure.ask". */
err erasure_ask(struct work *w, enum erasure_what what, int64_t record, int64_t *ret_id) MUST_CHECK;

/* All of it is asked again, then it is done. ERR_DENIED "same_account": who asked does not approve,
 * "same_holder": nor with an account of the same name (account_holder.h); ERR_ABSENT "no_such_erasure"; else
 * as erasure_ask. Logged "erasure.approve", "person.erase", "file.erase". When this returns OK the rows are
 * cleared; a key that could not be destroyed at once is destroyed by erasure_finish, and that is warned of as
 * "key_stays". */
err erasure_approve(struct work *w, int64_t id) MUST_CHECK;
/* By whoever may ask. Logged "erasure.withdraw". */
err erasure_withdraw(struct work *w, int64_t id) MUST_CHECK;

struct erasure {
    int64_t id, record, asked_at, ended_at; /* ended_at 0: waits for approval */
    enum erasure_what what;
    const char *asked_by, *approved_by; /* account names; approved_by NULL: nobody */
    const char *case_number;            /* of a file */
};
/* Newest first; those of sealed files for whom may open them. */
err erasure_list(struct work *w, struct erasure **ret, size_t *ret_count) MUST_CHECK;

/* Destroys the keys of what is erased and still has one, or has it again because an older keys.db was put
 * back: before anything is answered, each minute, and at midnight. */
err erasure_finish(struct work *w) MUST_CHECK;

#endif
