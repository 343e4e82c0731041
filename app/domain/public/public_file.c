/* Written whole where a byte of it differs: a week of a small page. */
#include "domain/public/public_file.h"

#include <string.h>

#include "domain/work/rows.h"
#include "store/db.h"

static err file_take(struct work *w, const char *name, date on, const struct buf *content,
                     struct public_file *ret)
{
    const char *bytes = arena_text_n(w->arena, content->data ? content->data : "", content->len);

    if (!bytes)
        return ERR_SYSTEM;
    *ret = (struct public_file){on, name, bytes, content->len};
    return OK;
}

err public_files_make(struct work *w, const struct public_source *s, const struct public_facts *facts,
                      const struct public_shown *shown, date on, struct public_file ret[PUBLIC_FILES])
{
    size_t n = 0;
    err e;

    for (unsigned l = 0; l < PUBLIC_LANGUAGES; l++, n++) {
        const enum public_language language = (enum public_language)l;
        CLEANUP(buf_free) struct buf page = {0};

        if ((e = public_page_fill(w, s, facts, shown, on, language, &page)) ||
            (e = file_take(w, public_language_file(language), on, &page, &ret[n])))
            return e;
    }
    ret[n++] = (struct public_file){on, "page.css", s->css, strlen(s->css)};
    ret[n] = (struct public_file){on, "leave.js", s->leave, strlen(s->leave)};
    return OK;
}
_Static_assert(PUBLIC_FILES == PUBLIC_LANGUAGES + 2, "a page for each language, how it looks, and leaving");

static const char SQL_KEPT[] =
    "SELECT on_day AS \"on\", name, content FROM public_file ORDER BY on_day, name";
static const struct column KEPT_COLUMNS[] = {
    COLUMN_DATE(struct public_file, on),
    COLUMN_TEXT(struct public_file, name),
    COLUMN_BYTES(struct public_file, content, size),
};
static const char SQL_CLEAR[] = "DELETE FROM public_file";
static const char SQL_ADD[] =
    "INSERT INTO public_file (on_day, name, content) VALUES (:day, :name, :content)";

static bool kept_as(const struct public_file *file, const struct public_file *kept, size_t kept_count)
{
    for (size_t i = 0; i < kept_count; i++)
        if (kept[i].on == file->on && !strcmp(kept[i].name, file->name))
            return kept[i].size == file->size && !memcmp(kept[i].content, file->content, file->size);
    return false;
}

static err files_same(struct work *w, const struct public_file *all, size_t count, bool *ret)
{
    struct public_file *kept;
    size_t kept_count;
    err e;

    if ((e = rows_read(w, SQL_KEPT, NO_BINDS, COLUMNS(KEPT_COLUMNS), NULL, &kept, &kept_count)))
        return e;
    *ret = kept_count == count;
    for (size_t i = 0; i < count && *ret; i++)
        *ret = kept_as(&all[i], kept, kept_count);
    return OK;
}

static err files_write(struct work *w, const struct public_file *all, size_t count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = db_exec(w->db, SQL_CLEAR, NO_BINDS)))
        return e;
    for (size_t i = 0; i < count; i++)
        if ((e = db_exec(w->db, SQL_ADD,
                         BINDS(DATE(":day", all[i].on), TEXT(":name", all[i].name),
                               BLOB(":content", all[i].content, all[i].size)))))
            return e;
    return tx_commit(&tx);
}

static err days_make(struct work *w, const struct public_source *s, struct public_file *ret,
                     size_t *ret_count)
{
    struct public_version version;
    struct public_facts facts;
    struct public_text text;
    const struct public_shown shown = {&version, &text, false};
    err e;

    *ret_count = 0;
    if ((e = public_published_read(w, &version, &text)) || !version.version ||
        (e = public_facts_read(w, &facts)))
        return e;
    for (int day = 0; day < PUBLIC_DAYS; day++, *ret_count += PUBLIC_FILES)
        if ((e = public_files_make(w, s, &facts, &shown, w->today + day, ret + *ret_count)))
            return e;
    return OK;
}

err public_files_renew(struct work *w, const struct public_source *s)
{
    struct public_file all[PUBLIC_DAYS * PUBLIC_FILES];
    size_t count;
    bool same;
    err e;

    if ((e = days_make(w, s, all, &count)) || (e = files_same(w, all, count, &same)) || same)
        return e;
    return files_write(w, all, count);
}
