/* Parts of the reply that handlers do not need: problems, and the words of a status. */
#ifndef HTTP_REPLY_H
#define HTTP_REPLY_H

#include "http/request.h"

/* The problem (RFC 9457) that e means, in place of whatever the reply held. Never fails: when memory runs
 * out it is a fixed text. */
void reply_problem(struct req *rq, err e);
/* "Not Found"; "Error" for a status we do not send. */
const char *status_title(int status);

#endif
