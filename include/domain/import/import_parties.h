/* Who else stands on the paper of a row: who asked, who acts for the protected person, other respondents, and
 * what each respondent is to each person. */
#ifndef DOMAIN_IMPORT_PARTIES_H
#define DOMAIN_IMPORT_PARTIES_H

#include "domain/import/import_cell.h"
#include "domain/order/order.h"

/* Behind import_persons_read. Into o->parties, o->more_respondents, o->relations.
 * - petitioner, representative: a word of order_party.h, or an Albanian one ("avokati"); else
 * "unknown_party".
 * - more_respondents: "First name|surname|relation;…", the relation to the protected person; else
 *   "bad_respondent".
 * - relations: "person|relation;…" or "person|respondent|relation;…", each by first name, by both names, or
 * by place from 1 (the protected person and the children behind her; the first respondent and the others
 * behind him). The respondent may be left out where there is one only. "bad_relation": what names nobody, or
 *   several. */
err import_parties_read(struct import_cells *c, struct order_new *o) MUST_CHECK;

#endif
