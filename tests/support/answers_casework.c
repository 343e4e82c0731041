/* A call at night, put right and into a file; one that opens a file; and one that never was. */
#include <stdio.h>

#include "support/answers.h"
#include "support/spec.h"

static long written(struct door *d, json_t *spec, const char *to, int status)
{
    if (d->reply.status != status)
        fail_msg("%s: %d %s at %s", to, d->reply.status, said(d, "code"), said(d, "field"));
    described(d, spec);
    return (long)json_integer_value(json_object_get(d->json, "id"));
}

static long called(struct door *d, json_t *spec, const char *more)
{
    tell(d, "POST", "/api/v1/calls",
         "{%s'on':'2026-03-09','time':'23:40','unit':'Cepo','channel':'telephone','caller':'neighbour','sex':"
         "'F',"
         "'age_group':'adult','danger':'yes','outcome':'police','name':'Vera','phone':'0690000001','about':'"
         "zhurmë',"
         "'advice':'129','safe':'pas orës 8'}",
         more);
    return written(d, spec, "a call", 201);
}

/* A consent and what follows from it, and a referral without. */
static void told(struct door *d, json_t *spec, const char *to)
{
    long consent, referral;

    tell(d, "POST", to,
         "{'kind':'consent','on':'2026-03-09','said':[{'name':'to','value':'Qendra'},{'name':'what_for','"
         "value':"
         "'vizitë'},{'name':'how','value':'paper'}]}");
    consent = written(d, spec, "a consent", 201);
    tell(d, "POST", to,
         "{'kind':'referral','on':'2026-03-09','said':[{'name':'to','value':'Qendra'},{'name':'service','"
         "value':"
         "'health'},{'name':'urgency','value':'urgent'},{'name':'how','value':'letter'}]}");
    referral = written(d, spec, "a referral", 201);
    tell(d, "POST", to,
         "{'kind':'referral_answer','answers':%ld,'due':'2026-03-12','said':[{'name':'outcome','value':"
         "'waiting'}]}",
         referral);
    written(d, spec, "an answer", 201);
    tell(d, "POST", to, "{'kind':'withdrawal','answers':%ld}", consent);
    written(d, spec, "taken back", 201);
}

/* As the institution that is told of it sees a referral, and answers it. */
static void partnered(struct door *d, json_t *spec, long case_id)
{
    const char *to = path(d, "/api/v1/cases/%ld/work", case_id);
    long referral;

    as(d, COORDINATOR);
    tell(d, "POST", to,
         "{'kind':'referral','on':'2026-03-09','said':[{'name':'to','value':'Qendra Partnere'},{'name':'"
         "service','value':'police'},{'name':'urgency','value':'urgent'},{'name':'how','value':'letter'},{'"
         "name':'ground','value':'police'},{'name':'ground_text','value':'rrezik'}]}");
    referral = written(d, spec, "a referral to a partner", 201);
    as(d, PARTNER);
    fetch(d, "/api/v1/partner/referrals");
    written(d, spec, "a partner's referrals", 200);
    fetch(d, path(d, "/api/v1/partner/referrals/%ld", referral));
    written(d, spec, "one of them", 200);
    tell(d, "POST", path(d, "/api/v1/partner/referrals/%ld/answers", referral),
         "{'outcome':'ended','why':'x','result':'y'}");
    written(d, spec, "a partner's answer", 201);
    as(d, COORDINATOR);
}

/* Case work of the file, of which each kind is asked once, put right, and read. */
static void worked(struct door *d, json_t *spec, long case_id)
{
    const char *to = path(d, "/api/v1/cases/%ld/work", case_id);
    long intake;

    tell(d, "POST", to,
         "{'kind':'intake','on':'2026-03-09','said':[{'name':'came_through','value':'police'},{'name':"
         "'violence','value':'physical'}]}");
    intake = written(d, spec, "an intake", 201);
    tell(d, "POST", to,
         "{'kind':'intake','corrects':%ld,'said':[{'name':'came_through','value':'herself'},{'name':"
         "'violence','value':'other'}]}",
         intake);
    written(d, spec, "an intake put right", 201);
    told(d, spec, to);
    partnered(d, spec, case_id);
    fetch(d, to);
    written(d, spec, "case work", 200);
}

