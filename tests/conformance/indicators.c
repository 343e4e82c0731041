/* Indicators of the plan, of EIGE and of the Istanbul Convention, over random histories: as the program's
 * reports have them, and as they are counted by hand from what the test wrote down. SEED=… REGISTERS=…
 * repeats a failure. */
#include <string.h>

#include "domain/report/report.h"
#include "support/counted_orders.h"
#include "support/holder.h"
#include "support/setting.h"

#define STEPS 340

typedef bool (*holds_fn)(const struct book *b, const struct book_entry *e);

/* Whether the word is one of those. */
static bool has(const char *words, const char *word)
{
    const size_t n = word ? strlen(word) : 0;

    for (const char *at = words; at && n && (at = strstr(at, word)); at++)
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || !at[n]))
            return true;
    return false;
}

static bool is(const char *word, const char *among)
{
    return word && has(among, word);
}

static bool within(const struct book *b, const struct book_entry *e, const struct asked_row *s)
{
    if (e->voided || e->on < s->from || e->on > s->until)
        return false;
    if (s->whole)
        return true;
    switch (s->by) {
    case BY_UNIT:
        return book_same(e->unit        ? e->unit
                         : e->file >= 0 ? book_lived(&b->files[e->file], e->on)
                                        : NULL,
                         s->name);
    case BY_MONTH:
        return book_of_month(e->on, s->name);
    case BY_SEX:
        return book_same(e->sex, s->name);
    case BY_AGE:
        return book_same(e->age, s->name);
    case BY_RELATION:
        return book_same(e->relation, s->name);
    case BY_VIOLENCE:
        return has(e->violence, s->name);
    case BY_SERVICE:
    case BY_KIND:
        return book_same(e->what, s->name);
    case BY_COURT:
        return book_same(e->court, s->name);
    default:
        fail_msg("no row by %d", (int)s->by);
        return false;
    }
}

struct tally {
    bool file[BOOK_FILES];
    int64_t each, times;
};

static void add(struct tally *t, const struct book_entry *e)
{
    t->times += e->quantity;
    if (e->file < 0) /* nobody knows who that is */
        t->each++;
    else if (!t->file[e->file]) {
        t->file[e->file] = true;
        t->each++;
    }
}

static void tell(struct tally *t, const struct book *b, const struct asked_row *s, enum record_kind kind,
                 holds_fn holds)
{
    for (size_t i = 0; i < b->entry_count; i++) {
        const struct book_entry *e = &b->entries[i];

        if (e->kind == kind && within(b, e, s) && (!holds || holds(b, e)))
            add(t, e);
    }
}

/* Of the answers that stand the one of the latest day; of one day the one whose first version came last. */
static const char *answered(const struct book *b, const struct book_entry *e, enum record_kind by)
{
    const struct book_entry *last = NULL;

    for (size_t i = 0; i < b->entry_count; i++) {
        const struct book_entry *a = &b->entries[i];

        if (a->kind == by && !a->voided && a->answers == e->first &&
            (!last || a->on > last->on || (a->on == last->on && a->first > last->first)))
            last = a;
    }
    return last ? last->outcome : NULL;
}

#define HOLDS(name, condition)                                                                               \
    static bool name(const struct book *b, const struct book_entry *e)                                       \
    {                                                                                                        \
        (void)b;                                                                                             \
        return condition;                                                                                    \
    }
#define ANSWER answered(b, e, RECORD_REFERRAL_ANSWER)
HOLDS(by_telephone, book_same(e->channel, "telephone"))
HOLDS(by_victim, book_same(e->caller, "victim"))
HOLDS(in_danger, book_same(e->danger, "yes"))
HOLDS(police_called, book_same(e->outcome, "police"))
HOLDS(emergency, book_same(e->channel, "telephone") && book_same(e->danger, "yes"))
HOLDS(informing, is(e->outcome, "information orientation"))
HOLDS(telephone_informing, book_same(e->channel, "telephone") && is(e->outcome, "information orientation"))
HOLDS(sent_here, !book_same(e->came, "herself"))
HOLDS(woman, book_same(e->sex, "F"))
HOLDS(man, book_same(e->sex, "M"))
HOLDS(child, book_same(e->age, "child"))
HOLDS(disabled, book_same(e->disability, "yes"))
HOLDS(child_disabled, book_same(e->age, "child") && book_same(e->disability, "yes"))
HOLDS(of_partner, book_same(e->sex, "F") && is(e->age, "young adult old") &&
                      is(e->relation, "spouse former_spouse partner former_partner"))
