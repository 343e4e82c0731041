/* What a form offers to choose from: who issues orders, whom a file may be entrusted to.
 * No personal data of those protected; not logged. */
#ifndef DOMAIN_CATALOGUE_H
#define DOMAIN_CATALOGUE_H

#include "domain/work/work.h"

struct court {
    const char *name, *successor; /* successor NULL: none */
    date from, until;             /* DATE_NONE, DATE_OPEN: not limited */
};
/* Those that bear their name today first, then by name; of each the municipality's own before the others. */
err court_list(struct work *w, struct court **ret, size_t *ret_count) MUST_CHECK;

/* Police structures to offer for an UMPMM: those of the municipality, then what was written in the orders of
 * files that are not sealed, by name. */
err police_list(struct work *w, const char ***ret, size_t *ret_count) MUST_CHECK;

/* Who is likely to have issued the next order: as in the latest of a file that is not sealed, else, and where
 * that court bears another name today, the municipality's own court. NULL: nobody is likelier than others. */
err usual_issuers(struct work *w, const char **ret_court, const char **ret_police) MUST_CHECK;

struct coordinator {
    int64_t id;
    const char *full_name;
};
/* Those with an open account, by name. */
err coordinator_list(struct work *w, struct coordinator **ret, size_t *ret_count) MUST_CHECK;

#endif
