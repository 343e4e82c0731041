/* The three kinds of orders of law 9669/2006, from the police's to the court's final one. */
#ifndef DOMAIN_ORDER_KIND_H
#define DOMAIN_ORDER_KIND_H

#include <stdbool.h>

enum order_kind { ORDER_UMPMM = 1, ORDER_UMM = 2, ORDER_UM = 4 }; /* bits: rules name sets of kinds */

/* "UMPMM", "UMM", "UM"; NULL / false when unknown. */
const char *order_kind_name(enum order_kind k);
bool order_kind_parse(const char *name, enum order_kind *ret);

#endif
