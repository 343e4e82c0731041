/* Logistic regression by steps down the gradient, and AdaBoost over single thresholds. */
#include "support/guesser.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "support/assert.h"

#define STEPS      400
#define STEP       0.5
#define SHRINK     0.001 /* keeps weights small where samples are few */
#define ROUNDS     60
#define THRESHOLDS 16

struct learner {
    double weight[GUESS_FEATURES + 1]; /* of the line; the last stands alone */
    struct stump {
        size_t feature;
        double above, vote; /* seen > above votes so, else the opposite */
    } stumps[ROUNDS];
    size_t stump_count;
};
typedef void learn(const struct guess_sample *s, size_t count, size_t features, struct learner *ret);
typedef double rate(const struct learner *l, const double *seen, size_t features);

static double line_rate(const struct learner *l, const double *seen, size_t features)
{
    double sum = l->weight[features];

    for (size_t f = 0; f < features; f++)
        sum += l->weight[f] * seen[f];
    return sum;
}

static void line_learn(const struct guess_sample *s, size_t count, size_t features, struct learner *ret)
{
    *ret = (struct learner){0};
    for (int step = 0; step < STEPS; step++) {
        double slope[GUESS_FEATURES + 1] = {0};

        for (size_t i = 0; i < count; i++) {
            const double off = 1 / (1 + exp(-line_rate(ret, s[i].seen, features))) - (s[i].is ? 1 : 0);

            for (size_t f = 0; f < features; f++)
                slope[f] += off * s[i].seen[f];
            slope[features] += off;
        }
        for (size_t f = 0; f <= features; f++)
            ret->weight[f] -= STEP * (slope[f] / (double)count + SHRINK * ret->weight[f]);
    }
}

static double stumps_rate(const struct learner *l, const double *seen, size_t features)
{
    double sum = 0;

    (void)features;
    for (size_t i = 0; i < l->stump_count; i++)
        sum += seen[l->stumps[i].feature] > l->stumps[i].above ? l->stumps[i].vote : -l->stumps[i].vote;
    return sum;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

/* Where a feature is cut: at equal shares of the samples. */
static void cuts_choose(const struct guess_sample *s, size_t count, size_t feature, double ret[THRESHOLDS])
{
    double *all = calloc(count, sizeof *all);

    assert_non_null(all);
    for (size_t i = 0; i < count; i++)
        all[i] = s[i].seen[feature];
    qsort(all, count, sizeof *all, by_size);
    for (size_t t = 0; t < THRESHOLDS; t++)
        ret[t] = all[(count - 1) * (t + 1) / (THRESHOLDS + 1)];
    free(all);
}

/* How much of the weight is right where "above" means "is". */
static double right_share(const struct guess_sample *s, const double *weight, size_t count, size_t feature,
                          double above)
{
    double right = 0;

    for (size_t i = 0; i < count; i++)
        right += (s[i].seen[feature] > above) == s[i].is ? weight[i] : 0;
    return right;
}

static struct stump stump_best(const struct guess_sample *s, const double *weight, size_t count,
                               size_t features, double cuts[][THRESHOLDS])
{
    struct stump best = {0};
    double far = -1;

    for (size_t f = 0; f < features; f++)
        for (size_t t = 0; t < THRESHOLDS; t++) {
            const double right = right_share(s, weight, count, f, cuts[f][t]);

            if (fabs(right - 0.5) <= far)
                continue;
            far = fabs(right - 0.5);
            best = (struct stump){
                .feature = f, .above = cuts[f][t], .vote = 0.5 * log((right + 1e-6) / (1 - right + 1e-6))};
        }
    return best;
}

static void stumps_learn(const struct guess_sample *s, size_t count, size_t features, struct learner *ret)
{
    double cuts[GUESS_FEATURES][THRESHOLDS];
    double *weight = calloc(count, sizeof *weight);

    assert_non_null(weight);
    *ret = (struct learner){0};
    for (size_t f = 0; f < features; f++)
        cuts_choose(s, count, f, cuts[f]);
    for (size_t i = 0; i < count; i++)
        weight[i] = 1.0 / (double)count;
    while (ret->stump_count < ROUNDS) {
        const struct stump b = stump_best(s, weight, count, features, cuts);
        double sum = 0;

        ret->stumps[ret->stump_count++] = b;
        for (size_t i = 0; i < count; i++)
            sum += weight[i] *= exp((s[i].seen[b.feature] > b.above) == s[i].is ? -b.vote : b.vote);
        for (size_t i = 0; i < count; i++)
            weight[i] /= sum;
    }
    free(weight);
}

/* ---- asked */

/* Each feature in standard deviations from its mean, so that a step is of one size for all. */
static struct guess_sample *evened(const struct guess_sample *s, size_t count, size_t features)
{
    struct guess_sample *even = calloc(count, sizeof *even);

    assert_non_null(even);
    for (size_t i = 0; i < count; i++)
        even[i] = s[i];
    for (size_t f = 0; f < features; f++) {
        double mean = 0, square = 0;

        for (size_t i = 0; i < count; i++)
            mean += s[i].seen[f] / (double)count;
        for (size_t i = 0; i < count; i++)
            square += (s[i].seen[f] - mean) * (s[i].seen[f] - mean) / (double)count;
        for (size_t i = 0; i < count; i++)
            even[i].seen[f] = square > 0 ? (s[i].seen[f] - mean) / sqrt(square) : 0;
    }
    return even;
}

/* The share of pairs of one of each kind in which the right one is rated higher; equal ones count half. */
static double area(const struct guess_sample *s, const double *rated, size_t count)
{
    double won = 0, pairs = 0;

    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; k < count; k++)
            if (s[i].is && !s[k].is) {
                won += rated[i] > rated[k] ? 1 : (rated[i] == rated[k] ? 0.5 : 0);
                pairs++;
            }
    assert_true(pairs > 0);
    return won / pairs;
}

