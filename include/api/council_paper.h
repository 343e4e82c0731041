/* The decisions behind a run, and the paper for the council. */
#ifndef API_COUNCIL_PAPER_H
#define API_COUNCIL_PAPER_H

#include "http/route.h"

extern const struct route_table COUNCIL_PAPER_ROUTES;

#endif
