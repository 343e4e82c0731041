/* Who has read or changed a file. */
#ifndef API_CASE_READER_H
#define API_CASE_READER_H

#include "http/route.h"

extern const struct route_table CASE_READER_ROUTES;

#endif
