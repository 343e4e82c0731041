/* Choices that change by date. */
#include "domain/casework/case_word.h"

#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "domain/work/rows.h"
#include "store/db.h"

static const char SQL_LIST[] =
    "SELECT list, code, text, text_en, from_day <= :today AND (until_day IS NULL OR until_day >= :today) AS "
    "offered FROM case_word ORDER BY list, rank, id";
static const struct column WORD_COLUMNS[] = {
    COLUMN_TEXT(struct case_word, list),    COLUMN_TEXT(struct case_word, code),
    COLUMN_TEXT(struct case_word, text),    COLUMN_TEXT(struct case_word, text_en),
    COLUMN_BOOL(struct case_word, offered),
};

err case_word_list(struct work *w, struct case_word **ret, size_t *ret_count)
{
    return rows_read(w, SQL_LIST, BINDS(DATE(":today", w->today)), COLUMNS(WORD_COLUMNS), NULL, ret,
                     ret_count);
}

static const char SQL_OFFERED[] =
    "SELECT count(*) FROM case_word WHERE list = :list AND code = :code AND (:on IS NULL OR (from_day <= :on "
    "AND (until_day IS NULL OR until_day >= :on)))";

err case_word_check(struct work *w, struct faults *f, const struct word_asked *in)
{
    const bool given = in->code && *in->code;
    int64_t offered = 1;
    err e;

    if (given &&
        (e = db_int(w->db, SQL_OFFERED,
                    BINDS(TEXT(":list", in->list), TEXT(":code", in->code), DATE(":on", in->on)), &offered)))
        return e;
    return faults_when(w, f, !offered, "unknown_word", in->field,
                       "This is no choice of the list on that day.");
}

err case_word_set_check(struct work *w, struct faults *f, const struct word_asked *in)
{
    char code[CASE_WORD_CODE_MAX + 1];
    err e = OK;

    for (const char *at = in->code + strspn(in->code, " "); *at && !e; at += strspn(at, " ")) {
        const size_t n = strcspn(at, " ");

        if (n > CASE_WORD_CODE_MAX)
            return faults_when(w, f, true, "unknown_word", in->field, "This is no choice of the list.");
        memcpy(code, at, n);
        code[n] = '\0';
        e = case_word_check(w, f, &(struct word_asked){in->list, code, in->field, in->on});
        at += n;
    }
    return e;
}

err case_words_read(struct work *w, struct case_words *ret)
{
    return case_word_list(w, &ret->at, &ret->count);
}

static const struct case_word *word_of(const struct case_words *words, const char *list, const char *code,
                                       size_t n)
{
    for (size_t i = 0; i < words->count; i++)
        if (!strcmp(words->at[i].list, list) && strlen(words->at[i].code) == n &&
            !memcmp(words->at[i].code, code, n))
            return &words->at[i];
    return NULL;
}

const char *case_word_text(const struct case_words *words, const char *list, const char *code)
{
    const struct case_word *word = word_of(words, list, code, strlen(code));

    return word ? word->text : code;
}

const char *case_word_texts(struct work *w, const struct case_words *words, const char *list,
                            const char *codes)
{
    CLEANUP(buf_free) struct buf out = {0};

    for (const char *at = codes + strspn(codes, " "); *at; at += strspn(at, " ")) {
        const size_t n = strcspn(at, " ");
        const struct case_word *word = word_of(words, list, at, n);

        if (out.len)
            buf_text(&out, ", ");
        if (word)
            buf_text(&out, word->text);
        else
            buf_add(&out, at, n);
        at += n;
    }
    return buf_err(&out) ? NULL : arena_text_n(w->arena, out.len ? out.data : "", out.len);
}

const char *case_word_meant(const struct case_words *words, const char *list, const char *text)
{
    for (size_t i = 0; i < words->count; i++) {
        const struct case_word *word = &words->at[i];

        if (!strcmp(word->list, list) &&
            (text_same(word->code, text) || text_same(word->text, text) || text_same(word->text_en, text)))
            return word->code;
    }
    return NULL;
}
