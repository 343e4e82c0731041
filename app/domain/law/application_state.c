/* The words for how an application stands. */
#include "domain/law/application_state.h"

#include <stddef.h>
#include <string.h>

static const struct {
    enum application_state state;
    const char *name;
} STATES[] = {{APPLICATION_OPEN, "open"},
              {APPLICATION_GRANTED, "granted"},
              {APPLICATION_REFUSED, "refused"},
              {APPLICATION_INCOMPLETE, "incomplete"}};
#define STATE_COUNT (sizeof STATES / sizeof STATES[0])

const char *application_state_name(enum application_state s)
{
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (STATES[i].state == s)
            return STATES[i].name;
    return NULL;
}

bool application_state_parse(const char *name, enum application_state *ret)
{
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (!strcmp(STATES[i].name, name)) {
            *ret = STATES[i].state;
            return true;
        }
    return false;
}

bool application_decision_parse(const char *name, enum application_state *ret)
{
    /* "open" is how an application begins, and nothing that anybody could decide. */
    return strcmp(name, "open") != 0 && application_state_parse(name, ret);
}
