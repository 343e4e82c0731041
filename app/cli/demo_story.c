/* All persons here are invented, and so are their numbers. Days count from today, so that whenever the
 * demonstration is made it has one of every state that a register can show: in force, ending in ten days,
 * extension pending, police order awaiting the court, overdue hearing, terminated, in a shelter, chained,
 * extended, run out, not yet final. */
#include "cli/demo_story.h"

#include <stdio.h>
#include <string.h>

#include "domain/card/card.h"
#include "domain/card/card_issue.h"
#include "domain/file/case_read.h"
#include "domain/file/person.h"
#include "domain/kindergarten/enrolment.h"
#include "domain/order/act_record.h"
#include "domain/order/order.h"
#include "domain/order/order_register.h"
#include "domain/order/stay.h"
#include "domain/payment/application.h"
#include "domain/payment/application_decision.h"

struct demo_person {
    const char *first_name, *father_name, *surname, *nid, *born, *unit;
    const char *child, *child_born; /* NULL: none */
    const char *respondent, *relation;
};

static const struct demo_person PEOPLE[DEMO_PEOPLE] = {
    {.first_name = "Elira",
     .father_name = "Agim",
     .surname = "Kodra",
     .nid = "I75412901V",
     .born = "1987-04-12",
     .unit = "Gjirokastër",
     .child = "Klea",
     .child_born = "2022-03-11",
     .respondent = "Ilir",
     .relation = "bashkëshort"},
    {.first_name = "Mira",
     .father_name = "Petrit",
     .surname = "Shtëpani",
     .nid = "J25903902S",
     .born = "1992-09-03",
     .unit = "Lunxhëri",
     .respondent = "Gëzim",
     .relation = "ish-bashkëshort"},
    {.first_name = "Ardita",
     .father_name = "Luan",
     .surname = "Lumi",
     .nid = "H95221903I",
     .born = "1979-02-21",
     .unit = "Gjirokastër",
     .child = "Noel",
     .child_born = "2021-09-30",
     .respondent = "Sokol",
     .relation = "bashkëjetues"},
    {.first_name = "Besarta",
     .father_name = "Bardhyl",
     .surname = "Fusha",
     .nid = "J56130904M",
     .born = "1995-11-30",
     .unit = "Cepo",
     .respondent = "Arben",
     .relation = "vëlla"},
    {.first_name = "Drita",
     .father_name = "Skënder",
     .surname = "Guri",
     .nid = "I45617905M",
     .born = "1984-06-17",
     .unit = "Lazarat",
     .respondent = "Fatmir",
     .relation = "bashkëshort"},
    {.first_name = "Valmira",
     .father_name = "Thoma",
     .surname = "Bregasi",
     .nid = "J05108906D",
     .born = "1990-01-08",
     .unit = "Gjirokastër",
     .respondent = "Dashnor",
     .relation = "ish-bashkëshort"},
    {.first_name = "Sonila",
     .father_name = "Vangjel",
     .surname = "Përroi",
     .nid = "I85825907J",
     .born = "1988-08-25",
     .unit = "Odrie",
     .child = "Era",
     .child_born = "2023-01-19",
     .respondent = "Kristaq",
     .relation = "bashkëshort"},
    {.first_name = "Zamira",
     .father_name = "Hysni",
     .surname = "Dushku",
     .nid = "I16205908J",
     .born = "1981-12-05",
     .unit = "Antigonë",
     .respondent = "Çlirim",
     .relation = "bashkëjetues"},
    {.first_name = "Kaltrina",
     .father_name = "Ilir",
     .surname = "Ahu",
     .nid = "H75314909W",
     .born = "1977-03-14",
     .unit = "Picar",
     .respondent = "Hysen",
     .relation = "bashkëshort"},
    {.first_name = "Jehona",
     .father_name = "Sokol",
     .surname = "Plepi",
     .nid = "J36019910T",
     .born = "1993-10-19",
     .unit = "Gjirokastër",
     .respondent = "Besnik",
     .relation = "ish-bashkëshort"},
    {.first_name = "Nora",
     .father_name = "Gjergj",
     .surname = "Ëngjëlli",
     .born = "1999-05-02",
     .unit = "Lunxhëri",
     .respondent = "Artan",
     .relation = "baba"},
};

