/* Searching files. Names are sealed, so there is nothing in the database to search by: names are opened one
 * file after the other and compared folded. At a municipality's size (thousands of persons) that takes
 * milliseconds and leaves no readable index. */
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "domain/audit.h"
#include "domain/case_file.h"
#include "domain/sealed.h"
#include "store/db.h"

#define QUERY_MAX 400 /* bytes, folded */

/* Every word of q begins a word of text; both folded. */
static bool words_match(const char *text, const char *q)
{
    while (*q) {
        size_t n = strcspn(q, " ");
        const char *word = text;
        bool found = false;

        while (*word && !found) {
            found = !strncmp(word, q, n);
            word += strcspn(word, " ");
            word += strspn(word, " ");
        }
        if (!found)
            return false;
        q += n;
        q += strspn(q, " ");
    }
    return true;
}

static const char SQL_NAMES[] =
    "SELECT p.id, p.first_name_sealed, p.surname_sealed, cp.role FROM case_person cp "
    "JOIN person p ON p.id = cp.person_id WHERE cp.case_id = :id ORDER BY cp.id";

/* Shown are the protected persons, found are all. */
static err names_read(struct work *w, int64_t id, struct buf *shown, struct buf *all)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_NAMES, BINDS(INT(":id", id)), &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row) {
        const char *first, *surname;
        int64_t person = stmt_int(s, 0);

        if ((e = sealed_open(w, "person", "first_name", person, s, 1, &first)) ||
            (e = sealed_open(w, "person", "surname", person, s, 2, &surname)))
            return e;
        buf_format(all, " %s %s", first, surname);
        if (!strcmp(stmt_text(s, 3), case_role_name(ROLE_PROTECTED)))
            buf_format(shown, "%s%s %s", shown->len ? ", " : "", first, surname);
    }
    if (e || (e = buf_err(all)))
        return e;
    return buf_err(shown);
}

static const char SQL_NUMBERS[] = "SELECT number FROM protection_order WHERE case_id = :id";

static err numbers_read(struct work *w, int64_t id, struct buf *ret)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_NUMBERS, BINDS(INT(":id", id)), &s)))
        return e;
    while (!(e = stmt_step(s, &row)) && row)
        buf_format(ret, " %s", stmt_text(s, 0));
    return e ? e : buf_err(ret);
}

static err line_matches(struct work *w, const struct case_line *line, const char *names, const char *q,
                        bool *ret)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    char *folded;
    err e;

    if (!*q) {
        *ret = true;
        return OK;
    }
    buf_format(&text, "%s%s", line->number, names);
    if ((e = numbers_read(w, line->id, &text)))
        return e;
    if (!(folded = arena_alloc(w->arena, 2 * text.len + 1)))
        return ERR_SYSTEM;
    *ret = words_match(text_fold(text.data, folded, 2 * text.len + 1), q);
    return OK;
}

static const char SQL_FILES[] =
    "SELECT c.id, c.number, u.name, c.version, c.sealed, "
    "(SELECT count(*) FROM case_access a WHERE a.case_id = c.id AND a.account_id = :account) "
    "FROM case_file c JOIN unit u ON u.id = c.unit_id "
    "WHERE c.id > :after AND (:unit = 0 OR c.unit_id = :unit) ORDER BY c.id";

/* A sealed file the actor may not open shows no names, and is found by its number alone. */
static err line_read(struct work *w, struct stmt *s, const char *q, struct case_line *line, bool *ret_match)
{
    CLEANUP(buf_wipe) struct buf names = {0};
    CLEANUP(buf_wipe) struct buf all = {0};
    bool closed = stmt_int(s, 4) && !stmt_int(s, 5);
    err e;

    *line = (struct case_line){.id = stmt_int(s, 0),
                               .number = stmt_text_in(s, 1, w->arena),
                               .unit = stmt_text_in(s, 2, w->arena),
                               .version = stmt_int(s, 3),
                               .sealed = stmt_int(s, 4) != 0};
    if (closed) {
        *ret_match = !*q || words_match(line->number, q);
        return OK;
    }
    if ((e = names_read(w, line->id, &names, &all)) ||
        (e = line_matches(w, line, all.data ? all.data : "", q, ret_match)))
        return e;
    line->names = *ret_match ? arena_text(w->arena, names.data ? names.data : "") : NULL;
    return OK;
}

err case_search(struct work *w, const struct case_filter *f, struct case_line **ret, size_t *ret_count)
{
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const struct entry entry = {.what = "case.search", .record = "case_file"};
    struct case_line *lines = NULL, *line, candidate;
    size_t count = 0, room = 0;
    char q[QUERY_MAX + 1] = "";
    bool row, match;
    err e;

    if (f->q)
        text_fold(f->q, q, sizeof q);
    if ((e = audit_append(w, &entry)) ||
        (e = db_query(
             w->db, SQL_FILES,
             BINDS(INT(":account", w->actor.account), INT(":after", f->after), INT(":unit", f->unit)), &s)))
        return e;
    while (count < (size_t)f->limit && !(e = stmt_step(s, &row)) && row) {
        if ((e = line_read(w, s, q, &candidate, &match)))
            return e;
        if (!match)
            continue;
        if (!(line = arena_grow(w->arena, &lines, &count, &room, sizeof *lines)))
            return ERR_SYSTEM;
        *line = candidate;
    }
    if (!e) {
        *ret = lines;
        *ret_count = count;
    }
    return e;
}
