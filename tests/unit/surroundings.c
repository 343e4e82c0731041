/* What a process closes before it holds keys. */
#include "cli/surroundings.h"

#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/assert.h"

/* How a child ends that dies as by a fault in memory. */
static int death(bool closed)
{
    const struct rlimit much = {RLIM_INFINITY, RLIM_INFINITY};
    pid_t child = fork();
    int status = 0;

    assert_true(child >= 0);
    if (!child) {
        signal(SIGSEGV, SIG_DFL);
        (void)setrlimit(RLIMIT_CORE, &much);
        if (closed)
            surroundings_close();
        kill(getpid(), SIGSEGV);
        _exit(0);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status));
    assert_int_equal(WTERMSIG(status), SIGSEGV);
    return status;
}

static void no_core_is_written(void **state)
{
    (void)state;
    assert_false(WCOREDUMP(death(true)));
}

static void it_is_not_dumpable_and_the_limit_cannot_be_raised_by_mistake(void **state)
{
    struct rlimit limit;

    (void)state;
    assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 1);
    surroundings_close();
    assert_int_equal(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0), 0);
    assert_int_equal(getrlimit(RLIMIT_CORE, &limit), 0);
    assert_int_equal(limit.rlim_cur, 0);
    assert_int_equal(limit.rlim_max, 0);
    (void)prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); /* for the search for leaks */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_core_is_written),
        cmocka_unit_test(it_is_not_dumpable_and_the_limit_cannot_be_raised_by_mistake),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
