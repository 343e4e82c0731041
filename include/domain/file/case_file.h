/* Case files: the persons of one case, their roles, and a version that grows with every write. */
#ifndef DOMAIN_CASE_FILE_H
#define DOMAIN_CASE_FILE_H

#include "domain/file/case_state.h"
#include "domain/file/person.h"
#include "domain/law/entitlement.h"
#include "domain/work/work.h"

struct bind;

struct case_person {
    int64_t person;
    enum case_role role;
    const char *relation; /* respondent only */
    struct person who;
};

struct case_file {
    int64_t id, version, created_at;
    const char *number, *unit; /* "14/2026", "Lunxhëri" */
    bool sealed;
    struct case_person *persons;
    size_t person_count;
    int64_t *orders;
    size_t order_count;
};

/* A unit of this municipality by name, folded ("Lunxheri" finds "Lunxhëri"). ERR_INPUT "unknown_unit" at
 * field "unit". */
err unit_find(struct work *w, const char *name, int64_t *ret_id) MUST_CHECK;

/* A new, empty file; its number is the next of this year. The caller's transaction and log entry. */
err case_open(struct work *w, int64_t unit, int64_t *ret_id) MUST_CHECK;

/* The same by a person at a desk: unit by name, logged "case.open", one transaction. */
err case_register(struct work *w, const char *unit, int64_t *ret_id) MUST_CHECK;

/* One write to the file. seen: the version the caller saw; 0 does not compare (import, command line).
 * ERR_CONFLICT "stale_version", with w->changes for those who may read files (coordinators); ERR_ABSENT.
 * Inside a transaction. */
err case_touch(struct work *w, int64_t id, int64_t seen, int64_t *ret_version) MUST_CHECK;

/* May the actor open it? A sealed file opens for those named in case_access, and with a reason (w->why) for
 * others: logged as "case.break_glass". ERR_DENIED "sealed_file" without. ERR_ABSENT: no such file. With the
 * reason goes an alarm: a row case_alarm(case_id, account_id, at) per coordinator to be told, at = the
 * instant of the break. Told are those whom case_access named at that moment, or all coordinators where none
 * of those is active; never the one who broke it. Sealing the file anew takes no alarm back. */
err case_may_open(struct work *w, int64_t id) MUST_CHECK;

/* Break the glass once, by w->why, for the session in use: for CASE_OPENED seconds case_may_open lets it
 * pass, and each look is logged as any other. So for every sealed file that shuts what is known of persons of
 * this one, respondents apart, each with its own alarm. *ret_until: 0 where nothing was shut to the actor.
 * ERR_INPUT "required" at "why". Sealing the file anew, and signing out, end it. */
#define CASE_OPENED (15 * 60)
err case_glass_open(struct work *w, int64_t id, int64_t *ret_until) MUST_CHECK;

/* For whoever undid the work: what broke glass was seen all the same, a refusal tells of the file, too. Logs
 * and alarms again where the log lost it; nothing where no glass was broken. */
err case_glass_keep(struct work *w) MUST_CHECK;

/* As case_may_open, for every file in which the person stands, in any role, but `passed` (0: none), whose
 * guard the caller has passed: what is known of a person belongs to all her files, so a sealed one shuts it
 * on the way through the others too. A person who stands in no file is open. */
err case_person_may_open(struct work *w, int64_t person, int64_t passed) MUST_CHECK;

/* The caller's transaction. ERR_CONFLICT "already_in_file": the person stands in this file in another role.
 * Standing there in the same role is no error. */
err case_person_add(struct work *w, int64_t id, int64_t person, enum case_role role,
                    const char *relation) MUST_CHECK;
/* ERR_INPUT at `field` when the person does not stand in the file. */
err case_person_role(struct work *w, int64_t id, int64_t person, const char *field,
                     enum case_role *ret) MUST_CHECK;

/* The first file in which the person is protected or dependant, past the guard of all the person's files: for
 * what hangs on a person alone. ERR_ABSENT. Inside a transaction. */
err case_of_beneficiary(struct work *w, int64_t person, int64_t *ret_id) MUST_CHECK;

/* The whole file, unsealed; logged "case.read". */
err case_read(struct work *w, int64_t id, struct case_file *ret) MUST_CHECK;

/* The persons that a statement finds: case_person.id, person_id, role, relation_sealed. The caller has passed
 * the guard of their file. */
err case_persons_read(struct work *w, const char *sql, const struct bind *binds, struct case_person **ret,
                      size_t *ret_count) MUST_CHECK;
/* Add one person to a file: version, person, log, all in one. Somebody the register knows already only past
 * the guard of all that person's files. */
struct case_person_new {
    int64_t version;
    enum case_role role;
    const char *relation;
    struct person_new who;
};
err case_person_register(struct work *w, int64_t id, const struct case_person_new *in,
                         int64_t *ret_person) MUST_CHECK;

/* Close a file to all but these coordinators (one at least, the actor need not be among them), or open it
 * again to all: count 0. For conflicts of interest: a relative on the staff, a public figure. A file that is
 * sealed already only by those it is entrusted to: no reason opens this (ERR_DENIED "sealed_file"), else who
 * broke the glass could lock the others out. Only where none of those is an active coordinator any more does
 * a reason do: a file must not be lost. Replies kept for sending again are forgotten, for they may tell of
 * the file. ERR_INPUT "unknown_account" at "accounts". Logged "case.seal", "case.unseal", with w->why. */
err case_seal(struct work *w, int64_t id, int64_t version, const int64_t *accounts, size_t count) MUST_CHECK;

/* How a person of the file may be reached, past the guard of all the person's files; logged "contact.read".
 */
err case_contact_read(struct work *w, int64_t id, int64_t person, struct safe_contact *ret) MUST_CHECK;
/* The same written; logged "contact.write". */
err case_contact_write(struct work *w, int64_t id, int64_t version, int64_t person,
                       const struct safe_contact *in) MUST_CHECK;

/* Files whose number, order numbers or persons' names match, folded; every word of q must begin a word of it,
 * and more than 32 are passed over. Or q is a personal number, whole. */
struct case_filter {
    const char *q;         /* NULL or "": all */
    int64_t unit;          /* 0: all */
    enum order_kind kind;  /* of the strongest order, in force; 0: all */
    enum case_state state; /* 0: all; CASE_IN_FORCE has those that are ending, CASE_SEALED all sealed files */
    int64_t before;        /* cursor: files with a smaller id; 0: from the newest */
    int limit;             /* 1 … 200 */
};
struct case_line {
    int64_t id, version;
    const char *number, *unit;
    const char
        *names; /* of the protected persons, "Elira Çela, …"; NULL for a sealed file the actor may not open */
    bool sealed;
    struct case_standing standing; /* CASE_SEALED: nothing is told */
};
/* The newest file first; logged once as "case.search". */
err case_search(struct work *w, const struct case_filter *f, struct case_line **ret,
                size_t *ret_count) MUST_CHECK;

#endif
