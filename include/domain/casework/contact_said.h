/* What is sealed of a contact point and of those who answer there, as texts and back (said.h). */
#ifndef DOMAIN_CONTACT_SAID_H
#define DOMAIN_CONTACT_SAID_H

#include "base/buf.h"
#include "domain/work/fault.h"
#include "domain/work/work.h"

struct contact_person {
    const char *name, *task, *phone, *email;
    date from, until; /* the last day; DATE_NONE: not known, and for as long as it is */
    bool focal;       /* the focal point of the institution */
};
struct contact_said {
    const char *area, *address, *hours, *phone, *email;
    const char *note; /* the coordinators' own: it leaves the office in no list */
};

/* "too_long", "bad_text" at each field. */
err contact_said_check(struct work *w, const struct contact_said *in, struct faults *f) MUST_CHECK;
/* And "required", "out_of_range", each at "persons[0].name"; "too_many" at "persons". */
err contact_persons_check(struct work *w, const struct contact_person *list, size_t count,
                          struct faults *f) MUST_CHECK;

/* As said_write and said_read. */
void contact_said_write(const struct contact_said *in, struct buf *out);
err contact_said_read(struct arena *a, const char *said, struct contact_said *ret) MUST_CHECK;
void contact_person_write(const struct contact_person *in, struct buf *out);
err contact_person_read(struct arena *a, const char *said, struct contact_person *ret) MUST_CHECK;

#endif
