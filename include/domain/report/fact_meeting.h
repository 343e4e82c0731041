/* Facts of meetings and of the address book: they tell of no protected person. */
#ifndef DOMAIN_FACT_MEETING_H
#define DOMAIN_FACT_MEETING_H

#include "domain/report/fact.h"

/* Of each meeting that was not called off, by its parts: "meeting", "minutes" (signed), "written" (minutes,
 * signed or not), "present", "head" (leads an institution), "women", "men" (came without being invited by
 * name), "report", "initiative". */
extern const struct fact_noun FACT_MEETINGS;
/* An institution of which somebody was present at a meeting, once for each who came; who: the institution, by
 * its name however it is spelled. */
extern const struct fact_noun FACT_INSTITUTIONS;
/* A file on the agenda of a meeting: who is the file. */
extern const struct fact_noun FACT_AGENDA;
/* A contact point that stands in the book at the end of the period, which it does since the first day on
 * which it was confirmed; outcome: "confirmed" in the period, or "unconfirmed". */
extern const struct fact_noun FACT_CONTACTS;

#endif
