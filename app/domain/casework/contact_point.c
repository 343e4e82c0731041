/* One key seals the whole book: it is the office's own, and ends with no file. */
#include "domain/casework/contact_point.h"

#include <string.h>

#include "base/text.h"
#include "domain/casework/case_word.h"
#include "domain/casework/contact_said.h"
#include "domain/office/audit.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

#define TABLE        "contact_point"
#define PERSON_TABLE "contact_person"

static err texts_check(struct work *w, const struct contact_new *in, struct faults *f)
{
    const struct {
        const char *field, *text;
        size_t max;
        bool needed;
    } texts[] = {
        {"name", in->name, LIMIT(ContactPointNew, name), true},
        {"kind", in->kind, LIMIT(ContactPointNew, kind), true},
        {"level", in->level, LIMIT(ContactPointNew, level), true},
        {"services", in->services, LIMIT(ContactPointNew, services), false},
    };
    err e = OK;

    for (size_t i = 0; i < sizeof texts / sizeof texts[0] && !e; i++)
        e = faults_take(w, f,
                        field_text_check(w, texts[i].field, texts[i].text, texts[i].max, texts[i].needed));
    if (e || (e = contact_said_check(w, &in->said, f)) ||
        (e = contact_persons_check(w, in->persons, in->persons_count, f)) ||
        (e = case_word_check(w, f, &(struct word_asked){"contact_kind", in->kind, "kind", w->today})) ||
        (e = case_word_check(w, f, &(struct word_asked){"contact_level", in->level, "level", w->today})))
        return e;
    if ((e = faults_when(w, f, in->confirmed_on > w->today && date_known(in->confirmed_on), "in_future",
                         "confirmed_on", "This day has not come yet.")))
        return e;
    return in->services
               ? case_word_set_check(
                     w, f, &(struct word_asked){"referral_service", in->services, "services", w->today})
               : OK;
}

static const char SQL_NAMED[] =
    "SELECT coalesce(max(id), 0) FROM contact_point WHERE name_folded = :folded AND ended_on IS NULL";

err contact_point_named(struct work *w, const char *name, int64_t *ret_id)
{
    char folded[CONTACT_NAME_FOLDED];

    return db_int(w->db, SQL_NAMED, BINDS(TEXT(":folded", text_fold(name, folded, sizeof folded))), ret_id);
}

/* id: the one that may have that name. */
static err name_check(struct work *w, const char *name, int64_t id)
{
    int64_t other;
    err e;

    if (text_empty(name))
        return OK; /* said already */
    if ((e = contact_point_named(w, name, &other)))
        return e;
    if (other && other != id)
        return refuse(w, ERR_CONFLICT, "name_taken", "name", "One of that name stands in the book already.");
    return OK;
}

