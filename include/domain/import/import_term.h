/* A term in a cell: "6 months from finality", "90 ditë nga vendimi", "6 muaj e 15 ditë nga njoftimi". */
#ifndef DOMAIN_IMPORT_TERM_H
#define DOMAIN_IMPORT_TERM_H

#include "domain/law/term.h"

#define IMPORT_TERM_TEXT 64

/* Months, days or both, and from what, in English or Albanian, in any case. false: it says something else. */
bool import_term_parse(const char *text, struct term *ret);
/* As import_term_parse reads it; "" where none is given. Returns ret. */
const char *import_term_format(const struct term *t, char ret[IMPORT_TERM_TEXT]);

#endif
