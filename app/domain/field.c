/* Texts as they are typed, before anything is written. */
#include "domain/field.h"

#include <string.h>

#include "base/text.h"

err field_text_check(struct work *w, const char *field, const char *text, size_t max, bool needed)
{
    if (text_empty(text))
        return needed ? refuse(w, ERR_INPUT, "missing", field, "this is needed") : OK;
    if (!text_valid(text, strlen(text)))
        return refuse(w, ERR_INPUT, "bad_text", field, "not valid UTF-8 text");
    if (text_length(text) > max)
        return refuse(w, ERR_INPUT, "too_long", field, "longer than %zu characters", max);
    return OK;
}

err field_name_check(struct work *w, const char *field, const char *name, size_t max)
{
    if (text_empty(name) || !text_valid(name, strlen(name)) || text_length(name) > max)
        return refuse(w, ERR_INPUT, "bad_name", field, "A name has 1 to %zu characters.", max);
    return OK;
}
