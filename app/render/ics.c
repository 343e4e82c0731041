/* Folding and escaping of RFC 5545, 3.1 and 3.3.11. */
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
        n = text_whole(line.data + at, room);
        buf_add(out, line.data + at, n);
        buf_text(out, "\r\n ");
        at += n;
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
