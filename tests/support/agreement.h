/* What the offline check must answer, case by case, written down by hand: the C decoder and the browser's are
 * both held to it, and the server's check is held to what stands under `online`.
 * tests/conformance/agreement.c makes tests/agreement/cases.json of it. */
#ifndef SUPPORT_AGREEMENT_H
#define SUPPORT_AGREEMENT_H

#include "support/recipe.h"

#define AGREEMENT_NOW 1773133200 /* Tuesday 2026-03-10, 09:00 UTC */

struct agreement_list {
    const char *name;
    const char *uri;    /* the address it was fetched from */
    const char *refuse; /* why it is not taken; NULL: it is */
    int64_t iat, exp;   /* of a list that is taken */
    struct recipe token;
    const char *plain; /* these bytes instead of a token */
};
extern const struct agreement_list AGREEMENT_LISTS[];
extern const size_t AGREEMENT_LIST_COUNT;

struct agreement_case {
    const char *name;
    const char *reason;
    const char *until, *hint; /* when ok; NULL: 2026-03-31, "E.K. 1987" */
    const char *service;      /* NULL: transport */
    int64_t now;              /* 0: AGREEMENT_NOW */
    const char *keys;         /* NULL: "ours"; or "none" */
    const char *list;         /* the one list that the device tried to fetch; NULL: "fresh"; "": none */
    const char *beside;       /* the list beside it; NULL: "beside it"; "": none */
    bool looked;              /* list_stale: there was a list, and how old it is can be said */
    bool looked_beside;       /* it is that beside it by which it was decided */
    bool dayless;             /* ok, and no day can be said */
    bool prolonged;           /* the register lets it go on, for forty days more */
    struct recipe card;
    const char *text; /* instead of a card */
    size_t text_size; /* with NULs in it; 0: up to the first */
    size_t cut;       /* characters taken off its end */
    bool lower;
    bool spill; /* a bit that belongs to no byte */
    const char *before, *after;
    size_t fill;        /* characters in all, by filling its end with `filling` */
    char filling;       /* 0: 'A' */
    const char *online; /* the server's reason where it has another by design, or all it may have: "revoked,
                           or ended". "restored_gap": the register issues no such card, so it knows none */
};
extern const struct agreement_case AGREEMENT_CASES[];
extern const size_t AGREEMENT_CASE_COUNT;

/* The same, made: appended. */
void agreement_token(const struct agreement_list *list, struct buf *ret);
void agreement_text(const struct agreement_case *c, struct buf *ret);

#endif
