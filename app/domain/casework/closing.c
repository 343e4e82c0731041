/* A closed file takes an order, a call or a visit as any other does, and is open with it: nobody has to
 * remember that it was closed before she can be helped. */
#include "domain/casework/closing.h"

#include <string.h>

#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const struct said_field CLOSING_FIELDS[] = {
    SAID_AS(struct closing_said, reason, SAID_CODE_MAX, true, SAID_CHOICE, "closing_reason"),
    SAID_AS(struct closing_said, municipality, 120, false, SAID_LINE, NULL),
    SAID_AS(struct closing_said, told, 4000, false, SAID_LINES, NULL),
};

static err closing_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    const struct closing_said *s = said;
    const bool moved = s->reason && !strcmp(s->reason, "moved");

    (void)r;
    return faults_when(w, f, moved && !s->municipality, "required", "municipality",
                       "Say to which municipality the file was handed over.");
}

const struct noun CLOSING_NOUN = {NOUN(RECORD_CLOSING, struct closing_said, CLOSING_FIELDS),
                                  .due = NOUN_ASKED, .check = closing_check};

static const struct said_field FOLLOW_UP_FIELDS[] = {
    SAID_AS(struct follow_up_said, reached, SAID_CODE_MAX, true, SAID_CHOICE, "yes_no"),
    SAID_AS(struct follow_up_said, told, 4000, false, SAID_LINES, NULL),
};
const struct noun FOLLOW_UP_NOUN = {NOUN(RECORD_FOLLOW_UP, struct follow_up_said, FOLLOW_UP_FIELDS),
                                    .answers = NOUN_BIT(RECORD_CLOSING)};

static const struct said_field REOPENING_FIELDS[] = {
    SAID_AS(struct reopening_said, why, 2000, true, SAID_LINES, NULL),
};
const struct noun REOPENING_NOUN = {NOUN(RECORD_REOPENING, struct reopening_said, REOPENING_FIELDS),
                                    .answers = NOUN_BIT(RECORD_CLOSING)};

static const char SQL_CLOSED[] = "SELECT on_day FROM (" SQL_CLOSED_FILES ") WHERE case_id = :case";

struct closed {
    date on;
};
static const struct column CLOSED_COLUMNS[] = {COLUMN_DATE_AS(struct closed, on, "on_day")};

err closing_day(struct work *w, int64_t case_id, date *ret)
{
    struct closed c = {DATE_NONE};
    err e = row_read(w, SQL_CLOSED, BINDS(INT(":case", case_id)), COLUMNS(CLOSED_COLUMNS), &c);

    if (e && e != ERR_ABSENT)
        return e;
    *ret = c.on;
    return OK;
}
