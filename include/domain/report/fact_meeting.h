/* Facts of meetings and of the address book: they tell of no protected person. */
#ifndef DOMAIN_FACT_MEETING_H
#define DOMAIN_FACT_MEETING_H

#include "domain/report/fact.h"

/* Of each meeting that was not called off, by its parts: "meeting", "minutes" (signed), "present", "head"
 * (leads an institution), "women", "men" (came without being invited by name), "report", "initiative". */
extern const struct fact_noun FACT_MEETINGS;
/* A file on the agenda of a meeting: who is the file. */
extern const struct fact_noun FACT_AGENDA;
/* A contact point that stands at the end of the period; outcome: "confirmed" in it, or "unconfirmed". */
extern const struct fact_noun FACT_CONTACTS;

#endif
