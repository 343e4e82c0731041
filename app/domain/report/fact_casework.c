/* A record's codes lie in one sealed value with all that is personal, so each record is opened, looked at
 * for its codes, and forgotten. */
#include "domain/report/fact_casework.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/casework/contact_point.h"
#include "domain/casework/noun_list.h"
#include "domain/casework/record.h"
#include "domain/report/fact_order.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

#define CHILDREN_MAX 999 /* of SAID_COUNT_MAX digits */

struct told { /* which word of a record is which dimension */
    enum fact_by by;
    const char *name;
};

/* Those of the kind that stand, of these days; DATE_NONE: of all. */
static err records_read(struct fact_reading *r, enum record_kind kind, date from, date until,
                        struct record **ret, size_t *ret_count)
{
    const struct record_filter f = {
        .kind = kind, .counted = true, .unpaged = true, .from = from, .until = until};
    size_t kept = 0;
    err e;

    if ((e = record_list(r->w, &f, ret, ret_count)))
        return e;
    for (size_t i = 0; i < *ret_count; i++)
        if (!(*ret)[i].voided)
            (*ret)[kept++] = (*ret)[i];
    *ret_count = kept;
    return OK;
}

/* What it says under that name; NULL: nothing, or its key was destroyed. said: a struct of its noun. */
static const char *word_of(const struct noun *noun, const void *said, const char *name)
{
    for (size_t i = 0; i < noun->said_count; i++)
        if (!strcmp(noun->said[i].name, name))
            return said_get(&noun->said[i], said);
    return NULL;
}

static err said_open(struct work *w, const struct record *rec, const struct noun **ret_noun, void **ret_said)
{
    *ret_noun = noun_of(rec->kind);
    if (!(*ret_said = arena_alloc(w->arena, (*ret_noun)->size)))
        return ERR_SYSTEM;
    return said_read(w->arena, rec->said, (*ret_noun)->said, (*ret_noun)->said_count, *ret_said);
}

static int64_t who_of(const struct record *rec)
{
    return rec->case_id ? rec->case_id : -rec->root;
}

/* One fact of the record, with its codes. */
static err record_fact(struct fact_reading *r, const struct record *rec, const struct told *told,
                       size_t count, struct fact **ret)
{
    const struct noun *noun;
    struct fact *f;
    void *said;
    err e;

    if ((e = said_open(r->w, rec, &noun, &said)))
        return e;
    if (!(f = fact_add(r, rec->on, rec->case_id)))
        return ERR_SYSTEM;
    f->who = who_of(rec);
    for (size_t i = 0; i < count; i++) {
        const char *word = word_of(noun, said, told[i].name);

        if (word)
            f->value[told[i].by] = word;
    }
    *ret = f;
    return OK;
}
#define TOLD(t) (t), sizeof(t) / sizeof((t)[0])

static err kind_read(struct fact_reading *r, enum record_kind kind, const struct told *told, size_t count)
{
    struct record *list;
    struct fact *f;
    size_t n;
    err e = records_read(r, kind, r->from, r->until, &list, &n);

    for (size_t i = 0; i < n && !e; i++)
        e = record_fact(r, &list[i], told, count, &f);
    return e;
}

static const struct told CALL_TOLD[] = {{BY_KIND, "channel"}, {BY_PART, "caller"},   {BY_AGE, "age_group"},
                                        {BY_SEX, "sex"},      {BY_DANGER, "danger"}, {BY_OUTCOME, "outcome"},
                                        {BY_UNIT, "unit"}};
static err calls_read(struct fact_reading *r)
{
    return kind_read(r, RECORD_CALL, TOLD(CALL_TOLD));
}

static const struct told EXECUTION_TOLD[] = {{BY_KIND, "what"}, {BY_OUTCOME, "result"}};
static err executions_read(struct fact_reading *r)
{
    return kind_read(r, RECORD_EXECUTION, TOLD(EXECUTION_TOLD));
}

static const struct told INTAKE_TOLD[] = {{BY_CAME, "came_through"},     {BY_VIOLENCE, "violence"},
                                          {BY_RELATION, "relation"},     {BY_SEX, "sex"},
                                          {BY_AGE, "age_group"},         {BY_UNIT, "unit"},
                                          {BY_DISABILITY, "disability"}, {BY_PART, "children"}};

