/* Nouns of case work: which words of a record tell what, and what answers it. */
#include "domain/report/fact_casework.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/casework/contact_point.h"
#include "domain/report/fact_order.h"
#include "domain/report/fact_record.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define CHILDREN_MAX 999 /* of SAID_COUNT_MAX digits */

static const struct told CALL_TOLD[] = {{BY_KIND, "channel"}, {BY_PART, "caller"},   {BY_AGE, "age_group"},
                                        {BY_SEX, "sex"},      {BY_DANGER, "danger"}, {BY_OUTCOME, "outcome"},
                                        {BY_UNIT, "unit"}};
static err calls_read(struct fact_reading *r)
{
    return fact_kind_read(r, RECORD_CALL, TOLD(CALL_TOLD));
}

static const struct told EXECUTION_TOLD[] = {{BY_KIND, "what"}, {BY_OUTCOME, "result"}};
static err executions_read(struct fact_reading *r)
{
    return fact_kind_read(r, RECORD_EXECUTION, TOLD(EXECUTION_TOLD));
}

static const struct told INTAKE_TOLD[] = {{BY_CAME, "came_through"},     {BY_VIOLENCE, "violence"},
                                          {BY_RELATION, "relation"},     {BY_SEX, "sex"},
                                          {BY_AGE, "age_group"},         {BY_UNIT, "unit"},
                                          {BY_DISABILITY, "disability"}, {BY_PART, "children"}};

/* A set of codes becomes a fact for each, the first of which stands for the intake. The place of `first` may
 * move when others are added. */
static err violence_split(struct fact_reading *r, size_t first)
{
    const char *at = r->at[first].value[BY_VIOLENCE];
    bool more = false;

    for (at = at ? at + strspn(at, " ") : ""; *at; at += strspn(at, " ")) {
        const size_t n = strcspn(at, " ");
        const char *code = arena_text_n(r->w->arena, at, n);
        struct fact like = r->at[first];

        if (!code || (more && !fact_add(r, like.on, like.case_id)))
            return ERR_SYSTEM;
        like.value[BY_VIOLENCE] = code;
        like.weight = !more;
        r->at[more ? r->count - 1 : first] = like;
        more = true;
        at += n;
    }
    return OK;
}

static err intakes_read(struct fact_reading *r)
{
    struct record *list;
    struct fact *f;
    size_t n;
    err e = fact_records(r, RECORD_INTAKE, r->from, r->until, &list, &n);

    for (size_t i = 0; i < n && !e; i++)
        if (!(e = fact_of_record(r, &list[i], TOLD(INTAKE_TOLD), &f))) {
            const char *came = f->value[BY_CAME];

            if (came)
                f->value[BY_OUTCOME] = strcmp(came, "herself") ? "referred" : "herself";
            e = violence_split(r, r->count - 1);
        }
    return e;
}

/* The address book by its names, those that ended too: referrals of past years name them. Of several that had
 * one name the last counts. */
struct institution {
    const char *name;
    bool public;
};
static const char SQL_INSTITUTIONS[] = "SELECT name, public FROM (SELECT name_folded AS name, public, "
                                       "max(coalesce(ended_on, '9999-12-31')) FROM "
                                       "contact_point GROUP BY name_folded) ORDER BY name";
static const struct column INSTITUTION_COLUMNS[] = {
    COLUMN_TEXT(struct institution, name),
    COLUMN_BOOL(struct institution, public),
};
struct institutions {
    struct institution *at;
    size_t count;
};

static err institutions_read(struct fact_reading *r, struct institutions *ret)
{
    if (!WANTS(r, BY_PART))
        return OK;
    return rows_read(r->w, SQL_INSTITUTIONS, NO_BINDS, COLUMNS(INSTITUTION_COLUMNS), NULL, &ret->at,
                     &ret->count);
}