HOLDS(physical, has(e->violence, "physical"))
HOLDS(psychological, has(e->violence, "psychological"))
HOLDS(sexual, has(e->violence, "sexual"))
HOLDS(economic, has(e->violence, "economic"))
HOLDS(partner_physical, of_partner(b, e) && physical(b, e))
HOLDS(partner_psychological, of_partner(b, e) && psychological(b, e))
HOLDS(partner_sexual, of_partner(b, e) && sexual(b, e))
HOLDS(partner_economic, of_partner(b, e) && economic(b, e))
HOLDS(served, is(ANSWER, "accepted seen ended"))
HOLDS(documents_served, book_same(e->what, "documents") && served(b, e))
HOLDS(waiting, book_same(ANSWER, "waiting"))
HOLDS(refused, book_same(ANSWER, "refused"))
HOLDS(declined, book_same(ANSWER, "declined"))
HOLDS(private, e->to >= 0 && !b->contacts[e->to].public)
HOLDS(reported, e->outcome || answered(b, e, RECORD_BREACH_REPORT))
HOLDS(carried_out, book_same(e->outcome, "carried_out"))
HOLDS(in_part, book_same(e->outcome, "in_part"))
HOLDS(not_carried_out, book_same(e->outcome, "not_carried_out"))
HOLDS(counselling, book_same(e->what, "counselling"))
HOLDS(goals_reached, book_same(e->what, "goals_reached"))
HOLDS(undecided, is(e->what, "UMM UM confirmation") && !answered(b, e, RECORD_HEARING_RESULT))
HOLDS(not_granted,
      is(e->what, "UMM UM confirmation") && book_same(answered(b, e, RECORD_HEARING_RESULT), "refused"))

/* Done, of an action that stands, for income or housing. */
static bool empowering(const struct book *b, const struct book_entry *e)
{
    for (size_t i = 0; i < b->entry_count; i++) {
        const struct book_entry *a = &b->entries[i];

        if (!a->voided && a->first == e->answers)
            return book_same(e->outcome, "done") && is(a->what, "economic housing");
    }
    return false;
}

typedef int64_t (*count_fn)(const struct book *b, const struct asked_row *s);
#define COUNTED(name, what, ...)                                                                             \
    static int64_t name(const struct book *b, const struct asked_row *s)                                     \
    {                                                                                                        \
        struct tally t = {0};                                                                                \
                                                                                                             \
        __VA_ARGS__                                                                                          \
        return t.what;                                                                                       \
    }
