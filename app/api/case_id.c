#include "api/case_id.h"

#include "domain/file/case_merged.h"

err req_case(struct req *rq, int64_t *ret)
{
    int64_t id;
    err e = req_id(rq, "id", &id);

    return e ? e : case_here(&rq->work, id, ret);
}
