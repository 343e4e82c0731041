/* Folding and escaping of RFC 5545, sections 3.1 and 3.3.11. What stands in the lines is the caller's; a
 * value given to ics_line is written as it is. */
#include "render/ics.h"

#include <string.h>

#include "base/text.h"

#define LINE_MAX 75 /* bytes, without the line break */

void ics_line(struct buf *out, const char *name, const char *value)
{
    CLEANUP(buf_wipe) struct buf line = {0};
    size_t at = 0, room = LINE_MAX, n;

    buf_text(&line, name);
    buf_char(&line, ':');
    buf_text(&line, value);
    if (buf_err(&line)) {
        out->failed = true;
        return;
    }
    while (line.len - at > room) {
        /* Between code points: the RFC would let a line break fall inside one, and phones then show two
         * broken signs. */
        n = text_whole(line.data + at, room);
        buf_add(out, line.data + at, n);
        buf_text(out, "\r\n ");
        at += n;
        /* The blank that marks a continued line counts as well. */
        room = LINE_MAX - 1;
    }
    buf_add(out, line.data + at, line.len - at);
    buf_text(out, "\r\n");
}

void ics_text(struct buf *out, const char *name, const char *text)
{
    CLEANUP(buf_wipe) struct buf value = {0};

    for (const char *p = text; *p; p++) {
        if (*p == '\r')
            continue;
        if (strchr("\\;,\n", *p))
            buf_char(&value, '\\');
        buf_char(&value, *p == '\n' ? 'n' : *p);
    }
    buf_char(&value, '\0');
    if (buf_err(&value))
        out->failed = true;
    else
        ics_line(out, name, value.data);
}
