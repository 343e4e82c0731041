/* A meeting is written as a whole: who prepares one fills in one form. */
#include "domain/casework/meeting.h"

#include <string.h>

#include "base/text.h"
#include "domain/casework/case_word.h"
#include "domain/casework/meeting_conflict.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define TABLE         "meeting"
#define INVITED_TABLE "meeting_invited"

/* ---- reading */
#define COUNTS_OUT                                                                                           \
    COLUMN_INT_AS(struct meeting, counts.women, "women"), COLUMN_INT_AS(struct meeting, counts.men, "men"),  \
        COLUMN_INT_AS(struct meeting, counts.reports, "reports"),                                            \
        COLUMN_INT_AS(struct meeting, counts.initiatives, "initiatives")
#define SELECT                                                                                               \
    "SELECT m.id, m.version, m.key_id AS key, m.kind, m.on_day, m.called_off, m.women, m.men, m.reports, "   \
    "m.initiatives, "                                                                                        \
    "(SELECT count(*) FROM meeting_invited i WHERE i.meeting_id = m.id AND i.state = 'present') AS "         \
    "present, "                                                                                              \
    "(SELECT count(*) FROM meeting_invited i WHERE i.meeting_id = m.id AND i.state = 'present' AND i.head)"  \
    " AS heads, (SELECT count(*) FROM meeting_file f WHERE f.meeting_id = m.id) AS files, "                  \
    "(SELECT count(*) FROM meeting_copy c WHERE c.meeting_id = m.id AND c.returned_on IS NULL) AS "          \
    "copies_out, coalesce(m.signed_at, 0) AS signed_at, coalesce(m.signed_record, 0) AS signed_record, "     \
    "a.full_name AS signed_by, m.said_sealed FROM meeting m LEFT JOIN account a ON a.id = m.signed_by "
static const char SQL_ONE[] = SELECT "WHERE m.id = :id";
static const char SQL_LIST[] = SELECT "ORDER BY m.on_day DESC, m.id DESC LIMIT :limit OFFSET :skip";
static const struct column COLUMNS_OUT[] = {
    COLUMN_INT(struct meeting, id),
    COLUMN_INT(struct meeting, version),
    COLUMN_INT(struct meeting, key),
    COLUMN_TEXT(struct meeting, kind),
    COLUMN_DATE_AS(struct meeting, on, "on_day"),
    COLUMN_BOOL(struct meeting, called_off),
    COUNTS_OUT,
    COLUMN_INT(struct meeting, present),
    COLUMN_INT(struct meeting, heads),
    COLUMN_INT(struct meeting, files),
    COLUMN_INT(struct meeting, copies_out),
    COLUMN_INT(struct meeting, signed_at),
    COLUMN_INT(struct meeting, signed_record),
    COLUMN_TEXT(struct meeting, signed_by),
    COLUMN_SEALED_AS(struct meeting, said_text, TABLE, id, "said_sealed", "said"),
};

static err one_said(struct work *w, void *row)
{
    struct meeting *m = row;

    return meeting_said_read(w->arena, m->said_text, &m->said);
}

err meeting_list(struct work *w, int64_t skip, struct meeting **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(INT(":limit", MEETINGS_PAGE), INT(":skip", skip)),
                     COLUMNS(COLUMNS_OUT), one_said, ret, ret_count);
}

err meeting_require(struct work *w, int64_t id, struct meeting *ret)
{
    struct meeting m = {0};
    err e = row_read(w, SQL_ONE, BINDS(INT(":id", id)), COLUMNS(COLUMNS_OUT), &m);

    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_meeting", "", "There is no such meeting.");
    if (e || (e = one_said(w, &m)))
        return e;
    *ret = m;
    return OK;
}

struct invited_row {
    int64_t id;
    enum invited_state state;
    bool head;
    const char *said;
};
static const char SQL_INVITED[] =
    "SELECT id, state, head, said_sealed FROM meeting_invited WHERE meeting_id = :meeting ORDER BY id";
