/* Both ends of an enrolment, one behind the other. */
#include "support/checker.h"

err checker_take(struct test_register *r, const char *code, struct checker *ret,
                 char ret_token[CHECKER_TOKEN_TEXT])
{
    struct doorway *d = register_door(r);
    err e = checker_enrol(d, code, ret, ret_token);

    r->work.problem = d->work.problem;
    register_collect(r);
    return e;
}
