/* Fuzzing of the card: first byte chooses between a text and the bytes behind it; whatever parses must hold
 * what its type promises. */
#include "token/card_token.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(int holds)
{
    if (!holds)
        abort();
}

static void parse(const uint8_t *bytes, size_t n)
{
    struct card_token card;
    struct cose_sign1 cose;
    const char *reason = NULL;

    if (card_token_parse(bytes, n, &card, &cose, &reason)) {
        require(reason != NULL);
        return;
    }
    require(card.exp > 0 && card.nbf >= 0);
    require(strlen(card.list_uri) > 0 && strlen(card.list_uri) <= CARD_URI_MAX);
    require(strlen(card.hint) <= CARD_HINT_MAX);
    require(cose.signature.size == 64 && cose.kid.size == 8 && cose.tagged);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    uint8_t bytes[CARD_TEXT_MAX];
    struct cose_sign1 cose;
    const char *reason = NULL;
    size_t size;

    if (n == 0)
        return 0;
    if (data[0] & 1) {
        parse(data + 1, n - 1);
        if (cose_parse(data + 1, n - 1, COSE_ANY, &cose, &reason))
            require(reason != NULL);
    } else if (card_text_decode((const char *)data + 1, n - 1, bytes, &size, &reason) == OK) {
        require(size <= sizeof bytes);
        parse(bytes, size);
    } else {
        require(reason != NULL);
    }
    return 0;
}
