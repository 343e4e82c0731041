/* Orders and acts read from bodies: one description for saving and for previews, so that what was previewed
 * is what is saved. */
#include "api/order_in.h"

#include <inttypes.h>

#include "api/person_in.h"
#include "domain/law/case_role.h"
#include "domain/order/measure_meant.h"
#include "domain/order/registration.h"
#include "domain/work/question.h"
#include "gen/limits.h"
#include "http/input.h"

/* The respondent has a member of his own. */
static bool covered_parse(const char *name, enum case_role *ret)
{
    return case_role_parse(name, ret) && *ret != ROLE_RESPONDENT;
}

struct person_in {
    int64_t person;
    enum case_role role;
    struct person_new who;
};
static const struct member PERSON_IN[] = {
    MEMBER_INT(struct person_in, person, 1, INT64_MAX, OPTIONAL),
    MEMBER_CHOICE(struct person_in, role, covered_parse, REQUIRED),
    PERSON_MEMBERS(struct person_in, who, OPTIONAL),
};
static const struct member RESPONDENT_IN[] = {
    MEMBER_INT(struct person_in, person, 1, INT64_MAX, OPTIONAL),
    PERSON_MEMBERS(struct person_in, who, OPTIONAL),
};

static const struct member RELATION_IN[] = {
    MEMBER_INT(struct relation_in, person, 0, LIMIT(OrderFields, persons) - 1, REQUIRED),
    MEMBER_INT(struct relation_in, respondent, 0, LIMIT(OrderFields, more_respondents), REQUIRED),
    MEMBER_TEXT(struct relation_in, relation, LIMIT(OrderFields, relation), REQUIRED),
};
static const struct member RELATION_FIX_IN[] = {
    MEMBER_INT(struct order_relation, person, 1, INT64_MAX, OPTIONAL),
    MEMBER_INT(struct order_relation, respondent, 1, INT64_MAX, REQUIRED),
    MEMBER_TEXT(struct order_relation, relation, LIMIT(RelationFix, relation), OPTIONAL),
};
#define PARTY_MEMBERS(s)                                                                                     \
    MEMBER_TEXT(s, case_number, LIMIT(OrderFields, case_number), OPTIONAL),                                  \
        MEMBER_CHOICE(s, petitioner, petitioner_parse, OPTIONAL),                                            \
        MEMBER_TEXT(s, petitioner_name, LIMIT(OrderFields, petitioner_name), OPTIONAL),                      \
        MEMBER_CHOICE(s, representative, representative_parse, OPTIONAL),                                    \
        MEMBER_TEXT(s, representative_name, LIMIT(OrderFields, representative_name), OPTIONAL)

#define TERM_MEMBERS(s)                                                                                      \
    MEMBER_INT(s, term_months, 1, LIMIT(OrderFields, term_months), OPTIONAL),                                \
        MEMBER_INT(s, term_days, 1, LIMIT(OrderFields, term_days), OPTIONAL),                                \
        MEMBER_CHOICE(s, term_from, term_from_parse, OPTIONAL)
#define TERM_OF(in)                                                                                          \
    {                                                                                                        \
        (int)(in).term_months, (int)(in).term_days, (in).term_from                                           \
    }

struct measure_body {
    const char *code, *place, *payee, *employer, *hours, *body;
    int64_t metres, sum;
    date until;
    unsigned clears;
};

/* One bit for each detail. */
enum cleared { CLEARS_NONE };

static bool cleared_parse(const char *name, enum cleared *ret)
{
    enum measure_detail detail;

    if (!measure_detail_parse(name, &detail))
        return false;
    *ret = (enum cleared)(1U << detail);
    return true;
}

static const struct member MEASURE_IN[] = {
    MEMBER_TEXT(struct measure_body, code, LIMIT(MeasureIn, code), REQUIRED),
    MEMBER_INT(struct measure_body, metres, 1, LIMIT(MeasureIn, metres), OPTIONAL),
    MEMBER_TEXT(struct measure_body, place, LIMIT(MeasureIn, place), OPTIONAL),
    MEMBER_DATE(struct measure_body, until, OPTIONAL),
    MEMBER_INT(struct measure_body, sum, 1, LIMIT(MeasureIn, sum), OPTIONAL),
    MEMBER_TEXT(struct measure_body, payee, LIMIT(MeasureIn, payee), OPTIONAL),
    MEMBER_TEXT(struct measure_body, employer, LIMIT(MeasureIn, employer), OPTIONAL),
    MEMBER_TEXT(struct measure_body, hours, LIMIT(MeasureIn, hours), OPTIONAL),
    MEMBER_TEXT(struct measure_body, body, LIMIT(MeasureIn, body), OPTIONAL),
    MEMBER_SET(struct measure_body, clears, cleared_parse, OPTIONAL),
};

