/* Files for few eyes: who of the coordinators may open one. */
#ifndef DOMAIN_CASE_SEAL_H
#define DOMAIN_CASE_SEAL_H

#include "domain/work/work.h"

/* Close a file to all but these coordinators (one at least, the actor need not be among them), or open it
 * again to all: count 0. For conflicts of interest: a relative on the staff, a public figure. A file that is
 * sealed already only by those it is entrusted to: no reason opens this (ERR_DENIED "sealed_file"), else who
 * broke the glass could lock the others out. Only where none of those is an active coordinator any more does
 * a reason do: a file must not be lost. Replies kept for sending again are forgotten, for they may tell of
 * the file. ERR_INPUT "unknown_account" at "accounts". Logged "case.seal", "case.unseal", with w->why. */
err case_seal(struct work *w, int64_t id, int64_t version, const int64_t *accounts, size_t count) MUST_CHECK;

/* ERR_DENIED "sealed_file": the file is sealed and entrusted to active coordinators, of whom the actor is
 * none. */
err case_entrusted_require(struct work *w, int64_t id) MUST_CHECK;
/* Replies kept for sending again may tell of a file to whoever may no longer open it; which ones do is not
 * known, so all of them go. */
err case_answers_forget(struct work *w) MUST_CHECK;

#endif
