/* Finds an organisation by what somebody typed: its number, or its name without regard to accents. */
#include "cli/organisation_named.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/office/organisation.h"

err organisation_named(struct work *w, const char *text, int64_t *ret_id)
{
    struct organisation *all;
    char number[24];
    size_t count;
    err e;

    if ((e = organisation_list(w, &all, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        snprintf(number, sizeof number, "%" PRId64, all[i].id);
        /* The first hit counts: no two have the same name, unless they differ in accents alone. */
        if (!strcmp(text, number) || text_same(text, all[i].name)) {
            *ret_id = all[i].id;
            return OK;
        }
    }
    return refuse(w, ERR_INPUT, "unknown_organisation", "organisation",
                  "There is no organisation of that name or number.");
}
