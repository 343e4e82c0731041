/* Where all tables come together. The order does not matter: the router sorts them. */
#include "api/routes.h"

#include "api/account.h"
#include "api/application.h"
#include "api/assessment.h"
#include "api/attachment.h"
#include "api/audit.h"
#include "api/backup.h"
#include "api/budget.h"
#include "api/calendar.h"
#include "api/call.h"
#include "api/card.h"
#include "api/case_file.h"
#include "api/case_merge.h"
#include "api/case_note.h"
#include "api/case_officer.h"
#include "api/case_payment.h"
#include "api/case_reader.h"
#include "api/case_search.h"
#include "api/case_unit.h"
#include "api/case_work.h"
#include "api/catalogue.h"
#include "api/certificate.h"
#include "api/charge.h"
#include "api/check.h"
#include "api/checker.h"
#include "api/condition.h"
#include "api/contact_point.h"
#include "api/council_paper.h"
#include "api/death.h"
#include "api/description.h"
#include "api/desk.h"
#include "api/device.h"
#include "api/document_rule.h"
#include "api/draft.h"
#include "api/enrolment.h"
#include "api/entitlement.h"
#include "api/erasure.h"
#include "api/export.h"
#include "api/ground.h"
#include "api/holiday.h"
#include "api/import.h"
#include "api/indicator_target.h"
#include "api/kindergarten.h"
#include "api/legal_rule.h"
#include "api/meeting.h"
#include "api/municipal_service.h"
#include "api/news.h"
#include "api/one_off.h"
#include "api/operation.h"
#include "api/order.h"
#include "api/organisation.h"
#include "api/page.h"
#include "api/partner.h"
#include "api/payment.h"
#include "api/payment_closing.h"
#include "api/payment_event.h"
#include "api/payment_held.h"
#include "api/payment_paper.h"
#include "api/payment_way.h"
#include "api/preview.h"
#include "api/public_page.h"
#include "api/report.h"
#include "api/rule.h"
#include "api/safe_contact.h"
#include "api/sealed_application.h"
#include "api/sealed_door.h"
#include "api/session.h"
#include "api/several_reads.h"
#include "api/statistics.h"
#include "api/status.h"
#include "api/stay.h"
#include "api/task.h"
#include "api/timeline.h"
#include "api/unit.h"
#include "api/upkeep.h"
#include "api/yearly_report.h"
#include "http/router.h"

/* One a line: whoever adds one touches no other. */
/* clang-format off */
static const struct route_table *const TABLES[] = {
    &CHECK_ROUTES,
    &CHECKER_ROUTES,
    &DESK_ROUTES,
    &STATUS_ROUTES,
    &SESSION_ROUTES,
    &CASE_FILE_ROUTES,
    &CASE_READER_ROUTES,
    &CASE_NOTE_ROUTES,
    &CASE_PAYMENT_ROUTES,
    &CALL_ROUTES,
    &CONTACT_POINT_ROUTES,
    &GROUND_ROUTES,
    &MEETING_ROUTES,
    &CASE_WORK_ROUTES,
    &ASSESSMENT_ROUTES,
    &CATALOGUE_ROUTES,
    &ORDER_ROUTES,
    &PREVIEW_ROUTES,
    &IMPORT_ROUTES,
    &ENTITLEMENT_ROUTES,
    &TIMELINE_ROUTES,
    &CARD_ROUTES,
    &TASK_ROUTES,
    &STAY_ROUTES,
    &ENROLMENT_ROUTES,
    &DEATH_ROUTES,
    &PAYMENT_ROUTES,
    &BUDGET_ROUTES,
    &PAYMENT_PAPER_ROUTES,
    &PAYMENT_WAY_ROUTES,
    &PAYMENT_CLOSING_ROUTES,
    &PAYMENT_EVENT_ROUTES,
    &PAYMENT_HELD_ROUTES,
    &COUNCIL_PAPER_ROUTES,
    &CASE_OFFICER_ROUTES,
    &CHARGE_ROUTES,
    &CASE_MERGE_ROUTES, &CASE_UNIT_ROUTES,
    &NEWS_ROUTES,
    &PARTNER_ROUTES,
    &HOLIDAY_ROUTES,
    &ONE_OFF_ROUTES,
    &REPORT_ROUTES,
    &YEARLY_REPORT_ROUTES,
    &PUBLIC_PAGE_ROUTES,
    &INDICATOR_TARGET_ROUTES,
    &STATISTICS_ROUTES,
    &EXPORT_ROUTES,
    &RULE_ROUTES,
    &LEGAL_RULE_ROUTES,
    &MUNICIPAL_SERVICE_ROUTES,
    &ORGANISATION_ROUTES,
    &DEVICE_ROUTES,
    &ACCOUNT_ROUTES,
    &AUDIT_ROUTES,
    &OPERATION_ROUTES,
    &SAFE_CONTACT_ROUTES,
    &KINDERGARTEN_ROUTES,
    &APPLICATION_ROUTES,
    &SEALED_APPLICATION_ROUTES,
    &DOCUMENT_RULE_ROUTES,
    &ATTACHMENT_ROUTES,
    &DRAFT_ROUTES,
    &CERTIFICATE_ROUTES,
    &UNIT_ROUTES,
    &UPKEEP_ROUTES,
    &CALENDAR_ROUTES,
    &BACKUP_ROUTES,
    &CONDITION_ROUTES,
    &ERASURE_ROUTES,
    &PAGE_ROUTES,
    &CASE_SEARCH_ROUTES,
    &SEALED_DOOR_ROUTES,
    &DESCRIPTION_ROUTES,
    &SEVERAL_READS_ROUTES,
};
/* clang-format on */
#define TABLE_COUNT (sizeof TABLES / sizeof TABLES[0])

err routes_make(enum app_part part, struct router **ret)
{
    struct route_table tables[TABLE_COUNT];

    for (size_t i = 0; i < TABLE_COUNT; i++)
        tables[i] = *TABLES[i];
    return router_make(tables, TABLE_COUNT, part, ret);
}