#define EACH(name, kind, holds)  COUNTED(each_##name, each, tell(&t, b, s, kind, holds);)
#define TIMES(name, kind, holds) COUNTED(times_##name, times, tell(&t, b, s, kind, holds);)
TIMES(calls, RECORD_CALL, NULL)
TIMES(telephone, RECORD_CALL, by_telephone)
TIMES(victim, RECORD_CALL, by_victim)
TIMES(danger, RECORD_CALL, in_danger)
TIMES(police, RECORD_CALL, police_called)
TIMES(emergency, RECORD_CALL, emergency)
TIMES(information, RECORD_CALL, telephone_informing)
TIMES(forms, RECORD_INTAKE, NULL)
TIMES(women, RECORD_INTAKE, woman)
TIMES(men, RECORD_INTAKE, man)
TIMES(disability, RECORD_INTAKE, disabled)
EACH(sent_here, RECORD_INTAKE, sent_here)
EACH(cases, RECORD_INTAKE, NULL)
EACH(women, RECORD_INTAKE, woman)
EACH(men, RECORD_INTAKE, man)
EACH(children, RECORD_INTAKE, child)
EACH(disability, RECORD_INTAKE, disabled)
EACH(child_disability, RECORD_INTAKE, child_disabled)
EACH(physical, RECORD_INTAKE, physical)
EACH(psychological, RECORD_INTAKE, psychological)
EACH(sexual, RECORD_INTAKE, sexual)
EACH(economic, RECORD_INTAKE, economic)
EACH(of_partner, RECORD_INTAKE, of_partner)
EACH(partner_physical, RECORD_INTAKE, partner_physical)
EACH(partner_psychological, RECORD_INTAKE, partner_psychological)
EACH(partner_sexual, RECORD_INTAKE, partner_sexual)
EACH(partner_economic, RECORD_INTAKE, partner_economic)
EACH(referrals, RECORD_REFERRAL, NULL)
TIMES(referrals, RECORD_REFERRAL, NULL)
EACH(served, RECORD_REFERRAL, served)
EACH(waiting, RECORD_REFERRAL, waiting)
EACH(refused, RECORD_REFERRAL, refused)
EACH(declined, RECORD_REFERRAL, declined)
EACH(documents, RECORD_REFERRAL, documents_served)
EACH(services, RECORD_CENTRE_SERVICE, NULL)
TIMES(services, RECORD_CENTRE_SERVICE, NULL)
TIMES(undecided, RECORD_HEARING, undecided)
TIMES(not_granted, RECORD_HEARING, not_granted)
EACH(private, RECORD_REFERRAL, private)
TIMES(breaches, RECORD_BREACH, NULL)
TIMES(reported, RECORD_BREACH, reported)
EACH(breaches, RECORD_BREACH, NULL)
TIMES(executions, RECORD_EXECUTION, NULL)
TIMES(carried_out, RECORD_EXECUTION, carried_out)
TIMES(in_part, RECORD_EXECUTION, in_part)
TIMES(not_carried_out, RECORD_EXECUTION, not_carried_out)
EACH(executions, RECORD_EXECUTION, NULL)
COUNTED(informed, each, tell(&t, b, s, RECORD_CALL, informing);
        tell(&t, b, s, RECORD_CENTRE_SERVICE, counselling);)
#define EMPOWERED                                                                                            \
    tell(&t, b, s, RECORD_ACTION_RESULT, empowering);                                                        \
    tell(&t, b, s, RECORD_CLOSING, goals_reached);
COUNTED(empowered, each, EMPOWERED)
COUNTED(supported, each, EMPOWERED tell(&t, b, s, RECORD_REFERRAL, served);
        tell(&t, b, s, RECORD_CENTRE_SERVICE, NULL);)

/* Of a file the most children who were there at once: nobody has named them. */
static int64_t children(const struct book *b, const struct asked_row *s)
{
    int64_t most[BOOK_FILES] = {0}, n = 0;

    for (size_t i = 0; i < b->entry_count; i++) {
        const struct book_entry *e = &b->entries[i];

        if (e->kind == RECORD_CENTRE_SERVICE && within(b, e, s) && e->children > most[e->file])
            most[e->file] = e->children;
    }
    for (size_t i = 0; i < BOOK_FILES; i++)
        n += most[i];
    return n;
}

static int64_t court_asked(const struct book *b, const struct asked_row *s)
{
    return counted_granted(b, s) + times_undecided(b, s) + times_not_granted(b, s);
}

static bool held(const struct book *b, const struct book_meeting *m, const struct asked_row *s)
{
    return !m->called_off && m->on >= s->from && m->on <= s->until && m->on <= b->r->work.today &&
           (s->whole || s->by != BY_MONTH || book_of_month(m->on, s->name)) &&
           (s->whole || s->by != BY_KIND || book_same(m->kind, s->name));
}

static int64_t present(const struct book_meeting *m, bool heads)
{
    int64_t n = 0;

    for (size_t i = 0; i < m->invited_count; i++)
        n += m->invited[i].present && (!heads || m->invited[i].head);
    return n;
}

/* kind NULL: of all kinds. */
#define MEETINGS(name, kind_, what)                                                                          \
    static int64_t name(const struct book *b, const struct asked_row *s)                                     \
    {                                                                                                        \
        const char *kind = (kind_);                                                                          \
        int64_t n = 0;                                                                                       \
                                                                                                             \
        for (const struct book_meeting *m = b->meetings; m < b->meetings + b->meeting_count; m++)            \
            n += held(b, m, s) && (!kind || book_same(m->kind, kind)) ? (what) : 0;                          \
        return n;                                                                                            \
    }
