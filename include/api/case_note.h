/* Notes beside a file. */
#ifndef API_CASE_NOTE_H
#define API_CASE_NOTE_H

#include "http/route.h"

extern const struct route_table CASE_NOTE_ROUTES;

#endif
