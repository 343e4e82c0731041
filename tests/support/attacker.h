/* Who has all published tables, knows what their cells count, and solves for what they do not show: a linear
 * programme over groups of people that nobody can tell apart by what is counted. */
#ifndef TESTS_ATTACKER_H
#define TESTS_ATTACKER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct attacker;

struct attacker *attacker_make(size_t groups);
void attacker_free(struct attacker **a);
/* He has read that these groups come to so many; of[] has one flag for each group. */
void attacker_reads(struct attacker *a, const bool *of, int64_t persons);
/* How many choices what he has read leaves for the groups marked 1 less those marked -1 (whole numbers from
 * the least to the most, of which at most `enough` are told). */
int64_t attacker_choices(struct attacker *a, const signed char *of, int64_t enough);

#endif
