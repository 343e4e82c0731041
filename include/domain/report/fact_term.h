/* Terms that the law sets to police and courts, as facts: how many days it took, and whether that kept it. */
#ifndef DOMAIN_FACT_TERM_H
#define DOMAIN_FACT_TERM_H

#include "domain/report/fact.h"

/* One for each order that was decided in the period and can tell it; its amount is days, since papers bear
 * days and hardly ever hours: so many hours of the law are as many days as hold them. By kind:
 * "copy": from the decision until its copy reached the municipality (LEGAL_COPIES_HOURS);
 * "umm":  from the police's order until the court's UMM that follows it (LEGAL_POLICE_TO_COURT_HOURS and
 *         LEGAL_UMM_DECISION_HOURS together; that a child's case is decided sooner is not told apart);
 * "um":   from the UMM until the UM that follows it (LEGAL_HEARING_DAYS: the hearing that confirms it).
 * By outcome: "kept", "late". What the law said on the day it is counted from decides (legal_number.h). */
extern const struct fact_noun FACT_TERMS;

#endif
