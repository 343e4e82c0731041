/* Calls that are refused, and records that are not voided. Record 1 stands without a file. */
#include <stdio.h>

#include "support/refusals.h"

#define CALL(more)                                                                                           \
    COORDINATOR, "POST", "/api/v1/calls",                                                                    \
        "{" more "'channel':'telephone','caller':'victim','danger':'no','outcome':'none'}"
#define FILED(call, body) COORDINATOR, "POST", "/api/v1/calls/" call "/file", body
#define VOIDED(record)    COORDINATOR, "POST", "/api/v1/records/" record "/void", "{'reason':'nuk ishte'}"
#define WORK(case_id, more)                                                                                  \
    COORDINATOR, "POST", "/api/v1/cases/" case_id "/work",                                                   \
        "{'kind':'intake','said':[{'name':'came_through','value':'police'},{'name':'violence','value':'"     \
        "other'}" more
#define ASSESSED(case_id, more)                                                                              \
    COORDINATOR, "POST", "/api/v1/cases/" case_id "/assessments", "{" more "'kind':'full','judged':'medium'}"
#define WEAPON "'instrument':1,'answers':[{'question':'weapon','answer':'yes'}"
static const struct refusal CASEWORK[] = {
    {COORDINATOR, "GET", "/api/v1/cases/99/assessments", NULL, 404, "no_such_case"},
    {ASSESSED("99", WEAPON "],"), 404, "no_such_case"},
    {ASSESSED("$case", WEAPON "],'corrects':99,"), 404, "no_such_record"},
    {ASSESSED("$case", WEAPON "],'on':'2099-01-01',"), 422, "in_future"},
    {ASSESSED("$case", WEAPON ",{'question':'weapon','answer':'no'}],"), 422, "duplicate"},
    {ASSESSED("$case", WEAPON ",{'question':'zz','answer':'no'}],"), 422, "unknown_question"},
    {ASSESSED("$case", "'instrument':99,"), 422, "unknown_instrument"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/assessments", "{'instrument':1,'kind':'zz','judged':'medium'}",
     422, "unknown_word"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/work",
     "{'kind':'breach','said':[{'name':'order','value':'99'},{'name':'measures','value':'a'},{'name':'told',"
     "'value':'x'}]}",
     422, "no_such_order"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/work",
     "{'kind':'hearing','said':[{'name':'time','value':'25:00'},{'name':'kind','value':'UM'},{'name':'court',"
     "'value':'x'}]}",
     422, "bad_time"},
    {COORDINATOR, "GET", "/api/v1/cases/99/work", NULL, 404, "no_such_case"},
    {COORDINATOR, "GET", "/api/v1/cases/99/visits/1/pack", NULL, 404, "no_such_case"},
    {COORDINATOR, "GET", "/api/v1/cases/$case/visits/1/pack", NULL, 404, "no_such_record"},
    {WORK("99", "]}"), 404, "no_such_case"},
    {WORK("$case", "],'corrects':99}"), 404, "no_such_record"},
    {WORK("$case", "],'on':'2099-01-01'}"), 422, "in_future"},
    {WORK("$case", "],'due':'2099-01-01'}"), 422, "no_due"},
    {WORK("$case", ",{'name':'unit','value':'zz'}]}"), 422, "unknown_unit"},
    {WORK("$case", ",{'name':'sex','value':'zz'}]}"), 422, "unknown_word"},
    {WORK("$case", ",{'name':'violence','value':'other'}]}"), 422, "duplicate"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/work",
     "{'kind':'referral','said':[{'name':'to','value':'Qendra'},{'name':'service','value':'health'},{'name':'"
     "urgency','value':'soon'},{'name':'how','value':'letter'}]}",
     422, "no_consent"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/work", "{'kind':'call'}", 422, "unknown_kind"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/work",
     "{'kind':'centre_service','said':[{'name':'service','value':'food'},{'name':'quantity','value':'0'}]}",
     422, "bad_number"},
    {COORDINATOR, "POST", "/api/v1/cases/$case/work",
     "{'kind':'closing','said':[{'name':'reason','value':'own_wish'}]}", 409, "order_in_force"},
    {COORDINATOR, "GET", "/api/v1/calls?case=99", NULL, 404, "no_such_case"},
    {CALL("'case_id':99,"), 404, "no_such_case"},
    {CALL("'corrects':99,"), 404, "no_such_record"},
    {CALL("'on':'2099-01-01',"), 422, "in_future"},
    {CALL("'time':'24:00',"), 422, "bad_time"},
    {CALL("'unit':'zz',"), 422, "unknown_unit"},
    {CALL("'sex':'X',"), 422, "unknown_word"},
    {FILED("1", "{'case_id':99}"), 404, "no_such_case"},
    {FILED("1", "{'unit':'zz'}"), 422, "unknown_unit"},
    {ADMINISTRATOR, "PATCH", "/api/v1/units/4", "{'active':false}", 204, ""},
    {FILED("1", "{'unit':'Lazarat'}"), 422, "retired_unit"},
    {ADMINISTRATOR, "PATCH", "/api/v1/units/4", "{'active':true}", 204, ""},
    {FILED("99", "{'case_id':$case}"), 404, "no_such_record"},
    {FILED("1", "{'case_id':$case}"), 200, ""},
    {FILED("1", "{'case_id':$case}"), 409, "has_file"},
    {VOIDED("99"), 404, "no_such_record"},
    {VOIDED("1"), 200, ""},
    {VOIDED("1"), 409, "voided"},
    {CALL("'case_id':$case,'corrects':1,"), 409, "voided"},
    {CALL("'case_id':$case,"), 201, ""},
};

