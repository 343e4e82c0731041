/* Cards that are not issued, shown, ended or exchanged. */
#include "support/refusals.h"

#define NO_CARD "/api/v1/cards/AAAA-AAAA-AAAA-AAAA"
#define MY_CARD "/api/v1/cards/$card"
static const struct refusal CARDS[] = {
    {COORDINATOR, "POST", "/api/v1/persons/1/cards", "{'case_id':99,'version':1,'services':['transport']}",
     404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/persons/$mother/cards",
     "{'case_id':$case,'version':99,'services':['transport']}", 409, "stale_version"},
    {COORDINATOR, "POST", "/api/v1/persons/$mother/cards",
     "{'case_id':$case,'version':$v,'services':['kindergarten']}", 422, "not_entitled"},
    {COORDINATOR, "POST", "/api/v1/persons/99/cards",
     "{'case_id':$case,'version':$v,'services':['transport']}", 422, "not_in_file"},
    {COORDINATOR, "GET", NO_CARD, NULL, 404, "no_card"},
    {COORDINATOR, "GET", NO_CARD ".svg", NULL, 404, "no_card"},
    {COORDINATOR, "GET", NO_CARD ".png", NULL, 404, "no_card"},
    {COORDINATOR, "GET", NO_CARD ".pdf", NULL, 404, "no_card"},
    {COORDINATOR, "POST", NO_CARD "/revoke", "{'why':'lost'}", 404, "no_card"},
    {COORDINATOR, "POST", NO_CARD "/replace", NULL, 404, "no_card"},
    {COORDINATOR, "POST", NO_CARD "/compromised", NULL, 404, "no_card"},
    {COORDINATOR, "POST", MY_CARD "/revoke", "{'why':'lost'}", 200, ""},
    {COORDINATOR, "POST", MY_CARD "/revoke", "{'why':'lost'}", 409, "already_revoked"},
    {COORDINATOR, "POST", MY_CARD "/replace", NULL, 409, "already_revoked"},
    {COORDINATOR, "POST", MY_CARD "/compromised", NULL, 409, "already_revoked"},
    {COORDINATOR, "GET", MY_CARD ".svg", NULL, 409, "revoked"},
    {COORDINATOR, "GET", MY_CARD ".png", NULL, 409, "revoked"},
    {COORDINATOR, "GET", MY_CARD ".pdf", NULL, 409, "revoked"},
};

const struct refusals REFUSED_CARDS = REFUSALS(CARDS);
