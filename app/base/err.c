/* The names of the eight errors. */
#include "base/err.h"

const char *err_name(err e)
{
    switch (e) {
    case OK:
        return "ok";
    case ERR_INPUT:
        return "bad input";
    case ERR_DENIED:
        return "denied";
    case ERR_ABSENT:
        return "not found";
    case ERR_CONFLICT:
        return "conflict";
    case ERR_LIMIT:
        return "limit exceeded";
    case ERR_CORRUPT:
        return "corrupt";
    case ERR_BUSY:
        return "busy";
    case ERR_SYSTEM:
        return "system failure";
    }
    return "unknown error";
}