struct order_in {
    int64_t case_id, version, follows, followed_by, term_months, term_days;
    enum term_from term_from;
    enum order_kind kind;
    const char *issuer, *number, *decided_at, *unit, *relation;
    date decision_date, start, end, final_date, received_on, hearing_on;
    struct person_in *persons, *respondent, *more_respondents;
    size_t persons_count, more_respondents_count;
    struct relation_in *relations;
    size_t relations_count;
    const char *case_number, *petitioner_name, *representative_name;
    enum party petitioner, representative;
    struct measure_body *measures;
    const char **confirm;
    size_t measures_count, confirm_count;
    bool independent;
};
/* req_: of the members that an order needs to be saved, and may lack while it is being written. */
#define ORDER_MEMBERS(req_)                                                                                  \
    MEMBER_INT(struct order_in, case_id, 1, INT64_MAX, OPTIONAL),                                            \
        MEMBER_INT(struct order_in, version, 1, INT64_MAX, OPTIONAL),                                        \
        MEMBER_CHOICE(struct order_in, kind, order_kind_parse, req_),                                        \
        MEMBER_TEXT(struct order_in, issuer, LIMIT(OrderFields, issuer), req_),                              \
        MEMBER_TEXT(struct order_in, number, LIMIT(OrderFields, number), req_),                              \
        MEMBER_DATE(struct order_in, decision_date, req_),                                                   \
        MEMBER_TEXT(struct order_in, decided_at, LIMIT(OrderFields, decided_at), OPTIONAL),                  \
        MEMBER_DATE(struct order_in, start, OPTIONAL), MEMBER_DATE(struct order_in, end, OPTIONAL),          \
        TERM_MEMBERS(struct order_in), MEMBER_DATE(struct order_in, final_date, OPTIONAL),                   \
        MEMBER_DATE(struct order_in, received_on, OPTIONAL),                                                 \
        MEMBER_DATE(struct order_in, hearing_on, OPTIONAL),                                                  \
        MEMBER_INT(struct order_in, follows, 1, INT64_MAX, OPTIONAL),                                        \
        MEMBER_INT(struct order_in, followed_by, 1, INT64_MAX, OPTIONAL),                                    \
        MEMBER_TEXT(struct order_in, unit, LIMIT(OrderFields, unit), OPTIONAL),                              \
        MEMBER_LIST(struct order_in, persons, PERSON_IN, struct person_in, LIMIT(OrderFields, persons),      \
                    req_),                                                                                   \
        MEMBER_OBJECT(struct order_in, respondent, RESPONDENT_IN, struct person_in, OPTIONAL),               \
        MEMBER_TEXT(struct order_in, relation, LIMIT(OrderFields, relation), OPTIONAL),                      \
        MEMBER_LIST(struct order_in, more_respondents, RESPONDENT_IN, struct person_in,                      \
                    LIMIT(OrderFields, more_respondents), OPTIONAL),                                         \
        MEMBER_LIST(struct order_in, relations, RELATION_IN, struct relation_in,                             \
                    LIMIT(OrderFields, relations), OPTIONAL),                                                \
        PARTY_MEMBERS(struct order_in),                                                                      \
        MEMBER_LIST(struct order_in, measures, MEASURE_IN, struct measure_body,                              \
                    LIMIT(OrderFields, measures), OPTIONAL),                                                 \
        MEMBER_BOOL(struct order_in, independent, OPTIONAL), MEMBER_CONFIRM(struct order_in)
static const struct member ORDER_IN[] = {ORDER_MEMBERS(REQUIRED)};
static const struct member ORDER_DRAFT[] = {ORDER_MEMBERS(OPTIONAL)};

