/* Choices that change by date. */
#include "domain/casework/case_word.h"

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
