/* What is refused of orders: registering them, acts on them, and putting a registration right. Today is
 * 2026-03-10; the persons are made up. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "domain/order/order.h"
#include "http/input.h"
#include "support/desk.h"
#include "support/refusals.h"

#define BY(number) "'issuer':'$court','number':'" number "'"
#define SHE        ",'persons':[{'role':'protected','first_name':'Vera','surname':'Lumi'}]"
#define NEW(more)  "{" BY("200") ",'unit':'Cepo','decision_date':'2026-03-01'" more "}"
#define IN(more)   "{" BY("200") ",'case_id':$case,'version':$v,'decision_date':'2026-03-01'" more "}"
#define TO_ORDERS  COORDINATOR, "POST", "/api/v1/orders"
static const struct refusal ORDERS[] = {
    {TO_ORDERS,
     "{" BY("201") ",'case_id':99,'version':1,'kind':'UMM','hearing_on':'2026-03-21','decision_date':'2026-"
                   "03-01'" SHE "}",
     404, "no_such_case"},
    {TO_ORDERS,
     "{" BY("201") ",'case_id':$case,'version':99,'kind':'UMM','hearing_on':'2026-03-21','decision_date':'"
                   "2026-03-01'" SHE "}",
     409, "stale_version"},
    {TO_ORDERS,
     "{" BY("90") ",'case_id':$case,'version':$v,'kind':'UMM','hearing_on':'2026-03-21','decision_date':'"
                  "2026-03-01','persons':"
                  "[{'role':'protected','person':$mother}]}",
     409, "order_exists"},
    {TO_ORDERS,
     "{" BY("90") ",'unit':'Cepo','kind':'UMM','hearing_on':'2026-03-21','decision_date':'2026-03-01'" SHE
                  "}",
     409, "mutual_order"},
    {TO_ORDERS,
     IN(",'kind':'UMM','hearing_on':'2026-03-21','persons':[{'role':'protected','person':$respondent}]"), 409,
     "already_in_file"},
    {TO_ORDERS, NEW(",'kind':'UM'" SHE), 422, "required"},
    {TO_ORDERS,
     NEW(",'kind':'UMM','hearing_on':'2026-03-21','persons':[{'role':'protected','first_name':'V','surname':'"
         "L','nid':'7'}]"),
     422, "bad_nid"},
    {TO_ORDERS,
     NEW(",'kind':'UMM','hearing_on':'2026-03-21','persons':[{'role':'protected','first_name':'V','surname':'"
         "L','sex':'X'}]"),
     422, "unknown_sex"},
    {TO_ORDERS,
     NEW(",'kind':'UMM','hearing_on':'2026-03-21','persons':[{'role':'protected','first_name':'V','surname':'"
         "-'}]"),
     422, "no_name"},
    {TO_ORDERS,
     NEW(",'kind':'UMM','hearing_on':'2026-03-21','persons':[{'role':'protected','first_name':'V','surname':'"
         "L','no_surname':true}]"),
     422, "surname_and_none"},
    {TO_ORDERS, NEW(",'kind':'UMM','hearing_on':'2026-03-21','received_on':'2026-03-11'" SHE), 422,
     "in_future"},
    {TO_ORDERS, NEW(",'kind':'UMM','hearing_on':'2026-03-21','decided_at':'25:00'" SHE), 422, "bad_time"},
    {TO_ORDERS, NEW(",'kind':'UMM'" SHE), 409, "hearing_unknown"},
    {TO_ORDERS, NEW(",'kind':'UM','end':'2027-06-01'" SHE), 409, "end_beyond_term"},
    {TO_ORDERS, NEW(",'kind':'UM','start':'2026-02-01','end':'2026-06-01'" SHE), 409,
     "start_before_decision"},
    {TO_ORDERS, NEW(",'kind':'UM','start':'2027-04-01','end':'2027-06-01'" SHE), 409, "start_long_after"},
    {TO_ORDERS, NEW(",'kind':'UMM','hearing_on':'2026-03-21','end':'2026-03-20'" SHE), 409,
     "end_of_open_kind"},
    {TO_ORDERS, IN(",'kind':'UM','end':'2026-09-20','persons':[{'role':'protected','person':$mother}]"), 409,
     "follows_or_independent"},
    {TO_ORDERS, IN(",'kind':'UMPMM'" SHE), 409, "followed_or_independent"},
    {TO_ORDERS,
     IN(",'kind':'UM','end':'2026-09-20','follows':$umm,'independent':true,'persons':[{'role':'protected',"
        "'person':$mother}]"),
     422, "contradiction"},
    {TO_ORDERS,
     NEW(",'kind':'UMM','hearing_on':'2026-03-21','persons':[{'role':'protected','first_name':'Era','surname'"
         ":'Sokolaj','birth_date':"
         "'2021-02-01'}]"),
     409, "same_person"},
    {TO_ORDERS, NEW(",'kind':'UMM','hearing_on':'2026-03-21','final_date':'2026-03-05'" SHE), 422,
     "not_for_this_kind"},
    {TO_ORDERS,
     IN(",'kind':'UMM','hearing_on':'2026-03-21','persons':[{'role':'protected','person':$s_person}]"), 422,
     "not_in_file"},
    {TO_ORDERS, IN(",'kind':'UMPMM','follows':$umm,'persons':[{'role':'protected','person':$mother}]"), 422,
     "would_shorten"},
    {TO_ORDERS,
     IN(",'kind':'UMM','hearing_on':'2026-03-21','follows':$ended,'persons':[{'role':'protected','person':$"
        "mother}]"),
     422, "other_file"},
    {TO_ORDERS, NEW(",'kind':'UM','end':'2026-02-01'" SHE), 422, "out_of_order"},
    {TO_ORDERS,
     NEW(",'kind':'UM','end':'2026-09-20','measures':[{'code':'distance','until':'2026-09-21'}]" SHE), 409,
     "measure_beyond_end"},
    {TO_ORDERS,
     NEW(",'kind':'UMM','hearing_on':'2026-03-21','persons':[{'role':'dependant','first_name':'V','surname':'"
         "L'}]"),
     409, "only_children"},
    {TO_ORDERS, NEW(",'kind':'UMM','hearing_on':'2026-03-21','petitioner':'self','petitioner_name':'V'" SHE),
     422, "contradiction"},
    {TO_ORDERS,
     NEW(",'kind':'UMM','hearing_on':'2026-03-21','relations':[{'person':0,'respondent':0,'relation':'babai'}"
         "]" SHE),
     422, "not_on_paper"},
    {TO_ORDERS, NEW(",'kind':'UMM','hearing_on':'2026-03-21','measures':[{'code':'zz'}]" SHE), 422,
     "unknown_measure"},
    {TO_ORDERS,
     NEW(",'kind':'UMM','hearing_on':'2026-03-21','measures':[{'code':'removal'},{'code':'10/c'}]" SHE), 422,
     "measure_twice"},
    {TO_ORDERS, NEW(",'kind':'UMM','hearing_on':'2026-03-21','measures':[{'code':'removal','sum':1}]" SHE),
     422, "not_for_this_measure"},
    {TO_ORDERS, NEW(",'kind':'UMM','hearing_on':'2026-03-21','measures':[{'code':'custody'}]" SHE), 409,
     "measure_beyond"},
    {TO_ORDERS,
     "{" BY("200") ",'unit':'zz','decision_date':'2026-03-01','kind':'UMM','hearing_on':'2026-03-21'" SHE "}",
     422, "unknown_unit"},
    {COORDINATOR, "GET", "/api/v1/orders/99", NULL, 404, "no_such_order"},
};

#define ACT(order, more) COORDINATOR, "POST", "/api/v1/orders/" order "/acts", "{'version':$v," more "}"
#define AMENDED(more)    ACT("$order", "'kind':'amended','on':'2026-03-10','decision':'1'," more)
static const struct refusal ACTS[] = {
    {ACT("99", "'kind':'served','on':'2026-03-10'"), 404, "no_such_order"},
    {COORDINATOR, "POST", "/api/v1/orders/$order/acts", "{'version':99,'kind':'served','on':'2026-03-10'}",
     409, "stale_version"},
    {ACT("$void", "'kind':'terminated','on':'2026-03-10','decision':'1'"), 409, "order_void"},
    {ACT("$order", "'kind':'terminated','on':'2026-03-10'"), 422, "required"},
    {ACT("$order", "'kind':'terminated','on':'2026-03-10','decision':'1','effective':'2026-12-01'"), 422,
     "after_end"},
    {ACT("$order", "'kind':'served','on':'2026-03-10','time':'25:00'"), 422, "bad_time"},
    {ACT("$order", "'kind':'extended','on':'2026-03-10','decision':'1','end':'2028-01-01'"), 409,
     "extension_beyond_term"},
    {ACT("$order", "'kind':'amended','on':'2026-03-10','decision':'1','end':'2028-01-01'"), 409,
     "end_beyond_term"},
    {ACT("$umm", "'kind':'amended','on':'2026-03-10','decision':'1','end':'2026-04-01'"), 409,
     "end_of_open_kind"},
    {ACT("$order", "'kind':'corrected','on':'2026-03-10','corrects':$grant,'start':'2026-01-01'"), 409,
     "start_before_decision"},
    {ACT("$order",
         "'kind':'corrected','on':'2026-03-10','corrects':$grant,'start':'2027-04-01','end':'2027-06-01'"),
     409, "start_long_after"},
    {ACT("$umm", "'kind':'amended','on':'2026-03-10','decision':'1','end':'2026-04-01','open_end':true"), 422,
     "contradiction"},
    {ACT("$order", "'kind':'served','on':'2026-03-11'"), 422, "in_future"},
    {ACT("$umm", "'kind':'extended','on':'2026-03-10','decision':'1','end':'2026-09-01'"), 422, "no_end"},
    {ACT("$order", "'kind':'served','on':'2026-03-10','end':'2026-04-01'"), 422, "not_for_this_act"},
    {ACT("$police", "'kind':'final','on':'2026-03-10'"), 422, "not_for_this_kind"},
    {ACT("$order", "'kind':'replaced','on':'2026-03-10','decision':'1','other_order':$ended"), 422,
     "other_file"},
    {ACT("$order", "'kind':'corrected','on':'2026-03-10','corrects':$void_grant,'voids':true"), 422,
     "other_order"},
    {ACT("$order", "'kind':'served','on':'2026-02-01'"), 422, "out_of_order"},
    {ACT("$order", "'kind':'appealed','on':'2026-03-10','about':99999"), 422, "no_such_act"},
    {ACT("$void", "'kind':'appealed','on':'2026-03-10','about':$void_grant"), 422, "not_appealable"},
    {AMENDED("'persons_in':[{'role':'protected','person':$mother}]"), 422, "already_named"},
    {AMENDED("'persons_in':[{'role':'protected','person':$respondent}]"), 409, "already_in_file"},
    {AMENDED("'persons_in':[{'role':'protected','person':99}]"), 422, "not_in_file"},
    {AMENDED("'persons_in':[{'role':'protected','first_name':'V','surname':'L','nid':'7'}]"), 422, "bad_nid"},
    {AMENDED("'persons_in':[{'role':'protected','first_name':'V','surname':'L','sex':'X'}]"), 422,
     "unknown_sex"},
    {AMENDED("'effective':'2026-03-11','persons_out':[{'person':$respondent}]"), 422, "not_named"},
    {AMENDED("'effective':'2026-03-11','persons_out':[{'person':$mother},{'person':$child}]"), 422,
     "nobody_left"},
    {AMENDED("'measures_out':['zz']"), 422, "unknown_measure"},
    {AMENDED("'measures_in':[{'code':'removal'},{'code':'10/c'}]"), 422, "measure_twice"},
    {AMENDED("'measures_out':['removal','10/c']"), 422, "measure_twice"},
    {AMENDED("'measures_in':[{'code':'removal'}],'measures_out':['removal']"), 422, "measure_twice"},
    {AMENDED("'measures_in':[{'code':'removal','sum':1}]"), 422, "not_for_this_measure"},
    {AMENDED("'measures_in':[{'code':'shelter_escort'}]"), 409, "measure_beyond"},
    {AMENDED("'measures_in':[{'code':'distance','until':'2029-01-01'}]"), 409, "measure_beyond_end"},
    {AMENDED("'measures_out':['weapons']"), 422, "measure_not_there"},
};

#define FIX(order, more)                                                                                     \
    COORDINATOR, "POST", "/api/v1/orders/" order "/registration", "{'version':$v" more "}"
#define VERA "{'role':'protected','first_name':'Vera','surname':'Lala','birth_date':'1980-01-02'}"
static const struct refusal VERA_FIRST[] = {
    {TO_ORDERS,
     "{" BY("501") ",'unit':'Cepo','kind':'UMM','hearing_on':'2026-03-21','decision_date':'2026-03-01','"
                   "persons':[" VERA "]}",
     201, ""}};
static const struct refusal VERA_AGAIN[] = {
    {FIX("$order", ",'persons_in':[" VERA "]"), 409, "same_person"},
    {AMENDED("'persons_in':[" VERA "]"), 409, "same_person"},
};
static const struct refusal OTHERS_PAPER[] = {
    {TO_ORDERS,
     "{" BY("500") ",'unit':'Cepo','kind':'UMM','hearing_on':'2026-03-21','decision_date':'2026-03-01'" SHE
                   "}",
     201, ""}};
#define OTHERS ",'issuer':'$court','number':'500','decision_date':'2026-03-01'"
static const struct refusal REGISTRATIONS[] = {
    {FIX("99", ",'number':'1'"), 404, "no_such_order"},
    {COORDINATOR, "POST", "/api/v1/orders/$order/registration", "{'version':99,'number':'1'}", 409,
     "stale_version"},
    {FIX("$void", ",'number':'1'"), 409, "order_void"},
    {FIX("$order", ",'issuer':'$court','number':'90','decision_date':'2026-03-01'"), 409, "order_exists"},
    {FIX("$order", OTHERS), 409, "follows_or_independent"},
    {FIX("$order", OTHERS ",'confirm':['follows_or_independent']"), 409, "mutual_order"},
    {FIX("$order", ",'persons_in':[{'role':'protected','person':$respondent}]"), 409, "already_in_file"},
    {FIX("$order", ""), 422, "nothing_changed"},
    {FIX("$order", ",'persons_in':[{'role':'protected','person':$mother}]"), 422, "already_named"},
    {FIX("$order", ",'persons_out':[{'person':$respondent}]"), 422, "not_named"},
    {FIX("$order", ",'respondents_out':[{'person':$mother}]"), 422, "not_respondent"},
    {FIX("$order", ",'relations':[{'respondent':$mother}]"), 422, "not_respondent"},
    {FIX("$order", ",'relations':[{'respondent':$respondent,'person':$respondent}]"), 422, "not_named"},
    {FIX("$order", ",'measures_in':[{'code':'zz'}]"), 422, "unknown_measure"},
    {FIX("$order", ",'measures_in':[{'code':'removal'},{'code':'10/c'}]"), 422, "measure_twice"},
    {FIX("$order", ",'measures_in':[{'code':'removal','sum':1}]"), 422, "not_for_this_measure"},
    {FIX("$order", ",'measures_in':[{'code':'shelter_escort'}]"), 409, "measure_beyond"},
    {FIX("$order", ",'measures_in':[{'code':'distance','until':'2029-01-01'}]"), 409, "measure_beyond_end"},
    {FIX("$order", ",'measures_out':['weapons']"), 422, "measure_not_there"},
    {FIX("$order", ",'unit':'zz'"), 422, "unknown_unit"},
    {FIX("$order", ",'received_on':'2026-03-11'"), 422, "in_future"},
    {FIX("$order", ",'received_on':'2026-01-01'"), 422, "out_of_order"},
    {FIX("$order", ",'petitioner':'self','petitioner_name':'V'"), 422, "contradiction"},
    {FIX("$order", ",'hearing_on':'2026-03-20'"), 422, "not_for_this_kind"},
    {FIX("$order", ",'persons_in':[{'role':'protected','person':99}]"), 422, "not_in_file"},
    {FIX("$order", ",'persons_in':[{'role':'protected','first_name':'V','surname':'L','nid':'7'}]"), 422,
     "bad_nid"},
    {FIX("$order", ",'respondents_in':[{'first_name':'V','surname':'L','sex':'X'}]"), 422, "unknown_sex"},
    {FIX("$order", ",'respondents_in':[{'first_name':'V','surname':'?'}]"), 422, "no_name"},
    {FIX("$order", ",'persons_in':[{'role':'protected','first_name':'V','surname':'L','no_surname':true}]"),
     422, "surname_and_none"},
    {FIX("$order", ",'end':'2028-06-01'"), 409, "end_beyond_term"},
    {FIX("$order", ",'start':'2026-01-02','end':'2026-06-01'"), 409, "start_before_decision"},
    {FIX("$order", ",'start':'2027-04-01','end':'2027-06-01'"), 409, "start_long_after"},
    {FIX("$umm", ",'end':'2026-03-20'"), 409, "end_of_open_kind"},
    {FIX("$order", ",'persons_out':[{'person':$mother}]"), 409, "only_children"},
};

/* What recording refuses, trying refuses, too. */
static void tried_alike(struct scene *s, const struct refusal *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct refusal preview = list[i];

        preview.to = path(s->d, "%s/preview", list[i].to);
        if (!strcmp(list[i].method, "POST"))
            scene_refuses(s, &preview, 1);
    }
}