static int institution_compare(const void *name, const void *institution)
{
    return strcmp(name, ((const struct institution *)institution)->name);
}

/* NULL: it stands in no book, so nobody has said. */
static const char *whose_institution(const struct institutions *book, const char *name)
{
    char folded[CONTACT_NAME_FOLDED];
    const struct institution *found;

    if (!name || !book->count)
        return NULL;
    found = bsearch(text_fold(name, folded, sizeof folded), book->at, book->count, sizeof *book->at,
                    institution_compare);
    return !found ? NULL : found->public ? "public" : "private";
}

static const struct told REFERRAL_TOLD[] = {{BY_SERVICE, "service"}, {BY_KIND, "urgency"}, {BY_PLACE, "to"}};
static err referrals_read(struct fact_reading *r)
{
    struct institutions book = {0};
    struct record *list, *answers;
    size_t n, answer_count;
    struct fact *f;
    err e;

    if ((e = institutions_read(r, &book)) ||
        (e = fact_records(r, RECORD_REFERRAL, r->from, r->until, &list, &n)) ||
        (e = fact_answers(r, RECORD_REFERRAL_ANSWER, &answers, &answer_count)))
        return e;
    for (size_t i = 0; i < n && !e; i++)
        if (!(e = fact_of_record(r, &list[i], TOLD(REFERRAL_TOLD), &f))) {
            f->value[BY_PART] = whose_institution(&book, f->value[BY_PLACE]);
            e = fact_answer_word(r->w, answers, answer_count, list[i].root, "outcome", &f->value[BY_OUTCOME]);
        }
    return e;
}

static const struct told BREACH_TOLD[] = {{BY_OUTCOME, "police_on"}};
static err breaches_read(struct fact_reading *r)
{
    struct record *list, *reports;
    size_t n, report_count;
    struct fact *f;
    err e;

    if ((e = fact_records(r, RECORD_BREACH, r->from, r->until, &list, &n)) ||
        (e = fact_answers(r, RECORD_BREACH_REPORT, &reports, &report_count)))
        return e;
    for (size_t i = 0; i < n; i++) {
        bool reported;

        if ((e = fact_of_record(r, &list[i], TOLD(BREACH_TOLD), &f)))
            return e;
        reported = f->value[BY_OUTCOME] || fact_answer_last(reports, report_count, list[i].root);
        f->value[BY_OUTCOME] = reported ? "reported" : "unreported";
    }
    return OK;
}

static const struct told SERVICE_TOLD[] = {{BY_SERVICE, "service"}, {BY_PART, "quantity"}};
static err services_read(struct fact_reading *r)
{
    struct record *list;
    struct fact *f;
    size_t n;
    err e = fact_records(r, RECORD_CENTRE_SERVICE, r->from, r->until, &list, &n);

    for (size_t i = 0; i < n && !e; i++)
        if (!(e = fact_of_record(r, &list[i], TOLD(SERVICE_TOLD), &f))) {
            if (f->value[BY_PART])
                f->weight = strtoll(f->value[BY_PART], NULL, 10);
            f->value[BY_PART] = NULL;
        }
    return e;
}

/* A record says how many of her children were there and names none, so that of a file the most at once count:
 * its first, its second, ... */
static err children_add(struct fact_reading *r, const struct fact *service, int64_t children)
{
    for (int64_t nth = 1; nth <= children; nth++) {
        struct fact *f = fact_add(r, service->on, service->case_id);

        if (!f)
            return ERR_SYSTEM;
        f->who = service->who * (CHILDREN_MAX + 1) + nth;
        f->value[BY_SERVICE] = service->value[BY_SERVICE];
    }
    return OK;
}

