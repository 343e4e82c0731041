/* Two tables of texts. */
#include "domain/casework/meeting_said.h"

#include <string.h>

#include "base/instant.h"
#include "base/text.h"
#include "domain/casework/contact_point.h"
#include "domain/casework/said.h"
#include "domain/law/nid.h"
#include "domain/work/field.h"
#include "gen/limits.h"

#define KNOWN_MAX 4000 /* bytes of numbers of files */

#define LINE(s, f, max, needed) SAID_AS(s, f, max, needed, SAID_LINE, NULL)
static const struct said_field MEETING[] = {
    LINE(struct meeting_said, hour, LIMIT(MeetingNew, hour), false),
    LINE(struct meeting_said, place, LIMIT(MeetingNew, place), true),
    LINE(struct meeting_said, chair, LIMIT(MeetingNew, chair), false),
    SAID_AS(struct meeting_said, about, LIMIT(MeetingNew, about), false, SAID_LINES, NULL),
    LINE(struct meeting_said, chair_known, KNOWN_MAX, false),
};
static const struct said_field INVITED[] = {
    LINE(struct meeting_invited, institution, LIMIT(MeetingInvited, institution), false),
    LINE(struct meeting_invited, name, LIMIT(MeetingInvited, name), false),
    LINE(struct meeting_invited, nid, LIMIT(MeetingInvited, nid), false),
    LINE(struct meeting_invited, known, KNOWN_MAX, false),
};
#define COUNT_OF(table) (sizeof(table) / sizeof((table)[0]))

static const char *const STATES[] = {
    [INVITED_INVITED] = "invited", [INVITED_PRESENT] = "present", [INVITED_EXCUSED] = "excused"};

const char *invited_state_name(enum invited_state state)
{
    return (unsigned)state < COUNT_OF(STATES) ? STATES[state] : NULL;
}

bool invited_state_parse(const char *word, enum invited_state *ret)
{
    for (unsigned i = 0; i < COUNT_OF(STATES); i++)
        if (!strcmp(word, STATES[i])) {
            *ret = (enum invited_state)i;
            return true;
        }
    return false;
}

err meeting_said_check(struct work *w, date on, const struct meeting_said *in, struct faults *f)
{
    int64_t at;
    err e = OK;

    for (size_t i = 0; i < COUNT_OF(MEETING) && !e; i++)
        e = faults_take(w, f,
                        field_text_check(w, MEETING[i].name, said_get(&MEETING[i], in), MEETING[i].max,
                                         MEETING[i].needed));
    if (e || text_empty(in->hour) || !date_known(on))
        return e;
    return faults_when(w, f, instant_parse_local(on, in->hour, &at), "bad_time", "hour",
                       "A time is 00:00 to 23:59.");
}

static err one_check(struct work *w, struct meeting_invited *one, size_t place, struct faults *f)
{
    const char *name = arena_format(w->arena, "invited[%zu].name", place),
               *institution = arena_format(w->arena, "invited[%zu].institution", place),
               *nid = arena_format(w->arena, "invited[%zu].nid", place);
    char normal[NID_TEXT];
    err e;

    if (!name || !institution || !nid)
        return ERR_SYSTEM;
    if ((e = faults_take(w, f, field_text_check(w, name, one->name, LIMIT(MeetingInvited, name), false))) ||
        (e = faults_take(w, f,
                         field_text_check(w, institution, one->institution,
                                          LIMIT(MeetingInvited, institution), false))) ||
        (e = faults_when(w, f, text_empty(one->name) && text_empty(one->institution), "required", name,
                         "Say who is invited, or which institution.")))
        return e;
    if (one->institution && (e = contact_name_spell(w, &one->institution)))
        return e;
    return faults_when(w, f, one->nid && nid_check(one->nid, normal) == NID_MALFORMED, "bad_nid", nid,
                       "A personal number has ten characters, like J00101999W.");
}

err meeting_invited_check(struct work *w, struct meeting_invited *list, size_t count, struct faults *f)
{
    err e = OK;

    for (size_t i = 0; i < count && !e; i++)
        e = one_check(w, &list[i], i, f);
    return e;
}

void meeting_said_write(const struct meeting_said *in, struct buf *out)
{
    said_write(MEETING, COUNT_OF(MEETING), in, out);
}

err meeting_said_read(struct arena *a, const char *said, struct meeting_said *ret)
{
    return said_read(a, said, MEETING, COUNT_OF(MEETING), ret);
}

void meeting_invited_write(const struct meeting_invited *in, struct buf *out)
{
    said_write(INVITED, COUNT_OF(INVITED), in, out);
}

err meeting_invited_read(struct arena *a, const char *said, struct meeting_invited *ret)
{
    return said_read(a, said, INVITED, COUNT_OF(INVITED), ret);
}
