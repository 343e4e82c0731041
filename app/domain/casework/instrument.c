/* Instruments with what they ask and what follows from the answers: few rows, read whole. */
#include "domain/casework/instrument.h"

#include <string.h>

#include "domain/work/rows.h"
#include "store/db.h"

#define VALID(t) "(" t ".until_day IS NULL OR " t ".until_day >= :on)"

static const char SQL_QUESTIONS[] = "SELECT code, text, text_en, grave, " VALID(
    "q") " AS asked FROM instrument_question q WHERE instrument_id = :id ORDER BY rank, id";
static const struct column QUESTION_COLUMNS[] = {
    COLUMN_TEXT(struct instrument_question, code),    COLUMN_TEXT(struct instrument_question, text),
    COLUMN_TEXT(struct instrument_question, text_en), COLUMN_BOOL(struct instrument_question, grave),
    COLUMN_BOOL(struct instrument_question, asked),
};

static const char SQL_RULES[] =
    "SELECT level, yes, grave, open FROM instrument_level WHERE instrument_id = :id ORDER BY id";
static const struct column RULE_COLUMNS[] = {
    COLUMN_WORD(struct danger_rule, level, danger_level_parse),
    COLUMN_INT_AS(struct danger_rule, least.yes, "yes"),
    COLUMN_INT_AS(struct danger_rule, least.grave, "grave"),
    COLUMN_INT_AS(struct danger_rule, least.open, "open"),
};

static err rules_read(struct work *w, struct instrument *i)
{
    return rows_read(w, SQL_RULES, BINDS(INT(":id", i->id)), COLUMNS(RULE_COLUMNS), NULL, &i->rules,
                     &i->rule_count);
}

static const char SQL_LIST[] =
    "SELECT id, name, name_en, version, source, licence, from_day <= :on AND " VALID(
        "i") " AS offered FROM instrument i ORDER BY id DESC";
static const struct column LIST_COLUMNS[] = {
    COLUMN_INT(struct instrument, id),       COLUMN_TEXT(struct instrument, name),
    COLUMN_TEXT(struct instrument, name_en), COLUMN_TEXT(struct instrument, version),
    COLUMN_TEXT(struct instrument, source),  COLUMN_TEXT(struct instrument, licence),
    COLUMN_BOOL(struct instrument, offered),
};

err instrument_list(struct work *w, date on, struct instrument **ret, size_t *ret_count)
{
    struct instrument *list;
    size_t count;
    err e;

    if ((e = rows_read(w, SQL_LIST, BINDS(DATE(":on", on)), COLUMNS(LIST_COLUMNS), NULL, &list, &count)))
        return e;
    for (size_t i = 0; i < count && !e; i++)
        if (!(e = rows_read(w, SQL_QUESTIONS, BINDS(DATE(":on", on), INT(":id", list[i].id)),
                            COLUMNS(QUESTION_COLUMNS), NULL, &list[i].questions, &list[i].question_count)))
            e = rules_read(w, &list[i]);
    if (e)
        return e;
    *ret = list;
    *ret_count = count;
    return OK;
}

const struct instrument *instrument_of(const struct instrument *list, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (list[i].id == id)
            return &list[i];
    return NULL;
}

const struct instrument_question *instrument_asks(const struct instrument *i, const char *code)
{
    for (size_t n = 0; n < i->question_count; n++)
        if (!strcmp(i->questions[n].code, code))
            return &i->questions[n];
    return NULL;
}
