/* Binary input for the commands that look at tokens. */
#include "cli/octets.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/text.h"
#include "cli/opened.h"

err octets_from_hex(const char *text, struct buf *ret)
{
    int high = -1, d;

    for (; *text; text++) {
        if (isspace((unsigned char)*text))
            continue;
        if ((d = text_hex_digit((char)tolower((unsigned char)*text))) < 0)
            return ERR_INPUT;
        if (high < 0) {
            high = d;
            continue;
        }
        buf_char(ret, (char)(high << 4 | d));
        high = -1;
    }
    return high < 0 ? buf_err(ret) : ERR_INPUT;
}

int octets_read(const char *path, bool hex, size_t max, struct buf *ret)
{
    CLEANUP(buf_free) struct buf text = {0};
    int code;

    if (!hex)
        return input_file(path, max, ret);
    /* Two digits and a blank for each byte. */
    if ((code = input_file(path, 3 * max, &text)))
        return code;
    /* A zero byte would end the text early and let the rest pass unread. */
    if (text.len == 0 || strlen(text.data) != text.len || octets_from_hex(text.data, ret)) {
        fprintf(stderr, "besa: %s is not hex\n", strcmp(path, "-") ? path : "standard input");
        return EX_DATAERR;
    }
    return EX_OK;
}
