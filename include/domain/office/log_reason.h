/* Why something stands in the log, in words: the log keeps codes and figures, for its rows never change. */
#ifndef DOMAIN_LOG_REASON_H
#define DOMAIN_LOG_REASON_H

#include "base/arena.h"

/* In Albanian, into the arena. Of what somebody wrote in words of his own nothing is asked here. What has no
 * words stays as it is. NULL: memory ran out. */
const char *log_reason_words(struct arena *a, const char *why);

#endif