#define BOOK               COORDINATOR, "POST", "/api/v1/contact-points"
#define POINT(name, more)  "{'name':'" name "','kind':'court','level':'local'" more "}"
#define POINT_ACT(id, act) COORDINATOR, "POST", "/api/v1/contact-points/" id "/" act, NULL
static const struct refusal CONTACTS[] = {
    {BOOK, POINT("Gjykata", ""), 201, ""},
    {BOOK, POINT("GJYKATA", ""), 409, "name_taken"},
    {BOOK, "{'name':'A','kind':'zz','level':'local'}", 422, "unknown_word"},
    {BOOK, POINT("B", ",'confirmed_on':'2099-01-01'"), 422, "in_future"},
    {BOOK, POINT("B", ",'persons':[{'name':'A','from':'2026-01-02','until':'2026-01-01'}]"), 422,
     "out_of_range"},
    {BOOK, POINT("Prokuroria", ""), 201, ""},
    {COORDINATOR, "PUT", "/api/v1/contact-points/99", POINT("C", ",'version':1"), 404, "no_contact_point"},
    {COORDINATOR, "PUT", "/api/v1/contact-points/1", POINT("C", ",'version':9"), 409, "contact_changed"},
    {COORDINATOR, "PUT", "/api/v1/contact-points/1", POINT("Prokuroria", ",'version':1"), 409, "name_taken"},
    {COORDINATOR, "PUT", "/api/v1/contact-points/1", POINT("C", ",'version':1,'confirmed_on':'2099-01-01'"),
     422, "in_future"},
    {COORDINATOR, "PUT", "/api/v1/contact-points/1", POINT("C", ",'version':1,'services':'zz'"), 422,
     "unknown_word"},
    {COORDINATOR, "PUT", "/api/v1/contact-points/1",
     POINT("C", ",'version':1,'persons':[{'name':'A','from':'2026-01-02','until':'2026-01-01'}]"), 422,
     "out_of_range"},
    {COORDINATOR, "PUT", "/api/v1/imports/contact-points", "Emri\n", 422, "no_names"},
    {COORDINATOR, "PUT", "/api/v1/imports/contact-points", "%PDF-1.4", 422, "not_text"},
    {POINT_ACT("99", "confirm"), 404, "no_contact_point"},
    {POINT_ACT("99", "end"), 404, "no_contact_point"},
    {POINT_ACT("1", "end"), 200, ""},
    {POINT_ACT("1", "end"), 409, "contact_ended"},
    {POINT_ACT("1", "confirm"), 409, "contact_ended"},
    {COORDINATOR, "PUT", "/api/v1/contact-points/1", POINT("C", ",'version':1"), 409, "contact_ended"},
};