/* A set of codes becomes a fact for each. The place of `first` may move when others are added. */
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
    err e = records_read(r, RECORD_INTAKE, r->from, r->until, &list, &n);

    for (size_t i = 0; i < n && !e; i++)
        if (!(e = record_fact(r, &list[i], TOLD(INTAKE_TOLD), &f)))
            e = violence_split(r, r->count - 1);
    return e;
}

/* The latest answer to that record: the list begins with what was written down last. */
static err answer_word(struct work *w, const struct record *answers, size_t count, int64_t root,
                       const char *name, const char **ret, date *ret_on)
{
    const struct noun *noun;
    void *said;
    err e;

    *ret = NULL;
    *ret_on = DATE_NONE;
    for (size_t i = 0; i < count; i++)
        if (answers[i].answers == root) {
            if ((e = said_open(w, &answers[i], &noun, &said)))
                return e;
            *ret = word_of(noun, said, name);
            *ret_on = answers[i].on;
            return OK;
        }
    return OK;
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
    date on;
    err e;

    if ((e = institutions_read(r, &book)) ||
        (e = records_read(r, RECORD_REFERRAL, r->from, r->until, &list, &n)) ||
        (e = records_read(r, RECORD_REFERRAL_ANSWER, DATE_NONE, DATE_NONE, &answers, &answer_count)))
        return e;
    for (size_t i = 0; i < n && !e; i++)
        if (!(e = record_fact(r, &list[i], TOLD(REFERRAL_TOLD), &f))) {
            f->value[BY_PART] = whose_institution(&book, f->value[BY_PLACE]);
            e = answer_word(r->w, answers, answer_count, list[i].root, "outcome", &f->value[BY_OUTCOME], &on);
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

    if ((e = records_read(r, RECORD_BREACH, r->from, r->until, &list, &n)) ||
        (e = records_read(r, RECORD_BREACH_REPORT, DATE_NONE, DATE_NONE, &reports, &report_count)))
        return e;
    for (size_t i = 0; i < n; i++) {
        bool reported;

        if ((e = record_fact(r, &list[i], TOLD(BREACH_TOLD), &f)))
            return e;
        reported = f->value[BY_OUTCOME] != NULL;
        for (size_t k = 0; k < report_count; k++)
            reported = reported || reports[k].answers == list[i].root;
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
    err e = records_read(r, RECORD_CENTRE_SERVICE, r->from, r->until, &list, &n);

    for (size_t i = 0; i < n && !e; i++)
        if (!(e = record_fact(r, &list[i], TOLD(SERVICE_TOLD), &f))) {
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
    err e = records_read(r, RECORD_CENTRE_SERVICE, r->from, r->until, &list, &n);

    for (size_t i = 0; i < n && !e; i++)
        if (!(e = record_fact(r, &list[i], TOLD(CHILDREN_TOLD), &f))) {
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

    if ((e = granted_add(r)) || (e = records_read(r, RECORD_HEARING, r->from, r->until, &list, &n)) ||
        (e = records_read(r, RECORD_HEARING_RESULT, DATE_NONE, DATE_NONE, &results, &result_count)))
        return e;
    for (size_t i = 0; i < n; i++) {
        struct fact *f;
        const char *result;
        date on;

        if ((e = record_fact(r, &list[i], TOLD(HEARING_TOLD), &f)) ||
            (e = answer_word(r->w, results, result_count, list[i].root, "result", &result, &on)))
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

static const enum record_kind WORKED[] = {
    RECORD_INTAKE,      RECORD_REFERRAL, RECORD_ASSESSMENT, RECORD_PLAN,
    RECORD_PLAN_ACTION, RECORD_VISIT,    RECORD_HEARING,    RECORD_CENTRE_SERVICE,
    RECORD_EXECUTION,   RECORD_BREACH,   RECORD_CLOSING,    RECORD_FOLLOW_UP,
};
static err work_read(struct fact_reading *r)
{
    err e = OK;

    for (size_t k = 0; k < sizeof WORKED / sizeof WORKED[0] && !e; k++) {
        struct record *list;
        size_t n;

        e = records_read(r, WORKED[k], r->from, r->until, &list, &n);
        for (size_t i = 0; i < n && !e; i++) {
            struct fact *f = list[i].case_id ? fact_add(r, list[i].on, list[i].case_id) : NULL;

            if (!list[i].case_id)
                continue;
            if (!f)
                return ERR_SYSTEM;
            f->who = list[i].case_id;
            f->value[BY_KIND] = record_kind_name(WORKED[k]);
        }
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
                                          {BY_DISABILITY, "yes_no"}, {BY_PART, "yes_no"}),
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
