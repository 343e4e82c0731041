/* What a write touches, by what the log says of it, and whether it clashes with what was written since. The
 * transaction holds the write lock from its beginning, so nobody writes between the look and the write. */
#include "domain/file/case_touch.h"

#include <inttypes.h>
#include <string.h>

#include "domain/file/erased.h"
#include "domain/work/rows.h"
#include "store/db.h"

/* The parts of a file. */
enum part {
    PART_UNKNOWN, /* clashes with all */
    PART_ADMISSION,
    PART_PERSON,
    PART_DEATH,
    PART_APART,
    PART_CONTACT,
    PART_ORDER,
    PART_STAY,
    PART_ENROLMENT,
    PART_CARD,
    PART_APPLICATION,
    PART_PAPER_NEW, /* a paper more takes nothing away from another */
    PART_PAPER,
    PART_SEAL,
    PART_CHARGE,
    PART_UNIT,
};

/* own: it clashes with the same again by the same account. In order; the first that `what` begins with. */
static const struct {
    const char *what;
    enum part part;
    bool own;
} PARTS[] = {
    {"person.register", PART_ADMISSION, false},
    {"person.correct", PART_PERSON, false},
    {"person.death", PART_DEATH, true},
    {"person.apart", PART_APART, true},
    {"contact.write", PART_CONTACT, false},
    {"order.register", PART_ORDER, false},
    {"act.", PART_ORDER, true},
    {"order.measures_meant", PART_ORDER, true},
    {"stay.", PART_STAY, false},
    {"enrolment.", PART_ENROLMENT, false},
    {"card.issue", PART_CARD, true},
    {"card.", PART_CARD, false},
    {"application.decide", PART_APPLICATION, true},
    {"application.", PART_APPLICATION, false},
    {"attachment.register", PART_PAPER_NEW, false},
    {"attachment.store", PART_PAPER_NEW, false},
    {"attachment.", PART_PAPER, false},
    {"case.seal", PART_SEAL, true},
    {"case.officer", PART_SEAL, false},
    {"case.unseal", PART_SEAL, true},
    {"case.charge", PART_CHARGE, false},
    {"case.unit", PART_UNIT, true},
};

static enum part part_of(const char *what, bool *ret_own)
{
    for (size_t i = 0; i < sizeof PARTS / sizeof PARTS[0]; i++)
        if (!strncmp(what, PARTS[i].what, strlen(PARTS[i].what))) {
            *ret_own = PARTS[i].own;
            return PARTS[i].part;
        }
    *ret_own = false;
    return PART_UNKNOWN;
}

struct line {
    struct touched said;
    int64_t subject;
};

/* A stay concerns the family that enters with her, and to whom a file is open the whole file: they have no
 * subject. */
static const char SQL_LINES[] =
    "SELECT a.case_version, a.at, a.account_id, a.actor, a.what, a.why, CASE a.record WHEN 'card' THEN "
    "(SELECT k.person_id FROM card k WHERE k.id = a.record_id) WHEN 'application' THEN (SELECT p.person_id "
    "FROM application p WHERE p.id = a.record_id) WHEN 'enrolment' THEN (SELECT e.person_id FROM enrolment e "
    "WHERE e.id = a.record_id) WHEN 'stay' THEN 0 WHEN 'account' THEN 0 WHEN 'stay_question' THEN 0 ELSE "
    "a.record_id END AS subject FROM audit a WHERE a.case_id = :case AND a.case_version > :seen ORDER BY "
    "a.case_version, a.id";
static const struct column LINE_COLUMNS[] = {
    COLUMN_INT_AS(struct line, said.version, "case_version"),
    COLUMN_INT_AS(struct line, said.at, "at"),
    COLUMN_INT_AS(struct line, said.account, "account_id"),
    COLUMN_TEXT_AS(struct line, said.actor, "actor"),
    COLUMN_TEXT_AS(struct line, said.what, "what"),
    COLUMN_TEXT_AS(struct line, said.why, "why"),
    COLUMN_INT(struct line, subject),
};

static err lines_read(struct work *w, const struct touch *t, struct line **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LINES, BINDS(INT(":case", t->case_id), INT(":seen", t->seen)),
                     COLUMNS(LINE_COLUMNS), NULL, ret, ret_count);
}