static const struct told CHILDREN_TOLD[] = {{BY_SERVICE, "service"}, {BY_PART, "children"}};
static err children_read(struct fact_reading *r)
{
    struct record *list;
    struct fact *f;
    size_t n;
    err e = fact_records(r, RECORD_CENTRE_SERVICE, r->from, r->until, &list, &n);

    for (size_t i = 0; i < n && !e; i++)
        if (!(e = fact_of_record(r, &list[i], TOLD(CHILDREN_TOLD), &f))) {
            const struct fact service = *f;
            const char *children = service.value[BY_PART];

            r->count--;
            e = children_add(r, &service, children ? strtoll(children, NULL, 10) : 0);
        }
    return e;
}

struct stayed {
    int64_t id, case_id, person_id;
    date from_day, until_day;
    const char *place;
};
static const char SQL_STAYS[] =
    "SELECT id, case_id, person_id, from_day, until_day, place_sealed FROM stay WHERE voided_at IS NULL AND "
    "from_day <= :until AND (until_day IS NULL OR until_day >= :from) ORDER BY id";
static const struct column STAY_COLUMNS[] = {
    COLUMN_INT(struct stayed, id),
    COLUMN_INT(struct stayed, case_id),
    COLUMN_INT(struct stayed, person_id),
    COLUMN_DATE(struct stayed, from_day),
    COLUMN_DATE_OPEN(struct stayed, until_day),
    COLUMN_SEALED(struct stayed, place, "stay", id),
};

static err stays_read(struct fact_reading *r)
{
    struct stayed *list;
    size_t n;
    err e;

    if ((e = rows_read(r->w, SQL_STAYS, BINDS(DATE(":from", r->from), DATE(":until", r->until)),
                       COLUMNS(STAY_COLUMNS), NULL, &list, &n)))
        return e;
    for (size_t i = 0; i < n; i++) {
        const struct stayed *s = &list[i];
        const date first = s->from_day > r->from ? s->from_day : r->from,
                   last = s->until_day < r->until ? s->until_day : r->until;

        /* A stay without an end goes on today, and nobody knows of tomorrow. */
        for (date day = first; day <= last && day <= r->w->today; day++) {
            struct fact *f = fact_add(r, day, s->case_id);

            if (!f)
                return ERR_SYSTEM;
            f->who = s->person_id;
            f->value[BY_PLACE] = s->place;
        }
    }
    return OK;
}

static err granted_add(struct fact_reading *r)
{
    const size_t before = r->count;
    size_t kept = before;
    err e = FACT_ORDERS.read(r);

    for (size_t i = before; i < r->count && !e; i++) {
        struct fact f = r->at[i];

        if (!strcmp(f.value[BY_KIND], "UMPMM")) /* asked of nobody: the police issue it */
            continue;
        f.value[BY_OUTCOME] = "granted";
        r->at[kept++] = f;
    }
    r->count = kept;
    return e;
}

static const struct told HEARING_TOLD[] = {{BY_KIND, "kind"}, {BY_COURT, "court"}};
/* Hearings at which an order is asked for; the kind of the order, NULL: it is another hearing. */
static const char *asked_kind(const char *hearing)
{
    if (!hearing)
        return NULL;
    if (!strcmp(hearing, "UMM"))
        return "UMM";
    return !strcmp(hearing, "UM") || !strcmp(hearing, "confirmation") ? "UM" : NULL;
}

static err petitions_read(struct fact_reading *r)
{
    struct record *list, *results;
    size_t n, result_count;
    err e;

    if ((e = granted_add(r)) || (e = fact_records(r, RECORD_HEARING, r->from, r->until, &list, &n)) ||
        (e = fact_answers(r, RECORD_HEARING_RESULT, &results, &result_count)))
        return e;
    for (size_t i = 0; i < n; i++) {
        struct fact *f;
        const char *result;

        if ((e = fact_of_record(r, &list[i], TOLD(HEARING_TOLD), &f)) ||
            (e = fact_answer_word(r->w, results, result_count, list[i].root, "result", &result)))
            return e;
        f->value[BY_KIND] = asked_kind(f->value[BY_KIND]);
        f->value[BY_OUTCOME] = !result ? "waiting" : "refused";
        f->who = -list[i].root;
        /* What was granted stands among the orders; put off, it is asked for at the next hearing. */
        if (!f->value[BY_KIND] || (result && strcmp(result, "refused") != 0))
            r->count--;
    }
    return OK;
}

