/* Instants and days in answers: one form for all resources. */
#include "api/instant.h"

#include "base/instant.h"

json_t *instant_json(int64_t instant)
{
    char text[INSTANT_TEXT];

    return instant ? json_string(instant_format(instant, text)) : json_null();
}

json_t *date_json(date d)
{
    char text[DATE_TEXT];

    return date_known(d) ? json_string(date_format(d, text)) : json_null();
}
