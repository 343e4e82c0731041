/* "name 12 twelve bytes" one behind the other: whatever a text holds, it ends where its length says. */
#include "domain/casework/said.h"

#include <stdlib.h>
#include <string.h>

#include "domain/work/sealed.h"

const char *said_form_name(enum said_form form)
{
    static const char *const NAMES[SAID_FORMS] = {
        [SAID_LINE] = "line",
        [SAID_LINES] = "lines",
        [SAID_CHOICE] = "choice",
        [SAID_SET] = "set",
        [SAID_DAY] = "day",
        [SAID_HOUR] = "hour",
        [SAID_UNIT] = "unit",
        [SAID_COUNT] = "count",
        [SAID_ORDER] = "order",
        [SAID_INNER] = "inner",
        [SAID_INSTITUTION] = "institution",
    };

    return (unsigned)form < SAID_FORMS ? NAMES[form] : NULL;
}

const char *said_get(const struct said_field *f, const void *noun)
{
    const char *text;

    memcpy(&text, (const char *)noun + f->offset, sizeof text);
    return text;
}

void said_set(const struct said_field *f, void *noun, const char *text)
{
    memcpy((char *)noun + f->offset, &text, sizeof text);
}

void said_write(const struct said_field *fields, size_t count, const void *noun, struct buf *out)
{
    for (size_t i = 0; i < count; i++) {
        const char *text = said_get(&fields[i], noun);

        if (text && *text)
            buf_format(out, "%s %zu %s", fields[i].name, strlen(text), text);
    }
}

/* The next name and text, and where the next one begins; false: there is none, or what stands there is none.
 */
static bool next(const char **at, const char **ret_name, size_t *ret_name_size, const char **ret_text,
                 size_t *ret_size)
{
    const char *name = *at, *number;
    char *end;
    size_t n;

    if (!*name || !(number = strchr(name, ' ')))
        return false;
    n = strtoul(number + 1, &end, 10);
    if (end == number + 1 || *end != ' ' || strlen(end + 1) < n)
        return false;
    *ret_name = name;
    *ret_name_size = (size_t)(number - name);
    *ret_text = end + 1;
    *ret_size = n;
    *at = end + 1 + n;
    return true;
}

err said_read(struct arena *a, const char *said, const struct said_field *fields, size_t count, void *noun)
{
    const char *at = said && strcmp(said, SEALED_GONE) != 0 ? said : "", *name, *text;
    size_t name_size, size;

    for (size_t i = 0; i < count; i++)
        said_set(&fields[i], noun, NULL);
    while (next(&at, &name, &name_size, &text, &size))
        for (size_t i = 0; i < count; i++)
            if (strlen(fields[i].name) == name_size && !memcmp(fields[i].name, name, name_size)) {
                const char *copy = arena_text_n(a, text, size);

                if (!copy)
                    return ERR_SYSTEM;
                said_set(&fields[i], noun, copy);
            }
    return *at ? ERR_CORRUPT : OK;
}
