/* A short thread for what needs a deep stack: whoever overruns the small one takes the whole server along. */
#include "base/deep_stack.h"

#include <pthread.h>

#define STACK (4 * 1024 * 1024) /* bytes */

struct job {
    err (*run)(void *of);
    void *of;
    err e;
};

static void *job_run(void *pointer)
{
    struct job *job = pointer;

    job->e = job->run(job->of);
    return NULL;
}

err deep_stack_run(err (*run)(void *of), void *of)
{
    struct job job = {.run = run, .of = of, .e = ERR_SYSTEM};
    pthread_attr_t deep;
    pthread_t thread;
    int failed;

    if (pthread_attr_init(&deep))
        return ERR_SYSTEM;
    failed = pthread_attr_setstacksize(&deep, STACK) || pthread_create(&thread, &deep, job_run, &job) ||
             pthread_join(thread, NULL);
    pthread_attr_destroy(&deep);
    return failed ? ERR_SYSTEM : job.e;
}