/* Danger, twice: the second is lower and waits for somebody else. */
static void assessed(struct door *d, json_t *spec, long case_id)
{
    const char *to = path(d, "/api/v1/cases/%ld/assessments", case_id);

    tell(d, "POST", to,
         "{'instrument':1,'on':'2026-03-09','kind':'initial','judged':'high','reason':'ka armë','answers':[{"
         "'question':'weapon','answer':'yes','comment':'pushkë'},{'question':'children','answer':'unknown'}]"
         "}");
    tell(d, "POST", to,
         "{'instrument':1,'corrects':%ld,'kind':'full','judged':'low','reason':'u dorëzua','answers':[{"
         "'question':'weapon','answer':'no'}]}",
         written(d, spec, "an assessment", 201));
    written(d, spec, "an assessment put right", 201);
    fetch(d, to);
    written(d, spec, "assessments", 200);
    fetch(d, "/api/v1/instruments");
    written(d, spec, "instruments", 200);
}

/* A visit that is planned, and what was found. */
static void visited(struct door *d, json_t *spec, long case_id)
{
    const char *to = path(d, "/api/v1/cases/%ld/work", case_id);
    long visit;

    tell(d, "POST", to,
         "{'kind':'visit','on':'2026-03-12','said':[{'name':'safe','value':'no'},{'name':'together','value':"
         "'police'}]}");
    visit = written(d, spec, "a visit", 201);
    tell(d, "POST", to, "{'kind':'plan','due':'2099-06-01','said':[{'name':'wish','value':'punë'}]}");
    written(d, spec, "a plan", 201);
    fetch(d, path(d, "/api/v1/cases/%ld/visits/%ld/pack", case_id, visit));
    written(d, spec, "what is taken along", 200);
    tell(d, "POST", to,
         "{'kind':'visit_result','answers':%ld,'said':[{'name':'done','value':'not_done'},{'name':'time','"
         "value':'10:30'}]}",
         visit);
    written(d, spec, "a visit that was not made", 201);
    fetch(d, to);
    written(d, spec, "case work with answers", 200);
}

#define POINT(name, more)                                                                                    \
    "{'name':'" name "','kind':'shelter','level':'local','public':true,'services':'shelter legal','area':'"  \
    "Cepo','address':'Rruga 1','hours':'8-16','phone':'112','email':'a@b.al','note':'x','confirmed_on':'"    \
    "2026-03-01','persons':[{'name':'Ana Lena','task':'drejtuese','phone':'1','email':'c@d.al','from':'"     \
    "2026-01-01','until':'2027-01-01','focal':true}]" more "}"

/* The address book: added, changed, confirmed, ended; by names, as lists. */
static void booked(struct door *d, json_t *spec)
{
    long id;

    tell(d, "POST", "/api/v1/contact-points", POINT("Strehëza", ""));
    id = written(d, spec, "a contact point", 201);
    tell(d, "PUT", path(d, "/api/v1/contact-points/%ld", id), POINT("Strehëza jonë", ",'version':1"));
    written(d, spec, "changed", 200);
    ask(d, "POST", path(d, "/api/v1/contact-points/%ld/confirm", id), NULL);
    written(d, spec, "confirmed", 200);
    fetch(d, "/api/v1/contact-points?words=stre&kind=shelter");
    written(d, spec, "the book", 200);
    fetch(d, "/api/v1/contact-points/names?words=stre");
    written(d, spec, "names", 200);
    fetch(d, "/api/v1/contact-points.csv");
    written(d, spec, "the list", 200);
    fetch(d, "/api/v1/contact-points.pdf");
    written(d, spec, "the book on paper", 200);
    ask(d, "PUT", "/api/v1/imports/contact-points", "Institucioni;Lloji\n;polici\n");
    written(d, spec, "a list with a fault", 200);
    ask(d, "POST", path(d, "/api/v1/contact-points/%ld/end", id), NULL);
    written(d, spec, "ended", 200);
}

#define MINUTE(kind, more) "{'kind':'" kind "'," more "}"