static struct order_person order_person_of(const struct person_in *in)
{
    struct order_person p = {.person = in->person, .role = in->role, .who = in->who};

    person_settle(&p.who);
    return p;
}

/* Details are kept as texts, for they are sealed one by one. */
static err measures_of(struct req *rq, const struct measure_body *in, size_t count, struct measure_in **ret)
{
    struct arena *a = rq->work.arena;
    struct measure_in *list = arena_array(a, count + 1, sizeof *list);
    char day[DATE_TEXT];

    if (!list)
        return ERR_SYSTEM;
    for (size_t i = 0; i < count; i++) {
        const char **at = list[i].details.at;

        list[i].code = in[i].code;
        list[i].details.clears = in[i].clears;
        at[DETAIL_PLACE] = in[i].place;
        at[DETAIL_PAYEE] = in[i].payee;
        at[DETAIL_EMPLOYER] = in[i].employer;
        at[DETAIL_HOURS] = in[i].hours;
        at[DETAIL_BODY] = in[i].body;
        if ((in[i].metres && !(at[DETAIL_METRES] = arena_format(a, "%" PRId64, in[i].metres))) ||
            (in[i].sum && !(at[DETAIL_SUM] = arena_format(a, "%" PRId64, in[i].sum))) ||
            (in[i].until != DATE_NONE && !(at[DETAIL_UNTIL] = arena_text(a, date_format(in[i].until, day)))))
            return ERR_SYSTEM;
    }
    *ret = list;
    return OK;
}

/* "independent" is an answer with a name of its own. */
static err answers_take(struct req *rq, const struct order_in *in)
{
    const char **texts = arena_array(rq->work.arena, in->confirm_count + 2, sizeof *texts);
    size_t count = 0;

    if (!texts)
        return ERR_SYSTEM;
    if ((in->follows || in->followed_by) && in->independent)
        return refuse(&rq->work, ERR_INPUT, "contradiction", "independent",
                      "An order takes another's place, or stands by itself.");
    for (; count < in->confirm_count; count++)
        texts[count] = in->confirm[count];
    if (in->independent) {
        texts[count++] = "follows_or_independent";
        texts[count++] = "followed_or_independent";
    }
    return question_confirm(&rq->work, texts, count);
}

static struct order_person respondent_of(const struct person_in *in)
{
    struct order_person p = order_person_of(in);

    p.role = ROLE_RESPONDENT;
    return p;
}

err order_in_read(struct req *rq, bool draft, struct order_new *ret)
{
    struct order_person *persons, *more;
    struct measure_in *measures;
    struct order_in in;
    err e;

    if ((e = input_read(rq, rq->body, draft ? ORDER_DRAFT : ORDER_IN, COUNT(ORDER_IN), &in)))
        return e;
    /* One more: the respondent stands behind the others. */
    persons = arena_array(rq->work.arena, in.persons_count + 1, sizeof *persons);
    more = arena_array(rq->work.arena, in.more_respondents_count + 1, sizeof *more);
    if (!persons || !more)
        return ERR_SYSTEM;
    for (size_t i = 0; i < in.more_respondents_count; i++)
        more[i] = respondent_of(&in.more_respondents[i]);
    for (size_t i = 0; i < in.persons_count; i++)
        persons[i] = order_person_of(&in.persons[i]);
    if (in.respondent)
        persons[in.persons_count] = respondent_of(in.respondent);
    if ((e = measures_of(rq, in.measures, in.measures_count, &measures)) || (e = answers_take(rq, &in)))
        return e;
    *ret = (struct order_new){.case_id = in.case_id,
                              .version = in.version,
                              .kind = in.kind,
                              .issuer = in.issuer,
                              .number = in.number,
                              .decision_date = in.decision_date,
                              .decided_at = in.decided_at,
                              .start = in.start,
                              .end = in.end,
                              .term = TERM_OF(in),
                              .final_date = in.final_date,
                              .received_on = in.received_on,
                              .hearing_on = in.hearing_on,
                              .asks_hearing = true,
                              .follows = in.follows,
                              .followed_by = in.followed_by,
                              .unit = in.unit,
                              .persons = persons,
                              .persons_count = in.persons_count,
                              .respondent = in.respondent ? &persons[in.persons_count] : NULL,
                              .relation = in.relation,
                              .more_respondents = more,
                              .more_respondents_count = in.more_respondents_count,
                              .relations = in.relations,
                              .relations_count = in.relations_count,
                              .parties = {.case_number = in.case_number,
                                          .petitioner = in.petitioner,
                                          .petitioner_name = in.petitioner_name,
                                          .representative = in.representative,
                                          .representative_name = in.representative_name},
                              .measures = measures,
                              .measures_count = in.measures_count};
    return OK;
}

