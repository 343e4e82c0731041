/* What a request leaves behind beside its own work: that it was refused, and which sealed files its answer
 * told of. */
#ifndef HTTP_TRACE_H
#define HTTP_TRACE_H

#include "http/request.h"

/* Behind the handler, whatever became of it, and before the answer goes out. Logs the sealed files that were
 * told of (case_guard.h); errors as the database's. */
err trace_told(struct req *rq) MUST_CHECK;
/* The answer is a refusal (401, 403, 429): counts it for the log. */
void trace_refused(const struct req *rq);

#endif