void orders_refused(struct scene *s)
{
    scene_refuses(s, ORDERS, COUNT(ORDERS));
    scene_refuses(s, ACTS, COUNT(ACTS));
    tried_alike(s, ACTS, COUNT(ACTS));
    scene_refuses(s, VERA_FIRST, COUNT(VERA_FIRST));
    scene_refuses(s, VERA_AGAIN, COUNT(VERA_AGAIN));
    tried_alike(s, VERA_AGAIN, COUNT(VERA_AGAIN));
    scene_refuses(s, OTHERS_PAPER, COUNT(OTHERS_PAPER));
    scene_refuses(s, REGISTRATIONS, COUNT(REGISTRATIONS));
    tried_alike(s, REGISTRATIONS, COUNT(REGISTRATIONS));
}

/* Where the file of the order that has ended is the one in question. */
void ended_refused(struct scene *s)
{
    static const struct refusal ENDED[] = {
        {ACT("$ended", "'kind':'extended','on':'2026-03-10','decision':'1','end':'2026-12-01'"), 409,
         "order_ended"},
    };
    char own[24];

    snprintf(own, sizeof own, "%s", scene_value(s, "case"));
    scene_set(s, "case", scene_filled(s, "$ended_case"));
    scene_refuses(s, ENDED, COUNT(ENDED));
    tried_alike(s, ENDED, COUNT(ENDED));
    scene_set(s, "case", own);
}

