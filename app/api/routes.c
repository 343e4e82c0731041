/* Where all tables come together. */
#include "api/routes.h"

#include "api/account.h"
#include "api/audit.h"
#include "api/card.h"
#include "api/case_file.h"
#include "api/check.h"
#include "api/circumstance.h"
#include "api/device.h"
#include "api/entitlement.h"
#include "api/export.h"
#include "api/kindergarten.h"
#include "api/operation.h"
#include "api/order.h"
#include "api/organisation.h"
#include "api/page.h"
#include "api/rule.h"
#include "api/safe_contact.h"
#include "api/session.h"
#include "api/statistics.h"
#include "api/status.h"
#include "api/task.h"

err routes_make(enum app_part part, struct router **ret)
{
    const struct route_table tables[] = {
        CHECK_ROUTES,       STATUS_ROUTES,    SESSION_ROUTES,      CASE_FILE_ROUTES,    ORDER_ROUTES,
        ENTITLEMENT_ROUTES, CARD_ROUTES,      TASK_ROUTES,         CIRCUMSTANCE_ROUTES, STATISTICS_ROUTES,
        EXPORT_ROUTES,      RULE_ROUTES,      ORGANISATION_ROUTES, DEVICE_ROUTES,       ACCOUNT_ROUTES,
        AUDIT_ROUTES,       OPERATION_ROUTES, SAFE_CONTACT_ROUTES, KINDERGARTEN_ROUTES, PAGE_ROUTES,
    };

    return router_make(tables, sizeof tables / sizeof tables[0], part, ret);
}