#define HANDED(body) COORDINATOR, "POST", "/api/v1/charge", body
#define STOOD_IN(away, by, from, until)                                                                      \
    COORDINATOR, "POST", "/api/v1/substitutes",                                                              \
        "{'away':" away ",'by':" by ",'from':'" from "','until':'" until "'}"
static const struct refusal CHARGE[] = {
    {COORDINATOR, "PUT", "/api/v1/cases/99/charge", "{'version':1,'account':91}", 404, "no_such_case"},
    {COORDINATOR, "PUT", "/api/v1/cases/$case/charge", "{'version':$v,'account':93}", 422, "unknown_account"},
    {COORDINATOR, "PUT", "/api/v1/cases/$case/charge", "{'version':$v,'account':1}", 409,
     "already_in_charge"},
    {COORDINATOR, "PUT", "/api/v1/cases/$case/charge", "{'version':99,'account':91}", 409, "stale_version"},
    {HANDED("{'from':1,'to':91,'files':999}"), 409, "charge_changed"},
    {HANDED("{'from':1,'to':93,'files':999}"), 422, "unknown_account"},
    {HANDED("{'from':91,'to':91,'files':1}"), 422, "same_account"},
    {STOOD_IN("1", "1", "2026-03-10", "2099-01-01"), 422, "same_account"},
    {STOOD_IN("1", "93", "2026-03-10", "2099-01-01"), 422, "unknown_account"},
    {STOOD_IN("1", "91", "2099-01-01", "2026-03-10"), 422, "reversed"},
    {STOOD_IN("1", "91", "2020-01-01", "2020-03-10"), 422, "in_past"},
    {STOOD_IN("1", "91", "2098-01-01", "2099-01-01"), 201, ""},
    {STOOD_IN("1", "91", "2099-01-01", "2099-01-02"), 409, "substitute_overlaps"},
    {STOOD_IN("91", "1", "2099-01-01", "2099-01-02"), 409, "substitute_away"},
    {COORDINATOR, "POST", "/api/v1/substitutes/99/end", NULL, 404, "no_substitute"},
};

/* One that stands in a file which is sealed now, and one that never was. */
static const struct refusal LOOSE[] = {
    {CALL(""), 201, ""},
    {WORK("$case", "]}"), 201, ""},
    {VOIDED("4"), 200, ""},
    {WORK("$case", "],'corrects':4}"), 409, "voided"},
};
static const char SEAL[] =
    "UPDATE case_record SET case_id = (SELECT min(id) FROM case_file WHERE sealed = 1) WHERE "
    "case_id IS NULL";
static const struct refusal SEALED[] = {{VOIDED("3"), 403, "sealed_file"}};

/* Whoever wrote it cannot be the second person; and what was voided is not put right. */
static const struct refusal SECOND_PERSON[] = {
    {ASSESSED("$case", WEAPON "],"), 201, ""},
    {COORDINATOR, "POST", "/api/v1/cases/$case/work",
     "{'kind':'agreement','answers':5,'said':[{'name':'reason','value':'x'}]}", 422, "same_person"},
    {VOIDED("5"), 200, ""},
    {ASSESSED("$case", WEAPON "],'corrects':5,"), 409, "voided"},
};

/* Of a file without an order, where somebody waits to be visited. */
static const struct refusal CLOSED[] = {
    {COORDINATOR, "POST", "/api/v1/cases/$quiet/work",
     "{'kind':'visit','said':[{'name':'safe','value':'yes'}]}", 201, ""},
    {COORDINATOR, "POST", "/api/v1/cases/$quiet/work",
     "{'kind':'closing','said':[{'name':'reason','value':'own_wish'}]}", 409, "open_task"},
};