enum { ELIRA, MIRA, ARDITA, BESARTA, DRITA, VALMIRA, SONILA, ZAMIRA, KALTRINA, JEHONA, NORA };
enum what { POLICE_ORDER, IMMEDIATE_ORDER, ORDER, ACT, STAY, FILE_ONLY, APPLY, ENROL, CARD, CHILD_CARD };

#define NO_DAY 9999 /* the order names no last day: police and immediate orders */

struct step {
    int day;
    int who;
    enum what what;
    int until;         /* orders, extensions: last day */
    int kindergarten;  /* ENROL: which */
    enum act_kind act; /* ACT */
    unsigned services; /* cards */
    const char *time;  /* police orders */
};

#define BUS_DESK (SERVICE_TRANSPORT | SERVICE_DOCUMENTS)

/* In order of days. A step refers to what earlier ones have made; one that came too early would be
 * refused. */
static const struct step STEPS[] = {
    {-420, KALTRINA, ORDER, .until = -75},
    {-419, KALTRINA, ACT, .act = ACT_SERVED},
    {-400, KALTRINA, ACT, .act = ACT_FINAL},
    {-395, JEHONA, ORDER, .until = -35},
    {-394, JEHONA, ACT, .act = ACT_SERVED},
    {-375, JEHONA, ACT, .act = ACT_FINAL},
    {-174, MIRA, ORDER, .until = 10},
    {-158, MIRA, ACT, .act = ACT_FINAL},
    {-155, MIRA, ACT, .act = ACT_SERVED},
    {-150, MIRA, CARD, .services = BUS_DESK},
    {-140, SONILA, ORDER, .until = 220},
    {-124, SONILA, ACT, .act = ACT_FINAL},
    {-123, SONILA, ACT, .act = ACT_SERVED},
    {.day = -122, .who = SONILA, .what = APPLY},
    {-120, ELIRA, ORDER, .until = 174},
    {-119, ELIRA, ACT, .act = ACT_SERVED},
    {-104, ELIRA, ACT, .act = ACT_FINAL},
    {.day = -103, .who = ELIRA, .what = APPLY},
    {-100, ELIRA, ENROL, .kindergarten = 0},
    {-99, ELIRA, CARD, .services = BUS_DESK},
    {-99, ELIRA, CHILD_CARD, .services = SERVICE_TRANSPORT | SERVICE_KINDERGARTEN},
    {-95, ARDITA, ORDER, .until = 25},
    {-94, ARDITA, ACT, .act = ACT_SERVED},
    {-90, VALMIRA, ORDER, .until = 180},
    {-89, VALMIRA, ACT, .act = ACT_SERVED},
    {-85, KALTRINA, ACT, .act = ACT_EXTENSION_REQUESTED},
    {-80, KALTRINA, ACT, .until = 200, .act = ACT_EXTENDED},
    {-79, ARDITA, ACT, .act = ACT_FINAL},
    {-78, ARDITA, ENROL, .kindergarten = 1},
    {-77, ARDITA, CHILD_CARD, .services = SERVICE_KINDERGARTEN},
    {-74, VALMIRA, ACT, .act = ACT_FINAL},
    {-70, VALMIRA, CARD, .services = BUS_DESK},
    {-60, ZAMIRA, POLICE_ORDER, .until = NO_DAY, .time = "07:40"},
    {-59, ZAMIRA, ACT, .act = ACT_PETITIONED},
    {-58, ZAMIRA, IMMEDIATE_ORDER, .until = NO_DAY},
    {-57, ZAMIRA, ACT, .act = ACT_SERVED},
    {-41, ZAMIRA, ORDER, .until = 300},
    {-40, ZAMIRA, ACT, .act = ACT_SERVED},
    {-25, ZAMIRA, ACT, .act = ACT_FINAL},
    {-24, ZAMIRA, CARD, .services = BUS_DESK},
    {-22, DRITA, IMMEDIATE_ORDER, .until = NO_DAY},
    {-21, DRITA, ACT, .act = ACT_SERVED},
    {.day = -20, .who = SONILA, .what = STAY},
    {-18, NORA, ORDER, .until = 160},
    {-17, NORA, ACT, .act = ACT_SERVED},
    {.day = -16, .who = NORA, .what = FILE_ONLY},
    {-15, DRITA, CARD, .services = BUS_DESK},
    {-3, ARDITA, ACT, .act = ACT_EXTENSION_REQUESTED},
    {-2, VALMIRA, ACT, .act = ACT_TERMINATED},
    {-1, BESARTA, POLICE_ORDER, .until = NO_DAY, .time = "08:15"},
};