MEETINGS(all_meetings, NULL, 1)
MEETINGS(all_signed, NULL, m->is_signed)
MEETINGS(all_present, NULL, present(m, false))
MEETINGS(all_heads, NULL, present(m, true))
MEETINGS(all_women, NULL, m->women)
MEETINGS(all_men, NULL, m->men)
MEETINGS(all_reports, NULL, m->reports)
MEETINGS(all_initiatives, NULL, m->initiatives)
MEETINGS(directors_meetings, "directors", 1)
MEETINGS(directors_heads, "directors", present(m, true))
MEETINGS(directors_written, "directors", m->written)
MEETINGS(directors_reports, "directors", m->reports)
MEETINGS(directors_initiatives, "directors", m->initiatives)
MEETINGS(technical_meetings, "technical", 1)
MEETINGS(technical_present, "technical", present(m, false))
MEETINGS(technical_initiatives, "technical", m->initiatives)
MEETINGS(information_meetings, "information", 1)
MEETINGS(information_informed, "information", present(m, false) + m->women + m->men)
MEETINGS(community_meetings, "community", 1)
MEETINGS(community_women, "community", m->women)
MEETINGS(community_men, "community", m->men)

static int64_t community_institutions(const struct book *b, const struct asked_row *s)
{
    bool came[8] = {false};
    int64_t n = 0;

    for (size_t i = 0; i < b->meeting_count; i++) {
        const struct book_meeting *m = &b->meetings[i];

        for (size_t k = 0; k < m->invited_count && held(b, m, s) && book_same(m->kind, "community"); k++)
            if (m->invited[k].present && m->invited[k].institution >= 0 && !came[m->invited[k].institution]) {
                came[m->invited[k].institution] = true;
                n++;
            }
    }
    return n;
}

/* Files on the agenda of the technical team, each once, by where they lived on the day of the meeting. */
static int64_t technical_cases(const struct book *b, const struct asked_row *s)
{
    struct asked_row days = *s;
    struct tally t = {0};

    days.whole = s->whole || s->by == BY_UNIT;
    for (size_t i = 0; i < b->meeting_count; i++) {
        const struct book_meeting *m = &b->meetings[i];

        for (size_t k = 0; k < m->file_count && held(b, m, &days) && book_same(m->kind, "technical"); k++)
            if (s->whole || s->by != BY_UNIT || book_same(book_lived(&b->files[m->files[k]], m->on), s->name))
                add(&t, &(struct book_entry){.file = m->files[k]});
    }
    return t.each;
}

/* Files of which anything is recorded, by where they lived on its day: a place that an intake names is where
 * it happened. */
static int64_t managed(const struct book *b, const struct asked_row *s)
{
    struct tally t = {0};

    for (size_t i = 0; i < b->entry_count; i++) {
        struct book_entry e = b->entries[i];

        e.unit = NULL;
        if (e.file >= 0 && e.kind != RECORD_CALL && within(b, &e, s))
            add(&t, &e);
    }
    return t.each;
}

static int64_t contacts(const struct book *b, const struct asked_row *s, const char *level, bool confirmed)
{
    int64_t n = 0;

    for (size_t i = 0; i < b->contact_count; i++) {
        const struct book_contact *c = &b->contacts[i];
        bool known = false, asked_then = false;

        for (size_t k = 0; k < c->confirmed_count; k++) {
            known = known || c->confirmed[k] <= s->until;
            asked_then = asked_then || (c->confirmed[k] >= s->from && c->confirmed[k] <= s->until);
        }
        n += known && (c->ended == DATE_NONE || c->ended > s->until) &&
             (!level || book_same(c->level, level)) && (!confirmed || asked_then) &&
             (s->whole || book_same(c->kind, s->name));
    }
    return n;
}
#define CONTACTS(name, level, confirmed)                                                                     \
    static int64_t name(const struct book *b, const struct asked_row *s)                                     \
    {                                                                                                        \
        return contacts(b, s, level, confirmed);                                                             \
    }
CONTACTS(points, NULL, false)
CONTACTS(points_local, "local", false)
CONTACTS(points_regional, "regional", false)
CONTACTS(points_national, "national", false)
CONTACTS(points_confirmed, NULL, true)

