#include "support/attacker.h"

#include <glpk.h>
#include <math.h>
#include <stdlib.h>

#include "support/assert.h"

struct attacker {
    glp_prob *p;
    int groups;
    int *column; /* from 1 on, as the library counts */
    double *factor;
};

struct attacker *attacker_make(size_t groups)
{
    struct attacker *a = calloc(1, sizeof *a);

    assert_non_null(a);
    a->groups = (int)groups;
    a->column = calloc(groups + 1, sizeof *a->column);
    a->factor = calloc(groups + 1, sizeof *a->factor);
    assert_true(a->column && a->factor);
    glp_term_out(GLP_OFF);
    a->p = glp_create_prob();
    glp_add_cols(a->p, a->groups);
    for (int i = 1; i <= a->groups; i++)
        glp_set_col_bnds(a->p, i, GLP_LO, 0, 0); /* no group has less than nobody */
    return a;
}

void attacker_free(struct attacker **a)
{
    if (!*a)
        return;
    glp_delete_prob((*a)->p);
    glp_free_env();
    free((*a)->column);
    free((*a)->factor);
    free(*a);
    *a = NULL;
}

void attacker_reads(struct attacker *a, const bool *of, int64_t persons)
{
    const int row = glp_add_rows(a->p, 1);
    int n = 0;

    for (int i = 0; i < a->groups; i++)
        if (of[i]) {
            a->column[++n] = i + 1;
            a->factor[n] = 1;
        }
    glp_set_row_bnds(a->p, row, GLP_FX, (double)persons, 0);
    glp_set_mat_row(a->p, row, n, a->column, a->factor);
}

/* false: there is no end to it. */
static bool extreme(struct attacker *a, int direction, double *ret)
{
    glp_smcp how;

    glp_init_smcp(&how);
    how.msg_lev = GLP_MSG_OFF;
    glp_set_obj_dir(a->p, direction);
    glp_std_basis(a->p);
    assert_int_equal(glp_simplex(a->p, &how), 0);
    if (glp_get_status(a->p) == GLP_UNBND)
        return false;
    assert_int_equal(glp_get_status(a->p), GLP_OPT);
    *ret = glp_get_obj_val(a->p);
    return true;
}

int64_t attacker_choices(struct attacker *a, const signed char *of, int64_t enough)
{
    double low, high;

    for (int i = 0; i < a->groups; i++)
        glp_set_obj_coef(a->p, i + 1, of[i]);
    if (!extreme(a, GLP_MIN, &low) || !extreme(a, GLP_MAX, &high))
        return enough;
    high = floor(high + 1e-6) - ceil(low - 1e-6) + 1;
    return high < (double)enough ? (int64_t)high : enough;
}
