/* Given and carried out: nothing follows from it by a day, and nothing answers it. */
#include "domain/casework/centre_service.h"

static const struct said_field SERVICE_FIELDS[] = {
    SAID_AS(struct centre_service_said, service, SAID_CODE_MAX, true, SAID_CHOICE, "centre_service"),
    SAID_AS(struct centre_service_said, quantity, SAID_COUNT_MAX, false, SAID_COUNT, NULL),
    SAID_AS(struct centre_service_said, children, SAID_COUNT_MAX, false, SAID_COUNT, NULL),
    SAID_AS(struct centre_service_said, by, 120, false, SAID_LINE, NULL),
    SAID_AS(struct centre_service_said, told, 2000, false, SAID_LINES, NULL),
};
const struct noun CENTRE_SERVICE_NOUN = {
    NOUN(RECORD_CENTRE_SERVICE, struct centre_service_said, SERVICE_FIELDS)};

static const struct said_field EXECUTION_FIELDS[] = {
    SAID_AS(struct execution_said, what, SAID_CODE_MAX, true, SAID_CHOICE, "execution_what"),
    SAID_AS(struct execution_said, bailiff, 120, false, SAID_LINE, NULL),
    SAID_AS(struct execution_said, order, 20, false, SAID_ORDER, NULL),
    SAID_AS(struct execution_said, result, SAID_CODE_MAX, true, SAID_CHOICE, "execution_result"),
    SAID_AS(struct execution_said, told, 4000, false, SAID_LINES, NULL),
};
const struct noun EXECUTION_NOUN = {NOUN(RECORD_EXECUTION, struct execution_said, EXECUTION_FIELDS)};
