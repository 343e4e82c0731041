/* The second child of a family in one institution. */
#include "domain/law/sibling.h"

struct span sibling_days(const struct sibling_place *own, const struct sibling_place *other)
{
    const bool later =
        own->days.from != other->days.from ? own->days.from > other->days.from : own->id > other->id;

    return later ? span_common(own->days, other->days) : (struct span){.from = DATE_OPEN, .until = DATE_NONE};
}
