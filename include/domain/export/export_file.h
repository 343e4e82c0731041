/* The files of one person, for the export of that person. */
#ifndef DOMAIN_EXPORT_FILE_H
#define DOMAIN_EXPORT_FILE_H

#include "domain/work/work.h"

struct json_writer;

/* "files", each past its guard, into the open object: the role, what the respondent is to her, orders; of her
 * own file number, unit, acts, stays, papers and notes, too. words: what was confided as well; else it is
 * null. */
err export_files(struct work *w, int64_t person, bool words, struct json_writer *j) MUST_CHECK;

/* ERR_CONFLICT "not_served": the person is a respondent and nothing else, and of no order is it recorded that
 * it was served on him or is final: he must not learn of it from the register. */
err export_may_tell(struct work *w, int64_t person) MUST_CHECK;

#endif