static void closing_refused(struct scene *s)
{
    char quiet[24];

    as(s->d, COORDINATOR);
    assert_int_equal(tell(s->d, "POST", "/api/v1/cases", "{'unit':'Cepo'}"), 201);
    snprintf(quiet, sizeof quiet, "%ld", (long)number_at(s->d, "id"));
    scene_set(s, "quiet", quiet);
    scene_refuses(s, CLOSED, sizeof CLOSED / sizeof CLOSED[0]);
}

#define MEETS              COORDINATOR, "POST", "/api/v1/meetings"
#define CHANGES(id)        COORDINATOR, "PUT", "/api/v1/meetings/" id
#define AT(on, more)       "{'kind':'technical','on':'" on "','place':'Salla'" more "}"
#define MEETING(more)      AT("2026-03-10", more)
#define AGAIN(more)        MEETING(",'version':1" more)
#define MEETING_ACT(id, a) COORDINATOR, "POST", "/api/v1/meetings/" id "/" a
#define MINUTED(id, more)  MEETING_ACT(id, "minutes"), "{" more "}"
#define DECIDED            "'kind':'meeting_decision','said':[{'name':'decision','value':'x'}]"
#define HIM                "'files':['$number'],'invited':[{'name':'Agim Prova'}]"
#define HIS_NUMBER         "'files':['$number'],'invited':[{'name':'A','nid':'I00102001W'}]"
/* $meeting is of today, with the file $quiet; $ahead is of tomorrow; $off is called off. */
static const struct refusal PREPARED[] = {
    {MEETS, MEETING(",'kind':'x'"), 400, "duplicate_member"},
    {MEETS, "{'kind':'zz','on':'2026-03-10','place':'S'}", 422, "unknown_word"},
    {MEETS, MEETING(",'hour':'25:00'"), 422, "bad_time"},
    {MEETS, MEETING(",'invited':[{'name':'A','nid':'7'}]"), 422, "bad_nid"},
    {MEETS, MEETING(",'files':['99/1999']"), 422, "no_such_case"},
    {MEETS, MEETING(",'files':['$number','$number']"), 422, "duplicate"},
    {MEETS, MEETING(",'files':['$sealed_number']"), 403, "sealed_file"},
    {MEETS, MEETING("," HIM), 409, "invited_like_respondent"},
    {MEETS, MEETING("," HIS_NUMBER), 422, "invited_is_respondent"},
    {CHANGES("99"), AGAIN(""), 404, "no_such_meeting"},
    {CHANGES("$meeting"), MEETING(",'version':9"), 409, "meeting_changed"},
    {CHANGES("$meeting"), "{'kind':'zz','on':'2026-03-10','place':'S','version':1}", 422, "unknown_word"},
    {CHANGES("$meeting"), AGAIN(",'hour':'25:00'"), 422, "bad_time"},
    {CHANGES("$meeting"), AGAIN(",'invited':[{'name':'A','nid':'7'}]"), 422, "bad_nid"},
    {CHANGES("$meeting"), AGAIN(",'files':['99/1999']"), 422, "no_such_case"},
    {CHANGES("$meeting"), AGAIN(",'files':['$number','$number']"), 422, "duplicate"},
    {CHANGES("$meeting"), AGAIN(",'files':['$sealed_number']"), 403, "sealed_file"},
    {CHANGES("$meeting"), AGAIN("," HIM), 409, "invited_like_respondent"},
    {CHANGES("$meeting"), AGAIN("," HIS_NUMBER), 422, "invited_is_respondent"},
    {COORDINATOR, "GET", "/api/v1/meetings/99", NULL, 404, "no_such_meeting"},
    {COORDINATOR, "GET", "/api/v1/meetings/99/minutes.pdf", NULL, 404, "no_such_meeting"},
    {COORDINATOR, "GET", "/api/v1/meetings/99/pack.pdf", NULL, 404, "no_such_meeting"},
    {COORDINATOR, "GET", "/api/v1/meetings/$meeting/pack.pdf", NULL, 409, "no_copies"},
    {COORDINATOR, "GET", "/api/v1/meetings/$off/pack.pdf", NULL, 409, "meeting_called_off"},
    {COORDINATOR, "PUT", "/api/v1/meetings/$meeting/copies/9", "{'returned':true}", 404, "no_such_copy"},
    {MEETING_ACT("99", "pack"), NULL, 404, "no_such_meeting"},
    {MEETING_ACT("$off", "pack"), NULL, 409, "meeting_called_off"},
    {MEETING_ACT("$meeting", "pack"), NULL, 422, "nobody_invited"},
};
static const struct refusal MINUTES[] = {
    {MINUTED("99", "'case_id':$quiet," DECIDED), 404, "no_such_meeting"},
    {MINUTED("$off", "'case_id':$quiet," DECIDED), 409, "meeting_called_off"},
    {MINUTED("$ahead", "'case_id':$quiet," DECIDED), 422, "in_future"},
    {MINUTED("$meeting", "'case_id':$case," DECIDED), 422, "not_on_agenda"},
    {MINUTED("$meeting", "'kind':'call'"), 422, "unknown_kind"},
    {MINUTED("$meeting",
             "'case_id':$quiet,'kind':'meeting_decision','said':[{'name':'decision','value':'x'},{'"
             "name':'plan','value':'approved'}]"),
     422, "no_plan"},
    {MINUTED("$meeting",
             "'case_id':$quiet,'kind':'meeting_decision','said':[{'name':'decision','value':'x'},{'"
             "name':'plan','value':'zz'}]"),
     422, "unknown_word"},
    {MINUTED("$meeting",
             "'kind':'meeting_action','due':'2026-03-01','said':[{'name':'who','value':'A'},{'name'"
             ":'what','value':'B'}]"),
     422, "out_of_range"},
    {MINUTED("$meeting",
             "'kind':'meeting_action_result','answers':99,'said':[{'name':'state','value':'done'}]"),
     404, "no_such_record"},
    {MEETING_ACT("99", "sign"), "{'version':1,'last_record':0}", 404, "no_such_meeting"},
    {MEETING_ACT("$off", "sign"), "{'version':1,'last_record':0}", 409, "meeting_called_off"},
    {MEETING_ACT("$ahead", "sign"), "{'version':1,'last_record':0}", 409, "not_held"},
    {MEETING_ACT("$meeting", "sign"), "{'version':1,'last_record':0}", 422, "no_minutes"},
    {MINUTED("$meeting", "'case_id':$quiet," DECIDED), 201, ""},
    {MINUTED("$meeting", "'case_id':$quiet," DECIDED), 409, "minutes_there"},
    {CHANGES("$meeting"), AGAIN(""), 422, "file_has_minutes"},
    {MEETING_ACT("$meeting", "sign"), "{'version':1,'last_record':0}", 409, "meeting_changed"},
};
/* A respondent came to the file who is invited; then $meeting is signed, and what was decided put right
 * twice. */
