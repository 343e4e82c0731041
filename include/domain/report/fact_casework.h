/* Facts of case work: each record that stands, by what it says in codes. Sealed files count like all others:
 * a figure that left them out would be wrong, and tell so. */
#ifndef DOMAIN_FACT_CASEWORK_H
#define DOMAIN_FACT_CASEWORK_H

#include "domain/report/fact.h"

/* who: the file, or the record where it has none. */
extern const struct fact_noun FACT_CALLS;
/* One for each kind of violence that the intake tells: files are counted by them. The first of them has the
 * weight of the intake, so that forms can be counted, too, where kinds of violence are not told apart.
 * Outcome: "herself", or "referred" by whomever else. */
extern const struct fact_noun FACT_INTAKES;
/* Outcome: of the latest answer (fact_record.h). Part: "public" or "private", as the address book says of the
 * institution now; of one that stands in no book it is not known. */
extern const struct fact_noun FACT_REFERRALS;
/* Outcome: "reported" where the police have it, "unreported". */
extern const struct fact_noun FACT_BREACHES;
extern const struct fact_noun FACT_EXECUTIONS;
/* Services of the 72-hour centre; weight: how many times. */
extern const struct fact_noun FACT_SERVICES;
/* A child of a file that got such a service. who: the child by its place in the file, so that of a file the
 * most who came at once count. */
extern const struct fact_noun FACT_CHILDREN;
/* A day that somebody stays in an institution: who is the person. */
extern const struct fact_noun FACT_STAYS;
/* Orders of courts that were asked for: those that were granted, and hearings that ended with a refusal
 * ("refused") or wait for their result ("waiting"). */
extern const struct fact_noun FACT_PETITIONS;
/* Whatever is recorded of a file, by its kind, but calls: that somebody works on it. */
extern const struct fact_noun FACT_WORK;
/* Closings of files by their reason. One that was followed by reopening the file is one still. */
extern const struct fact_noun FACT_CLOSINGS;
/* What came of actions of plans, on the day on which that was known, by their area. */
extern const struct fact_noun FACT_ACTIONS;

#endif
