/* Nobody an order was made against sits at the table where it is spoken of whom it protects. Names and
 * numbers of respondents are sealed; they are opened for this comparison and nothing else. */
#include "domain/casework/meeting_conflict.h"

#include <stdlib.h>
#include <string.h>

#include "base/name.h"
#include "base/text.h"
#include "crypto/keyring.h"
#include "domain/casework/contact_point.h"
#include "domain/file/case_guard.h"
#include "domain/law/nid.h"
#include "domain/work/question.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_NOW[] =
    "SELECT r.case_id, r.person_id AS person, p.first_name_sealed, p.surname_sealed, p.nid_blind AS nid, "
    "p.nid_blind IS NOT NULL AS numbered FROM case_person r JOIN person p ON p.id = r.person_id WHERE "
    "r.case_id = :case AND r.role = 'respondent' ORDER BY r.id";
static const char SQL_BEFORE[] =
    "SELECT r.case_id, n.id AS person, n.first_name_sealed, n.surname_sealed, p.nid_blind AS nid, "
    "p.nid_blind IS NOT NULL AS numbered FROM case_person r JOIN person p ON p.id = r.person_id JOIN "
    "former_name n ON n.person_id = p.id WHERE r.case_id = :case AND r.role = 'respondent' ORDER BY n.id";
#define RESPONDENT_COLUMNS(table)                                                                            \
    COLUMN_INT(struct meeting_respondent, case_id), COLUMN_INT(struct meeting_respondent, person),           \
        COLUMN_SEALED(struct meeting_respondent, first_name, table, person),                                 \
        COLUMN_SEALED(struct meeting_respondent, surname, table, person),                                    \
        COLUMN_BLOB_OR_NULL(struct meeting_respondent, nid),                                                 \
        COLUMN_BOOL(struct meeting_respondent, numbered)
static const struct column NOW_COLUMNS[] = {RESPONDENT_COLUMNS("person")};
static const struct column BEFORE_COLUMNS[] = {RESPONDENT_COLUMNS("former_name")};

static err of_file_read(struct work *w, const char *sql, const struct column *columns, size_t column_count,
                        int64_t case_id, struct meeting_respondents *all, size_t *room)
{
    struct meeting_respondent *list, *one;
    size_t count;
    err e = rows_read(w, sql, BINDS(INT(":case", case_id)), columns, column_count, NULL, &list, &count);

    for (size_t i = 0; i < count && !e; i++) {
        if (!(one = arena_grow(w->arena, &all->at, &all->count, room, sizeof *one)))
            return ERR_SYSTEM;
        *one = list[i];
    }
    return e;
}

err meeting_respondents_read(struct work *w, const int64_t *files, size_t count,
                             struct meeting_respondents *ret)
{
    struct meeting_respondents all = {.files = files, .file_count = count};
    size_t room = 0;
    err e = OK;

    for (size_t i = 0; i < count && !e; i++)
        if (files[i] && !(e = of_file_read(w, SQL_NOW, COLUMNS(NOW_COLUMNS), files[i], &all, &room)))
            e = of_file_read(w, SQL_BEFORE, COLUMNS(BEFORE_COLUMNS), files[i], &all, &room);
    if (!e)
        *ret = all;
    return e;
}

/* The numbers of files in a text of them. */
static bool known_has(const char *known, int64_t case_id)
{
    char *end;

    for (const char *at = known ? known : ""; *at; at = end) {
        if (strtoll(at, &end, 10) == case_id && end != at)
            return true;
        if (end == at)
            return false;
    }
    return false;
}

static err known_add(struct work *w, int64_t case_id, const char **known)
{
    if (known_has(*known, case_id))
        return OK;
    *known = arena_format(w->arena, "%s%s%lld", *known ? *known : "", *known ? " " : "", (long long)case_id);
    return *known ? OK : ERR_SYSTEM;
}

static err is_refuse(struct work *w, const struct meeting_respondents *r, int64_t case_id, const char *field,
                     struct faults *f)
{
    const char *file;
    err e = faults_when(w, f, true, "invited_is_respondent", field,
                        "By this number: a respondent of a file on the agenda.");

    for (size_t i = 0; i < r->file_count && !e; i++) {
        if (r->files[i] != case_id)
            continue;
        if (!(file = arena_format(w->arena, "files[%zu]", i)))
            return ERR_SYSTEM;
        e = faults_when(w, f, true, "invited_is_respondent", file, "A respondent of this file is invited.");
    }
    return e;
}

struct asked {
    const struct meeting_named *who;
    const char *field; /* where it is told */
    uint8_t nid[DIGEST_SIZE];
    bool numbered;
};

/* Where the name is only near, two numbers that differ tell two people apart; under his very name no number
 * does, since numbers are lent and copied. */
static enum name_nearness liken(const struct meeting_respondent *r, const struct asked *a, const char *name,
                                bool *ret_same)
{
    const struct name his = {r->first_name, r->surname}, other = {name, ""};
    enum name_nearness n;

    *ret_same = r->numbered && a->numbered && !memcmp(r->nid, a->nid, sizeof r->nid);
    if (*ret_same)
        return NAME_IS;
    n = text_empty(name) ? NAME_OTHER : name_liken(&his, &other);
    return n == NAME_NEAR && r->numbered && a->numbered ? NAME_OTHER : n;
}

static err name_check(struct work *w, const struct meeting_respondents *r, const struct asked *a,
                      const char *name, struct faults *f, const char **known)
{
    for (size_t i = 0; i < r->count; i++) {
        const struct meeting_respondent *one = &r->at[i];
        const size_t before = f->count;
        bool same;
        err e;

        if (liken(one, a, name, &same) == NAME_OTHER || (!same && known_has(*known, one->case_id)))
            continue;
        if ((e = case_shut_tell(w, one->case_id)))
            return e;
        if (same)
            return is_refuse(w, r, one->case_id, a->field, f);
        e = faults_take(w, f,
                        question_ask(w, "invited_like_respondent", a->field,
                                     "A respondent of a file on the agenda is called so: is this "
                                     "somebody else?"));
        if (e || f->count > before)
            return e;
        if ((e = known_add(w, one->case_id, known)))
            return e;
    }
    return OK;
}

static err point_check(struct work *w, const struct meeting_respondents *r, const struct asked *a,
                       struct faults *f, const char **known)
{
    struct contact_point p = {0};
    int64_t id;
    err e = contact_point_named(w, a->who->institution, &id);

    if (e || !id)
        return e;
    if ((e = contact_point_read(w, id, &p)))
        return e;
    for (size_t i = 0; i < p.persons_count && !e; i++)
        if (!date_known(p.persons[i].until) || p.persons[i].until >= w->today)
            e = name_check(w, r, a, p.persons[i].name, f, known);
    return e;
}

err meeting_conflict_check(struct work *w, const struct meeting_respondents *r,
                           const struct meeting_named *who, struct faults *f, const char **ret_known)
{
    struct asked a = {.who = who, .field = who->field};
    const char *known = who->known;
    char normal[NID_TEXT];
    err e;

    if (who->nid && nid_check(who->nid, normal) != NID_MALFORMED) {
        if ((e = blind(w->keys, "nid", normal, a.nid)))
            return e;
        a.numbered = true;
    }
    if (text_empty(who->name) && !text_empty(who->institution))
        e = point_check(w, r, &a, f, &known);
    else
        e = name_check(w, r, &a, who->name, f, &known);
    if (!e)
        *ret_known = known;
    return e;
}