static const struct column INVITED_COLUMNS[] = {
    COLUMN_INT(struct invited_row, id),
    COLUMN_WORD(struct invited_row, state, invited_state_parse),
    COLUMN_BOOL(struct invited_row, head),
    COLUMN_SEALED(struct invited_row, said, INVITED_TABLE, id),
};

err meeting_invited_list(struct work *w, int64_t id, struct meeting_invited **ret, size_t *ret_count)
{
    struct meeting_invited *list;
    struct invited_row *rows;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_INVITED, BINDS(INT(":meeting", id)), COLUMNS(INVITED_COLUMNS), NULL, &rows,
                       &count)))
        return e;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count && !e; i++) {
        e = meeting_invited_read(w->arena, rows[i].said, &list[i]);
        list[i].state = rows[i].state;
        list[i].head = rows[i].head;
    }
    if (e)
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}

static const char SQL_FILES[] = "SELECT g.case_id, f.number, u.name AS unit, NOT " FILE_OPEN(
    "f", ":account") "AS shut FROM meeting_file g JOIN case_file f ON "
                     "f.id = g.case_id JOIN unit u ON u.id = f.unit_id WHERE g.meeting_id = :meeting ORDER "
                     "BY g.place";
static const struct column FILE_COLUMNS[] = {
    COLUMN_INT(struct meeting_file, case_id),
    COLUMN_TEXT(struct meeting_file, number),
    COLUMN_TEXT(struct meeting_file, unit),
    COLUMN_BOOL(struct meeting_file, shut),
};

err meeting_file_list(struct work *w, int64_t id, struct meeting_file **ret, size_t *ret_count)
{
    return rows_read(w, SQL_FILES, BINDS(INT(":meeting", id), INT(":account", w->actor.account)),
                     COLUMNS(FILE_COLUMNS), NULL, ret, ret_count);
}

/* ---- checking */
/* What stands so far of the meeting that is changed; nothing in it of a new one. */
struct before {
    struct meeting meeting;
    struct meeting_invited *invited;
    size_t invited_count;
    struct meeting_file *files;
    size_t file_count;
};

static err before_read(struct work *w, int64_t id, struct before *ret)
{
    err e;

    if ((e = meeting_require(w, id, &ret->meeting)) ||
        (e = meeting_invited_list(w, id, &ret->invited, &ret->invited_count)))
        return e;
    return meeting_file_list(w, id, &ret->files, &ret->file_count);
}

static bool text_is(const char *a, const char *b)
{
    return !strcmp(a ? a : "", b ? b : "");
}

/* Of the same person, invited under the same name and number. */
static const char *known_before(const struct before *b, const struct meeting_invited *one)
{
    for (size_t i = 0; i < b->invited_count; i++)
        if (text_is(b->invited[i].name, one->name) && text_is(b->invited[i].nid, one->nid) &&
            text_is(b->invited[i].institution, one->institution))
            return b->invited[i].known;
    return NULL;
}

static err conflicts_check(struct work *w, const struct meeting_respondents *r, struct meeting_new *in,
                           struct faults *f)
{
    const struct meeting_named chair = {
        .field = "chair", .name = in->said.chair, .known = in->said.chair_known};
    err e = meeting_conflict_check(w, r, &chair, f, &in->said.chair_known);

    for (size_t i = 0; i < in->invited_count && !e; i++) {
        struct meeting_invited *one = &in->invited[i];
        const struct meeting_named who = {.field = arena_format(w->arena, "invited[%zu].name", i),
                                          .name = one->name,
                                          .nid = one->nid,
                                          .institution = one->institution,
                                          .known = one->known};

        e = who.field ? meeting_conflict_check(w, r, &who, f, &one->known) : ERR_SYSTEM;
    }
    return e;
}

static const char SQL_FILE[] =
    "SELECT coalesce(max(coalesce(merged_into, id)), 0) FROM case_file WHERE number = :number";

static bool on_agenda(const struct before *b, int64_t case_id)
{
    for (size_t i = 0; i < b->file_count; i++)
        if (b->files[i].case_id == case_id)
            return true;
    return false;
}

