/* Files found by number, order, issuer, name, phone or card. */
#ifndef DOMAIN_CASE_SEARCH_H
#define DOMAIN_CASE_SEARCH_H

#include "domain/file/case_state.h"
#include "domain/law/protection.h"
#include "domain/work/work.h"

/* Files whose number, order numbers, issuers, or persons' names, those of before a correction too, have every
 * word of q at the beginning of one of theirs, in any spelling (domain/file/search_words.h). Or q is a
 * personal number, whole; or begins a person's phone (not the safe contact, which is kept apart). A file that
 * is sealed against the actor is found by its own number alone. */
struct case_filter {
    const char *q;         /* NULL or "": all */
    int64_t holder;        /* the person whose card q names: all her files match; 0: it names none */
    int64_t unit;          /* 0: all */
    enum order_kind kind;  /* of the strongest order, in force; 0: all */
    enum case_state state; /* 0: all; CASE_IN_FORCE has those that are ending, CASE_SEALED all sealed files */
    int64_t before;        /* cursor: files with a smaller id; 0: from the newest */
    int limit;             /* 1 … 200 */
};
struct case_line {
    int64_t id, version;
    const char *number, *unit;
    const char
        *names; /* of the protected persons, "Elira Çela, …"; NULL for a sealed file the actor may not open */
    bool sealed;
    struct case_summary summary; /* CASE_SEALED: nothing is told */
};
/* The newest file first; logged once as "case.search". */
err case_search(struct work *w, const struct case_filter *f, struct case_line **ret,
                size_t *ret_count) MUST_CHECK;

#endif