static const struct refusal AFTER[] = {
    {MEETING_ACT("$met", "pack"), NULL, 409, "conflict_open"},
    {COORDINATOR, "GET", "/api/v1/meetings/$met/pack.pdf", NULL, 409, "conflict_open"},
    {MEETING_ACT("$meeting", "sign"), "{'version':1,'last_record':1000}", 200, ""},
    {MEETING_ACT("$meeting", "sign"), "{'version':2,'last_record':1000}", 409, "minutes_signed"},
    {MEETING_ACT("$meeting", "pack"), NULL, 409, "minutes_signed"},
    {COORDINATOR, "GET", "/api/v1/meetings/$meeting/pack.pdf", NULL, 409, "minutes_signed"},
    {CHANGES("$meeting"), MEETING(",'version':2"), 409, "minutes_signed"},
    {MINUTED("$meeting", "'case_id':$quiet,'corrects':$decision," DECIDED), 201, ""},
    {MINUTED("$meeting", "'case_id':$quiet,'corrects':$decision," DECIDED), 409, "voided"},
    {MINUTED("$met", "'case_id':$quiet," DECIDED), 201, ""},
};
static const struct refusal SHUT[] = {
    {MINUTED("$ahead", "'case_id':$quiet," DECIDED), 403, "sealed_file"},
    {MEETING_ACT("$met", "sign"), "{'version':1,'last_record':1000}", 403, "sealed_part"},
};

