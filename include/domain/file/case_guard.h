/* Who may open a file, and what happens when a sealed one is opened all the same. */
#ifndef DOMAIN_CASE_GUARD_H
#define DOMAIN_CASE_GUARD_H

#include "domain/work/work.h"

/* May the actor open it? A sealed file opens for those named in case_access, for a session that broke its
 * glass (case_glass_open), and by a reason in w->why: that of an export, or of the command line, which has no
 * session. Breaking it is logged as "case.break_glass". ERR_DENIED "sealed_file" without a reason, ERR_INPUT
 * "no_sentence" at "why" where it is none (field.h). ERR_ABSENT: no
 * such file. With the reason goes an alarm: a row case_alarm(case_id, account_id, at) per coordinator to be
 * told, at = the instant of the break. Told are those whom case_access named at that moment, or all
 * coordinators where none of those is active; never the one who broke it. Sealing the file anew takes no
 * alarm back. */
err case_may_open(struct work *w, int64_t id) MUST_CHECK;

/* The same as a question, by which nothing is broken open, logged or noted. */
err case_stands_open(struct work *w, int64_t id, bool *ret) MUST_CHECK;

/* ERR_DENIED "sealed_file" with that sentence; the file is noted in w->shuts. */
err case_shut_refuse(struct work *w, int64_t id, const char *detail) MUST_CHECK;
/* The answer tells of something that stands in that file, or in all files that refused this work so far (id
 * 0), though they stay shut; of files that are open to the actor nothing is noted. What is noted stays in
 * w->shuts, also where the work is undone: whoever performs the work calls case_shuts_log behind it, before
 * the answer goes out. */
err case_shut_tell(struct work *w, int64_t id) MUST_CHECK;
/* The same for every sealed file in which the person stands. */
err case_person_shut_tell(struct work *w, int64_t person) MUST_CHECK;
/* Logs "case.asked" for each file that an answer told of, with `why`, and tells its coordinators as of an
 * opening; once a minute for an account and file. In a transaction of its own. */
err case_shuts_log(struct work *w, const char *why) MUST_CHECK;
/* How many sealed files of which answers told the actor's account today. */
err case_shuts_today(struct work *w, int64_t *ret) MUST_CHECK;
/* Tells those whom case_may_open tells of an opening. The caller's transaction. */
enum case_knock { KNOCK_REFUSED, KNOCK_ASKED };
err case_knock(struct work *w, int64_t id, enum case_knock kind) MUST_CHECK;

/* Break the glass once, by w->why, for the session in use: for CASE_OPENED seconds case_may_open lets it
 * pass, and each look is logged as any other. So for every sealed file that shuts what is known of persons of
 * this one, respondents apart, each with its own alarm. *ret_until: 0 where nothing was shut to the actor;
 * that is logged as "case.need", and passes the budget of files.
 * ERR_INPUT "required" or "no_sentence" at "why". Sealing the file anew, and signing out, end it. */
#define CASE_OPENED (15 * 60)
err case_glass_open(struct work *w, int64_t id, int64_t *ret_until) MUST_CHECK;

/* The same for every sealed file in which the person stands, in any role: as many as case_person_may_open
 * asks for. Logged "person.open" besides, also where nothing was shut. */
err case_person_glass_open(struct work *w, int64_t person, int64_t *ret_until) MUST_CHECK;

/* As case_may_open, for every file in which the person stands in any role, but for `passed` (0: none), whose
 * guard the caller has passed. What is known of a person belongs to all her files, so a sealed one shuts it
 * on the way through the others, too. A person who stands in no file is open. */
err case_person_may_open(struct work *w, int64_t person, int64_t passed) MUST_CHECK;

/* In SQL, of a row of case_file: it is not sealed, or entrusted to that account. Glass is broken for one file
 * at a time, never for a list. */
#define FILE_OPEN(file, account)                                                                             \
    "(" file ".sealed = 0 OR EXISTS (SELECT 1 FROM case_access fa WHERE fa.case_id = " file                  \
    ".id AND fa.account_id = " account ")) "
/* Its keys are gone, and it is nobody's work any more. */
#define FILE_ERASED(file)                                                                                    \
    "EXISTS (SELECT 1 FROM erased fe WHERE fe.what = 'file' AND fe.record_id = " file ".id) "

/* In SQL, for lists that leave out, or leave unnamed, whom a sealed file hides: the person stands in one that
 * is not entrusted to :account. */
#define PERSON_CLOSED(person)                                                                                \
    "EXISTS (SELECT 1 FROM case_person gp JOIN case_file gf ON gf.id = gp.case_id WHERE gp.person_id "       \
    "= " person " AND gf.sealed = 1 AND NOT EXISTS (SELECT 1 FROM case_access ga WHERE ga.case_id = gf.id "  \
    "AND ga.account_id = :account)) "

#endif
