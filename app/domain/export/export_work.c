/* The words are those of the pages (log_words.h), so that she reads what the office reads. */
#include "domain/export/export_work.h"

#include <string.h>

#include "base/json_writer.h"
#include "domain/casework/case_work.h"
#include "domain/casework/noun_list.h"
#include "domain/casework/record.h"
#include "domain/office/log_words.h"
#include "domain/order/order_read.h"

static const struct said_field *field_of(const struct noun *noun, const char *name)
{
    for (size_t i = 0; i < noun->said_count; i++)
        if (!strcmp(noun->said[i].name, name))
            return &noun->said[i];
    return NULL;
}

static const char *said_by(const struct case_work *work, const char *name)
{
    for (size_t i = 0; i < work->said_count; i++)
        if (!strcmp(work->said[i].name, name))
            return work->said[i].value;
    return "";
}

/* NULL: memory ran out. */
static const char *value_text(struct work *w, const struct case_words *words, const struct said_field *f,
                              const char *value)
{
    char day[DATE_TEXT];
    date on;

    switch (f->form) {
    case SAID_CHOICE:
    case SAID_SET:
        return case_word_texts(w, words, f->list, value);
    case SAID_DAY:
        return date_parse(value, &on) ? value : arena_text(w->arena, date_format_sq(on, day));
    default:
        return value;
    }
}

/* The number of an order says nothing to her, and what is written by the noun itself has no words here. */
static bool tells(const struct said_field *f)
{
    return f && f->form != SAID_INNER && f->form != SAID_ORDER;
}

static err said_put(struct work *w, const struct case_words *words, const struct case_work *work,
                    struct json_writer *j)
{
    const struct noun *noun = noun_of(work->record.kind);

    json_put_list(j, "said");
    for (size_t i = 0; i < work->said_count; i++) {
        const struct said_field *f = field_of(noun, work->said[i].name);
        const char *text, *line;

        if (!tells(f))
            continue;
        if (!(text = value_text(w, words, f, work->said[i].value)) ||
            !(line = arena_format(w->arena, "%s: %s",
                                  work_words(record_kind_name(work->record.kind), f->name), text)))
            return ERR_SYSTEM;
        json_put_text(j, NULL, line);
    }
    json_put_end(j);
    return OK;
}

static err one_put(struct work *w, const struct case_words *words, const struct export_reader *r,
                   const struct case_work *work, struct json_writer *j)
{
    const struct record *record = &work->record;
    err e = OK;

    json_put_object(j, NULL);
    json_put_text(j, "title", work_words(record_kind_name(record->kind), "title"));
    json_put_date(j, "on", record->on);
    json_put_date(j, "due", record->due);
    if (r->words)
        e = said_put(w, words, work, j);
    else
        json_put_text(j, "said", NULL);
    json_put_bool(j, "voided", record->voided);
    json_put_instant(j, "recorded_at", record->recorded_at);
    json_put_text(j, "recorded_by", record->by[0] ? record->by : NULL);
    json_put_end(j);
    return e;
}

/* Neighbours and relatives call, too, and must be able to. */
static bool hers(const struct case_work *work)
{
    return work->record.kind != RECORD_CALL || !strcmp(said_by(work, "caller"), "victim");
}

err export_work(struct work *w, const struct export_reader *r, struct json_writer *j)
{
    const struct record_filter f = {.every_kind = true,
                                    .unpaged = true,
                                    .case_id = r->case_id,
                                    .counted = true,
                                    .from = DATE_NONE,
                                    .until = DATE_NONE};
    struct record *records = NULL;
    struct case_work *list = NULL;
    struct case_words words;
    size_t count = 0;
    err e = OK;

    if (r->role == ROLE_PROTECTED &&
        ((e = record_list(w, &f, &records, &count)) || (e = case_work_said(w, records, count, &list))))
        return e;
    if ((e = case_words_read(w, &words)))
        return e;
    json_put_list(j, "work");
    for (size_t i = count; i-- > 0 && !e;)
        if (hers(&list[i]))
            e = one_put(w, &words, r, &list[i], j);
    json_put_end(j);
    return e;
}
