/* The file that a request reads: both numbers of merged files lead to the older one. */
#ifndef API_CASE_ID_H
#define API_CASE_ID_H

#include "http/request.h"

/* {id} of the path, where that file is now (file/case_merged.h). For reading alone: a write names the file
 * whose version it has seen. Errors of req_id and case_here. */
err req_case(struct req *rq, int64_t *ret) MUST_CHECK;

#endif
