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

unsigned application_state_parse(const char *name)
{
    for (size_t i = 0; i < STATE_COUNT; i++)
        if (!strcmp(STATES[i].name, name))
            return STATES[i].state;
    return 0;
}

unsigned application_decision_parse(const char *name)
{
    unsigned state = application_state_parse(name);

    return state == APPLICATION_OPEN ? 0 : state;
}