/* What is written of a meeting: the whole, a file, an action and how it went. */
static void minuted(struct door *d, json_t *spec, long meeting, long case_id)
{
    const char *to = path(d, "/api/v1/meetings/%ld/minutes", meeting);
    long last;

    tell(d, "POST", to, MINUTE("meeting_minutes", "'said':[{'name':'text','value':'u hap'}]"));
    written(d, spec, "minutes", 201);
    tell(d, "POST", to,
         MINUTE("meeting_brought", "'case_id':%ld,'said':[{'name':'institution','value':'Policia'},{'name':'"
                                   "what','value':'dy thirrje'}]"),
         case_id);
    written(d, spec, "what was brought", 201);
    tell(d, "POST", to,
         MINUTE("meeting_action", "'case_id':%ld,'due':'2026-03-20','said':[{'name':'who','value':'Policia'},"
                                  "{'name':'what','value':'e shoqëron'}]"),
         case_id);
    last = written(d, spec, "an action", 201);
    fetch(d, "/api/v1/tasks");
    written(d, spec, "the task of an action", 200);
    tell(d, "POST", to,
         MINUTE("meeting_action_result",
                "'case_id':%ld,'answers':%ld,'on':'2026-03-10','said':[{'name':'state','value':'done'}]"),
         case_id, last);
    written(d, spec, "how it went", 201);
    tell(d, "POST", to,
         MINUTE("meeting_decision", "'case_id':%ld,'said':[{'name':'decision','value':'strehëz'}]"), case_id);
    last = written(d, spec, "a decision", 201);
    tell(d, "POST", to,
         MINUTE("meeting_decision",
                "'case_id':%ld,'corrects':%ld,'said':[{'name':'decision','value':'avokat'}]"),
         case_id, last);
    written(d, spec, "a decision put right", 201);
}

#define MET(more)                                                                                            \
    "{'kind':'technical','on':'2026-03-10','hour':'10:00','place':'Salla','chair':'Ana','about':'x','women'" \
    ":1,'men':2,'reports':3,'initiatives':1,'called_off':false,'invited':[{'institution':'Policia','name':'" \
    "Vera Lena','nid':'J00101999W','state':'present','head':true},{'name':'Drita "                           \
    "Mata','state':'excused'}],'"                                                                            \
    "files':['%s']" more "}"

/* A meeting from invitation to minutes. */
static void met(struct door *d, json_t *spec, long case_id)
{
    char number[24];
    json_int_t last;
    long id;

    fetch(d, path(d, "/api/v1/cases/%ld", case_id));
    snprintf(number, sizeof number, "%s", said(d, "number"));
    tell(d, "POST", "/api/v1/meetings", MET(",'confirm':['x']"), number);
    id = written(d, spec, "a meeting", 201);
    tell(d, "PUT", path(d, "/api/v1/meetings/%ld", id), MET(",'version':1"), number);
    written(d, spec, "changed", 200);
    ask(d, "POST", path(d, "/api/v1/meetings/%ld/pack", id), NULL);
    written(d, spec, "a pack", 201);
    fetch(d, path(d, "/api/v1/meetings/%ld/pack.pdf", id));
    written(d, spec, "on paper", 200);
    tell(d, "PUT", path(d, "/api/v1/meetings/%ld/copies/1", id), "{'returned':true}");
    written(d, spec, "a copy that is back", 200);
    minuted(d, spec, id, case_id);
    fetch(d, path(d, "/api/v1/meetings/%ld", id));
    written(d, spec, "the meeting", 200);
    last = json_integer_value(json_object_get(json_array_get(json_object_get(d->json, "minutes"), 0), "id"));
    fetch(d, path(d, "/api/v1/meetings/%ld/minutes.pdf?names=1", id));
    written(d, spec, "its minutes", 200);
    tell(d, "POST", path(d, "/api/v1/meetings/%ld/sign", id), "{'version':2,'last_record':%ld}", (long)last);
    written(d, spec, "signed", 200);
    fetch(d, "/api/v1/meetings?skip=0");
    written(d, spec, "meetings", 200);
}

void casework_answered(struct door *d, json_t *spec, long case_id)
{
    long first = called(d, spec, ""), second, third;

    second = called(d, spec, path(d, "'corrects':%ld,", first));
    tell(d, "POST", path(d, "/api/v1/calls/%ld/file", second), "{'case_id':%ld}", case_id);
    written(d, spec, "into a file", 200);
    third = called(d, spec, "");
    tell(d, "POST", path(d, "/api/v1/calls/%ld/file", third), "{'unit':'Cepo'}");
    written(d, spec, "a file of its own", 200);
    tell(d, "POST", path(d, "/api/v1/records/%ld/void", third), "{'reason':'u shkrua dy herë'}");
    written(d, spec, "void", 200);
    fetch(d, "/api/v1/calls?from=2026-03-01&until=2026-03-31");
    written(d, spec, "calls", 200);
    fetch(d, "/api/v1/case-words");
    written(d, spec, "words", 200);
    fetch(d, "/api/v1/case-nouns");
    written(d, spec, "nouns", 200);
    worked(d, spec, case_id);
    assessed(d, spec, case_id);
    visited(d, spec, case_id);
    booked(d, spec);
    met(d, spec, case_id);
}