/* A call is counted by itself: that somebody rang is no work on a file yet. */
static err work_read(struct fact_reading *r)
{
    const struct record_filter all = {
        .every_kind = true, .counted = true, .unpaged = true, .from = r->from, .until = r->until};
    struct record *list;
    size_t n;
    err e = record_list(r->w, &all, &list, &n);

    for (size_t i = 0; i < n && !e; i++) {
        struct fact *f;

        if (list[i].voided || !list[i].case_id || list[i].kind == RECORD_CALL)
            continue;
        if (!(f = fact_add(r, list[i].on, list[i].case_id)))
            return ERR_SYSTEM;
        f->who = list[i].case_id;
        f->value[BY_KIND] = record_kind_name(list[i].kind);
    }
    return e;
}

static const struct told CLOSING_TOLD[] = {{BY_KIND, "reason"}};
static err closings_read(struct fact_reading *r)
{
    return fact_kind_read(r, RECORD_CLOSING, TOLD(CLOSING_TOLD));
}

static int root_compare(const void *root, const void *record)
{
    const int64_t a = *(const int64_t *)root, b = ((const struct record *)record)->root;

    return a < b ? -1 : a > b;
}

static int roots_compare(const void *a, const void *b)
{
    return root_compare(&((const struct record *)a)->root, b);
}

static const struct told RESULT_TOLD[] = {{BY_OUTCOME, "state"}};
static err actions_read(struct fact_reading *r)
{
    struct record *actions, *results;
    size_t action_count, n;
    err e;

    if ((e = fact_records(r, RECORD_PLAN_ACTION, DATE_NONE, DATE_NONE, &actions, &action_count)) ||
        (e = fact_records(r, RECORD_ACTION_RESULT, r->from, r->until, &results, &n)))
        return e;
    if (action_count)
        qsort(actions, action_count, sizeof *actions, roots_compare);
    for (size_t i = 0; i < n && action_count && !e; i++) {
        const struct record *action =
            bsearch(&results[i].answers, actions, action_count, sizeof *actions, root_compare);
        struct fact *f;

        if (action && !(e = fact_of_record(r, &results[i], TOLD(RESULT_TOLD), &f)))
            e = fact_record_word(r->w, action, "area", &f->value[BY_KIND]);
    }
    return e;
}

#define BY(...)                                                                                              \
    .dimensions = (const struct fact_dimension[]){__VA_ARGS__},                                              \
    .dimension_count = sizeof((const struct fact_dimension[]){__VA_ARGS__}) / sizeof(struct fact_dimension)
#define FILED                                                                                                \
    {BY_UNIT, "unit"}, {BY_MONTH, "month"},                                                                  \
    {                                                                                                        \
        BY_FILE, NULL                                                                                        \
    }
const struct fact_noun FACT_CALLS = {.code = "calls",
                                     .text = "Telefonata dhe kontakte",
                                     .text_en = "Calls and contacts",
                                     .source = "Regjistri i telefonatave",
                                     BY(FILED, {BY_KIND, "channel"}, {BY_PART, "caller"},
                                        {BY_AGE, "age_group"}, {BY_SEX, "sex"}, {BY_DANGER, "danger"},
                                        {BY_OUTCOME, "call_outcome"}),
                                     .read = calls_read};
