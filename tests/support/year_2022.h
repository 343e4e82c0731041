/* The orders of 2022 of the reference file, as Table 3 of Gjirokastër's plan counts them. */
#ifndef SUPPORT_YEAR_2022_H
#define SUPPORT_YEAR_2022_H

#include "support/register.h"

/* All sixteen are taken. */
void year_2022_import(struct test_register *r);

#endif