static struct indicator_count {
    const char *report, *column;
    count_fn count;
    int64_t seen; /* what it came to, over all: never 0 */
} INDICATORS[] = {
    {"plan", "2.1.1.points", points, 0},
    {"plan", "2.1.1.confirmed", points_confirmed, 0},
    {"plan", "2.1.2.meetings", directors_meetings, 0},
    {"plan", "2.1.2.heads", directors_heads, 0},
    {"plan", "2.1.2.minutes", directors_written, 0},
    {"plan", "2.1.2.reports", directors_reports, 0},
    {"plan", "2.1.2.initiatives", directors_initiatives, 0},
    {"plan", "2.1.3.cases", technical_cases, 0},
    {"plan", "2.1.3.supported", supported, 0},
    {"plan", "2.1.3.meetings", technical_meetings, 0},
    {"plan", "2.1.3.present", technical_present, 0},
    {"plan", "2.1.3.initiatives", technical_initiatives, 0},
    {"plan", "2.1.4.meetings", information_meetings, 0},
    {"plan", "2.1.4.informed", information_informed, 0},
    {"plan", "3.1.1.meetings", community_meetings, 0},
    {"plan", "3.1.1.women", community_women, 0},
    {"plan", "3.1.1.men", community_men, 0},
    {"plan", "3.1.1.institutions", community_institutions, 0},
    {"plan", "3.1.2.informed", informed, 0},
    {"plan", "3.1.2.served", each_served, 0},
    {"plan", "3.2.1.forms", times_forms, 0},
    {"plan", "3.2.1.calls", times_telephone, 0},
    {"plan", "3.2.3.emergency", times_emergency, 0},
    {"plan", "3.2.3.information", times_information, 0},
    {"plan", "3.3.2.referred", each_sent_here, 0},
    {"plan", "3.3.2.managed", managed, 0},
    {"plan", "3.3.2.services", each_referrals, 0},
    {"plan", "3.3.2.informed", informed, 0},
    {"plan", "3.3.2.documents", each_documents, 0},
    {"plan", "3.3.2.empowered", empowered, 0},
    {"contacts", "points", points, 0},
    {"contacts", "local", points_local, 0},
    {"contacts", "regional", points_regional, 0},
    {"contacts", "national", points_national, 0},
    {"contacts", "confirmed", points_confirmed, 0},
    {"directors", "meetings", directors_meetings, 0},
    {"directors", "heads", directors_heads, 0},
    {"directors", "minutes", directors_written, 0},
    {"directors", "reports", directors_reports, 0},
    {"directors", "initiatives", directors_initiatives, 0},
    {"forms", "forms", times_forms, 0},
    {"forms", "women", times_women, 0},
    {"forms", "men", times_men, 0},
    {"forms", "disability", times_disability, 0},
    {"eige", "1", each_of_partner, 0},
    {"eige", "4", each_partner_physical, 0},
    {"eige", "5", each_partner_psychological, 0},
    {"eige", "6", each_partner_sexual, 0},
    {"eige", "7", each_partner_economic, 0},
    {"eige", "10.asked", court_asked, 0},
    {"eige", "10.granted", counted_granted, 0},
    {"istanbul", "cases", each_cases, 0},
    {"istanbul", "women", each_women, 0},
    {"istanbul", "men", each_men, 0},
    {"istanbul", "children", each_children, 0},
    {"istanbul", "disability", each_disability, 0},
    {"istanbul", "child_disability", each_child_disability, 0},
    {"relations", "cases", each_cases, 0},
    {"relations", "women", each_women, 0},
    {"relations", "men", each_men, 0},
    {"relations", "children", each_children, 0},
    {"relations", "physical", each_physical, 0},
    {"relations", "psychological", each_psychological, 0},
    {"relations", "sexual", each_sexual, 0},
    {"relations", "economic", each_economic, 0},
    {"places_of_cases", "cases", each_cases, 0},
    {"places_of_cases", "women", each_women, 0},
    {"places_of_cases", "men", each_men, 0},
    {"places_of_cases", "children", each_children, 0},
    {"places_of_cases", "disability", each_disability, 0},
    {"places_of_cases", "child_disability", each_child_disability, 0},
    {"units", "protected", counted_protected_all, 0},
    {"units", "UM", counted_protected_um, 0},
    {"units", "orders", counted_orders, 0},
    {"courts", "asked", court_asked, 0},
    {"courts", "granted", counted_granted, 0},
    {"courts", "refused", times_not_granted, 0},
    {"courts", "waiting", times_undecided, 0},
    {"kinds", "orders", counted_orders, 0},
    {"kinds", "carried_out", counted_orders_going_on, 0},
    {"kinds", "protected", counted_protected_all, 0},
    {"kinds", "women", counted_protected_women, 0},
    {"kinds", "men", counted_protected_men, 0},
    {"kinds", "children", counted_protected_children, 0},
    {"kinds", "respondents", counted_respondents_all, 0},
    {"kinds", "respondent_men", counted_respondents_men, 0},
    {"term_copy", "orders", counted_copies_all, 0},
    {"term_copy", "kept", counted_copies_kept, 0},
    {"term_copy", "late", counted_copies_late, 0},
    {"term_copy", "middle", counted_copies_middle, 0},
    {"term_copy", "tail", counted_copies_tail, 0},
    {"breaches", "breaches", times_breaches, 0},
    {"breaches", "reported", times_reported, 0},
    {"breaches", "files", each_breaches, 0},
    {"executions", "all", times_executions, 0},
    {"executions", "carried_out", times_carried_out, 0},
    {"executions", "in_part", times_in_part, 0},
    {"executions", "not_carried_out", times_not_carried_out, 0},
    {"executions", "files", each_executions, 0},
    {"places", "persons", counted_stay_persons, 0},
    {"places", "days", counted_stay_days, 0},
    {"places", "places", counted_stay_most, 0},
    {"calls", "calls", times_calls, 0},
    {"calls", "telephone", times_telephone, 0},
    {"calls", "victim", times_victim, 0},
    {"calls", "danger", times_danger, 0},
    {"calls", "police", times_police, 0},
    {"referrals", "files", each_referrals, 0},
    {"referrals", "private", each_private, 0},
    {"referrals", "times", times_referrals, 0},
    {"referrals", "served", each_served, 0},
    {"referrals", "waiting", each_waiting, 0},
    {"referrals", "refused", each_refused, 0},
    {"referrals", "declined", each_declined, 0},
    {"centre", "files", each_services, 0},
    {"centre", "times", times_services, 0},
    {"centre", "children", children, 0},
    {"meetings", "meetings", all_meetings, 0},
    {"meetings", "minutes", all_signed, 0},
    {"meetings", "present", all_present, 0},
    {"meetings", "heads", all_heads, 0},
    {"meetings", "women", all_women, 0},
    {"meetings", "men", all_men, 0},
    {"meetings", "reports", all_reports, 0},
    {"meetings", "initiatives", all_initiatives, 0},
};
#define INDICATOR_COUNT (sizeof INDICATORS / sizeof INDICATORS[0])