static double asked(const struct guess_sample *even, size_t count, size_t features, learn *learns,
                    rate *rates, size_t turn)
{
    struct guess_sample *half = calloc(count, sizeof *half), *rest = calloc(count, sizeof *rest);
    double *rated = calloc(count, sizeof *rated), found;
    size_t learnt = 0, left = 0;
    struct learner l;

    assert_true(half && rest && rated);
    for (size_t i = 0; i < count; i++)
        if ((size_t)even[i].whose % 2 == turn)
            half[learnt++] = even[i];
        else
            rest[left++] = even[i];
    learns(half, learnt, features, &l);
    for (size_t i = 0; i < left; i++)
        rated[i] = rates(&l, rest[i].seen, features);
    found = area(rest, rated, left);
    free(half);
    free(rest);
    free(rated);
    return found;
}

static double guess(const struct guess_sample *s, size_t count, size_t features, learn *learns, rate *rates)
{
    struct guess_sample *even = evened(s, count, features);
    const double one = asked(even, count, features, learns, rates, 0),
                 other = asked(even, count, features, learns, rates, 1);

    free(even);
    return (one + other) / 2;
}

double guess_line(const struct guess_sample *s, size_t count, size_t features)
{
    return guess(s, count, features, line_learn, line_rate);
}

double guess_stumps(const struct guess_sample *s, size_t count, size_t features)
{
    return guess(s, count, features, stumps_learn, stumps_rate);
}

double guess_best(const struct guess_sample *s, size_t count, size_t features)
{
    return fmax(guess_line(s, count, features), guess_stumps(s, count, features));
}

double guess_error(const struct guess_sample *s, size_t count)
{
    double a = 0, b;

    for (size_t i = 0; i < count; i++)
        a += s[i].is;
    b = (double)count - a;
    return sqrt((a + b + 1) / (12 * a * b));
}
