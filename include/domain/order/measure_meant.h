/* What is answered about letters that came in from outside (measure_doubt.h). */
#ifndef DOMAIN_MEASURE_MEANT_H
#define DOMAIN_MEASURE_MEANT_H

#include "domain/work/work.h"

struct meant_in {
    const char *letter, *code; /* the code of one of the two */
};
struct measures_meant {
    int64_t version; /* of the file as seen */
    struct meant_in *meant;
    size_t meant_count;
};
/* Answers all of them. Where something else was meant than what stands, the registration is put right: an act
 * of its own on the order, old and new beside it. ERR_CONFLICT "no_doubt": there is nothing to answer;
 * ERR_INPUT "required" at "meant": a letter lacks; "unknown_letter", "not_one_of_two" at "meant[0].…". Logged
 * "order.measures_meant". */
err measure_doubts_answer(struct work *w, int64_t order, const struct measures_meant *in,
                          int64_t *ret_version) MUST_CHECK;

#endif