static void set(struct scene *s, const char *name, int64_t id)
{
    char text[24];

    snprintf(text, sizeof text, "%lld", (long long)id);
    scene_set(s, name, text);
}

static void prepared(struct scene *s, const char *name, const char *body)
{
    assert_int_equal(tell(s->d, "POST", "/api/v1/meetings", "%s", scene_filled(s, body)), 201);
    set(s, name, number_at(s->d, "id"));
}

static void accused(struct scene *s, int version, const char *name, const char *nid)
{
    assert_int_equal(tell(s->d, "POST", scene_filled(s, "/api/v1/cases/$quiet/persons"),
                          "{'version':%d,'role':'respondent','first_name':'%s','surname':'Prova'%s}", version,
                          name, nid),
                     201);
}

static void meetings_refused(struct scene *s)
{
    struct door *d = s->d;
    struct db *db = d->r->db;
    char sealed[32];

    as(d, COORDINATOR);
    get(d, "%s", scene_filled(s, "/api/v1/cases/$quiet"));
    scene_set(s, "number", said(d, "number"));
    accused(s, 1, "Agim", ",'nid':'I00102001W'");
    snprintf(sealed, sizeof sealed, "%s/2026", scene_value(s, "sealed"));
    scene_set(s, "sealed_number", sealed);
    prepared(s, "meeting", MEETING(",'files':['$number']"));
    prepared(s, "ahead", AT("2026-03-11", ",'files':['$number']"));
    prepared(s, "off", MEETING(",'called_off':true"));
    prepared(s, "met", MEETING(",'files':['$number'],'invited':[{'name':'Bora Prova'}]"));
    scene_refuses(s, PREPARED, sizeof PREPARED / sizeof PREPARED[0]);
    scene_refuses(s, MINUTES, sizeof MINUTES / sizeof MINUTES[0]);
    set(s, "decision", register_int(d->r, "SELECT max(id) FROM case_record"));
    accused(s, 2, "Bora", "");
    scene_refuses(s, AFTER, sizeof AFTER / sizeof AFTER[0]);
    must(db_script(db, "UPDATE case_file SET sealed = 1 WHERE id = (SELECT max(case_id) FROM meeting_file)"));
    scene_refuses(s, SHUT, sizeof SHUT / sizeof SHUT[0]);
    must(db_script(db, "UPDATE case_file SET sealed = 0 WHERE id = (SELECT max(case_id) FROM meeting_file)"));
}

#define ANSWERED(id, outcome)                                                                                \
    PARTNER, "POST", "/api/v1/partner/referrals/" id "/answers", "{'outcome':'" outcome "'}"
#define REFERRED                                                                                             \
    COORDINATOR, "POST", "/api/v1/cases/$case/work",                                                         \
        "{'kind':'referral','said':[{'name':'to','value':'Qendra Partnere'},{'name':'service','value':'"     \
        "police'},{'name':'urgency','value':'soon'},{'name':'how','value':'letter'},{'name':'ground','"      \
        "value':'police'},{'name':'ground_text','value':'x'}]}"
static const struct refusal PARTNERED[] = {
    {REFERRED, 201, ""},
    {ANSWERED("99", "accepted"), 404, "no_referral"},
    {PARTNER, "GET", "/api/v1/partner/referrals/99", NULL, 404, "no_referral"},
    {ANSWERED("7", "zz"), 422, "unknown_word"},
    {ANSWERED("7", "declined"), 201, ""},
    {ANSWERED("7", "accepted"), 409, "referral_over"},
    {VOIDED("7"), 200, ""},
    {ANSWERED("7", "accepted"), 409, "referral_withdrawn"},
    {PARTNER, "GET", "/api/v1/partner/referrals/7", NULL, 409, "referral_withdrawn"},
};