static err file_find(struct work *w, const struct before *b, const char *number, size_t place, int64_t *files,
                     struct faults *f)
{
    const char *field = arena_format(w->arena, "files[%zu]", place);
    bool twice = false;
    int64_t id;
    err e;

    if (!field)
        return ERR_SYSTEM;
    if ((e = db_int(w->db, SQL_FILE, BINDS(TEXT(":number", number)), &id)) ||
        (e = faults_when(w, f, !id, "no_such_case", field, "There is no file of that number.")))
        return e;
    for (size_t i = 0; i < place; i++)
        twice |= id && files[i] == id;
    if ((e = faults_when(w, f, twice, "duplicate", field, "It stands on the agenda already.")))
        return e;
    if (id && !on_agenda(b, id) && (e = case_may_open(w, id)))
        return e;
    files[place] = id;
    return OK;
}

static const char SQL_SPOKEN[] = "SELECT count(*) FROM case_record WHERE meeting_id = :meeting AND case_id = "
                                 ":case AND voided_at IS NULL";

/* What was said of a file keeps it on the agenda. */
static err left_out_check(struct work *w, const struct before *b, const int64_t *files, size_t count,
                          struct faults *f)
{
    for (size_t i = 0; i < b->file_count; i++) {
        bool kept = false;
        int64_t spoken = 0;
        err e;

        for (size_t j = 0; j < count; j++)
            kept |= files[j] == b->files[i].case_id;
        if (!kept &&
            (e = db_int(w->db, SQL_SPOKEN,
                        BINDS(INT(":meeting", b->meeting.id), INT(":case", b->files[i].case_id)), &spoken)))
            return e;
        if ((e = faults_when(w, f, spoken, "file_has_minutes", "files",
                             "Something was written of a file that is left out.")))
            return e;
    }
    return OK;
}

static err fields_check(struct work *w, struct meeting_new *in, struct faults *f)
{
    err e;

    if ((e = faults_when(w, f, !date_known(in->on), "required", "on", "This is needed.")) ||
        (e = faults_take(w, f, field_text_check(w, "kind", in->kind, LIMIT(MeetingNew, kind), true))) ||
        (e = case_word_check(w, f, &(struct word_asked){"meeting_kind", in->kind, "kind", in->on})) ||
        (e = meeting_said_check(w, in->on, &in->said, f)))
        return e;
    return meeting_invited_check(w, in->invited, in->invited_count, f);
}

/* *ret_files: as many as in->files. */
static err new_check(struct work *w, const struct before *b, struct meeting_new *in, int64_t **ret_files)
{
    struct meeting_respondents respondents;
    int64_t *files = arena_array(w->arena, in->files_count + 1, sizeof *files);
    struct faults f = {0};
    err e;

    if (!files)
        return ERR_SYSTEM;
    in->said.chair_known =
        text_is(b->meeting.said.chair, in->said.chair) ? b->meeting.said.chair_known : NULL;
    for (size_t i = 0; i < in->invited_count; i++)
        in->invited[i].known = known_before(b, &in->invited[i]);
    e = fields_check(w, in, &f);
    for (size_t i = 0; i < in->files_count && !e; i++)
        e = file_find(w, b, in->files[i], i, files, &f);
    if (e || (e = left_out_check(w, b, files, in->files_count, &f)) ||
        (e = meeting_respondents_read(w, files, in->files_count, &respondents)) ||
        (e = conflicts_check(w, &respondents, in, &f)))
        return e;
    *ret_files = files;
    return faults_refuse(w, &f);
}

/* ---- writing */
static const char SQL_ADD[] =
    "INSERT INTO meeting (id, kind, on_day, called_off, women, men, reports, initiatives, key_id, "
    "said_sealed) VALUES (:id, :kind, :on, :called_off, :women, :men, :reports, :initiatives, :key, :said)";
static const char SQL_CHANGE[] =
    "UPDATE meeting SET version = version + 1, kind = :kind, on_day = :on, called_off = :called_off, women = "
    ":women, men = :men, reports = :reports, initiatives = :initiatives, said_sealed = :said WHERE id = :id "
    "AND key_id = :key";

