/* From which day a term counts: the acts tell when what it waits for has happened. */
#ifndef DOMAIN_TERM_COUNT_H
#define DOMAIN_TERM_COUNT_H

#include "domain/law/reading.h"

/* The term that the act `id` gives, read as `a`; first: the day that TERM_START means. Of several days on
 * which the order was handed over, or became final, the latest since the decision: no slip of the pen takes
 * days away. Finality is not known while an appeal about that act waits that was made before the end, nor
 * when the court above has left the act standing since. Nor is a day that would end the order before it
 * begins: the paper says something else than was written down. */
struct counted term_count(const struct reading *r, int64_t id, const struct act *a, date first);

#endif
