/* The card as printed: what stands in its signed text, in the neutral words of the municipality. */
#include "domain/card/card_print.h"

#include <stdio.h>
#include <string.h>

#include "base/deep_stack.h"
#include "domain/card/card.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/office/municipality.h"
#include "domain/work/rows.h"
#include "render/card_drawing.h"
#include "store/db.h"

#define PRINT_DPI 600 /* the modules of the QR code stay sharp at 35 mm */

static const struct {
    enum card_service service;
    const char *line;
    /* As on any municipal card: none of these words may say why somebody has it. */
} LINES[] = {
    {SERVICE_TRANSPORT, "Transport publik"},
    {SERVICE_DOCUMENTS, "Dokumente dhe vërtetime"},
    {SERVICE_KINDERGARTEN, "Çerdhe dhe kopsht"},
};
#define LINE_COUNT (sizeof LINES / sizeof LINES[0])

/* How the card is used, in Albanian, Greek and English: a line here is another language. What holds for the
 * words on the front holds here. */
static const char *const BACK_LINES[][CARD_BACK_LINES] = {
    {"Tregojeni kodin kur kërkoni një shërbim të kartës.", "Karta është personale: mos ia jepni tjetërkujt.",
     "Mos lejoni që dikush ta fotografojë kodin.", "E humbët ose e gjetët? Njoftoni bashkinë."},
    {"Δείξτε τον κωδικό όταν ζητάτε μια υπηρεσία της κάρτας.",
     "Η κάρτα είναι προσωπική: μην τη δίνετε σε άλλον.", "Μην αφήνετε κανέναν να φωτογραφίσει τον κωδικό.",
     "Τη χάσατε ή τη βρήκατε; Ενημερώστε τον δήμο."},
    {"Show the code when you ask for a service of the card.",
     "The card is personal: do not give it to anybody else.", "Do not let anybody photograph the code.",
     "Lost it, or found it? Tell the municipality."},
};

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

/* With the words of the front. */
static struct card_back back_of(const struct card_drawing *d)
{
    return (struct card_back){.municipality = d->municipality,
                              .help = d->help,
                              .languages = BACK_LINES,
                              .count = sizeof BACK_LINES / sizeof BACK_LINES[0]};
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
    const struct card_back *back; /* NULL: none. A picture has one side, a document both */
    size_t sheet;                 /* how many cards on sheets; 0: the one alone, in that format */
    enum card_format format;
    struct buf *out;
};

static err drawing_run(void *pointer)
{
    const struct drawing_job *job = pointer;

    if (job->sheet)
        return card_drawing_sheets(job->drawing, job->sheet, job->back, job->out);
    switch (job->format) {
    case CARD_SVG:
        return job->back ? card_back_svg(job->back, job->out) : card_drawing_svg(job->drawing, job->out);
    case CARD_PNG:
        return job->back ? card_back_png(job->back, PRINT_DPI, job->out)
                         : card_drawing_png(job->drawing, PRINT_DPI, job->out);
    case CARD_PDF:
        return card_drawing_pdf(job->drawing, job->back, job->out);
    }
    return ERR_INPUT;
}

/* Reading the fonts' configuration takes more stack than a thread of the server has. */
static err drawing_make(struct drawing_job job, struct buf *ret)
{
    job.out = ret;
    return deep_stack_run(drawing_run, &job);
}

err card_print_known(struct work *w, const struct card *card, int64_t case_id, enum card_format format,
                     bool back, struct buf *ret)
{
    const struct audit_entry entry = {
        .what = "card.print", .record = "card", .record_id = card->id, .case_id = case_id};
    struct card_drawing drawing = {0};
    struct card_back behind;
    err e;

    if (card->revoked_at)
        return refuse(w, ERR_CONFLICT, "revoked", "", "A revoked card is not printed again.");
    /* Logged before it is drawn: an answer that fails on its way may still have been printed. */
    if ((e = drawing_fill(w, card, &drawing)) || (e = audit_append(w, &entry)))
        return e;
    behind = back_of(&drawing);
    return drawing_make(
        (struct drawing_job){.drawing = &drawing, .back = back ? &behind : NULL, .format = format}, ret);
}