const struct fact_noun FACT_INTAKES = {.code = "intakes",
                                       .text = "Raste të reja",
                                       .text_en = "New cases",
                                       .source = "Formulari i pritjes së rastit",
                                       BY(FILED, {BY_CAME, "came_through"}, {BY_VIOLENCE, "violence"},
                                          {BY_RELATION, "relation"}, {BY_SEX, "sex"}, {BY_AGE, "age_group"},
                                          {BY_DISABILITY, "yes_no"}, {BY_PART, "yes_no"},
                                          {BY_OUTCOME, "came_told"}),
                                       .read = intakes_read};
const struct fact_noun FACT_REFERRALS = {.code = "referrals",
                                         .text = "Referime",
                                         .text_en = "Referrals",
                                         .source = "Referimet e dosjeve",
                                         BY(FILED, {BY_SERVICE, "referral_service"}, {BY_KIND, "urgency"},
                                            {BY_PLACE, NULL}, {BY_PART, "referred_to"},
                                            {BY_OUTCOME, "referral_answer"}),
                                         .read = referrals_read};
const struct fact_noun FACT_BREACHES = {.code = "breaches",
                                        .text = "Shkelje të urdhrave",
                                        .text_en = "Breaches of orders",
                                        .source = "Shkeljet e shënuara në dosje",
                                        BY(FILED, {BY_OUTCOME, "breach_told"}),
                                        .read = breaches_read};
const struct fact_noun FACT_EXECUTIONS = {
    .code = "executions",
    .text = "Ekzekutime të asistuara",
    .text_en = "Assisted executions",
    .source = "Ekzekutimet e shënuara në dosje",
    BY(FILED, {BY_KIND, "execution_what"}, {BY_OUTCOME, "execution_result"}),
    .read = executions_read};
const struct fact_noun FACT_SERVICES = {.code = "centre_services",
                                        .text = "Shërbime të qendrës 72 orëshe",
                                        .text_en = "Services of the 72-hour centre",
                                        .source = "Shërbimet e shënuara nga qendra",
                                        BY(FILED, {BY_SERVICE, "centre_service"}),
                                        .read = services_read};
const struct fact_noun FACT_CHILDREN = {.code = "children",
                                        .text = "Fëmijë që morën shërbime të qendrës 72 orëshe",
                                        .text_en = "Children who got services of the 72-hour centre",
                                        .source = "Shërbimet e shënuara nga qendra",
                                        BY(FILED, {BY_SERVICE, "centre_service"}),
                                        .read = children_read};
const struct fact_noun FACT_STAYS = {.code = "stays",
                                     .text = "Ditë qëndrimi",
                                     .text_en = "Days of stay",
                                     .source = "Qëndrimet e shënuara në dosje",
                                     BY(FILED, {BY_PLACE, NULL}),
                                     .read = stays_read};
const struct fact_noun FACT_PETITIONS = {
    .code = "petitions",
    .text = "Urdhra të kërkuar në gjykatë",
    .text_en = "Orders asked of courts",
    .source = "Regjistri i urdhrave; seancat e shënuara në dosje",
    BY(FILED, {BY_KIND, "order_kind"}, {BY_COURT, NULL}, {BY_OUTCOME, "petition"}),
    .read = petitions_read};
const struct fact_noun FACT_WORK = {.code = "work",
                                    .text = "Dosje në punë",
                                    .text_en = "Files that are worked on",
                                    .source = "Shënimet e dosjeve",
                                    BY(FILED),
                                    .read = work_read};
const struct fact_noun FACT_CLOSINGS = {.code = "closings",
                                        .text = "Dosje të mbyllura",
                                        .text_en = "Closed files",
                                        .source = "Mbylljet e shënuara në dosje",
                                        BY(FILED, {BY_KIND, "closing_reason"}),
                                        .read = closings_read};
const struct fact_noun FACT_ACTIONS = {.code = "actions",
                                       .text = "Veprime të planeve",
                                       .text_en = "Actions of plans",
                                       .source = "Planet e dosjeve",
                                       BY(FILED, {BY_KIND, "plan_area"}, {BY_OUTCOME, "action_state"}),
                                       .read = actions_read};
