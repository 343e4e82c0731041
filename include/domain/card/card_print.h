/* The card as printed. Past the guard of all the person's files. */
#ifndef DOMAIN_CARD_PRINT_H
#define DOMAIN_CARD_PRINT_H

#include "base/buf.h"
#include "domain/work/work.h"

enum card_format { CARD_SVG, CARD_PNG, CARD_PDF };
/* As printed. back: a picture is its back instead, a document has it as a second page. Logged "card.print".
 * ERR_CONFLICT "revoked" for a revoked card. */
err card_print(struct work *w, const char *number, enum card_format format, bool back,
               struct buf *ret) MUST_CHECK;

/* The same of a card that was found, with its text, past no guard. case_id: the file whose history the line
 * in the log joins; 0: none. */
struct card;
err card_print_known(struct work *w, const struct card *card, int64_t case_id, enum card_format format,
                     bool back, struct buf *ret) MUST_CHECK;

/* Such cards on sheets of A4 as PDF; count > 0. Each logged "card.print". */
err card_print_sheet(struct work *w, const struct card *cards, size_t count, bool back,
                     struct buf *ret) MUST_CHECK;

/* All cards of a file that are good today, on sheets of A4 as PDF; back: each page followed by one with their
 * backs. Each card logged "card.print". ERR_ABSENT "no_card" where there is none. */
err card_print_case(struct work *w, int64_t case_id, bool back, struct buf *ret) MUST_CHECK;

#endif
