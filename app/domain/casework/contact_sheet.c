/* Choices leave the office in Albanian: a list is read by people before a program reads it again. */
#include "domain/casework/contact_sheet.h"

#include <string.h>

#include "domain/casework/case_word.h"
#include "domain/casework/contact_point.h"
#include "domain/office/audit.h"
#include "render/csv.h"

#define COLUMN_OF(f, heading)                                                                                \
    {                                                                                                        \
#f, heading, offsetof(struct contact_line, f)                                                        \
    }
const struct contact_column CONTACT_COLUMNS[CONTACT_COLUMNS_COUNT] = {
    COLUMN_OF(name, "Institucioni"),
    COLUMN_OF(kind, "Lloji"),
    COLUMN_OF(level, "Niveli"),
    COLUMN_OF(public, "Publik"),
    COLUMN_OF(services, "Shërbimet"),
    COLUMN_OF(area, "Zona"),
    COLUMN_OF(address, "Adresa"),
    COLUMN_OF(hours, "Orari"),
    COLUMN_OF(phone, "Telefoni"),
    COLUMN_OF(email, "E-mail"),
    COLUMN_OF(person, "Personi"),
    COLUMN_OF(task, "Detyra"),
    COLUMN_OF(person_phone, "Telefoni i personit"),
    COLUMN_OF(person_email, "E-mail i personit"),
    COLUMN_OF(focal, "Pikë fokale"),
    COLUMN_OF(from, "Që nga"),
    COLUMN_OF(until, "Deri më"),
    COLUMN_OF(confirmed_on, "Konfirmuar më"),
};

const char *contact_line_get(const struct contact_column *c, const struct contact_line *line)
{
    const char *text;

    memcpy(&text, (const char *)line + c->offset, sizeof text);
    return text;
}

void contact_line_set(const struct contact_column *c, struct contact_line *line, const char *text)
{
    memcpy((char *)line + c->offset, &text, sizeof text);
}

static void line_write(const struct contact_line *line, struct buf *out)
{
    for (size_t i = 0; i < CONTACT_COLUMNS_COUNT; i++)
        csv_cell(out, ';', i == 0, contact_line_get(&CONTACT_COLUMNS[i], line));
    csv_end_row(out);
}

static err point_write(struct work *w, const struct case_words *words, const struct contact_point *p,
                       struct buf *out)
{
    char confirmed[DATE_TEXT], days[2][DATE_TEXT];
    struct contact_line line = {.name = p->name,
                                .kind = case_word_text(words, "contact_kind", p->kind),
                                .level = case_word_text(words, "contact_level", p->level),
                                .public = p->public ? "po" : "jo",
                                .area = p->said.area,
                                .address = p->said.address,
                                .hours = p->said.hours,
                                .phone = p->said.phone,
                                .email = p->said.email,
                                .confirmed_on = date_format_sq(p->confirmed_on, confirmed)};

    if (!(line.services = case_word_texts(w, words, "referral_service", p->services)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < p->persons_count; i++) {
        const struct contact_person *person = &p->persons[i];

        line.person = person->name;
        line.task = person->task;
        line.person_phone = person->phone;
        line.person_email = person->email;
        line.focal = person->focal ? "po" : "";
        line.from = date_known(person->from) ? date_format_sq(person->from, days[0]) : NULL;
        line.until = date_known(person->until) ? date_format_sq(person->until, days[1]) : NULL;
        line_write(&line, out);
    }
    if (!p->persons_count)
        line_write(&line, out);
    return OK;
}

err contact_sheet_write(struct work *w, struct buf *ret)
{
    const struct audit_entry entry = {.what = "contact_point.export", .record = "contact_point"};
    const struct contact_filter all = {0};
    struct contact_point *list;
    struct case_words words;
    size_t count, total;
    err e;

    if ((e = contact_point_list(w, &all, &list, &count, &total)) || (e = case_words_read(w, &words)) ||
        (e = audit_append(w, &entry)))
        return e;
    csv_begin(ret);
    for (size_t i = 0; i < CONTACT_COLUMNS_COUNT; i++)
        csv_cell(ret, ';', i == 0, CONTACT_COLUMNS[i].heading);
    csv_end_row(ret);
    for (size_t i = 0; i < count && !e; i++)
        e = point_write(w, &words, &list[i], ret);
    return e ? e : buf_err(ret);
}