static err meeting_write(struct work *w, const char *sql, int64_t id, int64_t key,
                         const struct meeting_new *in)
{
    CLEANUP(buf_wipe) struct buf said = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    err e;

    meeting_said_write(&in->said, &said);
    if ((e = buf_err(&said)) || (e = sealed_text(w, OF_KEY(key), TABLE, "said", id, said.data, &sealed)))
        return e;
    return db_exec(w->db, sql,
                   BINDS(INT(":id", id), TEXT(":kind", in->kind), DATE(":on", in->on),
                         INT(":called_off", in->called_off), INT(":women", in->counts.women),
                         INT(":men", in->counts.men), INT(":reports", in->counts.reports),
                         INT(":initiatives", in->counts.initiatives), INT(":key", key),
                         SEALED(":said", sealed)));
}

static const char SQL_INVITE[] = "INSERT INTO meeting_invited (id, meeting_id, state, head, said_sealed) "
                                 "VALUES (:id, :meeting, :state, :head, :said)";

static err invited_write(struct work *w, int64_t meeting, int64_t key, const struct meeting_invited *in)
{
    CLEANUP(buf_wipe) struct buf said = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t id;
    err e;

    meeting_invited_write(in, &said);
    if ((e = buf_err(&said)) || (e = id_next(w, INVITED_TABLE, &id)) ||
        (e = sealed_text(w, OF_KEY(key), INVITED_TABLE, "said", id, said.data, &sealed)))
        return e;
    return db_exec(w->db, SQL_INVITE,
                   BINDS(INT(":id", id), INT(":meeting", meeting),
                         TEXT(":state", invited_state_name(in->state)), INT(":head", in->head),
                         SEALED(":said", sealed)));
}

static const char SQL_UNINVITE[] = "DELETE FROM meeting_invited WHERE meeting_id = :meeting";
static const char SQL_CLEAR[] = "DELETE FROM meeting_file WHERE meeting_id = :meeting";
static const char SQL_FILE_ADD[] =
    "INSERT INTO meeting_file (meeting_id, case_id, place) VALUES (:meeting, :case, :place)";

static err lists_write(struct work *w, int64_t id, int64_t key, const struct meeting_new *in,
                       const int64_t *files)
{
    err e;

    if ((e = db_exec(w->db, SQL_UNINVITE, BINDS(INT(":meeting", id)))) ||
        (e = db_exec(w->db, SQL_CLEAR, BINDS(INT(":meeting", id)))))
        return e;
    for (size_t i = 0; i < in->invited_count && !e; i++)
        e = invited_write(w, id, key, &in->invited[i]);
    for (size_t i = 0; i < in->files_count && !e; i++)
        e = db_exec(w->db, SQL_FILE_ADD,
                    BINDS(INT(":meeting", id), INT(":case", files[i]), INT(":place", (int64_t)i + 1)));
    return e;
}

err meeting_log(struct work *w, int64_t id, int64_t case_id, const char *what)
{
    return audit_append(
        w, &(struct audit_entry){.what = what, .record = TABLE, .record_id = id, .case_id = case_id});
}

err meeting_add(struct work *w, const struct meeting_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct before none = {0};
    struct meeting_new added = *in;
    int64_t *files, id, key;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = new_check(w, &none, &added, &files)) ||
        (e = id_next(w, TABLE, &id)) || (e = owner_key_new(w, &key)) ||
        (e = meeting_write(w, SQL_ADD, id, key, &added)) || (e = lists_write(w, id, key, &added, files)) ||
        (e = meeting_log(w, id, 0, "meeting.add")) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

static err changed_refuse(struct work *w)
{
    return refuse(w, ERR_CONFLICT, "meeting_changed", "",
                  "Somebody else has written to this meeting meanwhile: look at it again.");
}

