#include "domain/upkeep/health.h"

#include "base/clock.h"
#include "base/file.h"
#include "base/instant.h"
#include "domain/outpost/outpost.h"
#include "domain/upkeep/backup.h"
#include "domain/upkeep/midnight.h"
#include "render/card_ground.h"

#define CLOCK_BEHIND 60                    /* seconds that a clock may be put back by and nobody need care */
#define LISTS_LATE   (2 * STATUS_SIGN_AGE) /* they are signed each hour */
#define ROOM_NEEDED  (INT64_C(128) << 20)  /* bytes: what the reserve is made anew with (store/reserve.h) */
#define ROOM_GOOD    (INT64_C(1) << 30)

const char *health_part_name(enum health_part p)
{
    static const char *const NAMES[HEALTH_PARTS] = {"clock", "disk",     "font",  "backup",
                                                    "drill", "midnight", "lists", "doors"};

    return NAMES[p];
}

const char *health_state_name(enum health_state s)
{
    static const char *const NAMES[] = {
        [HEALTH_GOOD] = "good", [HEALTH_LOOK] = "look", [HEALTH_FAULT] = "fault"};

    return NAMES[s];
}

enum health_state health_room(int64_t bytes)
{
    return bytes < ROOM_NEEDED ? HEALTH_FAULT : bytes < ROOM_GOOD ? HEALTH_LOOK : HEALTH_GOOD;
}

static enum health_state fault_unless(bool good)
{
    return good ? HEALTH_GOOD : HEALTH_FAULT;
}

void health_judge(const struct condition *c, int64_t now, date today, struct health ret[HEALTH_PARTS])
{
    /* An entry from a time yet to come: the clock was ahead when it was written, or is behind now. */
    const bool behind = c->logged_at > now + CLOCK_BEHIND;

    ret[HEALTH_CLOCK] = (struct health){.state = behind         ? HEALTH_FAULT
                                                 : clock_kept() ? HEALTH_GOOD
                                                                : HEALTH_LOOK,
                                        .at = behind ? c->logged_at : 0,
                                        .count = -1};
    ret[HEALTH_BACKUP] =
        (struct health){.state = fault_unless(c->copied_at && now - c->copied_at <= BACKUP_LATE),
                        .at = c->copied_at,
                        .count = -1};
    /* A register of whose copies none was tried yet has some days to do it. */
    ret[HEALTH_DRILL] = (struct health){.state = condition_undrilled(c, now) ? HEALTH_FAULT
                                                 : c->drilled_at             ? HEALTH_GOOD
                                                                             : HEALTH_LOOK,
                                        .at = c->drilled_at,
                                        .count = -1};
    ret[HEALTH_MIDNIGHT] =
        (struct health){.state = fault_unless(date_known(c->done) && c->done >= date_add_days(today, -1)),
                        .at = date_known(c->done) ? date_midnight(c->done) : 0,
                        .count = -1};
    ret[HEALTH_LISTS] = (struct health){.state = fault_unless(!c->lists || now - c->signed_at <= LISTS_LATE),
                                        .at = c->signed_at,
                                        .count = c->lists};
}

err health_read(struct work *w, const char *database, const char *check, struct health ret[HEALTH_PARTS])
{
    struct condition c;
    int64_t behind = -1;
    const int64_t room = file_room(database);
    err e;

    if ((e = condition_read(w, &c)))
        return e;
    health_judge(&c, w->now, w->today, ret);
    e = outpost_behind(check, w->db, &behind);
    if (e && e != ERR_ABSENT && e != ERR_CORRUPT)
        return e;
    ret[HEALTH_DOORS] = (struct health){.state = fault_unless(!e && !behind), .count = e ? -1 : behind};
    ret[HEALTH_DISK] = (struct health){.state = room < 0 ? HEALTH_LOOK : health_room(room), .count = room};
    ret[HEALTH_FONT] = (struct health){.state = fault_unless(!card_font_require()), .count = -1};
    return OK;
}
