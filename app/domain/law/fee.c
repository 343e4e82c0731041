/* What is waived of a fee. One place for it: the office's list, the kindergarten's and the budget must say
 * the same. */
#include "domain/law/fee.h"

#include <stddef.h>
#include <string.h>

static const char *const UNIT_NAMES[] = {[FEE_MONTH] = "month",
                                         [FEE_DAY] = "day",
                                         [FEE_CERTIFICATE] = "certificate",
                                         [FEE_RIDE] = "ride",
                                         [FEE_YEAR] = "year"};

const char *fee_unit_name(enum fee_unit u)
{
    return (unsigned)u <= FEE_YEAR ? UNIT_NAMES[u] : NULL;
}

bool fee_unit_parse(const char *name, enum fee_unit *ret)
{
    for (unsigned u = FEE_MONTH; u <= FEE_YEAR; u++)
        if (!strcmp(name, UNIT_NAMES[u])) {
            *ret = (enum fee_unit)u;
            return true;
        }
    return false;
}

bool fee_whole(int64_t share)
{
    return share == 0 || share >= FEE_WHOLE;
}

int64_t fee_waived(const struct fee *f, int64_t days, int64_t in_month)
{
    const int64_t part = f->share ? f->share : FEE_WHOLE;

    if (f->unit == FEE_DAY)
        return f->amount * days * part / FEE_WHOLE;
    if (f->unit == FEE_MONTH && in_month > 0)
        return f->amount * days * part / (in_month * FEE_WHOLE);
    return 0; /* what is paid by the piece is counted where the piece is given */
}
