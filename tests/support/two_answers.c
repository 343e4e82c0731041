/* Asks the server and the offline check about the same card, with the lists as they are served now. */
#include "support/two_answers.h"

#include <string.h>

#include "domain/card/status.h"
#include "domain/check/typing_limit.h"

/* As it is served now; false: there is none. */
static bool list_take(struct test_register *r, enum status_kind kind, const struct offline_known *known,
                      struct offline_list *ret)
{
    CLEANUP(buf_free) struct buf token = {0};
    char uri[CARD_URI_MAX + 1];
    const char *reason;
    int64_t signed_at;

    if (status_token(&r->work, 1, kind, &token, &signed_at))
        return false;
    must(status_uri(&r->work, 1, kind, uri, sizeof uri));
    must(offline_list_import((const uint8_t *)token.data, token.len, known, uri, ret, &reason));
    return true;
}

/* With the lists as they are served now, and the keys of the register. */
struct two_answers two_answers_ask(struct test_register *r, const char *service, const char *text)
{
    struct offline_list lists[2] = {0};
    const struct verifier *key = keyring_verifier(r->keys, 0);
    struct offline_known known = {.keys = &key, .key_count = 1};
    const struct checker device = {.id = 12, .organisation = 1, .service = service};
    struct two_answers a = {0};
    struct typing_limit *typing;
    enum card_service asked = 0;

    card_service_parse(service, &asked);
    must(status_sign(&r->work, 3600));
    if (list_take(r, STATUS_REVOKED, &known, &lists[0]) &&
        list_take(r, STATUS_PROLONGED, &known, &lists[1])) {
        known.lists = lists;
        known.list_count = 2;
    }
    must(offline_decide(text, strlen(text), asked, r->work.now, &known, &a.device));
    must(typing_limit_make(&typing));
    must(check_card(register_door(r), &device, text, typing, &a.server));
    typing_limit_free(&typing);
    for (size_t i = 0; i < 2; i++)
        offline_list_free(&lists[i]);
    return a;
}
