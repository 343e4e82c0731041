/* A registration put right under the real number: what the office wrote down wrongly of an order, as it
 * stands on the paper. Old and new stay side by side (order_change.h, act_said.h), the act
 * "registration_corrected" says when and by whom, and all that follows is worked out anew. What a court
 * changed is an act of its own, and dates of the term that were mistyped are corrections of the grant
 * (act_record.h). */
#ifndef DOMAIN_REGISTRATION_H
#define DOMAIN_REGISTRATION_H

#include "domain/order/act_preview.h"
#include "domain/order/registration_write.h"

bool registration_word_parse(const char *name, enum registration_word *ret); /* "received_on", ... */

/* One transaction, past the guard of the file. Checked as a registration is (order_check.h), with the same
 * questions; persons and measures as in an act (act_content.h), respondents alike. Besides ERR_CONFLICT
 * "stale_version", "order_void"; ERR_INPUT "nothing_changed", "not_respondent" at "respondents_out[0]".
 * Somebody who changes sides is taken out of the one and into the other. Warns "shortened" at "kind" where an
 * order before gave way to it that would not have to. Logged "act.registration_corrected". */
err registration_correct(struct work *w, int64_t order, const struct registration_new *in, int64_t *ret_id,
                         int64_t *ret_version) MUST_CHECK;

/* The same, done and undone, as act_preview. */
err registration_preview(struct work *w, int64_t order, const struct registration_new *in,
                         struct act_effect *ret) MUST_CHECK;

#endif
