/* A file that was opened twice: the younger goes into the older one, whole, and can come back within a day.
 */
#ifndef DOMAIN_CASE_MERGE_H
#define DOMAIN_CASE_MERGE_H

#include "domain/work/work.h"

/* Orders with their acts, persons, stays, case work, papers, notes and places on agendas of file `id` go into
 * the file of the number `into`; rights, cards and payments are by person and stay as they are. Who stands in
 * both, in the same role, stands in the older one as she did there; what the younger said of a respondent's
 * relation is kept for the way back. From then on both numbers lead to the older one (case_here), and nothing
 * is entered in the younger (case_kept_require). Logged "case.merge" in both. `version`: of the younger that
 * was seen.
 * At "into": ERR_INPUT "required", "unknown_file", "same_file", "younger_file" where that one was opened
 * later, "sealed_apart" where whoever may open the older one may not open the younger, or only one of the two
 * is sealed, "file_closed" where either is, "other_role" where somebody stands in both in different roles:
 * then one of the two is wrong, or they are two cases. "referral_told" where a partner was told of
 * a referral in one and would see more by consents or persons of the other; "on_agenda" where the younger
 * stands in signed minutes, or on an agenda beside the older. ERR_CONFLICT "merged", "erased"; as
 * case_may_open of both, and case_touch of the younger. *ret_into: the older file. */
err case_merge(struct work *w, int64_t id, int64_t version, const char *into, int64_t *ret_into) MUST_CHECK;

/* Whatever came along goes back; notes written since stay in the older file. `version`: of the older file
 * that was seen. Logged "case.merge_undo" in both. ERR_ABSENT "no_such_merge"; ERR_CONFLICT "merge_undone",
 * "merge_settled" after MERGE_UNDO seconds (case_merged.h); "merged" where the older file has itself gone
 * into another one; "merge_used" where the older file was changed since (an order, a stay, its seal, …), or
 * another one went into it after that. As case_may_open and case_touch besides. *ret_into: the older file. */
err case_merge_undo(struct work *w, int64_t merge, int64_t version, int64_t *ret_into) MUST_CHECK;

#endif
