/* Applications for the payment. */
#ifndef API_APPLICATION_H
#define API_APPLICATION_H

#include "domain/payment/application_view.h"
#include "http/request.h"
#include "http/route.h"

extern const struct route_table APPLICATION_ROUTES;

/* The query of a list of applications: state and month, each may be left out. ERR_INPUT names the one that
 * cannot be. */
err application_filter_read(struct req *rq, struct application_filter *ret) MUST_CHECK;

#endif
