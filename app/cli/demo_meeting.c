/* What was left to be done at the first comes first at the second. */
#include "cli/demo_meeting.h"

#include "domain/casework/meeting_minutes.h"
#include "domain/file/case_read.h"

#define FILES 2 /* on the agenda of each */

#define PAIRS(...)                                                                                           \
    .said = (struct said_pair[]){__VA_ARGS__},                                                               \
    .said_count = sizeof((struct said_pair[]){__VA_ARGS__}) / sizeof(struct said_pair)

static err minutes_add(struct work *w, int64_t meeting, const int64_t *cases)
{
    const struct meeting_minute_new parts[] = {
        {.case_id = cases[0],
         .work = {.kind = RECORD_MEETING_BROUGHT,
                  .on = DATE_NONE,
                  .due = DATE_NONE,
                  PAIRS({"institution", "Policia e Demonstrimit"}, {"what", "Dy thirrje këtë muaj."})}},
        {.case_id = cases[0],
         .work = {.kind = RECORD_MEETING_DECISION,
                  .on = DATE_NONE,
                  .due = DATE_NONE,
                  PAIRS({"decision", "Vazhdon këshillimi; plani rishikohet muajin tjetër."})}},
        {.case_id = cases[0],
         .work = {.kind = RECORD_MEETING_ACTION,
                  .on = DATE_NONE,
                  .due = date_add_days(w->today, 120),
                  PAIRS({"who", "Qendra Shëndetësore e Demonstrimit"}, {"what", "Kontroll mjekësor."})}},
        {.work = {.kind = RECORD_MEETING_MINUTES,
                  .on = DATE_NONE,
                  .due = DATE_NONE,
                  PAIRS({"text", "U shqyrtuan dy dosje. Mbledhja e radhës pas dy javësh."})}},
    };
    int64_t id;
    err e = OK;

    for (size_t i = 0; i < sizeof parts / sizeof parts[0] && !e; i++)
        e = meeting_minute_add(w, meeting, &parts[i], &id);
    return e ? e : meeting_sign(w, meeting, &(struct meeting_sign){1, id});
}

err demo_meetings(struct work *w, const int64_t *case_ids)
{
    struct meeting_invited invited[] = {
        {.institution = "Policia e Demonstrimit", .name = "Vasil Shembulli", .state = INVITED_PRESENT},
        {.institution = "Qendra Shëndetësore e Demonstrimit",
         .name = "Teuta Provë",
         .state = INVITED_PRESENT,
         .head = true},
    };
    const char *numbers[FILES];
    struct meeting_new in = {.said = {.hour = "10:00", .place = "Salla e bashkisë", .chair = "Koordinatorja"},
                             .kind = "technical",
                             .on = w->today,
                             .invited = invited,
                             .invited_count = 2,
                             .files = numbers,
                             .files_count = FILES};
    struct case_file file = {0};
    int64_t held, ahead;
    err e = OK;

    for (size_t i = 0; i < FILES && !e; i++) {
        e = case_read(w, case_ids[i], &file);
        numbers[i] = file.number;
    }
    if (e || (e = meeting_add(w, &in, &held)) || (e = minutes_add(w, held, case_ids)))
        return e;
    in.on = date_add_days(w->today, 14);
    invited[0].state = invited[1].state = INVITED_INVITED;
    return meeting_add(w, &in, &ahead);
}