/* The same columns by other rows: a report is data. */
static const struct {
    enum fact_by rows;
    const char *codes; /* of the plan */
} GROUPED[] = {
    {BY_UNIT, "3.2.1.calls 3.2.3.emergency 3.2.3.information"},
    {BY_SEX, "3.2.1.calls 3.2.3.emergency 3.2.3.information"},
    {BY_AGE, "3.2.1.calls 3.2.3.emergency 3.2.3.information"},
    {BY_UNIT, "3.2.1.forms 3.3.2.referred"},
    {BY_SEX, "3.2.1.forms 3.3.2.referred"},
    {BY_AGE, "3.2.1.forms 3.3.2.referred"},
    {BY_UNIT, "2.1.3.cases 2.1.3.supported 3.1.2.informed 3.1.2.served 3.3.2.managed 3.3.2.services "
              "3.3.2.documents 3.3.2.empowered"},
    {BY_MONTH, "2.1.2.reports 2.1.3.cases 2.1.3.meetings 2.1.4.informed 3.1.1.institutions 3.1.2.informed "
               "3.1.2.served 3.2.1.calls 3.2.1.forms 3.3.2.managed 3.3.2.empowered"},
};

static struct indicator_count *indicator_of(const char *report, const char *column)
{
    for (size_t i = 0; i < INDICATOR_COUNT; i++)
        if (book_same(INDICATORS[i].report, report) && book_same(INDICATORS[i].column, column))
            return &INDICATORS[i];
    return NULL;
}

static void cell_compare(const struct book *b, const struct asked_row *s, struct indicator_count *i,
                         const struct report_cell *cell)
{
    const int64_t counted = i->count(b, s);

    i->seen += counted > 0 ? counted : 0;
    if (cell->known != (counted >= 0) || (cell->known && cell->value != counted)) {
        print_message("%s %s, row %s%s, days %d to %d: the program has %lld, by hand %lld\n", i->report,
                      i->column, s->name ? s->name : "-", s->whole ? " (all)" : "", (int)s->from,
                      (int)s->until, (long long)cell->value, (long long)counted);
        fail();
    }
}

