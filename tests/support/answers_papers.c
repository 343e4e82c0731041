/* What courts change in an order while it lasts, answered as it is described. A file of its own: Vera Lumi.
 */
#include "support/answers.h"
#include "support/spec.h"

struct papers {
    struct door *d;
    json_t *spec;
    struct office_file f; /* but for the child */
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
         "'2026-12-01','measures':['a'],'persons':[{'role':'protected','first_name':'Vera','surname':'Lumi'}]"
         "}");
    answered(p, 201);
    p->f = (struct office_file){.case_id = number_at(p->d, "case_id"),
                                .order = number_at(p->d, "id"),
                                .mother = number_at(p->d, "persons.0")};
}

static void amended(struct papers *p)
{
    office_act(p->d, &p->f, "amended", "2026-03-05",
               ",'decision':'611','persons_in':[{'role':'dependant','first_name':'Bora','surname':'Lumi',"
               "'birth_date':'2020-01-05'},{'role':'dependant','first_name':'Gent','surname':'Lumi',"
               "'birth_date':'2018-01-05'}],'measures_in':[{'code':'p','sum':15000}],'measures_out':['a']");
    answered(p, 201);
    p->f.child = number_at(p->d, "persons.1");
    office_act(p->d, &p->f, "amended", "2026-03-09",
               path(p->d, ",'decision':'612','effective':'2026-03-10','persons_out':[{'person':%ld}]",
                    (long)p->f.child));
    answered(p, 201);
}

void papers_answered(struct door *d, json_t *spec)
{
    struct papers p = {.d = d, .spec = spec};

    as(d, COORDINATOR);
    file_make(&p);
    amended(&p);
}
