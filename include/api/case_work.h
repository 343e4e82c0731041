/* Routes of the case work of a file, of whatever noun, and what other routes of records share with them. */
#ifndef API_CASE_WORK_H
#define API_CASE_WORK_H

#include "http/route.h"

/* What is told of any record, and taken of any noun: entries of the tables of json_writer.h and input.h. */
#define RECORD_WRITTEN_OUT                                                                                   \
    JSON_TEXT(struct record, by), JSON_INSTANT(struct record, recorded_at),                                  \
        JSON_BOOL(struct record, voided), JSON_BOOL(struct record, corrected),                               \
        JSON_TEXT(struct record, void_reason)
#define SAID_PAIR_OUT JSON_TEXT(struct said_pair, name), JSON_TEXT(struct said_pair, value)
#define SAID_PAIR_IN                                                                                         \
    MEMBER_TEXT(struct said_pair, name, LIMIT(CaseWorkSaid, name), REQUIRED),                                \
        MEMBER_TEXT(struct said_pair, value, LIMIT(CaseWorkSaid, value), REQUIRED)

extern const struct route_table CASE_WORK_ROUTES;

#endif