#define MERGED(id, more)       COORDINATOR, "POST", "/api/v1/cases/" id "/merge", "{" more "}"
#define UNDONE(merge, version) COORDINATOR, "POST", "/api/v1/merges/" merge "/undo", "{'version':" version "}"
/* $quiet and $twin are younger than $case, $number is the number of $quiet, which stands in signed minutes;
 * in $crossed a beneficiary of $case is respondent; $shut is closed; of $told a partner knows. */
static const struct refusal MERGES[] = {
    {MERGED("99", "'version':1,'into':'1/2026'"), 404, "no_such_case"},
    {MERGED("$quiet", "'version':99,'into':'$case_number'"), 409, "stale_version"},
    {MERGED("$quiet", "'version':$quiet_v,'into':' '"), 422, "required"},
    {MERGED("$quiet", "'version':$quiet_v,'into':'9/1999'"), 422, "unknown_file"},
    {MERGED("$quiet", "'version':$quiet_v,'into':'$number'"), 422, "same_file"},
    {MERGED("$case", "'version':$v,'into':'$number'"), 422, "younger_file"},
    {MERGED("$quiet", "'version':$quiet_v,'into':'$sealed_number'"), 403, "sealed_file"},
    {MERGED("$quiet", "'version':$quiet_v,'into':'$case_number'"), 422, "on_agenda"},
    {MERGED("$crossed", "'version':2,'into':'$case_number'"), 422, "other_role"},
    {MERGED("$shut", "'version':1,'into':'$case_number'"), 422, "file_closed"},
    {MERGED("$told", "'version':1,'into':'$case_number'"), 422, "referral_told"},
    {SECOND, "POST", "/api/v1/cases/$sealed/merge", "{'version':$sealed_v,'into':'$case_number'}", 422,
     "sealed_apart"},
    {MERGED("$twin", "'version':1,'into':'$case_number'"), 201, ""},
    {MERGED("$twin", "'version':1,'into':'$case_number'"), 409, "merged"},
    {UNDONE("99", "1"), 404, "no_such_merge"},
    {UNDONE("$merge", "99"), 409, "stale_version"},
};
static const struct refusal SETTLED[] = {{UNDONE("$merge", "$v"), 409, "merge_settled"}};
static const struct refusal SEALED_SINCE[] = {{UNDONE("$merge", "$v"), 403, "sealed_file"}};
static const struct refusal USED[] = {
    {COORDINATOR, "POST", "/api/v1/cases/$case/persons",
     "{'version':$v,'role':'dependant','first_name':'Ylli','surname':'Prova','birth_date':'2024-02-03'}", 201,
     ""},
    {UNDONE("$merge", "$v"), 409, "merge_used"},
};
static const struct refusal PARTED[] = {
    {UNDONE("$merge", "$v"), 200, ""},
    {UNDONE("$merge", "$v"), 409, "merge_undone"},
};
#define MOVED(id, more) COORDINATOR, "PUT", "/api/v1/cases/" id "/unit", "{" more "}"
/* $crossed was opened today. */
static const struct refusal MOVES[] = {
    {MOVED("99", "'version':1,'unit':'Cepo'"), 404, "no_such_case"},
    {MOVED("$sealed", "'version':1,'unit':'Cepo'"), 403, "sealed_file"},
    {MOVED("$crossed", "'version':99,'unit':'Lunxhëri'"), 409, "stale_version"},
    {MOVED("$crossed", "'version':2,'unit':'zz'"), 422, "unknown_unit"},
    {MOVED("$crossed", "'version':2,'unit':'Cepo'"), 422, "same_unit"},
    {MOVED("$crossed", "'version':2,'unit':'Lunxhëri','from':'2026-03-11'"), 422, "in_future"},
    {MOVED("$crossed", "'version':2,'unit':'Lunxhëri'"), 422, "out_of_range"},
};
static const struct refusal MOVED_ON[] = {
    {MOVED("$crossed", "'version':2,'unit':'Lunxhëri'"), 204, ""},
    {MOVED("$crossed", "'version':3,'unit':'Cepo','from':'2026-03-09'"), 422, "out_of_order"},
};
#define ALL_OF(list) (list), sizeof(list) / sizeof(list)[0]

