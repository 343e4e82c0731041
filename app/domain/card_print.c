/* The card as printed: what stands in its signed text, in the neutral words of the municipality. */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#include "domain/audit.h"
#include "domain/card_row.h"
#include "domain/case_file.h"
#include "domain/municipality.h"
#include "render/card_drawing.h"

#define PRINT_DPI     600
#define DRAWING_STACK (4 * 1024 * 1024) /* bytes */

static const struct {
    enum card_service service;
    const char *line;
} LINES[] = {
    {SERVICE_TRANSPORT, "Transport publik"},
    {SERVICE_DOCUMENTS, "Dokumente dhe vërtetime"},
    {SERVICE_KINDERGARTEN, "Çerdhe dhe kopsht"},
};
#define LINE_COUNT (sizeof LINES / sizeof LINES[0])

static err words_read(struct work *w, struct card_drawing *d)
{
    struct municipality m;
    err e;

    if ((e = municipality_read(w, &m)))
        return e;
    d->municipality = m.neutral_name;
    d->title = m.card_title;
    d->help = m.help_line;
    return OK;
}

/* Everything a holder sees comes from the signed text, so that print and signature cannot differ. */
static err drawing_fill(struct work *w, const struct card *card, struct card_drawing *d)
{
    struct card_token token;
    char day[DATE_TEXT];
    size_t n = 0;
    err e;

    if ((e = card_token_read(card->text, &token)) || (e = words_read(w, d)))
        return e;
    for (size_t i = 0; i < LINE_COUNT; i++)
        if (token.services & LINES[i].service)
            d->services[n++] = LINES[i].line;
    d->until = arena_format(w->arena, "Vlen deri më %s", date_format_sq(card->exp_day, day));
    d->number = card->number;
    d->hint = arena_text(w->arena, token.hint);
    d->qr_text = card->text;
    return d->until && d->hint ? OK : ERR_SYSTEM;
}

struct drawing_job {
    const struct card_drawing *drawing;
    enum card_format format;
    struct buf *out;
    err e;
};

static void *drawing_run(void *pointer)
{
    struct drawing_job *job = pointer;

    switch (job->format) {
    case CARD_SVG:
        job->e = card_drawing_svg(job->drawing, job->out);
        break;
    case CARD_PNG:
        job->e = card_drawing_png(job->drawing, PRINT_DPI, job->out);
        break;
    case CARD_PDF:
        job->e = card_drawing_pdf(job->drawing, job->out);
        break;
    }
    return NULL;
}

/* In a thread of its own: reading the fonts' configuration takes more stack than the 100 KiB that civetweb
 * gives to each of its threads. */
static err drawing_make(const struct card_drawing *drawing, enum card_format format, struct buf *ret)
{
    struct drawing_job job = {drawing, format, ret, ERR_INPUT};
    pthread_attr_t deep;
    pthread_t thread;
    int failed;

    if (pthread_attr_init(&deep))
        return ERR_SYSTEM;
    failed = pthread_attr_setstacksize(&deep, DRAWING_STACK) ||
             pthread_create(&thread, &deep, drawing_run, &job) || pthread_join(thread, NULL);
    pthread_attr_destroy(&deep);
    return failed ? ERR_SYSTEM : job.e;
}

err card_draw(struct work *w, const char *number, enum card_format format, struct buf *ret)
{
    struct entry entry = {.what = "card.print", .record = "card"};
    struct card_drawing drawing = {0};
    struct card card;
    err e;

    if ((e = card_find(w, number, true, &card)) || (e = case_person_may_open(w, card.person, 0)))
        return e;
    if (card.revoked_at)
        return refuse(w, ERR_CONFLICT, "revoked", "", "a revoked card is not printed again");
    entry.record_id = card.id;
    if ((e = card_case(w, card.person, &entry.case_id)) || (e = drawing_fill(w, &card, &drawing)) ||
        (e = audit_append(w, &entry)))
        return e;
    return drawing_make(&drawing, format, ret);
}
