/* Fuzzing of status lists: first byte chooses between a token under either rules and the bare map; what
 * unpacks must keep to its room. */
#include "token/status_list.h"

#include <stdlib.h>

#define ROOM 4096

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void require(int holds)
{
    if (!holds)
        abort();
}

static void parse(const uint8_t *token, size_t n, enum cose_rules rules)
{
    CLEANUP(buf_free) struct buf list = {0};
    struct status_list_token claims;
    struct cose_sign1 cose;

    if (status_list_parse(token, n, rules, &claims, &cose, &list) == OK)
        require(claims.uri[0] && claims.iat > 0 && (rules == COSE_ANY || list.len <= STATUS_LIST_BYTES));
    else
        require(list.len == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    CLEANUP(buf_free) struct buf list = {0};
    unsigned bits;

    if (n == 0)
        return 0;
    if (data[0] % 3 < 2)
        parse(data + 1, n - 1, data[0] % 3 ? COSE_ANY : COSE_OURS);
    else if (status_list_decode(data + 1, n - 1, ROOM, &bits, &list) == OK)
        require(list.len <= ROOM && (bits == 1 || bits == 2 || bits == 4 || bits == 8));
    else
        require(list.len == 0);
    return 0;
}