static date day_on(const struct work *w, int day, int today_is)
{
    return date_add_days(w->today, day - today_is);
}

static struct person_new mother(const struct demo_person *p)
{
    struct person_new who = {.first_name = p->first_name,
                             .father_name = p->father_name,
                             .surname = p->surname,
                             .nid = p->nid,
                             .birth_date = DATE_NONE,
                             .sex = "F"};

    if (date_parse(p->born, &who.birth_date))
        who.birth_date = DATE_NONE;
    return who;
}

static struct person_new child(const struct demo_person *p)
{
    struct person_new who = {
        .first_name = p->child, .father_name = p->respondent, .surname = p->surname, .birth_date = DATE_NONE};

    if (date_parse(p->child_born, &who.birth_date))
        who.birth_date = DATE_NONE;
    return who;
}

/* Notes under which numbers the persons were stored. */
static err people_note(struct work *w, int who, struct demo_people *people)
{
    struct case_file f;
    err e;

    if ((e = case_read(w, people->case_id[who], &f)))
        return e;
    for (size_t i = 0; i < f.person_count; i++) {
        if (f.persons[i].role == ROLE_PROTECTED)
            people->person[who] = f.persons[i].person;
        else if (f.persons[i].role == ROLE_DEPENDANT)
            people->child[who] = f.persons[i].person;
    }
    return OK;
}

static err order_step(struct work *w, const struct step *s, struct demo_people *people)
{
    static const struct measure_in MEASURES[] = {
        {.code = "no_violence"},
        {.code = "no_contact"},
        {.code = "removal"},
        {.code = "keep_away", .details.at[DETAIL_PLACE] = "Shkolla 9-vjeçare e lagjes"}};
    static const char COURT[] = "Gjykata e Shkallës së Parë e Juridiksionit të Përgjithshëm Gjirokastër";
    const struct demo_person *p = &PEOPLE[s->who];
    struct order_person persons[2] = {{.role = ROLE_PROTECTED, .who = mother(p)}, {.role = ROLE_DEPENDANT}};
    struct order_person respondent = {
        .role = ROLE_RESPONDENT,
        .who = {.first_name = p->respondent, .surname = p->surname, .birth_date = DATE_NONE}};
    struct measure_in measures[4];
    char number[32];
    struct order_new in = {.case_id = people->case_id[s->who],
                           /* The file was not shown to anybody who could have read an older version of it. */
                           .unversioned = true,
                           .kind = s->what == POLICE_ORDER      ? ORDER_UMPMM
                                   : s->what == IMMEDIATE_ORDER ? ORDER_UMM
                                                                : ORDER_UM,
                           .issuer = s->what == POLICE_ORDER ? "Komisariati i Policisë Gjirokastër" : COURT,
                           .number = number,
                           .decision_date = w->today,
                           .decided_at = s->time,
                           .start = DATE_NONE,
                           .end = s->until == NO_DAY ? DATE_NONE : day_on(w, s->until, s->day),
                           .final_date = DATE_NONE,
                           .received_on = w->today,
                           .hearing_on = DATE_NONE,
                           /* 0 for the first of a file; the chain of police, immediate and full order builds
                            * itself by the days. */
                           .follows = people->order[s->who],
                           .unit = p->unit,
                           .persons = persons,
                           .persons_count = p->child ? 2 : 1,
                           .respondent = &respondent,
                           .relation = p->relation,
                           .measures = measures,
                           .measures_count = 4};
    err e;

    memcpy(measures, MEASURES, sizeof measures);
    if (p->child)
        persons[1].who = child(p);
    /* Differs by the day, and so between all orders of the story. */
    snprintf(number, sizeof number, "%d/%d", 500 + s->day, date_year(w->today));
    if ((e = order_register(w, &in, &people->order[s->who], &people->case_id[s->who])))
        return e;
    return people_note(w, s->who, people);
}

