/* For clang-tidy, which sees one file at a time: problem_set returns the err it was given, never OK, so that
 * after `return refuse(...)` no output counts as set. */
#include "base/problem.h"

#define problem_set(p, e, ...) (problem_set(p, e, __VA_ARGS__), (e))
