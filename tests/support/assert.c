/* What a failing assertion prints, on cmocka's own way out of a test. */
#include "support/assert.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXPRESSION_SHOWN 300 /* bytes; some calls hold whole files */
#define BODY_SHOWN       2000

/* Of this program's one running test, or its last; what an assertion was about is not handed to it. */
static const struct problem *problem;
static struct {
    char asked[256]; /* "GET /api/v1/cases/7", "" when nothing was */
    int status;
    char body[BODY_SHOWN + 1];
} answer;

void assertion_problem(const struct problem *p)
{
    problem = p;
}

void assertion_answer(const char *method, const char *path, int status, const struct buf *body)
{
    answer.asked[0] = '\0';
    if (!method)
        return;
    (void)snprintf(answer.asked, sizeof answer.asked, "%s %s", method, path);
    answer.status = status;
    (void)snprintf(answer.body, sizeof answer.body, "%.*s", (int)(body->data ? body->len : 0),
                   body->data ? body->data : "");
}

/* LeakSanitizer asks by this name before it searches. A test that failed has left its memory where it stood,
 * and thousands of lines on that would bury what it said. */
int __lsan_is_turned_off(void);
static int exit_status;

int __lsan_is_turned_off(void)
{
    return exit_status != 0;
}

static void exit_note(int status, void *unused)
{
    (void)unused;
    exit_status = status;
}

__attribute__((constructor)) static void exit_watch(void)
{
    (void)on_exit(exit_note, NULL);
}

static void context_print(void)
{
    if (answer.asked[0])
        print_error("    the last answer, to %s: %d %s\n", answer.asked, answer.status, answer.body);
    if (problem && problem->code[0])
        print_error("    the last problem: %s%s%s: %s\n", problem->code, problem->field[0] ? " at " : "",
                    problem->field, problem->detail);
}

static void stop(const struct assertion *a)
{
    context_print();
    _fail(a->file, a->line);
}

static bool is_err(const char *expression)
{
    expression += strspn(expression, "( ");
    return strncmp(expression, "ERR_", 4) == 0 || strncmp(expression, "OK", 2) == 0;
}

static bool is_number(const char *expression)
{
    return expression[strspn(expression, "-0123456789")] == '\0';
}

void assertion_equal(uintmax_t got, uintmax_t expected, const struct assertion *a)
{
    if (got == expected)
        return;
    print_error("%.*s\n    is %" PRIdMAX, EXPRESSION_SHOWN, a->got, (intmax_t)got);
    if (is_err(a->expected))
        print_error(" (%s)", err_name((err)got));
    print_error(", not %s", a->expected);
    if (!is_number(a->expected))
        print_error(" (%" PRIdMAX ")", (intmax_t)expected);
    print_error("\n");
    stop(a);
}

void assertion_text(const char *got, const char *expected, const struct assertion *a)
{
    if (got && expected && strcmp(got, expected) == 0)
        return;
    print_error("%.*s\n    is  \"%s\"\n    not \"%s\" (%.*s)\n", EXPRESSION_SHOWN, a->got,
                got ? got : "(NULL)", expected ? expected : "(NULL)", EXPRESSION_SHOWN, a->expected);
    stop(a);
}

void assertion_holds(bool holds, const char *word, const struct assertion *a)
{
    if (holds)
        return;
    print_error("%.*s\n    is not %s\n", EXPRESSION_SHOWN, a->got, word);
    stop(a);
}