static err act_step(struct work *w, const struct step *s, const struct demo_people *people)
{
    char decision[32];
    struct act_new in = {.kind = s->act,
                         .on = w->today,
                         .start = DATE_NONE,
                         .end = s->act == ACT_EXTENDED ? day_on(w, s->until, s->day) : DATE_NONE,
                         .effective = s->act == ACT_TERMINATED ? w->today : DATE_NONE};
    int64_t id, version;

    snprintf(decision, sizeof decision, "%d/%d", 700 + s->day, date_year(w->today));
    /* These two are decisions of a court and have numbers; the others are events. */
    if (s->act == ACT_EXTENDED || s->act == ACT_TERMINATED)
        in.decision = decision;
    return act_record(w, people->order[s->who], &in, &id, &version);
}

static err card_step(struct work *w, const struct step *s, struct demo_people *people)
{
    const struct card_new in = {.case_id = people->case_id[s->who],
                                .person = s->what == CARD ? people->person[s->who] : people->child[s->who],
                                .services = s->services};
    struct card card;
    err e;

    if ((e = card_issue(w, &in, &card)))
        return e;
    if (s->who == ELIRA && s->what == CARD)
        snprintf(people->first_card, sizeof people->first_card, "%s", card.text);
    return OK;
}

static err application_grant(struct work *w, const struct demo_people *people, int who, int64_t id)
{
    const struct application_decision_new granted = {.case_id = people->case_id[who],
                                                     .decision = APPLICATION_GRANTED};
    const struct actor coordinator = w->actor;
    err e;

    /* Decided by the office for economic aid, as in a municipality: the coordinator may not. */
    w->actor = people->aid_officer;
    e = application_decide(w, id, &granted);
    w->actor = coordinator;
    return e;
}

static err step_do(struct work *w, const struct step *s, struct demo_people *people)
{
    const struct stay_new stay = {.person = people->person[s->who],
                                  .place = "Qendra rezidenciale",
                                  .from = w->today,
                                  .until = DATE_NONE};
    const char *papers[] = {"order", "identity_card", "property_certificate"};
    const struct application_new application = {.case_id = people->case_id[s->who],
                                                .person = people->person[s->who],
                                                .filed_on = w->today,
                                                .documents = papers,
                                                .documents_count = 3};
    const struct enrolment_new enrolment = {.case_id = people->case_id[s->who],
                                            .person = people->child[s->who],
                                            .organisation = people->kindergarten[s->kindergarten],
                                            .from = w->today,
                                            .until = DATE_NONE};
    int64_t id;
    err e;

    switch (s->what) {
    case POLICE_ORDER:
    case IMMEDIATE_ORDER:
    case ORDER:
        return order_step(w, s, people);
    case ACT:
        return act_step(w, s, people);
    case STAY:
        return stay_begin(w, people->case_id[s->who], &stay, &id);
    case FILE_ONLY:
        return application_file(w, &application, &id);
    case APPLY:
        return (e = application_file(w, &application, &id)) ? e : application_grant(w, people, s->who, id);
    case ENROL:
        return enrolment_add(w, &enrolment, &id);
    case CARD:
    case CHILD_CARD:
        return card_step(w, s, people);
    }
    return OK;
}

err demo_day(struct work *w, int day, struct demo_people *people, int *ret_next)
{
    int next = 1;
    err e;

    for (size_t i = 0; i < sizeof STEPS / sizeof STEPS[0]; i++) {
        if (STEPS[i].day > day && next == 1)
            next = STEPS[i].day;
        if (STEPS[i].day == day && (e = step_do(w, &STEPS[i], people)))
            return e;
    }
    *ret_next = next;
    return OK;
}
