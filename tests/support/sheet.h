/* What an office's spreadsheet program reads in a file of ours: LibreOffice without a window, with a profile
 * of its own in TMPDIR. */
#ifndef SUPPORT_SHEET_H
#define SUPPORT_SHEET_H

#include <stdbool.h>

#include "base/buf.h"

/* The sheet as it opened it, saved as CSV apart by ';': texts in quotes, numbers and days bare and as the
 * sheet shows them to an American; with formulas in place of what they come to. Fails the test when it does
 * not open. */
void sheet_open(const struct buf *xlsx, bool formulas, struct buf *ret);

#endif
