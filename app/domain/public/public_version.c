/* Versions are appended; approving one is all that ever changes in it. */
#include "domain/public/public_version.h"

#include <string.h>

#include "domain/office/account_holder.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define TABLE  "public_version"
#define RECORD "public_page"

static const char SQL_VERSIONS[] =
    "SELECT v.version, CASE WHEN v.restores = 1 THEN v.based_on END AS restored, v.restores, v.written_at AS "
    "at, a.full_name AS by, v.approved_at, b.full_name AS approved_by FROM public_version v "
    "JOIN account a ON a.id = v.written_by LEFT JOIN account b ON b.id = v.approved_by "
    "ORDER BY v.version DESC";
static const struct column VERSION_COLUMNS[] = {
    COLUMN_INT(struct public_version, version),      COLUMN_INT(struct public_version, restored),
    COLUMN_BOOL(struct public_version, restores),    COLUMN_INT(struct public_version, at),
    COLUMN_TEXT(struct public_version, by),          COLUMN_INT(struct public_version, approved_at),
    COLUMN_TEXT(struct public_version, approved_by),
};

struct kept_text {
    int64_t version;
    const char *text;
};
static const char SQL_TEXT[] = "SELECT version, text_sealed FROM public_version WHERE version = :version";
static const struct column TEXT_COLUMNS[] = {
    COLUMN_INT(struct kept_text, version),
    COLUMN_SEALED(struct kept_text, text, TABLE, version),
};

static err text_read(struct work *w, int64_t version, struct public_text *ret)
{
    struct kept_text kept = {.text = ""};
    err e = OK;

    if (version)
        e = row_read(w, SQL_TEXT, BINDS(INT(":version", version)), COLUMNS(TEXT_COLUMNS), &kept);
    return e ? e : public_text_parse(w, kept.text, ret);
}

static err log_act(struct work *w, const char *what, int64_t version)
{
    const struct audit_entry entry = {.what = what, .record = RECORD, .record_id = version};

    return audit_append(w, &entry);
}

static err role_check(struct work *w, unsigned roles)
{
    if (w->actor.roles & roles)
        return OK;
    return refuse(w, ERR_DENIED, "forbidden", "", "The public page is for others to write.");
}

/* ---- who wrote it */

static const char SQL_HANDS[] =
    "SELECT DISTINCT v.written_by AS id FROM public_version v WHERE v.version BETWEEN (SELECT n.since FROM "
    "public_version n WHERE n.version = :version) AND :version ORDER BY 1";

static err wrote_read(struct work *w, int64_t version, bool *ret)
{
    int64_t *hands;
    size_t count;
    bool same = false;
    err e;

    if (!w->actor.account) {
        *ret = false;
        return OK;
    }
    if ((e = rows_ids(w, SQL_HANDS, BINDS(INT(":version", version)), &hands, &count)))
        return e;
    for (size_t i = 0; i < count && !same; i++)
        if ((e = account_same_holder(w, hands[i], w->actor.account, &same)))
            return e;
    *ret = same;
    return OK;
}

/* ---- reading */

static err state_load(struct work *w, struct public_state *s)
{
    err e;

    *s = (struct public_state){0};
    if ((e = rows_read(w, SQL_VERSIONS, NO_BINDS, COLUMNS(VERSION_COLUMNS), NULL, &s->versions,
                       &s->version_count)))
        return e;
    s->version = s->version_count ? s->versions[0].version : 0;
    for (size_t i = s->version_count; i-- > 0;)
        if (s->versions[i].approved_at)
            s->published = s->versions[i].version;
    if (s->version_count && !s->versions[0].approved_at && (e = wrote_read(w, s->version, &s->wrote)))
        return e;
    return text_read(w, s->version, &s->text);
}

