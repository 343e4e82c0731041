/* Paper is what a leak is made of: few words, a number on each copy, and somebody who counts them. */
#include "domain/casework/meeting_pack.h"

#include <string.h>

#include "base/text.h"
#include "domain/casework/meeting_paper.h"
#include "domain/claim/rules.h"
#include "domain/office/municipality.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define TABLE "meeting_copy"
#define BLANK "______________________________________________________________________________________"
#define ROOM  6 /* lines to write on */

static const char SQL_COPIES[] = "SELECT id, number, said_sealed, printed_at, returned_on FROM meeting_copy "
                                 "WHERE meeting_id = :meeting ORDER BY number";
static const struct column COPY_COLUMNS[] = {
    COLUMN_INT(struct meeting_copy, id),
    COLUMN_INT(struct meeting_copy, number),
    COLUMN_SEALED_AS(struct meeting_copy, who, TABLE, id, "said_sealed", "said"),
    COLUMN_INT(struct meeting_copy, printed_at),
    COLUMN_DATE(struct meeting_copy, returned_on),
};

err meeting_copy_list(struct work *w, int64_t meeting, struct meeting_copy **ret, size_t *ret_count)
{
    return rows_read(w, SQL_COPIES, BINDS(INT(":meeting", meeting)), COLUMNS(COPY_COLUMNS), NULL, ret,
                     ret_count);
}

static const char SQL_ADD[] =
    "INSERT INTO meeting_copy (id, meeting_id, number, said_sealed, printed_at, printed_by) VALUES (:id, "
    ":meeting, (SELECT coalesce(max(number), 0) + 1 FROM meeting_copy WHERE meeting_id = :meeting), :said, "
    ":now, :account)";

static err copy_add(struct work *w, const struct meeting *m, const char *who)
{
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t id;
    err e;

    if ((e = id_next(w, TABLE, &id)) || (e = sealed_text(w, OF_KEY(m->key), TABLE, "said", id, who, &sealed)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":id", id), INT(":meeting", m->id), SEALED(":said", sealed), INT(":now", w->now),
                         INT_OR_NULL(":account", w->actor.account, w->actor.account)));
}

static const char *who_of(struct work *w, const struct meeting_invited *one)
{
    if (text_empty(one->name))
        return one->institution;
    return text_empty(one->institution) ? one->name
                                        : arena_format(w->arena, "%s, %s", one->name, one->institution);
}

static bool has_copy(const struct meeting_copy *list, size_t count, const char *who)
{
    for (size_t i = 0; i < count; i++)
        if (!date_known(list[i].returned_on) && !strcmp(list[i].who, who))
            return true;
    return false;
}

static err copies_add(struct work *w, const struct meeting *m, int64_t *ret)
{
    struct meeting_invited *invited;
    struct meeting_copy *copies;
    size_t count, copy_count;
    const char *who;
    int64_t added = 0;
    err e;

    if ((e = meeting_invited_list(w, m->id, &invited, &count)) ||
        (e = meeting_copy_list(w, m->id, &copies, &copy_count)))
        return e;
    if (!count)
        return refuse(w, ERR_INPUT, "nobody_invited", "invited",
                      "Nobody is invited: for whom are the copies?");
    for (size_t i = 0; i < count && !e; i++) {
        if (!(who = who_of(w, &invited[i])))
            return ERR_SYSTEM;
        if (invited[i].state == INVITED_EXCUSED || has_copy(copies, copy_count, who))
            continue;
        e = copy_add(w, m, who);
        added++;
    }
    if (!e)
        *ret = added;
    return e;
}

static err ready_require(struct work *w, int64_t meeting, struct meeting *ret)
{
    struct meeting m;
    err e = meeting_require(w, meeting, &m);

    if (e)
        return e;
    if (m.called_off)
        return refuse(w, ERR_CONFLICT, "meeting_called_off", "", "This meeting was called off.");
    if (m.signed_at)
        return refuse(w, ERR_CONFLICT, "minutes_signed", "", "The minutes are signed: the meeting is over.");
    if ((e = meeting_conflicts_refuse(w, &m)))
        return e;
    *ret = m;
    return OK;
}

err meeting_pack_make(struct work *w, int64_t meeting, int64_t *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct meeting m;
    int64_t added;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = ready_require(w, meeting, &m)) ||
        (e = copies_add(w, &m, &added)) || (e = meeting_log(w, meeting, 0, "meeting.pack")) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = added;
    return OK;
}

static const char SQL_TICK[] = "UPDATE meeting_copy SET returned_on = :on WHERE meeting_id = :meeting AND "
                               "number = :number RETURNING id";

err meeting_copy_tick(struct work *w, int64_t meeting, int64_t number, bool returned)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)))
        return e;
    e = db_int(
        w->db, SQL_TICK,
        BINDS(DATE(":on", returned ? w->today : DATE_NONE), INT(":meeting", meeting), INT(":number", number)),
        &id);
    if (e == ERR_ABSENT)
        return refuse(w, e, "no_such_copy", "", "There is no such copy of the pack.");
    if (e || (e = meeting_log(w, meeting, 0, returned ? "meeting.copy_back" : "meeting.copy_out")))
        return e;
    return tx_commit(&tx);
}

