/* Makes the texts and tokens of the cases, with a good card and a good list for what a case does not say. */
#include "support/agreement.h"

#include <string.h>

#include "support/assert.h"
#include "token/base32.h"
#include "token/card_token.h"

#define EXP 1774994400 /* midnight behind 2026-03-31 in Tirane */

static const char HEADER[] = "a2"
                             "0126"
                             "04K";
static const char PAYLOAD[] = "a5"
                              "04X"
                              "074a00112233445566778899"
                              "19ffffa16b7374617475735f6c697374a2"
                              "636964781a000111eb"
                              "637572697821"
                              "68747470733a2f2f6b617274612e6578616d706c652e616c2f7374617475732f31"
                              "3a0001000003"
                              "3a0001000169452e4b2e2031393837";
static const char ENVELOPE[] = "d284Pa0LS";

static struct recipe completed(struct recipe r, const char *header, const char *payload)
{
    if (!r.header)
        r.header = header;
    if (!r.payload)
        r.payload = payload;
    if (!r.envelope)
        r.envelope = ENVELOPE;
    if (!r.exp)
        r.exp = EXP;
    return r;
}

/* {1: -7, 4: kid, 16: "application/statuslist+cwt"} */
static const char LIST_HEADER[] = "a3"
                                  "0126"
                                  "04K"
                                  "10781a6170706c69636174696f6e2f7374617475736c6973742b637774";

void agreement_token(const struct agreement_list *list, struct buf *ret)
{
    struct recipe r = completed(list->token, LIST_HEADER, NULL);

    if (list->plain)
        buf_text(ret, list->plain);
    else
        recipe_make(&r, ret);
}

static void card_text(struct recipe recipe, struct buf *ret)
{
    CLEANUP(buf_free) struct buf token = {0};
    char text[BASE32_TEXT(2 * CARD_TEXT_MAX)];

    recipe = completed(recipe, HEADER, PAYLOAD);
    recipe_make(&recipe, &token);
    assert_true(token.len < 2 * CARD_TEXT_MAX);
    buf_text(ret, "BK1");
    buf_text(ret, base32_encode(token.data, token.len, text));
}

static void lower(struct buf *text)
{
    for (size_t i = 0; i < text->len; i++)
        if (text->data[i] >= 'A' && text->data[i] <= 'Z')
            text->data[i] = (char)(text->data[i] + 32);
}

void agreement_text(const struct agreement_case *c, struct buf *ret)
{
    if (c->before)
        buf_text(ret, c->before);
    if (c->text)
        buf_add(ret, c->text, c->text_size ? c->text_size : strlen(c->text));
    else
        card_text(c->card, ret);
    assert_true(ret->len >= c->cut);
    ret->len -= c->cut;
    if (c->spill)
        ret->data[ret->len - 1] = (char)(ret->data[ret->len - 1] + 1);
    if (c->lower)
        lower(ret);
    if (c->after)
        buf_text(ret, c->after);
    while (ret->len < c->fill)
        buf_char(ret, c->filling ? c->filling : 'A');
    must(buf_err(ret));
}