static void opened(struct scene *s, const char *name)
{
    assert_int_equal(tell(s->d, "POST", "/api/v1/cases", "{'unit':'Cepo'}"), 201);
    set(s, name, number_at(s->d, "id"));
}

static void merges_refused(struct scene *s)
{
    struct door *d = s->d;
    struct db *db = d->r->db;

    as(d, COORDINATOR);
    get(d, "%s", scene_filled(s, "/api/v1/cases/$case"));
    scene_set(s, "case_number", said(d, "number"));
    get(d, "%s", scene_filled(s, "/api/v1/cases/$quiet"));
    set(s, "quiet_v", number_at(d, "version"));
    set(s, "sealed_v", office_version(d, strtoll(scene_value(s, "sealed"), NULL, 10)));
    opened(s, "crossed");
    assert_int_equal(
        tell(d, "POST", scene_filled(s, "/api/v1/cases/$crossed/persons"),
             "{'version':1,'role':'respondent','first_name':'Mirjeta','surname':'Sokolaj','nid':'" OFFICE_NID
             "'}"),
        201);
    opened(s, "told");
    must(db_script(
        db, "INSERT INTO case_record (id, kind, case_id, on_day, recorded_at, root_id, told_blind) SELECT "
            "9002, 'referral', max(id), '2026-03-10', 1, 9002, x'01' FROM case_file"));
    opened(s, "twin");
    opened(s, "shut");
    must(db_script(db,
                   "INSERT INTO case_record (id, kind, case_id, on_day, recorded_at, root_id) SELECT 9001, "
                   "'closing', max(id), '2026-03-10', 1773133200, 9001 FROM case_file"));
    set(s, "merge", register_int(d->r, "SELECT next FROM sequence WHERE name = 'case_merge'"));
    scene_refuses(s, ALL_OF(MERGES));
    must(db_script(db, "UPDATE case_merge SET merged_at = merged_at - 86400"));
    scene_refuses(s, ALL_OF(SETTLED));
    must(db_script(db, "UPDATE case_merge SET merged_at = merged_at + 86400; UPDATE case_file SET sealed = 1 "
                       "WHERE id = (SELECT max(into_id) FROM case_merge)"));
    scene_refuses(s, ALL_OF(SEALED_SINCE));
    must(db_script(db, "UPDATE case_file SET sealed = 0 WHERE id = (SELECT max(into_id) FROM case_merge)"));
    scene_refuses(s, ALL_OF(PARTED));
    assert_int_equal(tell(d, "POST", scene_filled(s, "/api/v1/cases/$twin/merge"),
                          "{'version':3,'into':'%s'}", scene_value(s, "case_number")),
                     201);
    set(s, "merge", register_int(d->r, "SELECT max(id) FROM case_merge"));
    scene_refuses(s, ALL_OF(USED));
    scene_refuses(s, ALL_OF(MOVES));
    must(db_script(db, "UPDATE case_file SET created_at = 1"));
    scene_refuses(s, ALL_OF(MOVED_ON));
}

void casework_refused(struct scene *s)
{
    scene_refuses(s, CASEWORK, sizeof CASEWORK / sizeof CASEWORK[0]);
    scene_refuses(s, CONTACTS, sizeof CONTACTS / sizeof CONTACTS[0]);
    scene_refuses(s, CHARGE, sizeof CHARGE / sizeof CHARGE[0]);
    scene_refuses(s, LOOSE, sizeof LOOSE / sizeof LOOSE[0]);
    must(db_script(s->d->r->db, SEAL));
    scene_refuses(s, SEALED, 1);
    scene_refuses(s, SECOND_PERSON, sizeof SECOND_PERSON / sizeof SECOND_PERSON[0]);
    closing_refused(s);
    scene_refuses(s, PARTNERED, sizeof PARTNERED / sizeof PARTNERED[0]);
    meetings_refused(s);
    merges_refused(s);
}
