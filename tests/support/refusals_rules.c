/* Rules that are tried, and what is paid once, refused. */
#include "support/refusals.h"

#define RULE(more) "{'service':'transport','source':'VKB 1','kinds':['UM'],'who':['protected']" more "}"
#define ONCE(text, month)                                                                                    \
    "{'text':'" text "','text_en':'Addition','source':'VKB 1','month':'" month "','amount':5000}"

static const struct refusal RULES[] = {
    {COORDINATOR, "POST", "/api/v1/rules/persons", RULE(",'from':'1990-01-01'"), 409, "rule_overlaps"},
    {COORDINATOR, "POST", "/api/v1/rules/persons", RULE(",'from':'2026-05-01','until':'2026-04-01'"), 422,
     "out_of_order"},
    {COORDINATOR, "POST", "/api/v1/rules/persons",
     "{'service':'payment','source':'VKM "
     "1','kinds':['UM'],'who':['protected'],'amount':1,'from':'2026-05-02'}",
     422, "not_month_first"},
    {COORDINATOR, "POST", "/api/v1/rules/persons",
     "{'service':'payment','source':'VKM "
     "1','kinds':['UM'],'who':['protected'],'amount':1,'from':'2026-05-01',"
     "'until':'2026-06-29'}",
     422, "not_month_last"},
    {COORDINATOR, "POST", "/api/v1/rules/persons", RULE(",'from':'2026-05-01','unit':'day'"), 422,
     "unit_unsuited"},
    {COORDINATOR, "POST", "/api/v1/rules/persons", RULE(",'from':'2026-05-01','amount_creche':130"), 422,
     "creche_unsuited"},
    {COORDINATOR, "POST", "/api/v1/rules/persons",
     "{'service':'payment','source':'VKM "
     "1','kinds':['UM'],'who':['protected'],'from':'2026-05-01','share':50}",
     422, "share_unsuited"},
    {COORDINATOR, "POST", "/api/v1/rules/persons",
     RULE(",'from':'2026-05-01','conditions':['needs_sibling']"), 422, "condition_unsuited"},
    {ADMINISTRATOR, "POST", "/api/v1/one-off-payments", ONCE("Shtesë", "2026-13"), 422, "bad_month"},
    {ADMINISTRATOR, "POST", "/api/v1/one-off-payments", ONCE("Për viktimat", "2026-12"), 422, "telling"},
    {ADMINISTRATOR, "POST", "/api/v1/one-off-payments", ONCE("Shtesë", "2026-12"), 201, ""},
    {ADMINISTRATOR, "POST", "/api/v1/one-off-payments/9/void", NULL, 404, "no_rule_of_id"},
    {ADMINISTRATOR, "POST", "/api/v1/one-off-payments/1/void", NULL, 204, ""},
    {ADMINISTRATOR, "POST", "/api/v1/one-off-payments/1/void", NULL, 409, "already_voided"},
};

void rules_refused(struct scene *s)
{
    scene_refuses(s, RULES, sizeof RULES / sizeof RULES[0]);
}