static bool subjects_differ(int64_t one, int64_t other)
{
    return one && other && one != other;
}

static bool clashes(struct work *w, const struct touch *t, const struct line *l)
{
    bool own, again;
    const enum part mine = part_of(t->what, &own), theirs = part_of(l->said.what, &again);

    if (w->actor.account && l->said.account == w->actor.account)
        return own && t->subject && l->subject == t->subject &&
               (mine == PART_DEATH || mine == PART_SEAL ? mine == theirs : !strcmp(t->what, l->said.what));
    if (mine == PART_UNKNOWN || theirs == PART_UNKNOWN)
        return true;
    return mine == theirs && mine != PART_PAPER_NEW && !subjects_differ(t->subject, l->subject) &&
           !(t->compared && !strcmp(t->what, l->said.what));
}

/* Each version was made by a write that stands in the log; where one is missing, nobody knows what it was. */
static bool all_told(const struct line *list, size_t count, int64_t seen, int64_t now)
{
    int64_t version = seen;

    for (size_t i = 0; i < count; i++)
        if (list[i].said.version > version + 1)
            return false;
        else
            version = list[i].said.version;
    return version == now;
}

err case_clash(struct work *w, const struct touched *list, size_t count, const char *field)
{
    if (w->actor.roles & R_COORDINATOR) {
        if (!(w->changes = arena_array(w->arena, count + 1, sizeof *w->changes)))
            return ERR_SYSTEM;
        for (size_t i = 0; i < count; i++)
            w->changes[i] = (struct change){list[i].version, list[i].at, list[i].actor, list[i].what};
        w->change_count = count;
    }
    return refuse(w, ERR_CONFLICT, "stale_version", field,
                  "The same was changed meanwhile: look at it as it is now, and send it again.");
}

/* What it clashes with, in *ret of that many; all of it where something is not told. */
static err clashing(struct work *w, const struct touch *t, int64_t now, struct touched **ret,
                    size_t *ret_count)
{
    struct touched *list;
    struct line *lines;
    size_t count, n = 0;
    bool told;
    err e;

    if ((e = lines_read(w, t, &lines, &count)))
        return e;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    told = all_told(lines, count, t->seen, now);
    for (size_t i = 0; i < count; i++)
        if (!told || clashes(w, t, &lines[i]))
            list[n++] = lines[i].said;
    if (!n && !told)
        return case_clash(w, list, n, "version");
    *ret = list;
    *ret_count = n;
    return OK;
}

static const char SQL_VERSION[] = "SELECT version FROM case_file WHERE id = :id";
static const char SQL_TOUCH[] = "UPDATE case_file SET version = version + 1 WHERE id = :id";

static err version_read(struct work *w, int64_t id, int64_t *ret)
{
    err e = db_int(w->db, SQL_VERSION, BINDS(INT(":id", id)), ret);

    return e == ERR_ABSENT ? refuse(w, e, "no_such_case", "", "There is no such file.") : e;
}

err case_move(struct work *w, int64_t id, int64_t *ret_version)
{
    err e = db_exec(w->db, SQL_TOUCH, BINDS(INT(":id", id)));

    return e ? e : version_read(w, id, ret_version);
}

err case_touch(struct work *w, const struct touch *t, int64_t *ret_version)
{
    struct touched *list = NULL;
    int64_t now;
    size_t count = 0;
    err e;

    if (!t->seen)
        return case_move(w, t->case_id, ret_version);
    if ((e = case_kept_require(w, t->case_id)) || (e = version_read(w, t->case_id, &now)))
        return e;
    if (t->seen != now) {
        if ((e = clashing(w, t, now, &list, &count)))
            return e;
        if (count)
            return case_clash(w, list, count, "version");
    }
    return case_move(w, t->case_id, ret_version);
}

err case_touched(struct work *w, const struct touch *t, struct touched **ret, size_t *ret_count)
{
    struct touched *list;
    struct line *lines;
    size_t count, n = 0;
    err e;

    *ret = NULL;
    *ret_count = 0;
    if (!t->seen)
        return OK;
    if ((e = lines_read(w, t, &lines, &count)))
        return e;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if (lines[i].subject == t->subject && !strcmp(lines[i].said.what, t->what))
            list[n++] = lines[i].said;
    *ret = list;
    *ret_count = n;
    return OK;
}
