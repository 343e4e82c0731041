/* The door by which figures leave for those who may not see files. */
#ifndef DOMAIN_REPORT_DOOR_H
#define DOMAIN_REPORT_DOOR_H

#include "domain/report/report_table.h"

/* The table of these days, with hidden what may not be told beside the tables of all other reports
 * (report_hide.h): whoever gets one may get them all. Inside a transaction for reading. */
err report_door_count(struct work *w, const struct report_definition *d, date from, date until,
                      struct report_table *ret) MUST_CHECK;
/* Those of all reports, side by side, in the order of report_list. */
err report_door_count_all(struct work *w, date from, date until, struct report_table **ret,
                          size_t *ret_count) MUST_CHECK;

#endif
