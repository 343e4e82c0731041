/* Who guesses of which of two kinds a thing is, from numbers that are seen of it: two simple learners, so
 * that neither a straight line nor a threshold goes unnoticed. No randomness: the same samples give the same
 * figure. */
#ifndef SUPPORT_GUESSER_H
#define SUPPORT_GUESSER_H

#include <stdbool.h>
#include <stddef.h>

#define GUESS_FEATURES 24

struct guess_sample {
    double seen[GUESS_FEATURES];
    bool is;   /* of the kind that is guessed */
    int whose; /* what is of one owner is learnt from or asked of together: else owners would be learnt by
                  heart */
};

/* The area under the ROC curve on samples that it has not learnt from: learnt on those of every other owner
 * and asked of the rest, then the other way round, and the mean of both. 0.5: no better than chance; 1:
 * always right. Of each kind at least four samples. */
double guess_line(const struct guess_sample *s, size_t count, size_t features);   /* logistic regression */
double guess_stumps(const struct guess_sample *s, size_t count, size_t features); /* boosted thresholds */
/* The better of the two. */
double guess_best(const struct guess_sample *s, size_t count, size_t features);
/* The standard error of such an area where nothing tells: sqrt((a + b + 1) / 12ab), Mann and Whitney. */
double guess_error(const struct guess_sample *s, size_t count);

#endif
