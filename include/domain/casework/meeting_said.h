/* What is sealed of a meeting, of who is invited and of whose each copy of the pack is (said.h). */
#ifndef DOMAIN_MEETING_SAID_H
#define DOMAIN_MEETING_SAID_H

#include "base/buf.h"
#include "domain/work/fault.h"
#include "domain/work/work.h"

struct meeting_said {
    const char *hour;  /* HH:MM in Tirane */
    const char *place; /* where */
    const char *chair; /* who leads it */
    const char *about; /* the agenda beside the files */
    const char
        *chair_known; /* of which files the chair is known not to be the respondent (meeting_conflict.h) */
};

enum invited_state { INVITED_INVITED, INVITED_PRESENT, INVITED_EXCUSED };
const char *invited_state_name(enum invited_state state);
bool invited_state_parse(const char *word, enum invited_state *ret);

struct meeting_invited {
    const char *institution, *name; /* one of them at least; name NULL: whoever the institution sends */
    const char *nid;                /* NULL: not known; it tells people of one name apart */
    const char *known;              /* as chair_known */
    enum invited_state state;
    bool head; /* leads the institution */
};

/* "required", "too_long", "bad_text" at each field, "bad_time" at "hour" of that day; institutions are
 * spelled as the address book does. */
err meeting_said_check(struct work *w, date on, const struct meeting_said *in, struct faults *f) MUST_CHECK;
/* "required" and "too_long" at "invited[0].name", "bad_nid" at "invited[0].nid". */
err meeting_invited_check(struct work *w, struct meeting_invited *list, size_t count,
                          struct faults *f) MUST_CHECK;

/* As said_write and said_read. */
void meeting_said_write(const struct meeting_said *in, struct buf *out);
err meeting_said_read(struct arena *a, const char *said, struct meeting_said *ret) MUST_CHECK;
void meeting_invited_write(const struct meeting_invited *in, struct buf *out);
err meeting_invited_read(struct arena *a, const char *said, struct meeting_invited *ret) MUST_CHECK;

#endif