struct gone_in {
    int64_t person;
};

struct act_in {
    int64_t version, other_order, about, corrects, term_months, term_days;
    enum term_from term_from;
    enum act_kind kind;
    enum appeal_outcome outcome;
    date on, start, end, effective;
    const char *time, *decision, *note, **confirm;
    size_t confirm_count;
    bool open_end, voids;
    struct person_in *persons_in;
    struct gone_in *persons_out;
    struct measure_body *measures_in;
    const char **measures_out;
    size_t persons_in_count, persons_out_count, measures_in_count, measures_out_count;
};
static const struct member GONE_IN[] = {MEMBER_INT(struct gone_in, person, 1, INT64_MAX, REQUIRED)};
static const struct member ACT_IN[] = {
    MEMBER_INT(struct act_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_CHOICE(struct act_in, kind, act_kind_parse, REQUIRED),
    MEMBER_DATE(struct act_in, on, REQUIRED),
    MEMBER_TEXT(struct act_in, time, LIMIT(ActNew, time), OPTIONAL),
    MEMBER_DATE(struct act_in, start, OPTIONAL),
    MEMBER_DATE(struct act_in, end, OPTIONAL),
    TERM_MEMBERS(struct act_in),
    MEMBER_BOOL(struct act_in, open_end, OPTIONAL),
    MEMBER_DATE(struct act_in, effective, OPTIONAL),
    MEMBER_INT(struct act_in, other_order, 1, INT64_MAX, OPTIONAL),
    MEMBER_CHOICE(struct act_in, outcome, appeal_outcome_parse, OPTIONAL),
    MEMBER_INT(struct act_in, about, 1, INT64_MAX, OPTIONAL),
    MEMBER_INT(struct act_in, corrects, 1, INT64_MAX, OPTIONAL),
    MEMBER_BOOL(struct act_in, voids, OPTIONAL),
    MEMBER_TEXT(struct act_in, decision, LIMIT(ActNew, decision), OPTIONAL),
    MEMBER_TEXT(struct act_in, note, LIMIT(ActNew, note), OPTIONAL),
    MEMBER_LIST(struct act_in, persons_in, PERSON_IN, struct person_in, LIMIT(ActNew, persons_in), OPTIONAL),
    MEMBER_LIST(struct act_in, persons_out, GONE_IN, struct gone_in, LIMIT(ActNew, persons_out), OPTIONAL),
    MEMBER_LIST(struct act_in, measures_in, MEASURE_IN, struct measure_body, LIMIT(ActNew, measures_in),
                OPTIONAL),
    MEMBER_TEXTS(struct act_in, measures_out, LIMIT(ActNew, measures_out_each), LIMIT(ActNew, measures_out),
                 OPTIONAL),
    MEMBER_CONFIRM(struct act_in),
};

/* NULL: it says nothing of them. */
static err content_of(struct req *rq, const struct act_in *in, const struct act_content **ret)
{
    struct act_content *c;
    err e;

    *ret = NULL;
    if (!in->persons_in_count && !in->persons_out_count && !in->measures_in_count && !in->measures_out_count)
        return OK;
    if (!(c = arena_alloc(rq->work.arena, sizeof *c)))
        return ERR_SYSTEM;
    *c = (struct act_content){
        .persons_in = arena_array(rq->work.arena, in->persons_in_count + 1, sizeof *c->persons_in),
        .persons_in_count = in->persons_in_count,
        .persons_out = arena_array(rq->work.arena, in->persons_out_count + 1, sizeof *c->persons_out),
        .persons_out_count = in->persons_out_count,
        .measures_in_count = in->measures_in_count,
        .measures_out = in->measures_out,
        .measures_out_count = in->measures_out_count};
    if (!c->persons_in || !c->persons_out)
        return ERR_SYSTEM;
    if ((e = measures_of(rq, in->measures_in, in->measures_in_count, &c->measures_in)))
        return e;
    for (size_t i = 0; i < in->persons_in_count; i++)
        c->persons_in[i] = order_person_of(&in->persons_in[i]);
    for (size_t i = 0; i < in->persons_out_count; i++)
        c->persons_out[i] = in->persons_out[i].person;
    *ret = c;
    return OK;
}

err act_in_read(struct req *rq, struct act_new *ret)
{
    const struct act_content *content;
    struct act_in in;
    err e;

    if ((e = input_read(rq, rq->body, ACT_IN, COUNT(ACT_IN), &in)) || (e = content_of(rq, &in, &content)) ||
        (e = question_confirm(&rq->work, in.confirm, in.confirm_count)))
        return e;
    *ret = (struct act_new){.version = in.version,
                            .kind = in.kind,
                            .on = in.on,
                            .time = in.time,
                            .start = in.start,
                            .end = in.end,
                            .term = TERM_OF(in),
                            .open_end = in.open_end,
                            .effective = in.effective,
                            .other_order = in.other_order,
                            .outcome = in.outcome,
                            .about = in.about,
                            .corrects = in.corrects,
                            .voids = in.voids,
                            .decision = in.decision,
                            .note = in.note,
                            .content = content};
    return OK;
}

struct registration_in {
    int64_t version, term_months, term_days;
    enum term_from term_from;
    enum order_kind kind;
    const char *issuer, *number, *unit, *case_number, *petitioner_name, *representative_name, *relation,
        *note;
    date decision_date, start, end, received_on, hearing_on;
    enum party petitioner, representative;
    unsigned clears;
    struct person_in *persons_in, *respondents_in;
    struct gone_in *persons_out, *respondents_out;
    struct order_relation *relations;
    struct measure_body *measures_in;
    const char **measures_out, **confirm;
    size_t persons_in_count, respondents_in_count, persons_out_count, respondents_out_count, relations_count,
        measures_in_count, measures_out_count, confirm_count;
};
static const struct member REGISTRATION_IN[] = {
    MEMBER_INT(struct registration_in, version, 1, INT64_MAX, REQUIRED),
    MEMBER_CHOICE(struct registration_in, kind, order_kind_parse, OPTIONAL),
    MEMBER_TEXT(struct registration_in, issuer, LIMIT(RegistrationNew, issuer), OPTIONAL),
    MEMBER_TEXT(struct registration_in, number, LIMIT(RegistrationNew, number), OPTIONAL),
    MEMBER_DATE(struct registration_in, decision_date, OPTIONAL),
    MEMBER_DATE(struct registration_in, start, OPTIONAL),
    MEMBER_DATE(struct registration_in, end, OPTIONAL),
    TERM_MEMBERS(struct registration_in),
    MEMBER_DATE(struct registration_in, received_on, OPTIONAL),
    MEMBER_DATE(struct registration_in, hearing_on, OPTIONAL),
    MEMBER_TEXT(struct registration_in, unit, LIMIT(RegistrationNew, unit), OPTIONAL),
    PARTY_MEMBERS(struct registration_in),
    MEMBER_SET(struct registration_in, clears, registration_word_parse, OPTIONAL),
    MEMBER_LIST(struct registration_in, persons_in, PERSON_IN, struct person_in,
                LIMIT(RegistrationNew, persons_in), OPTIONAL),
    MEMBER_LIST(struct registration_in, persons_out, GONE_IN, struct gone_in,
                LIMIT(RegistrationNew, persons_out), OPTIONAL),
    MEMBER_LIST(struct registration_in, respondents_in, RESPONDENT_IN, struct person_in,
                LIMIT(RegistrationNew, respondents_in), OPTIONAL),
    MEMBER_LIST(struct registration_in, respondents_out, GONE_IN, struct gone_in,
                LIMIT(RegistrationNew, respondents_out), OPTIONAL),
    MEMBER_TEXT(struct registration_in, relation, LIMIT(RegistrationNew, relation), OPTIONAL),
    MEMBER_LIST(struct registration_in, relations, RELATION_FIX_IN, struct order_relation,
                LIMIT(RegistrationNew, relations), OPTIONAL),
    MEMBER_LIST(struct registration_in, measures_in, MEASURE_IN, struct measure_body,
                LIMIT(RegistrationNew, measures_in), OPTIONAL),
    MEMBER_TEXTS(struct registration_in, measures_out, LIMIT(RegistrationNew, measures_out_each),
                 LIMIT(RegistrationNew, measures_out), OPTIONAL),
    MEMBER_TEXT(struct registration_in, note, LIMIT(RegistrationNew, note), OPTIONAL),
    MEMBER_CONFIRM(struct registration_in),
};

static err lists_of(struct req *rq, const struct registration_in *in, struct registration_new *ret)
{
    struct arena *a = rq->work.arena;
    struct act_content *c = &ret->content;

    c->persons_in = arena_array(a, in->persons_in_count + 1, sizeof *c->persons_in);
    c->persons_out = arena_array(a, in->persons_out_count + 1, sizeof *c->persons_out);
    ret->respondents_in = arena_array(a, in->respondents_in_count + 1, sizeof *ret->respondents_in);
    ret->respondents_out = arena_array(a, in->respondents_out_count + 1, sizeof *ret->respondents_out);
    if (!c->persons_in || !c->persons_out || !ret->respondents_in || !ret->respondents_out)
        return ERR_SYSTEM;
    for (size_t i = 0; i < in->persons_in_count; i++)
        c->persons_in[i] = order_person_of(&in->persons_in[i]);
    for (size_t i = 0; i < in->persons_out_count; i++)
        c->persons_out[i] = in->persons_out[i].person;
    for (size_t i = 0; i < in->respondents_in_count; i++)
        ret->respondents_in[i] = respondent_of(&in->respondents_in[i]);
    for (size_t i = 0; i < in->respondents_out_count; i++)
        ret->respondents_out[i] = in->respondents_out[i].person;
    c->persons_in_count = in->persons_in_count;
    c->persons_out_count = in->persons_out_count;
    c->measures_in_count = in->measures_in_count;
    c->measures_out = in->measures_out;
    c->measures_out_count = in->measures_out_count;
    ret->respondents_in_count = in->respondents_in_count;
    ret->respondents_out_count = in->respondents_out_count;
    return measures_of(rq, in->measures_in, in->measures_in_count, &c->measures_in);
}

err registration_in_read(struct req *rq, struct registration_new *ret)
{
    struct registration_in in;
    err e;

    if ((e = input_read(rq, rq->body, REGISTRATION_IN, COUNT(REGISTRATION_IN), &in)) ||
        (e = question_confirm(&rq->work, in.confirm, in.confirm_count)))
        return e;
    *ret = (struct registration_new){.version = in.version,
                                     .kind = in.kind,
                                     .issuer = in.issuer,
                                     .number = in.number,
                                     .unit = in.unit,
                                     .decision_date = in.decision_date,
                                     .start = in.start,
                                     .end = in.end,
                                     .term = TERM_OF(in),
                                     .received_on = in.received_on,
                                     .hearing_on = in.hearing_on,
                                     .parties = {.case_number = in.case_number,
                                                 .petitioner = in.petitioner,
                                                 .petitioner_name = in.petitioner_name,
                                                 .representative = in.representative,
                                                 .representative_name = in.representative_name},
                                     .clears = in.clears,
                                     .relation = in.relation,
                                     .relations = in.relations,
                                     .relations_count = in.relations_count,
                                     .note = in.note};
    return lists_of(rq, &in, ret);
}

static const struct member MEANT_IN[] = {
    MEMBER_TEXT(struct meant_in, letter, LIMIT(MeasuresMeant, meant_letter), REQUIRED),
    MEMBER_TEXT(struct meant_in, code, LIMIT(MeasureIn, code), REQUIRED),
};
static const struct member MEASURES_MEANT[] = {
    MEMBER_INT(struct measures_meant, version, 1, INT64_MAX, REQUIRED),
    MEMBER_LIST(struct measures_meant, meant, MEANT_IN, struct meant_in, LIMIT(MeasuresMeant, meant),
                REQUIRED),
};

err measures_meant_read(struct req *rq, struct measures_meant *ret)
{
    return input_read(rq, rq->body, MEASURES_MEANT, COUNT(MEASURES_MEANT), ret);
}
