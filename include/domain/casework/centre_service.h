/* What the 72-hour centre gives, with a stay or without one, and executions that the municipality helps with.
 */
#ifndef DOMAIN_CENTRE_SERVICE_H
#define DOMAIN_CENTRE_SERVICE_H

#include "domain/casework/noun.h"

struct centre_service_said {
    const char *service;  /* of the list "centre_service": the eight of the centre */
    const char *quantity; /* how often or how much of it; NULL: once */
    const char *children; /* for how many of hers; NULL: for none */
    const char *by;       /* who gave it */
    const char *told;
};
/* Its day may lie outside any stay: services are given without one, too, and the list says so. */
extern const struct noun CENTRE_SERVICE_NOUN;

struct execution_said {
    const char *what;    /* of the list "execution_what": what was carried out */
    const char *bailiff; /* who carried it out */
    const char *order;   /* of the file; NULL: of none of them */
    const char *result;  /* of the list "execution_result" */
    const char *told;
};
/* An execution by a bailiff at which the municipality was present. */
extern const struct noun EXECUTION_NOUN;

#endif