static void report_compare(struct book *b, const struct report_definition *d, const char *of,
                           const struct report_asked *in)
{
    struct report t;

    must(report_make(&b->r->work, d, in, &t));
    for (size_t row = 0; row < t.rows; row++)
        for (size_t c = 0; c < d->column_count; c++) {
            struct indicator_count *i = indicator_of(of, d->columns[c].code);
            struct asked_row s = {t.period.from, t.period.until, d->rows, t.row[row].name, t.row[row].whole};

            if (!i)
                continue;
            cell_compare(b, &s, i, &t.cells[row * d->column_count + c]);
            s.from = t.period.before_from;
            s.until = t.period.before_until;
            if (d->rows != BY_MONTH) /* there the rows are those of the months before */
                cell_compare(b, &s, i, &t.before[row * d->column_count + c]);
        }
}

static void grouped_compare(struct book *b, const struct report_asked *in)
{
    const struct report_definition *plan = report_named("plan");

    for (size_t g = 0; g < sizeof GROUPED / sizeof GROUPED[0]; g++) {
        struct report_measure columns[REPORT_COLUMNS_MAX];
        struct report_definition d = *plan;

        d.rows = GROUPED[g].rows;
        d.columns = columns;
        d.column_count = 0;
        for (size_t c = 0; c < plan->column_count; c++)
            if (has(GROUPED[g].codes, plan->columns[c].code))
                columns[d.column_count++] = plan->columns[c];
        report_compare(b, &d, "plan", in);
    }
}

static void book_compare(struct book *b, uint64_t seed)
{
    const date from = date_make(2025, 1, 1) + (date)(seed * 37 % 200);
    const struct report_asked periods[] = {
        {.year = 2025, .from = DATE_NONE, .until = DATE_NONE},
        {.from = date_make(2025, 1, 1), .until = date_make(2025, 3, 31)},
        {.from = from, .until = from + (date)(seed * 11 % 90)},
    };

    for (size_t p = 0; p < sizeof periods / sizeof periods[0]; p++) {
        const struct report_definition *last = NULL;

        for (size_t i = 0; i < INDICATOR_COUNT; i++) {
            const struct report_definition *d = report_named(INDICATORS[i].report);

            if (d != last)
                report_compare(b, d, INDICATORS[i].report, &periods[p]);
            last = d;
        }
        grouped_compare(b, &periods[p]);
    }
}

static void each_indicator_is_what_comes_out_by_hand(void **state)
{
    static struct book book;
    const uint64_t seed = setting("SEED", 2014), count = setting("REGISTERS", 5);

    (void)state;
    for (uint64_t i = 0; i < count; i++) {
        void *one;

        print_message("SEED=%llu\n", (unsigned long long)(seed + i));
        assert_int_equal(register_setup(&one), 0);
        book_play(&book, one, seed + i, STEPS);
        register_on(one, date_make(2026, 6, 30));
        book_compare(&book, seed + i);
        assert_int_equal(register_teardown(&one), 0);
    }
    for (size_t i = 0; i < INDICATOR_COUNT; i++)
        if (!INDICATORS[i].seen)
            fail_msg("%s %s came to nothing in all histories", INDICATORS[i].report, INDICATORS[i].column);
}

/* Counted elsewhere: money by the oracle of payments, terms of orders that follow one another by unit/report.
 */
static const char ELSEWHERE[] = "benefits term_umm term_um";

static void no_indicator_is_left_out(void **state)
{
    const struct report_definition *list;
    size_t count;

    (void)state;
    list = report_list(&count);
    for (size_t i = 0; i < count; i++)
        for (size_t c = 0; c < list[i].column_count && !has(ELSEWHERE, list[i].code); c++)
            if (list[i].columns[c].how != HOW_NOT_OURS &&
                !indicator_of(list[i].code, list[i].columns[c].code))
                fail_msg("%s %s is not counted by hand", list[i].code, list[i].columns[c].code);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(no_indicator_is_left_out),
        cmocka_unit_test(each_indicator_is_what_comes_out_by_hand),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
