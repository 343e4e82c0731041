/* Issuing: one card after a click, or one for everybody who has none. */
#include "domain/card/card_issue.h"

#include "domain/card/card.h"
#include "domain/card/card_draft.h"
#include "domain/card/card_signing.h"
#include "domain/card/status.h"
#include "domain/claim/rules.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/work/rows.h"
#include "store/db.h"

#define BATCH 2000 /* cards in one transaction: about a tenth of a second in which nobody else writes */

err issue_end(struct work *w, struct issue *issue)
{
    const int64_t next = issue->next_card;
    err e;

    /* Numbers are given out from memory and kept once: a batch would otherwise write the counter for every
     * card. */
    issue->next_card = 0;
    issue->lives = (struct card_lives){0}; /* in the arena, which may go now */
    if (next && (e = ids_keep(w, "card", next)))
        return e;
    return status_draws_keep(w, &issue->draws);
}

err issue_card(struct work *w, struct issue *issue, const struct card_new *in, bool still,
               char ret_number[CARD_NUMBER_TEXT], int64_t *ret_id)
{
    CLEANUP(draft_free) struct card_draft d = {0};
    err e;

    if ((e = draft_make(w, issue, in, still, &d)) || (e = draft_sign(w->keys, w->vault, &d)) ||
        (e = draft_store(w, &issue->rules, &d)) || (e = issue_end(w, issue)))
        return e;
    card_number_format(d.token.cti, ret_number);
    *ret_id = d.row.id;
    return OK;
}

err card_issue(struct work *w, const struct card_new *in, struct card *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct issue issue = {.case_id = in->case_id};
    char number[CARD_NUMBER_TEXT];
    enum case_role role;
    struct card card;
    int64_t id;
    err e;

    /* First whether the file may be opened, then whether she is in it, then her other files: a refusal tells
     * nothing that the one before it has not allowed. */
    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, in->case_id)) ||
        (e = case_person_kept(w, in->case_id, in->person, "person", &role)) ||
        (e = case_person_may_open(w, in->person, in->case_id)) ||
        (e = case_touch(w, &(struct touch){in->case_id, in->version, "card.issue", in->person, false},
                        &issue.version)) ||
        (e = rules_load(w, &issue.rules)) || (e = issue_card(w, &issue, in, false, number, &id)) ||
        (e = card_find(w, number, true, &card)) || (e = tx_commit(&tx)))
        return e;
    *ret = card;
    return OK;
}

/* Protected persons and dependants without a card that is still good for something. */
static const char SQL_WITHOUT[] =
    "SELECT p.person_id, max(p.case_id) AS case_id FROM case_person p WHERE p.role <> 'respondent' AND NOT "
    "EXISTS "
    "(SELECT 1 FROM card c WHERE c.person_id = p.person_id AND c.revoked_at IS NULL AND c.closed_on IS NULL) "
    "GROUP BY p.person_id ORDER BY p.person_id";

struct without {
    int64_t person, case_id;
};

static const struct column WITHOUT_COLUMNS[] = {
    COLUMN_INT_AS(struct without, person, "person_id"),
    COLUMN_INT(struct without, case_id),
};

struct batch {
    struct card_draft *drafts; /* room for BATCH */
    size_t count;
};

static void batch_free(struct batch *b)
{
    for (size_t i = 0; i < b->count; i++)
        draft_free(&b->drafts[i]);
}

/* A person entitled to none of the services is passed over, and her file not touched. */
static err one_draft(struct work *w, struct issue *issue, const struct without *one, unsigned services,
                     struct batch *b)
{
    const struct card_new in = {.case_id = one->case_id, .person = one->person, .services = services};
    struct card_draft *d = &b->drafts[b->count];
    err e;

    e = draft_make(w, issue, &in, true, d);
    if (e == ERR_INPUT) {
        w->problem = (struct problem){0};
        return OK;
    }
    if (e || (e = case_move(w, one->case_id, &d->version)))
        return e;
    b->count++;
    return OK;
}

static err batch_write(struct work *w, struct issue *issue, const struct without *crowd, size_t count,
                       unsigned services, struct batch *b)
{
    CLEANUP(signing_end) struct signing *signing = NULL;
    err e;

    if ((e = signing_start(w->keys, w->vault, b->drafts, &signing)))
        return e;
    /* Drafts are made here in turn, because they read and write the register; the thread signs those already
     * made. */
    for (size_t i = 0, made = 0; i < count; i++, made = b->count) {
        if ((e = one_draft(w, issue, &crowd[i], services, b)))
            return e;
        if (b->count > made)
            signing_add(signing);
    }
    for (size_t i = 0; i < b->count; i++)
        if ((e = signing_wait(signing, i)) || (e = draft_store(w, &issue->rules, &b->drafts[i])))
            return e;
    return issue_end(w, issue);
}

static err batch_issue(struct work *w, struct issue *issue, const struct without *crowd, size_t count,
                       unsigned services, size_t *ret_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(batch_free) struct batch b = {0};
    err e;

    arena_reset(w->arena);
    if (!(b.drafts = arena_array(w->arena, count, sizeof *b.drafts)))
        return ERR_SYSTEM;
    if ((e = tx_begin(&tx, w->db)) || (e = batch_write(w, issue, crowd, count, services, &b)) ||
        (e = tx_commit(&tx)))
        return e;
    *ret_count += b.count;
    return OK;
}

err card_issue_missing(struct work *w, unsigned services, card_progress *progress, void *context,
                       size_t *ret_count)
{
    CLEANUP(arena_free) struct arena kept = {0};
    CLEANUP(arena_free) struct arena each = {0};
    /* A copy with arenas of its own: the list of persons must outlive the batches, and each batch's memory
     * goes with it. */
    struct work mine = *w;
    struct issue issue = {0};
    struct without *crowd;
    size_t count, issued = 0;
    err e;

    mine.arena = &kept;
    if ((e = rules_load(&mine, &issue.rules)) ||
        (e = rows_read(&mine, SQL_WITHOUT, NO_BINDS, COLUMNS(WITHOUT_COLUMNS), NULL, &crowd, &count)))
        return e;
    mine.arena = &each;
    for (size_t i = 0; i < count; i += BATCH) {
        size_t n = count - i < BATCH ? count - i : BATCH;

        if ((e = batch_issue(&mine, &issue, crowd + i, n, services, &issued))) {
            w->problem = mine.problem;
            return e;
        }
        if (progress)
            progress(context, i + n, count);
    }
    *ret_count = issued;
    return OK;
}
