/* A report for programs: schema Report of openapi.json. */
#ifndef DOMAIN_REPORT_JSON_H
#define DOMAIN_REPORT_JSON_H

#include "base/json_writer.h"
#include "domain/report/report.h"

/* Its members, into the open object. */
void report_json_put(struct json_writer *j, const struct report *r);

#endif
