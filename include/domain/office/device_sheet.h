/* Devices that are set up from printed sheets, many at once. */
#ifndef DOMAIN_DEVICE_SHEET_H
#define DOMAIN_DEVICE_SHEET_H

#include <stddef.h>
#include <stdint.h>

#include "domain/office/device.h"
#include "domain/work/short_code.h"
#include "domain/work/work.h"

#define DEVICE_SHEETS_MOST LIMIT(DeviceSheetsNew, names) /* at once */

/* A device that waits with a sheet: printed now, handed over within DEVICE_SHEET_LIFE. */
struct device_sheet {
    int64_t id;
    const char *name;
    char enrol[DEVICE_TOKEN_TEXT];
    char code[SHORT_CODE_TEXT]; /* for whoever hands it out, apart from the sheet */
};
/* One device for each name, all or none. names: at most DEVICE_SHEETS_MOST; refusals name "names[3]". Logged
 * "device.sheet", a line each. */
err device_sheets_make(struct work *w, int64_t organisation, const char *service, const char *const *names,
                       size_t count, struct device_sheet *ret) MUST_CHECK;
/* The sheet is in the hands of whoever sets the device up: its 15 minutes begin. ERR_CONFLICT "no_sheet": it
 * has none, it was handed over, or is too old. Logged "device.hand_over". */
err device_hand_over(struct work *w, int64_t id) MUST_CHECK;

#endif