static err new_check(struct work *w, int64_t id, const struct contact_new *in)
{
    struct faults f = {0};
    err e;

    if ((e = texts_check(w, in, &f)) || (e = faults_take(w, &f, name_check(w, in->name, id))))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_KEY[] = "SELECT coalesce(max(key_id), 0) FROM contact_point";

static err book_key(struct work *w, int64_t *ret)
{
    int64_t key;
    err e;

    if ((e = db_int(w->db, SQL_KEY, NO_BINDS, &key)) || (!key && (e = owner_key_new(w, &key))))
        return e;
    *ret = key;
    return OK;
}

static const char SQL_PERSONS_CLEAR[] = "DELETE FROM contact_person WHERE point_id = :point";
static const char SQL_PERSON_ADD[] =
    "INSERT INTO contact_person (id, point_id, said_sealed) VALUES (:id, :point, :said)";

static err contact_person_add(struct work *w, int64_t point, int64_t key, const struct contact_person *p)
{
    CLEANUP(buf_wipe) struct buf said = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t id;
    err e;

    contact_person_write(p, &said);
    if ((e = buf_err(&said)) || (e = id_next(w, PERSON_TABLE, &id)) ||
        (e = sealed_text(w, OF_KEY(key), PERSON_TABLE, "said", id, said.data, &sealed)))
        return e;
    return db_exec(w->db, SQL_PERSON_ADD,
                   BINDS(INT(":id", id), INT(":point", point), SEALED(":said", sealed)));
}

static err persons_write(struct work *w, int64_t point, int64_t key, const struct contact_new *in)
{
    err e = db_exec(w->db, SQL_PERSONS_CLEAR, BINDS(INT(":point", point)));

    for (size_t i = 0; i < in->persons_count && !e; i++)
        e = contact_person_add(w, point, key, &in->persons[i]);
    return e;
}

static const char SQL_ADD[] =
    "INSERT INTO contact_point (id, kind, level, public, name, name_folded, services, key_id, said_sealed, "
    "confirmed_on) VALUES (:id, :kind, :level, :public, :name, :folded, :services, :key, :said, :confirmed)";
static const char SQL_CHANGE[] =
    "UPDATE contact_point SET version = version + 1, kind = :kind, level = :level, public = :public, name = "
    ":name, name_folded = :folded, services = :services, said_sealed = :said, confirmed_on = "
    "coalesce(:confirmed, "
    "confirmed_on) WHERE id = :id AND key_id = :key";

static const char SQL_CONFIRMED[] =
    "INSERT OR IGNORE INTO contact_confirmed (point_id, on_day) VALUES (:id, :on)";

/* Each day stays: a year is counted when it is over, and by then the next one is confirmed. */
static err confirmed_note(struct work *w, int64_t id, date on)
{
    return date_known(on) ? db_exec(w->db, SQL_CONFIRMED, BINDS(INT(":id", id), DATE(":on", on))) : OK;
}

static err point_write(struct work *w, const char *sql, int64_t id, const struct contact_new *in)
{
    CLEANUP(buf_wipe) struct buf said = {0};
    CLEANUP(buf_free) struct buf sealed = {0};
    char folded[CONTACT_NAME_FOLDED];
    int64_t key;
    err e;

    contact_said_write(&in->said, &said);
    if ((e = buf_err(&said)) || (e = book_key(w, &key)) ||
        (e = sealed_text(w, OF_KEY(key), TABLE, "said", id, said.data, &sealed)) ||
        (e = db_exec(w->db, sql,
                     BINDS(INT(":id", id), TEXT(":kind", in->kind), TEXT(":level", in->level),
                           INT(":public", in->public), TEXT(":name", in->name),
                           TEXT(":folded", text_fold(in->name, folded, sizeof folded)),
                           TEXT(":services", in->services ? in->services : ""), INT(":key", key),
                           SEALED(":said", sealed), DATE(":confirmed", in->confirmed_on)))))
        return e;
    return (e = confirmed_note(w, id, in->confirmed_on)) ? e : persons_write(w, id, key, in);
}

static err point_log(struct work *w, int64_t id, const char *what)
{
    return audit_append(w, &(struct audit_entry){.what = what, .record = TABLE, .record_id = id});
}

err contact_point_add(struct work *w, const struct contact_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct contact_new added = *in;
    int64_t id;
    err e;

    if (!date_known(added.confirmed_on))
        added.confirmed_on = w->today;
    if ((e = tx_begin(&tx, w->db)) || (e = new_check(w, 0, in)) || (e = id_next(w, TABLE, &id)) ||
        (e = point_write(w, SQL_ADD, id, &added)) || (e = point_log(w, id, "contact_point.add")) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

struct standing {
    int64_t version;
    bool ended;
};
static const char SQL_STANDING[] =
    "SELECT version, ended_on IS NOT NULL AS ended FROM contact_point WHERE id = :id";
static const struct column STANDING_COLUMNS[] = {
    COLUMN_INT(struct standing, version),
    COLUMN_BOOL(struct standing, ended),
};

static err absent(struct work *w)
{
    return refuse(w, ERR_ABSENT, "no_contact_point", "", "There is no such contact point.");
}

static err standing_require(struct work *w, int64_t id, struct standing *ret)
{
    err e = row_read(w, SQL_STANDING, BINDS(INT(":id", id)), COLUMNS(STANDING_COLUMNS), ret);

    if (e == ERR_ABSENT)
        return absent(w);
    if (!e && ret->ended)
        return refuse(w, ERR_CONFLICT, "contact_ended", "", "This contact point is not used any more.");
    return e;
}

err contact_point_change(struct work *w, int64_t id, int64_t version, const struct contact_new *in)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct standing now;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = standing_require(w, id, &now)))
        return e;
    if (now.version != version)
        return refuse(w, ERR_CONFLICT, "contact_changed", "",
                      "Somebody else has changed this contact point meanwhile: look at it again.");
    if ((e = new_check(w, id, in)) || (e = point_write(w, SQL_CHANGE, id, in)) ||
        (e = point_log(w, id, "contact_point.change")))
        return e;
    return tx_commit(&tx);
}