/* The number of a void order is another one's by now. */
void revival_refused(struct scene *s)
{
    static const struct refusal BACK[] = {
        {ACT("$void", "'kind':'corrected','on':'2026-03-10','corrects':$void_act,'voids':true"), 409,
         "order_exists"}};
    static const struct refusal AGAIN[] = {
        {TO_ORDERS,
         "{" BY("91") ",'case_id':$case,'version':$v,'kind':'UMM','hearing_on':'2026-03-21','independent':"
                      "true,'decision_date':'2026-"
                      "03-01','persons':"
                      "[{'role':'protected','person':$mother}]}",
         201, ""}};

    scene_refuses(s, AGAIN, 1);
    scene_refuses(s, BACK, 1);
    tried_alike(s, BACK, 1);
}

/* An order takes only so many acts. */
void acts_refused(struct scene *s)
{
    static const struct refusal ONE_MORE[] = {
        {ACT("$order", "'kind':'served','on':'2026-03-10'"), 422, "too_many_acts"}};
    const struct office_file f = {.case_id = strtoll(scene_value(s, "case"), NULL, 10),
                                  .order = strtoll(scene_value(s, "order"), NULL, 10)};

    as(s->d, COORDINATOR);
    for (int i = 0; i < ORDER_ACTS_MAX; i++)
        office_act(s->d, &f, "served", "2026-03-10", "");
    scene_refuses(s, ONE_MORE, 1);
    tried_alike(s, ONE_MORE, 1);
}
