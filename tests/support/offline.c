/* The steps of the offline check, one after the other; the first that fails is the answer. */
#include "support/offline.h"

#include <stdio.h>
#include <string.h>

#include "base/instant.h"

static const struct {
    const char *name, *verdict;
} REASONS[OFFLINE_REASONS] = {
    [OFFLINE_OK] = {"ok", "valid"},
    [OFFLINE_EXPIRED] = {"expired", "invalid"},
    [OFFLINE_NOT_YET_VALID] = {"not_yet_valid", "invalid"},
    [OFFLINE_REVOKED] = {"revoked", "invalid"},
    [OFFLINE_WRONG_SERVICE] = {"wrong_service", "invalid"},
    [OFFLINE_FORGED] = {"forged", "invalid"},
    [OFFLINE_OTHER_ISSUER] = {"other_issuer", "invalid"},
    [OFFLINE_UNREADABLE] = {"unreadable", "ask"},
    [OFFLINE_LIST_STALE] = {"list_stale", "ask"},
};

const char *offline_reason_name(enum offline_reason r)
{
    return REASONS[r].name;
}

const char *offline_verdict_name(enum offline_reason r)
{
    return REASONS[r].verdict;
}

void offline_list_free(struct offline_list *list)
{
    buf_free(&list->entries);
}

static const struct verifier *key_find(const struct offline_known *known, struct slice kid)
{
    for (size_t i = 0; i < known->key_count; i++)
        if (kid.size == KID_SIZE && !memcmp(verifier_kid(known->keys[i]), kid.data, KID_SIZE))
            return known->keys[i];
    return NULL;
}

/* ERR_ABSENT: of none of these keys; ERR_CORRUPT: the signature does not hold. */
static err issuer_check(const struct cose_sign1 *cose, const struct offline_known *known)
{
    const struct verifier *key = key_find(known, cose->kid);

    return key ? cose_verify_ours(cose, key) : ERR_ABSENT;
}

static err list_refuse(const char *reason, const char **ret_reason)
{
    *ret_reason = reason;
    return ERR_INPUT;
}

err offline_list_import(const uint8_t *token, size_t n, const struct offline_known *known, const char *uri,
                        struct offline_list *ret, const char **ret_reason)
{
    CLEANUP(offline_list_free) struct offline_list list = {0};
    struct cose_sign1 cose;
    const char *detail;
    err e;

    if (cose_parse(token, n, COSE_OURS, &cose, &detail))
        return list_refuse("unreadable", ret_reason);
    if ((e = issuer_check(&cose, known)) == ERR_ABSENT)
        return list_refuse("other_issuer", ret_reason);
    if (e == ERR_CORRUPT)
        return list_refuse("forged", ret_reason);
    if (e)
        return e;
    if ((e = status_list_parse(token, n, COSE_OURS, &list.token, &cose, &list.entries)))
        return e == ERR_INPUT ? list_refuse("unreadable", ret_reason) : e;
    if (strcmp(list.token.uri, uri) != 0)
        return list_refuse("other_list", ret_reason);
    *ret = list;
    list.entries = (struct buf){0};
    return OK;
}

static const struct offline_list *list_find(const struct offline_known *known, const char *uri, int64_t now)
{
    for (size_t i = 0; i < known->list_count; i++)
        if (!strcmp(known->lists[i].token.uri, uri) && known->lists[i].token.iat - OFFLINE_AHEAD <= now)
            return &known->lists[i];
    return NULL;
}

enum entry { ENTRY_0, ENTRY_SET, ENTRY_UNKNOWN };

static enum entry entry_read(const struct offline_list *list, uint32_t index, int64_t now)
{
    if (!list || now >= list->token.exp || index >= list->entries.len * 8 / list->token.bits)
        return ENTRY_UNKNOWN;
    return status_get((const uint8_t *)list->entries.data, list->token.bits, index) ? ENTRY_SET : ENTRY_0;
}

/* The list beside the card's own, of those that go on beyond their printed day. */
static const struct offline_list *prolonged_find(const struct offline_known *known,
                                                 const struct card_token *card, int64_t now)
{
    char uri[CARD_URI_MAX + 16];

    snprintf(uri, sizeof uri, "%s/prolonged", card->list_uri);
    return list_find(known, uri, now);
}

/* OFFLINE_OK: its printed day is to come, or it goes on beyond that. */
static enum offline_reason day_decide(const struct card_token *card, int64_t now,
                                      const struct offline_known *known, struct offline_check *check)
{
    const struct offline_list *list = prolonged_find(known, card, now);
    enum entry prolonged = entry_read(list, card->list_index, now);

    check->until = prolonged == ENTRY_SET ? DATE_NONE : instant_date(card->exp - 1);
    if (now < card->exp)
        return OFFLINE_OK;
    if (now >= card->exp + OFFLINE_PROLONGED)
        return OFFLINE_EXPIRED;
    check->list_iat = list ? list->token.iat : 0;
    if (prolonged == ENTRY_UNKNOWN)
        return OFFLINE_LIST_STALE;
    return prolonged == ENTRY_SET ? OFFLINE_OK : OFFLINE_EXPIRED;
}

static enum offline_reason card_decide(const struct card_token *card, enum card_service service, int64_t now,
                                       const struct offline_known *known, struct offline_check *check)
{
    const struct offline_list *list = list_find(known, card->list_uri, now);
    const enum entry revoked = entry_read(list, card->list_index, now);
    enum offline_reason reason;

    if (!(card->services & service))
        return OFFLINE_WRONG_SERVICE;
    check->list_iat = revoked == ENTRY_SET ? list->token.iat : 0;
    if (revoked == ENTRY_SET)
        return OFFLINE_REVOKED;
    if ((reason = day_decide(card, now, known, check)) != OFFLINE_OK)
        return reason;
    if (card->nbf && now < card->nbf)
        return OFFLINE_NOT_YET_VALID;
    check->list_iat = list ? list->token.iat : 0;
    return revoked == ENTRY_UNKNOWN ? OFFLINE_LIST_STALE : OFFLINE_OK;
}

err offline_decide(const char *text, size_t n, enum card_service service, int64_t now,
                   const struct offline_known *known, struct offline_check *ret)
{
    struct offline_check check = {.reason = OFFLINE_UNREADABLE, .until = DATE_NONE};
    uint8_t bytes[CARD_TEXT_MAX];
    struct cose_sign1 cose;
    struct card_token card;
    size_t size;
    err e = OK;

    if (card_text_decode(text, n, bytes, &size, &check.detail) ||
        card_token_parse(bytes, size, &card, &cose, &check.detail))
        check.reason = OFFLINE_UNREADABLE;
    else if ((e = issuer_check(&cose, known)) == ERR_ABSENT)
        check.reason = known->key_count ? OFFLINE_OTHER_ISSUER : OFFLINE_LIST_STALE;
    else if (e == ERR_CORRUPT)
        check.reason = OFFLINE_FORGED;
    else if (e)
        return e;
    else
        check.reason = card_decide(&card, service, now, known, &check);
    if (check.reason == OFFLINE_OK)
        memcpy(check.hint, card.hint, sizeof check.hint);
    else
        check.until = DATE_NONE;
    *ret = check;
    return OK;
}
