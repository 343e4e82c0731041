/* The whole of cmocka, with assertions that say what they looked for: the expression as it is written, both
 * values, the name of an err, and then what happened last — the problem of the test's work, the answer of the
 * test's door. All tests include this instead of cmocka.h. */
#ifndef SUPPORT_ASSERT_H
#define SUPPORT_ASSERT_H

/* cmocka.h needs the others before it. */
/* clang-format off */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
/* clang-format on */

#include <stdbool.h>

#include "base/buf.h"
#include "base/problem.h"

/* Where the code under test came to that line, and what stands there. */
struct assertion {
    const char *file;
    int line;
    const char *got, *expected; /* expressions; expected: NULL where there is only one */
};
#define ASSERTION(got, expected) (&(const struct assertion){__FILE__, __LINE__, (got), (expected)})

void assertion_equal(uintmax_t got, uintmax_t expected, const struct assertion *a);
void assertion_text(const char *got, const char *expected, const struct assertion *a);
void assertion_holds(bool holds, const char *word, const struct assertion *a); /* word: what it should be */

#undef assert_int_equal
#undef assert_string_equal
#undef assert_true
#undef assert_false
#undef assert_null
#undef assert_non_null
#define assert_int_equal(a, b)    assertion_equal((uintmax_t)(a), (uintmax_t)(b), ASSERTION(#a, #b))
#define assert_string_equal(a, b) assertion_text((const char *)(a), (const char *)(b), ASSERTION(#a, #b))
#define assert_true(a)            assertion_holds((a) ? true : false, "true", ASSERTION(#a, NULL))
#define assert_false(a)           assertion_holds((a) ? false : true, "false", ASSERTION(#a, NULL))
#define assert_null(a)            assertion_holds((a) == NULL, "NULL", ASSERTION(#a, NULL))
#define assert_non_null(a)        assertion_holds((a) != NULL, "there", ASSERTION(#a, NULL))

#define must(call)             assertion_equal((call), OK, ASSERTION(#call, "OK"))
#define must_fail(call, error) assertion_equal((call), (error), ASSERTION(#call, #error))

/* A failing assertion tells that problem too, unless it is empty; NULL from when it is no longer there. */
void assertion_problem(const struct problem *p);
/* A failing assertion tells that answer too; it is copied. method NULL: none any more. */
void assertion_answer(const char *method, const char *path, int status, const struct buf *body);

#endif
