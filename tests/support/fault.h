/* Tables of faulty input: each is a sound body with something changed, what the program answers to it, and
 * the proof that it wrote nothing. */
#ifndef SUPPORT_FAULT_H
#define SUPPORT_FAULT_H

#include "support/office.h"

struct fault {
    const char *change; /* members that take the place of the sound body's, ' standing for "; {'end':null} */
    int status;
    const char *code, *field; /* field "": none is named */
};

/* Each is refused so, and leaves every table as it was but the log, sessions and counts of attempts. */
void faults_refused(struct door *d, const char *method, const char *to, const char *sound,
                    const struct fault *faults, size_t count);
/* The same for one body as it is, of `size` bytes. */
void body_refused(struct door *d, const char *method, const char *to, const void *body, size_t size,
                  const struct fault *f);

#endif
