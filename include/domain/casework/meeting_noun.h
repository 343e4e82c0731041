/* Nouns of the minutes of a meeting. All but the result of an action are recorded by meeting_minute_add
 * (meeting_minutes.h), which gives them their meeting. */
#ifndef DOMAIN_MEETING_NOUN_H
#define DOMAIN_MEETING_NOUN_H

#include "domain/casework/noun.h"

struct meeting_minutes_said {
    const char *text;
};
/* Of the meeting as a whole, without a file. */
extern const struct noun MEETING_MINUTES_NOUN;

struct meeting_brought_said {
    const char *institution, *what;
};
/* What an institution brought of a file. */
extern const struct noun MEETING_BROUGHT_NOUN;

struct meeting_decision_said {
    const char *decision;
    const char *plan; /* of the list "meeting_plan"; NULL: it was not spoken of */
};
/* One for each file and meeting. "no_plan" at "plan" where a plan was approved and the file has none. */
extern const struct noun MEETING_DECISION_NOUN;

struct meeting_action_said {
    const char *what, *who;
};
/* Due: by when; never before the meeting. Of a file, or of the meeting as a whole. */
extern const struct noun MEETING_ACTION_NOUN;

struct meeting_action_result_said {
    const char *state; /* of the list "meeting_action_state" */
    const char *why;
};
/* "required" at "why" where it was not done. */
extern const struct noun MEETING_ACTION_RESULT_NOUN;

#endif
