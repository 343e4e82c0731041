/* What courts change in an order while it lasts, answered as it is described. A file of its own: Vera Lumi.
 */
#include "support/answers.h"
#include "support/spec.h"

struct papers {
    struct door *d;
    json_t *spec;
    struct office_file f;
    int64_t respondent;
};

static void answered(const struct papers *p, int status)
{
    if (p->d->reply.status != status)
        fail_msg("%d %s at %s", p->d->reply.status, said(p->d, "code"), said(p->d, "field"));
    described(p->d, p->spec);
}

static void file_make(struct papers *p)
{
    tell(p->d, "POST", "/api/v1/orders",
         "{'kind':'UM','unit':'Cepo','issuer':'Gjykata','number':'610','decision_date':'2026-03-02','end':"
         "'2026-12-01','measures':[{'code':'no_violence'}],'persons':[{'role':'protected','first_name':'Vera'"
         ",'surname':'Lumi'}],"
         "'respondent':{'first_name':'Agron','surname':'Lumi'},'more_respondents':[{'first_name':'Zana',"
         "'surname':'Lumi'}],'relations':[{'person':0,'respondent':1,'relation':'vjehrra'}]}");
    answered(p, 201);
    p->f = (struct office_file){.case_id = number_at(p->d, "case_id"),
                                .order = number_at(p->d, "id"),
                                .mother = number_at(p->d, "persons.0")};
    p->respondent = number_at(p->d, "respondents.0");
}

static void amended(struct papers *p)
{
    office_act(p->d, &p->f, "amended", "2026-03-05",
               ",'decision':'611','persons_in':[{'role':'dependant','first_name':'Bora','surname':'Lumi',"
               "'birth_date':'2020-01-05'},{'role':'dependant','first_name':'Gent','surname':'Lumi',"
               "'birth_date':'2018-01-05'}],'measures_in':[{'code':'periodic_payment','sum':15000}],'"
               "measures_out':['no_violence']");
    answered(p, 201);
    p->f.child = number_at(p->d, "persons.1");
    office_act(p->d, &p->f, "amended", "2026-03-06",
               ",'decision':'613','measures_in':[{'code':'periodic_payment','employer':'Peshku',"
               "'clears':['sum']}]");
    answered(p, 201);
    office_act(p->d, &p->f, "amended", "2026-03-09",
               path(p->d, ",'decision':'612','effective':'2026-03-10','persons_out':[{'person':%ld}]",
                    (long)p->f.child));
    answered(p, 201);
}

/* Number and day, a child left out, a respondent in the place of another, and what the paper says besides. */
static void corrected_at(struct papers *p, const char *to, int status)
{
    tell(p->d, "POST", path(p->d, "/api/v1/orders/%ld/%s", (long)p->f.order, to),
         "{'version':%ld,'number':'613','decision_date':'2026-03-01','received_on':'2026-03-05','unit':"
         "'Lunxhëri','case_number':'11/2026','petitioner':'police','petitioner_name':'Komisariati',"
         "'representative':'lawyer','representative_name':'Av. Meçe','persons_in':[{'role':'dependant',"
         "'first_name':'Ina','surname':'Lumi'}],'respondents_in':[{'first_name':'Ilir','surname':'Lumi'}],"
         "'respondents_out':[{'person':%ld}],'relation':'bashkëshort','note':'gabim shkrimi'}",
         (long)office_version(p->d, p->f.case_id), (long)p->respondent);
    answered(p, status);
}

void papers_answered(struct door *d, json_t *spec)
{
    struct papers p = {.d = d, .spec = spec};

    as(d, COORDINATOR);
    file_make(&p);
    amended(&p);
    corrected_at(&p, "registration/preview", 200);
    corrected_at(&p, "registration", 201);
    for (int i = 0; i < 2; i++) { /* the mother, and a child that an act took out */
        tell(d, "POST", path(d, "/api/v1/persons/%ld/export", (long)(i ? p.f.child : p.f.mother)),
             "{'why':'me kërkesën e saj'}");
        answered(&p, 200);
    }
    fetch(d, path(d, "/api/v1/cases/%ld/timeline", (long)p.f.case_id));
    answered(&p, 200);
}