static err day_set(struct work *w, int64_t id, const char *sql, bool confirmed, const char *what)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct standing now;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = standing_require(w, id, &now)) ||
        (e = db_exec(w->db, sql, BINDS(INT(":id", id), DATE(":today", w->today)))) ||
        (confirmed && (e = confirmed_note(w, id, w->today))) || (e = point_log(w, id, what)))
        return e;
    return tx_commit(&tx);
}

err contact_point_confirm(struct work *w, int64_t id)
{
    return day_set(w, id, "UPDATE contact_point SET confirmed_on = :today WHERE id = :id", true,
                   "contact_point.confirm");
}

err contact_point_end(struct work *w, int64_t id)
{
    return day_set(w, id, "UPDATE contact_point SET ended_on = :today WHERE id = :id", false,
                   "contact_point.end");
}

static const char SQL_UNCONFIRMED[] =
    "SELECT count(*) FROM contact_point WHERE ended_on IS NULL AND confirmed_on < :year";

static date year_ago(const struct work *w)
{
    return date_add_months(w->today, -12);
}

static date year_first(date day)
{
    return date_make(date_year(day), 1, 1);
}

err contact_unconfirmed(struct work *w, int64_t *ret)
{
    return db_int(w->db, SQL_UNCONFIRMED, BINDS(DATE(":year", year_first(w->today))), ret);
}

/* ---- lists */
struct found {
    int64_t id;
    const char *name, *folded, *kind;
    bool stale;
};
static const char SQL_FOUND[] = "SELECT id, name, name_folded AS folded, kind, confirmed_on < :year_ago AS "
                                "stale FROM contact_point WHERE "
                                "(ended_on IS NOT NULL) = :ended AND (:kind IS NULL OR kind = :kind) AND "
                                "(:year IS NULL OR confirmed_on < "
                                ":year) ORDER BY name_folded, id";
static const struct column FOUND_COLUMNS[] = {
    COLUMN_INT(struct found, id),    COLUMN_TEXT(struct found, name),  COLUMN_TEXT(struct found, folded),
    COLUMN_TEXT(struct found, kind), COLUMN_BOOL(struct found, stale),
};

/* Those that the words find, in the place of those that there are. */
static void words_keep(const char *words, struct found *list, size_t *count)
{
    char folded[CONTACT_NAME_FOLDED];
    size_t kept = 0;

    if (text_empty(words))
        return;
    text_fold(words, folded, sizeof folded);
    for (size_t i = 0; i < *count; i++)
        if (text_words_match(list[i].folded, folded))
            list[kept++] = list[i];
    *count = kept;
}

static err found_list(struct work *w, const struct contact_filter *f, struct found **ret, size_t *ret_count)
{
    err e = rows_read(w, SQL_FOUND,
                      BINDS(INT(":ended", f->ended), TEXT(":kind", f->kind),
                            DATE(":year", f->unconfirmed ? year_first(w->today) : DATE_NONE),
                            DATE(":year_ago", year_ago(w))),
                      COLUMNS(FOUND_COLUMNS), NULL, ret, ret_count);

    if (!e)
        words_keep(f->words, *ret, ret_count);
    return e;
}

static const char SQL_POINT[] =
    "SELECT id, version, kind, level, public, name, services, said_sealed, confirmed_on, ended_on FROM "
    "contact_point WHERE id = :id";
