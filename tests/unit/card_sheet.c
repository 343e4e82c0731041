/* Sheets of cards as a printer sees them: each card on its place, none covered by the next. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "render/card_drawing.h"
#include "support/assert.h"
#include "support/pdf_reader.h"

#define CARDS 10

/* What zbarimg reads on the first page of that document. */
static void codes_read(const struct buf *pdf, char *ret, size_t room)
{
    (void)pdf_read_by("pdftoppm -r 200 -singlefile -png a.pdf sheet && zbarimg -q --raw --nodbus sheet.png",
                      pdf, ret, room);
}

/* The white ground of each card was once painted over the whole page. */
static void every_card_of_a_sheet_can_be_read(void **state)
{
    CLEANUP(buf_free) struct buf pdf = {0};
    struct card_drawing cards[CARDS];
    char codes[CARDS][40], seen[2048];

    (void)state;
    for (size_t i = 0; i < CARDS; i++) {
        snprintf(codes[i], sizeof codes[i], "BK1CARDNUMBER%zuOFTHISSHEET", i);
        cards[i] = (struct card_drawing){.municipality = "Bashkia Gjirokastër",
                                         .title = "Kartë shërbimesh",
                                         .services = {"Transport publik"},
                                         .until = "Vlen deri më 14.05.2027",
                                         .number = "ABCD-EFGH-IJKL-MNOP",
                                         .hint = "E.K. 1987",
                                         .help = "",
                                         .qr_text = codes[i]};
    }
    must(card_drawing_sheets(cards, CARDS, NULL, &pdf));
    codes_read(&pdf, seen, sizeof seen);
    for (size_t i = 0; i < CARDS; i++)
        if (!strstr(seen, codes[i]))
            fail_msg("card %zu is not to be read: %s", i, seen);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_card_of_a_sheet_can_be_read),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