/* ---- on paper */
static void room_set(struct document *d, const char *heading)
{
    document_heading(d, heading);
    for (int i = 0; i < ROOM; i++)
        document_line(d, 0, BLANK);
}

/* file 0: all of them. */
static err carried_set(struct work *w, struct document *d, const struct meeting_read *m, int64_t file)
{
    bool headed = false;
    err e = OK;

    for (size_t i = m->carried_count; i-- > 0 && !e;) {
        if (file && m->carried[i].record.case_id != file)
            continue;
        if (!headed)
            document_heading(d, "Veprime të mbetura nga mbledhjet e mëparshme");
        headed = true;
        e = meeting_action_set(w, d, &m->carried[i]);
    }
    return e;
}

static err file_sheet(struct work *w, struct document *d, const struct meeting_read *m,
                      const struct meeting_file *file, const char *who)
{
    const char *title = arena_format(w->arena, "Dosja %s", file->number);
    err e;

    if (!title)
        return ERR_SYSTEM;
    document_sheet(d, title);
    document_line(d, 0, file->unit);
    if (*who)
        document_line(d, 0, who);
    if ((e = carried_set(w, d, m, file->case_id)))
        return e;
    room_set(d, "Çfarë sjell institucioni juaj");
    room_set(d, "Vendimi");
    room_set(d, "Veprimet: çfarë, kush, deri kur");
    return OK;
}

static err first_sheet(struct work *w, struct document *d, const struct case_words *words,
                       const struct meeting_read *m, const struct meeting_copy *copy)
{
    const char *title = arena_format(w->arena, "Kopja %lld", (long long)copy->number),
               *who = arena_format(w->arena, "Për: %s", copy->who);
    err e;

    if (!title || !who)
        return ERR_SYSTEM;
    document_sheet(d, title);
    document_line(d, 0, who);
    document_line(d, 0, "Kjo kopje dorëzohet në fund të mbledhjes. Mos e fotokopjoni dhe mos e fotografoni.");
    if ((e = meeting_head_set(w, d, words, &m->meeting, true)) || (e = carried_set(w, d, m, 0)))
        return e;
    document_heading(d, "Rendi i ditës");
    for (size_t i = 0; i < m->file_count; i++) {
        const char *line = arena_format(w->arena, "%zu. Dosja %s", i + 1, m->files[i].number);

        if (!line)
            return ERR_SYSTEM;
        document_line(d, 0, line);
    }
    if (!text_empty(m->meeting.said.about))
        document_line(d, 0, m->meeting.said.about);
    return OK;
}

/* names: of who is protected, by file. */
static err copy_set(struct work *w, struct document *d, const struct case_words *words,
                    const struct meeting_read *m, const struct meeting_copy *copy, const char *const *names)
{
    err e = first_sheet(w, d, words, m, copy);

    for (size_t i = 0; i < m->file_count && !e; i++)
        e = file_sheet(w, d, m, &m->files[i], names[i]);
    return e;
}

/* Opened once, for all copies; "" where none are to stand there. */
static err names_read(struct work *w, const struct meeting_read *m, bool wanted, const char ***ret)
{
    const char **names = arena_array(w->arena, m->file_count + 1, sizeof *names);
    err e = OK;

    if (!names)
        return ERR_SYSTEM;
    for (size_t i = 0; i < m->file_count && !e; i++) {
        names[i] = "";
        if (wanted && !m->files[i].shut)
            e = meeting_file_names(w, m->files[i].case_id, &names[i]);
    }
    *ret = names;
    return e;
}

/* Of the day of the meeting. */
static err names_rule(struct work *w, date on, bool *ret)
{
    struct rules rules;
    err e = rules_load(w, &rules);

    if (!e)
        *ret = legal_value(rules.legal, rules.legal_count, LEGAL_MEETING_NAMES, on) == 1;
    return e;
}

static err copies_set(struct work *w, struct document *d, const struct meeting_read *m, bool names)
{
    struct meeting_copy *copies;
    struct case_words words;
    const char **who;
    size_t count, out = 0;
    err e;

    if ((e = meeting_copy_list(w, m->meeting.id, &copies, &count)) || (e = case_words_read(w, &words)) ||
        (e = names_read(w, m, names, &who)))
        return e;
    for (size_t i = 0; i < count && !e; i++) {
        if (date_known(copies[i].returned_on))
            continue;
        out++;
        e = copy_set(w, d, &words, m, &copies[i], who);
    }
    if (!e && !out)
        return refuse(w, ERR_CONFLICT, "no_copies", "", "No copy is out: make some.");
    return e;
}

err meeting_pack_write(struct work *w, int64_t meeting, struct buf *ret)
{
    CLEANUP(document_drop) struct document *d = NULL;
    struct municipality office;
    struct meeting_read m;
    struct meeting ready;
    bool names = false;
    err e;

    if ((e = ready_require(w, meeting, &ready)) || (e = meeting_read(w, meeting, &m)) ||
        (e = municipality_read(w, &office)) || (e = names_rule(w, m.meeting.on, &names)) ||
        (e = meeting_print_log(w, &m, names)) ||
        (e = document_open("Paketa e mbledhjes", office.neutral_name, &d)) ||
        (e = copies_set(w, d, &m, names)))
        return e;
    return document_close(&d, ret);
}