/* All on one sheet; the back is the same of each. */
static err sheet_make(const struct card_drawing *drawings, size_t count, bool back, struct buf *ret)
{
    const struct card_back behind = back_of(&drawings[0]);

    return drawing_make(
        (struct drawing_job){
            .drawing = drawings, .sheet = count, .back = back ? &behind : NULL, .format = CARD_PDF},
        ret);
}

err card_print_sheet(struct work *w, const struct card *cards, size_t count, bool back, struct buf *ret)
{
    struct card_drawing *drawings = arena_array(w->arena, count, sizeof *drawings);
    err e;

    if (!drawings)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        const struct audit_entry entry = {.what = "card.print", .record = "card", .record_id = cards[i].id};

        if ((e = drawing_fill(w, &cards[i], &drawings[i])) || (e = audit_append(w, &entry)))
            return e;
    }
    return sheet_make(drawings, count, back, ret);
}

err card_print(struct work *w, const char *number, enum card_format format, bool back, struct buf *ret)
{
    struct card card;
    int64_t case_id;
    err e;

    if ((e = card_find_of_file(w, number, true, &card)) || (e = case_person_may_open(w, card.person, 0)) ||
        (e = card_case(w, card.person, &case_id)))
        return e;
    return card_print_known(w, &card, case_id, format, back, ret);
}

/* Cards that are good today; one that closes tomorrow is still printed, for it is good until then. */
static const char SQL_GOOD[] =
    "SELECT c.id FROM card c JOIN case_person p ON p.person_id = c.person_id AND p.role <> 'respondent' "
    "WHERE p.case_id = :case AND c.revoked_at IS NULL AND c.exp_day >= :today "
    "AND (c.closed_on IS NULL OR c.closed_on > :today) ORDER BY p.id, c.id";
static const char SQL_NUMBER[] = "SELECT id, number_sealed, person_id FROM card WHERE id = :id";

struct holder {
    int64_t card, person;
    const char *number;
};
static const struct column HOLDER_COLUMNS[] = {
    COLUMN_INT_AS(struct holder, card, "id"),
    COLUMN_SEALED(struct holder, number, "card", card),
    COLUMN_INT_AS(struct holder, person, "person_id"),
};

/* One of them, past the guard of all its holder's files. */
static err sheet_fill(struct work *w, int64_t case_id, int64_t id, struct card_drawing *ret)
{
    const struct audit_entry entry = {
        .what = "card.print", .record = "card", .record_id = id, .case_id = case_id};
    struct holder holder = {0};
    const char *number;
    struct card card;
    err e = row_read(w, SQL_NUMBER, BINDS(INT(":id", id)), COLUMNS(HOLDER_COLUMNS), &holder);

    if (e)
        return e == ERR_ABSENT ? ERR_CORRUPT : e;
    if ((e = case_person_may_open(w, holder.person, case_id)) ||
        (e = card_find(w, holder.number, true, &card)) || (e = audit_append(w, &entry)))
        return e;
    if (!(number = arena_text(w->arena, card.number)) || (e = drawing_fill(w, &card, ret)))
        return e ? e : ERR_SYSTEM;
    ret->number = number; /* the card itself is gone when it is drawn */
    return OK;
}

err card_print_case(struct work *w, int64_t case_id, bool back, struct buf *ret)
{
    struct card_drawing *drawings;
    int64_t *ids;
    size_t count;
    err e;

    if ((e = case_may_open(w, case_id)) ||
        (e = rows_ids(w, SQL_GOOD, BINDS(INT(":case", case_id), DATE(":today", w->today)), &ids, &count)))
        return e;
    if (!count)
        return refuse(w, ERR_ABSENT, "no_card", "", "Nobody in this file has a card that is good today.");
    if (!(drawings = arena_array(w->arena, count, sizeof *drawings)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++)
        if ((e = sheet_fill(w, case_id, ids[i], &drawings[i])))
            return e;
    return sheet_make(drawings, count, back, ret);
}