static const struct column POINT_COLUMNS[] = {
    COLUMN_INT(struct contact_point, id),
    COLUMN_INT(struct contact_point, version),
    COLUMN_TEXT(struct contact_point, kind),
    COLUMN_TEXT(struct contact_point, level),
    COLUMN_BOOL(struct contact_point, public),
    COLUMN_TEXT(struct contact_point, name),
    COLUMN_TEXT(struct contact_point, services),
    COLUMN_SEALED_AS(struct contact_point, said_text, TABLE, id, "said_sealed", "said"),
    COLUMN_DATE(struct contact_point, confirmed_on),
    COLUMN_DATE(struct contact_point, ended_on),
};

struct person_row {
    int64_t id;
    const char *said;
};
static const char SQL_PERSONS[] =
    "SELECT id, said_sealed FROM contact_person WHERE point_id = :point ORDER BY id";
static const struct column PERSON_COLUMNS[] = {
    COLUMN_INT(struct person_row, id),
    COLUMN_SEALED(struct person_row, said, PERSON_TABLE, id),
};

static err persons_read(struct work *w, struct contact_point *p)
{
    struct person_row *rows;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_PERSONS, BINDS(INT(":point", p->id)), COLUMNS(PERSON_COLUMNS), NULL, &rows,
                       &count)))
        return e;
    if (!(p->persons = arena_array(w->arena, count + 1, sizeof *p->persons)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count && !e; i++)
        e = contact_person_read(w->arena, rows[i].said, &p->persons[i]);
    p->persons_count = count;
    return e;
}

err contact_point_read(struct work *w, int64_t id, struct contact_point *ret)
{
    struct contact_point p = {0};
    err e = row_read(w, SQL_POINT, BINDS(INT(":id", id)), COLUMNS(POINT_COLUMNS), &p);

    if (e == ERR_ABSENT)
        return absent(w);
    if (e || (e = contact_said_read(w->arena, p.said_text, &p.said)) || (e = persons_read(w, &p)))
        return e;
    p.stale = p.confirmed_on < year_ago(w);
    *ret = p;
    return OK;
}

struct contact_new contact_point_again(const struct contact_point *p)
{
    return (struct contact_new){.said = p->said,
                                .kind = p->kind,
                                .level = p->level,
                                .public = p->public,
                                .name = p->name,
                                .services = p->services,
                                .confirmed_on = DATE_NONE,
                                .persons = p->persons,
                                .persons_count = p->persons_count};
}

err contact_point_list(struct work *w, const struct contact_filter *f, struct contact_point **ret,
                       size_t *ret_count, size_t *ret_total)
{
    struct contact_point *list;
    struct found *found;
    size_t total, count;
    err e;

    if ((e = found_list(w, f, &found, &total)))
        return e;
    count = f->skip < total ? total - f->skip : 0;
    if (f->limit && count > f->limit)
        count = f->limit;
    if (!(list = arena_array(w->arena, count + 1, sizeof *list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count && !e; i++)
        e = contact_point_read(w, found[f->skip + i].id, &list[i]);
    if (e)
        return e;
    *ret = list;
    *ret_count = count;
    *ret_total = total;
    return OK;
}

err contact_name_list(struct work *w, const char *words, struct contact_name ret[CONTACT_NAMES],
                      size_t *ret_count)
{
    const struct contact_filter f = {.words = words};
    struct found *found;
    size_t count;
    err e;

    if ((e = found_list(w, &f, &found, &count)))
        return e;
    *ret_count = count < CONTACT_NAMES ? count : CONTACT_NAMES;
    for (size_t i = 0; i < *ret_count; i++)
        ret[i] = (struct contact_name){found[i].id, found[i].name, found[i].kind, found[i].stale};
    return OK;
}

struct spelled {
    const char *name;
};
static const char SQL_SPELLED[] =
    "SELECT name FROM contact_point WHERE name_folded = :folded AND ended_on IS NULL";
static const struct column SPELLED_COLUMNS[] = {COLUMN_TEXT(struct spelled, name)};

err contact_name_spell(struct work *w, const char **name)
{
    char folded[CONTACT_NAME_FOLDED];
    struct spelled s;
    err e = row_read(w, SQL_SPELLED, BINDS(TEXT(":folded", text_fold(*name, folded, sizeof folded))),
                     COLUMNS(SPELLED_COLUMNS), &s);

    if (!e)
        *name = s.name;
    return e == ERR_ABSENT ? OK : e;
}
