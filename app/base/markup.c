#include "base/markup.h"

void markup_text(struct buf *to, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&':
            buf_text(to, "&amp;");
            break;
        case '<':
            buf_text(to, "&lt;");
            break;
        case '>':
            buf_text(to, "&gt;");
            break;
        case '"':
            buf_text(to, "&quot;");
            break;
        case '\'':
            buf_text(to, "&#39;");
            break;
        default:
            buf_char(to, *text);
        }
    }
}
