/* Numbers and issuers of orders as they are compared: courts, police and clerks write one in many ways. Pure.
 */
#ifndef DOMAIN_ORDER_KEY_H
#define DOMAIN_ORDER_KEY_H

#include <stddef.h>

#define ORDER_KEY_TEXT                                                                                       \
    1024 /* bytes that hold any key of a number or issuer as long as the register takes it */

/* "Nr. 0080 - 2025" is 80/2025: folded (text_fold), letters and digits alone, every stroke or dash a '/',
 * "nr" and "no" before the number and zeros before a run of digits left out. NULL as "". Returns ret. */
const char *order_number_key(const char *number, char ret[ORDER_KEY_TEXT]);
/* Folded, letters and digits alone. NULL as "". Returns ret. */
const char *order_issuer_key(const char *issuer, char ret[ORDER_KEY_TEXT]);

#endif
