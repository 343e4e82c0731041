/* What the screens of a file ask, refused. */
#include "support/refusals.h"

#define PUT(person, more)                                                                                    \
    COORDINATOR, "PUT", "/api/v1/cases/$case/persons/" person, "{'first_name':'A','surname':'B'," more "}"
#define OPEN(who) COORDINATOR, "POST", "/api/v1/persons/open", "{'why':'rrezik i menjëhershëm'," who "}"
#define APART(person, version)                                                                               \
    COORDINATOR, "POST", "/api/v1/cases/$case/persons/" person "/apart",                                     \
        "{'version':" version ",'other':$respondent,'reason':'po'}"
static const struct refusal READING[] = {
    {COORDINATOR, "GET", "/api/v1/cases/99/timeline", NULL, 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/search", "{'unit':'zz'}", 422, "unknown_unit"},
    {COORDINATOR, "POST", "/api/v1/cases/99/open", "{'why':'rrezik i menjëhershëm'}", 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/open", "{'why':'xxxx xxxx xxxx'}", 422, "no_sentence"},
    {COORDINATOR, "POST", "/api/v1/persons/open", "{'why':'xxxx xxxx xxxx','nid':'" OFFICE_NID "'}", 422,
     "no_sentence"},
    {COORDINATOR, "POST", "/api/v1/persons/$mother/export", "{'why':'xxxx xxxx xxxx'}", 422, "no_sentence"},
    {COORDINATOR, "POST", "/api/v1/orders/export", "{'why':'xxxx xxxx xxxx'}", 422, "no_sentence"},
    {COORDINATOR, "DELETE", "/api/v1/sessions/99", NULL, 404, "no_session"},
    {COORDINATOR, "POST", "/api/v1/session/confirm", "{'password':'tjeter krejt'}", 422, "wrong_password"},
    {OPEN("'nid':'7'"), 422, "bad_nid"},
    {OPEN("'nid':'I15323103M'"), 404, "no_such_person"},
    {OPEN("'card':'ABCD-EFGH-IJKL-MNOP'"), 404, "no_card"},
    {OPEN("'application':99"), 404, "no_such_application"},
    {OPEN("'application':99,'card':'1'"), 422, "not_one"},
    {AID_OFFICER, "POST", "/api/v1/persons/open", "{'why':'rrezik i menjëhershëm','nid':'" OFFICE_NID "'}",
     403, "forbidden"},
    {COORDINATOR, "PUT", "/api/v1/cases/99/persons/1", "{'first_name':'A','surname':'B','version':999}", 404,
     "no_such_case"},
    {PUT("$child", "'version':999"), 409, "stale_version"},
    {PUT("$child", "'version':$v,'nid':'" OFFICE_NID "'"), 409, "nid_taken"},
    {PUT("99", "'version':$v"), 422, "not_in_file"},
    {PUT("$child", "'version':$v,'nid':'7'"), 422, "bad_nid"},
    {PUT("$child", "'version':$v,'sex':'X'"), 422, "unknown_sex"},
    {PUT("$child", "'version':$v,'father_name':'-'"), 422, "no_name"},
    {PUT("$child", "'version':$v,'no_surname':true"), 422, "surname_and_none"},
    {PUT("$child", "'version':$v,'birth_date':'2026-03-11'"), 422, "in_future"},
    {COORDINATOR, "POST", "/api/v1/cases/99/persons/1/apart", "{'version':1,'other':2,'reason':'po'}", 404,
     "no_such_case"},
    {APART("99", "$v"), 422, "not_in_file"},
    {APART("$mother", "999"), 409, "stale_version"},
    {APART("$mother", "$v"), 404, "not_the_same"},
    {COORDINATOR, "GET", "/api/v1/cases/99/readers", NULL, 404, "no_such_case"},
    {COORDINATOR, "GET", "/api/v1/cases/99/news", NULL, 404, "no_such_case"},
    {COORDINATOR, "GET", "/api/v1/cases/99/notes", NULL, 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/tasks/seen", "{'what':'keys_old','notice':1}", 404, "no_such_notice"},
    {COORDINATOR, "POST", "/api/v1/cases/99/notes", "{'text':'A'}", 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/notes", "{'text':'A'}", 201, ""},
    {COORDINATOR, "POST", "/api/v1/orders/preview", "{'case_id':99}", 404, "no_such_case"},
    {COORDINATOR, "POST", "/api/v1/orders/preview", "{'follows':1,'independent':true}", 422, "contradiction"},
    {COORDINATOR, "POST", "/api/v1/reads", "{'paths':['/staff/']}", 422, "bad_path"},
    {COORDINATOR, "POST", "/api/v1/reads", "{'paths':['/api/v1/audit.csv']}", 422, "no_json"},
    {COORDINATOR, "POST", "/api/v1/reads", "{'paths':['/api/v1/orders/{0.id}']}", 422, "bad_place"},
    {COORDINATOR, "POST", "/api/v1/reads", "{'paths':['/api/v1/units'],'roles':['auditor']}", 403,
     "other_role"},
};

const struct refusals REFUSED_READING = REFUSALS(READING);