err public_state_read(struct work *w, struct public_state *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct public_state s;
    err e;

    if ((e = role_check(w, PUBLIC_WRITERS)) || (e = tx_begin_read(&tx, w->db)) || (e = state_load(w, &s)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret = s;
    return OK;
}

static const struct public_version *version_find(const struct public_state *s, int64_t version)
{
    static const struct public_version FIRST = {0};

    for (size_t i = 0; i < s->version_count; i++)
        if (s->versions[i].version == version)
            return &s->versions[i];
    return version ? NULL : &FIRST;
}

err public_version_read(struct work *w, int64_t version, struct public_version *ret,
                        struct public_text *ret_text)
{
    const struct public_version *v;
    struct public_state s;
    err e;

    if ((e = public_state_read(w, &s)))
        return e;
    if (!(v = version_find(&s, version)))
        return refuse(w, ERR_ABSENT, "no_such_version", "", "It has no version of that number.");
    if ((e = text_read(w, version, ret_text)))
        return e;
    *ret = *v;
    return OK;
}

err public_published_read(struct work *w, struct public_version *ret, struct public_text *ret_text)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct public_state s;
    err e;

    if ((e = tx_begin_read(&tx, w->db)) || (e = state_load(w, &s)) ||
        (e = text_read(w, s.published, ret_text)) || (e = tx_commit(&tx)))
        return e;
    *ret = *version_find(&s, s.published);
    return OK;
}

/* ---- writing */

static const char SQL_ADD[] =
    "INSERT INTO public_version (version, based_on, since, restores, written_at, written_by, key_id, "
    "text_sealed) VALUES (:version, nullif(:based, 0), coalesce((SELECT b.since FROM public_version b WHERE "
    "b.version = :based AND b.approved_at IS NULL), :version), :restores, :at, :by, :key, :text)";

/* Behind the newest. based: from which it goes on. */
static err version_add(struct work *w, const struct public_state *s, int64_t based, bool restores,
                       const struct public_text *text)
{
    CLEANUP(buf_free) struct buf lines = {0}, sealed = {0};
    const int64_t version = s->version + 1;
    int64_t key;
    err e;

    if ((e = public_text_write(text, &lines)) || (e = owner_key_new(w, &key)) ||
        (e = sealed_text(w, OF_KEY(key), TABLE, "text", version, lines.data, &sealed)))
        return e;
    return db_exec(w->db, SQL_ADD,
                   BINDS(INT(":version", version), INT(":based", based), INT(":restores", restores),
                         INT(":at", w->now), INT(":by", w->actor.account), INT(":key", key),
                         SEALED(":text", sealed)));
}

/* What was on the screen is still the newest. */
static err stands_check(struct work *w, int64_t seen, struct public_state *ret)
{
    err e = state_load(w, ret);

    if (!e && ret->version != seen)
        return refuse(w, ERR_CONFLICT, "page_changed", "version",
                      "Somebody has written a newer version meanwhile: look at that one first.");
    return e;
}

static err same_check(struct work *w, const struct public_text *a, const struct public_text *b)
{
    CLEANUP(buf_free) struct buf one = {0}, other = {0};
    err e;

    if ((e = public_text_write(a, &one)) || (e = public_text_write(b, &other)))
        return e;
    if (one.len == other.len && !memcmp(one.data, other.data, one.len))
        return refuse(w, ERR_CONFLICT, "nothing_changed", "", "This is what stands there already.");
    return OK;
}

static err next_write(struct work *w, const struct public_state *s, const struct public_text *text)
{
    err e;

    if ((e = same_check(w, &s->text, text)) || (e = version_add(w, s, s->version, false, text)))
        return e;
    return log_act(w, "public_page.written", s->version + 1);
}

static err said_check(struct work *w, const struct public_word *word, const struct public_text_new *in)
{
    struct faults f = {0};
    err e = OK;

    for (unsigned l = 0; l < PUBLIC_LANGUAGES && !e; l++)
        e = faults_take(w, &f,
                        public_text_check(w, public_language_name((enum public_language)l), word,
                                          (enum public_language)l, in->said[l]));
    return e ? e : faults_refuse(w, &f);
}

/* A text that is the program's own is not kept: it follows the program. */
static err texts_set(struct work *w, const struct public_word *word, const struct public_text_new *in,
                     struct public_text *t)
{
    err e = OK;

    for (unsigned l = 0; l < PUBLIC_LANGUAGES && !e; l++) {
        struct public_own own = {word->key, (enum public_language)l, in->said[l]};

        if (own.text && !strcmp(own.text, word->said[l]))
            own.text = NULL;
        e = public_text_set(w, t, &own, t);
    }
    return e;
}

err public_text_put(struct work *w, const struct public_source *s, const struct public_text_new *in,
                    int64_t *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    const struct public_word *word = public_word_find(s, in->key, strlen(in->key));
    struct public_state state;
    struct public_text text;
    err e;

    if ((e = role_check(w, PUBLIC_WRITERS)))
        return e;
    if (!word || word->fixed)
        return refuse(w, ERR_ABSENT, "no_such_text", "", "The page has no text of that name to be changed.");
    if ((e = said_check(w, word, in)) || (e = tx_begin(&tx, w->db)) ||
        (e = stands_check(w, in->seen, &state)))
        return e;
    text = state.text;
    if ((e = texts_set(w, word, in, &text)) || (e = next_write(w, &state, &text)) || (e = tx_commit(&tx)))
        return e;
    *ret = state.version + 1;
    return OK;
}

err public_numbers_put(struct work *w, int64_t seen, const struct public_numbers *in, int64_t *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct public_state state;
    struct public_text text;
    err e;

    if ((e = role_check(w, PUBLIC_WRITERS)) || (e = public_numbers_check(w, in)) ||
        (e = tx_begin(&tx, w->db)) || (e = stands_check(w, seen, &state)))
        return e;
    text = state.text;
    text.numbers = (struct public_numbers){in->phone ? in->phone : "", in->line ? in->line : "",
                                           in->leave ? in->leave : ""};
    if ((e = next_write(w, &state, &text)) || (e = tx_commit(&tx)))
        return e;
    *ret = state.version + 1;
    return OK;
}

err public_version_restore(struct work *w, int64_t version, int64_t seen, int64_t *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct public_state state;
    struct public_text text;
    err e;

    if ((e = role_check(w, PUBLIC_WRITERS)) || (e = tx_begin(&tx, w->db)) ||
        (e = stands_check(w, seen, &state)))
        return e;
    if (!version_find(&state, version))
        return refuse(w, ERR_ABSENT, "no_such_version", "", "It has no version of that number.");
    if ((e = text_read(w, version, &text)) || (e = same_check(w, &state.text, &text)) ||
        (e = version_add(w, &state, version, true, &text)) ||
        (e = log_act(w, "public_page.restored", state.version + 1)) || (e = tx_commit(&tx)))
        return e;
    *ret = state.version + 1;
    return OK;
}

/* ---- approving */

static const char SQL_APPROVE[] =
    "UPDATE public_version SET approved_at = :at, approved_by = :by WHERE version = :version";

static err approval_check(struct work *w, const struct public_state *s)
{
    if (s->published == s->version)
        return refuse(w, ERR_CONFLICT, "already_approved", "", "This version is approved already.");
    if (s->wrote)
        return refuse(w, ERR_CONFLICT, "wrote_it", "",
                      "A second person approves it: you have written some of it yourself.");
    if (!*s->text.numbers.leave)
        return refuse(w, ERR_CONFLICT, "leave_missing", "",
                      "Nobody has said yet where \"leave at once\" leads: without it the page is not shown.");
    return OK;
}

err public_version_approve(struct work *w, int64_t seen)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct public_state state;
    err e;

    if ((e = role_check(w, PUBLIC_APPROVERS)) || (e = tx_begin(&tx, w->db)) ||
        (e = stands_check(w, seen, &state)) || (e = approval_check(w, &state)) ||
        (e = db_exec(w->db, SQL_APPROVE,
                     BINDS(INT(":at", w->now), INT(":by", w->actor.account), INT(":version", seen)))) ||
        (e = log_act(w, "public_page.approved", seen)))
        return e;
    return tx_commit(&tx);
}
