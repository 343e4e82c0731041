/* The kinds of orders, by name. */
#include "domain/law/order_kind.h"

#include <string.h>

const char *order_kind_name(enum order_kind k)
{
    switch (k) {
    case ORDER_UMPMM:
        return "UMPMM";
    case ORDER_UMM:
        return "UMM";
    case ORDER_UM:
        return "UM";
    }
    return NULL;
}

bool order_kind_parse(const char *name, enum order_kind *ret)
{
    for (unsigned k = ORDER_UMPMM; k <= ORDER_UM; k <<= 1)
        if (strcmp(name, order_kind_name((enum order_kind)k)) == 0) {
            *ret = (enum order_kind)k;
            return true;
        }
    return false;
}
