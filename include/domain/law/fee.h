/* Fees that are not asked for: what the amount of a rule counts, and what of it is waived. Councils set a fee
 * for a month, a day, a certificate or a ride, another one for crèches, and waive all of it or a part. */
#ifndef DOMAIN_FEE_H
#define DOMAIN_FEE_H

#include <stdbool.h>
#include <stdint.h>

enum fee_unit {
    FEE_MONTH = 1, /* a calendar month */
    FEE_DAY,       /* a day on which the place is open */
    FEE_CERTIFICATE,
    FEE_RIDE,
    FEE_YEAR, /* of further services of the municipality alone */
};
const char *fee_unit_name(enum fee_unit u); /* "month", ... */
bool fee_unit_parse(const char *name, enum fee_unit *ret);

#define FEE_WHOLE 100

struct fee {
    enum fee_unit unit;
    int64_t amount; /* new lekë for one unit; 0: nobody has stated it */
    int64_t share;  /* percent of it that is waived, 1 to 100; 0 stands for 100 */
};

bool fee_whole(int64_t share); /* nothing of it is left to pay */

/* What is waived for so many open days of a month that has `in_month` of them at that place, in whole new
 * lekë, rounded down. A fee for the month is waived by those days: half of them, half of the fee. */
int64_t fee_waived(const struct fee *f, int64_t days, int64_t in_month);

#endif