static err unsigned_require(struct work *w, const struct meeting *m)
{
    return m->signed_at ? refuse(w, ERR_CONFLICT, "minutes_signed", "",
                                 "The minutes are signed: what was wrong is put right beside them.")
                        : OK;
}

err meeting_change(struct work *w, int64_t id, int64_t version, const struct meeting_new *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct meeting_new changed = *in;
    struct before b = {0};
    int64_t *files;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = before_read(w, id, &b)) || (e = unsigned_require(w, &b.meeting)))
        return e;
    if (b.meeting.version != version)
        return changed_refuse(w);
    if ((e = new_check(w, &b, &changed, &files)) ||
        (e = meeting_write(w, SQL_CHANGE, id, b.meeting.key, &changed)) ||
        (e = lists_write(w, id, b.meeting.key, &changed, files)) ||
        (e = meeting_log(w, id, 0, "meeting.change")))
        return e;
    return tx_commit(&tx);
}

static const char SQL_LAST[] =
    "SELECT coalesce(max(id), 0) FROM case_record WHERE meeting_id = :meeting AND voided_at IS NULL";
/* Said of files that are sealed against the actor, who cannot have read it. */
static const char SQL_CLOSED[] =
    "SELECT count(*) FROM case_record r JOIN case_file c ON c.id = r.case_id WHERE r.meeting_id = :meeting "
    "AND r.voided_at IS NULL AND NOT " FILE_OPEN("c", ":account");
static const char SQL_SIGN[] = "UPDATE meeting SET version = version + 1, signed_at = :now, signed_by = "
                               ":account, signed_record = (SELECT max(r.id) FROM case_record r WHERE "
                               "r.meeting_id = meeting.id) WHERE id = :id";

err meeting_sign(struct work *w, int64_t id, const struct meeting_sign *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t last, closed;
    struct meeting m;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = meeting_require(w, id, &m)) || (e = unsigned_require(w, &m)) ||
        (e = db_int(w->db, SQL_LAST, BINDS(INT(":meeting", id)), &last)) ||
        (e = db_int(w->db, SQL_CLOSED, BINDS(INT(":meeting", id), INT(":account", w->actor.account)),
                    &closed)))
        return e;
    if (closed)
        return refuse(w, ERR_DENIED, "sealed_part", "",
                      "A part of the minutes is of a file that is sealed against whoever signs.");
    if (m.version != in->version || last > in->last_record)
        return changed_refuse(w);
    if (m.called_off)
        return refuse(w, ERR_CONFLICT, "meeting_called_off", "", "This meeting was called off.");
    if (m.on > w->today)
        return refuse(w, ERR_CONFLICT, "not_held", "", "This meeting has not been held yet.");
    if (!last)
        return refuse(w, ERR_INPUT, "no_minutes", "text", "Nothing was written of it yet.");
    if ((e = db_exec(w->db, SQL_SIGN,
                     BINDS(INT(":now", w->now), INT_OR_NULL(":account", w->actor.account, w->actor.account),
                           INT(":id", id)))) ||
        (e = meeting_log(w, id, 0, "meeting.sign")))
        return e;
    return tx_commit(&tx);
}

err meeting_conflicts_refuse(struct work *w, const struct meeting *m)
{
    struct meeting_new in = {.said = m->said};
    struct meeting_respondents respondents;
    struct meeting_file *agenda;
    struct faults f = {0};
    int64_t *files;
    size_t count;
    err e;

    if ((e = meeting_invited_list(w, m->id, &in.invited, &in.invited_count)) ||
        (e = meeting_file_list(w, m->id, &agenda, &count)))
        return e;
    if (!(files = arena_array(w->arena, count + 1, sizeof *files)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        files[i] = agenda[i].case_id;
    if ((e = meeting_respondents_read(w, files, count, &respondents)) ||
        (e = conflicts_check(w, &respondents, &in, &f)))
        return e;
    if (!f.count)
        return OK;
    w->problem = (struct problem){0};
    return refuse(w, ERR_CONFLICT, "conflict_open", "",
                  "Somebody invited is, or is called like, a respondent of a file on the agenda: go through "
                  "the invitations.");
}
