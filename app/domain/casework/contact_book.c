/* Set as running text: nobody counts columns on the telephone. */
#include "domain/casework/contact_book.h"

#include <string.h>

#include "base/text.h"
#include "domain/casework/case_word.h"
#include "domain/casework/contact_point.h"
#include "domain/office/audit.h"
#include "domain/office/municipality.h"
#include "render/document.h"

/* What there is of some texts, one behind the other. NULL: memory ran out. */
static const char *joined(struct work *w, const char *const *texts, size_t count)
{
    CLEANUP(buf_free) struct buf out = {0};

    for (size_t i = 0; i < count; i++)
        if (!text_empty(texts[i]))
            buf_format(&out, "%s%s", out.len ? " · " : "", texts[i]);
    return buf_err(&out) ? NULL : arena_text_n(w->arena, out.len ? out.data : "", out.len);
}

static err line_set(struct work *w, struct document *d, int indent, const char *const *texts, size_t count)
{
    const char *line = joined(w, texts, count);

    if (!line)
        return ERR_SYSTEM;
    if (*line)
        document_line(d, indent, line);
    return OK;
}

static bool left(const struct contact_person *p, date today)
{
    return date_known(p->until) && p->until < today;
}

#define LINE_SET(indent, ...)                                                                                \
    line_set(w, d, indent, (const char *const[]){__VA_ARGS__},                                               \
             sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static err point_set(struct work *w, struct document *d, const struct case_words *words,
                     const struct contact_point *p)
{
    const char *services = case_word_texts(w, words, "referral_service", p->services);
    char confirmed[DATE_TEXT];
    err e;

    if (!services || (p->stale && !(services = arena_format(w->arena, "%s%spa u konfirmuar që më %s",
                                                            services, *services ? " · " : "",
                                                            date_format_sq(p->confirmed_on, confirmed)))))
        return ERR_SYSTEM;
    if ((e = LINE_SET(0, p->name, p->said.area)) || (e = LINE_SET(1, p->said.phone, p->said.email)) ||
        (e = LINE_SET(1, p->said.address, p->said.hours)) || (e = LINE_SET(1, services)))
        return e;
    for (size_t i = 0; i < p->persons_count && !e; i++) {
        const struct contact_person *person = &p->persons[i];

        if (!left(person, w->today))
            e = LINE_SET(1, person->name, person->task, person->focal ? "pikë fokale" : NULL, person->phone,
                         person->email);
    }
    return e;
}

static err kind_set(struct work *w, struct document *d, const struct case_words *words,
                    const struct case_word *kind, const struct contact_point *list, size_t count)
{
    bool headed = false;
    err e = OK;

    for (size_t i = 0; i < count && !e; i++) {
        if (strcmp(list[i].kind, kind->code) != 0)
            continue;
        if (!headed)
            document_heading(d, kind->text);
        headed = true;
        e = point_set(w, d, words, &list[i]);
    }
    return e;
}

err contact_book_write(struct work *w, struct buf *ret)
{
    CLEANUP(document_drop) struct document *d = NULL;
    const struct audit_entry entry = {.what = "contact_point.print", .record = "contact_point"};
    const struct contact_filter all = {0};
    struct contact_point *list;
    struct municipality m;
    struct case_words words;
    size_t count, total;
    err e;

    if ((e = contact_point_list(w, &all, &list, &count, &total)) || (e = case_words_read(w, &words)) ||
        (e = municipality_read(w, &m)) || (e = audit_append(w, &entry)) ||
        (e = document_open("Adresari", m.neutral_name, &d)))
        return e;
    for (size_t i = 0; i < words.count && !e; i++)
        if (!strcmp(words.at[i].list, "contact_kind"))
            e = kind_set(w, d, &words, &words.at[i], list, count);
    return e ? e : document_close(&d, ret);
}
