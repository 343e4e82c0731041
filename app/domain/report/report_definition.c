/* The reports that ship: each a table of what it counts. */
#include "domain/report/report_definition.h"

#include <string.h>

#include "domain/report/fact_benefit.h"
#include "domain/report/fact_casework.h"
#include "domain/report/fact_help.h"
#include "domain/report/fact_meeting.h"
#include "domain/report/fact_order.h"
#include "domain/report/fact_term.h"

#define NOT_OURS(code_, text_, en_)                                                                          \
    {                                                                                                        \
        .code = (code_), .text = (text_), .text_en = (en_), .how = HOW_NOT_OURS                              \
    }
#define MEASURE(code_, text_, en_, noun_, how_, ...)                                                         \
    {                                                                                                        \
        .code = (code_), .text = (text_), .text_en = (en_), .noun = &(noun_), .how = (how_), .where = {      \
            __VA_ARGS__                                                                                      \
        }                                                                                                    \
    }
#define INSIDE(code_, text_, en_, noun_, how_, ...)                                                          \
    {                                                                                                        \
        .code = (code_), .text = (text_), .text_en = (en_), .noun = &(noun_), .how = (how_),                 \
        .where = {__VA_ARGS__}, .inside = true                                                               \
    }
#define ALL                                                                                                  \
    {                                                                                                        \
        BY_NONE, NULL                                                                                        \
    }

#define PEOPLE(noun_)                                                                                        \
    MEASURE("women", "Gra e vajza", "Women and girls", noun_, HOW_EACH, {BY_SEX, "F"}),                      \
        MEASURE("men", "Burra e djem", "Men and boys", noun_, HOW_EACH, {BY_SEX, "M"}),                      \
        MEASURE("children", "Nën 18 vjeç", "Under 18", noun_, HOW_EACH, {BY_AGE, "child"})

/* Table 3 of the social plan of Gjirokastër. Its other columns are those of the economic-aid office and of
 * child protection. */
static const struct report_measure UNIT_COLUMNS[] = {
    NOT_OURS("aid", "Trajtohen me ndihmë ekonomike", "Receive economic aid"),
    NOT_OURS("orphans", "Status jetimi", "Orphan status"),
    NOT_OURS("triplets", "Përbërja familjare trinjakë", "Families with triplets"),
    NOT_OURS("foster", "Fëmijë të vendosur në kujdestari", "Children in foster care"),
    MEASURE("protected", "Të pajisur me urdhër", "With an order", FACT_PROTECTED, HOW_EACH, ALL),
    MEASURE("UM", "Prej tyre me UM", "Of them with a UM", FACT_PROTECTED, HOW_EACH, {BY_KIND, "UM"}),
    MEASURE("orders", "Urdhra", "Orders", FACT_ORDERS, HOW_EACH, {BY_PART, "decided"}),
};
static const struct report_measure COURT_COLUMNS[] = {
    MEASURE("asked", "Të kërkuar", "Asked for", FACT_PETITIONS, HOW_EACH, ALL),
    MEASURE("granted", "Të lëshuar", "Granted", FACT_PETITIONS, HOW_EACH, {BY_OUTCOME, "granted"}),
    MEASURE("refused", "Të rrëzuar", "Refused", FACT_PETITIONS, HOW_EACH, {BY_OUTCOME, "refused"}),
    MEASURE("waiting", "Në pritje", "Waiting", FACT_PETITIONS, HOW_EACH, {BY_OUTCOME, "waiting"}),
};
static const struct report_measure BREACH_COLUMNS[] = {
    MEASURE("breaches", "Shkelje", "Breaches", FACT_BREACHES, HOW_MANY, ALL),
    MEASURE("reported", "Të denoncuara në polici", "Reported to the police", FACT_BREACHES, HOW_MANY,
            {BY_OUTCOME, "reported"}),
    MEASURE("files", "Dosje", "Files", FACT_BREACHES, HOW_EACH, ALL),
};
static const struct report_measure BENEFIT_COLUMNS[] = {
    MEASURE("persons", "Përfitues", "Recipients", FACT_BENEFITS, HOW_EACH, ALL),
    MEASURE("times", "Herë", "Times", FACT_BENEFITS, HOW_MANY, ALL),
    MEASURE("cost", "Kosto (lekë)", "Cost (lekë)", FACT_BENEFITS, HOW_AMOUNT, ALL),
};
static const struct report_measure CENTRE_COLUMNS[] = {
    MEASURE("files", "Raste", "Cases", FACT_SERVICES, HOW_EACH, ALL),
    MEASURE("times", "Herë", "Times", FACT_SERVICES, HOW_MANY, ALL),
    MEASURE("children", "Fëmijë", "Children", FACT_CHILDREN, HOW_EACH, ALL),
};
static const struct report_measure PLACE_COLUMNS[] = {
    MEASURE("persons", "Persona të strehuar", "Persons sheltered", FACT_STAYS, HOW_EACH, ALL),
    MEASURE("days", "Ditë qëndrimi", "Days of stay", FACT_STAYS, HOW_MANY, ALL),
    MEASURE("places", "Vende të zëna në të njëjtën ditë, më së shumti", "Places taken on one day, at most",
            FACT_STAYS, HOW_MOST, ALL),
};
#define MEETING(code_, text_, en_, kind_, part_)                                                             \
    MEASURE(code_, text_, en_, FACT_MEETINGS, HOW_MANY, {BY_KIND, kind_}, {BY_PART, part_})
/* As the table of the plan has them: what is counted of each activity of goals 2 and 3. */
static const struct report_measure PLAN_COLUMNS[] = {
    MEASURE("2.1.1.points", "2.1.1 Pika kontakti", "2.1.1 Contact points", FACT_CONTACTS, HOW_MANY, ALL),
    MEASURE("2.1.1.confirmed", "2.1.1 Prej tyre të konfirmuara", "2.1.1 Of them confirmed", FACT_CONTACTS,
            HOW_MANY, {BY_OUTCOME, "confirmed"}),
    MEETING("2.1.2.meetings", "2.1.2 Takime të drejtuesve", "2.1.2 Directors' meetings", "directors",
            "meeting"),
    MEETING("2.1.2.heads", "2.1.2 Drejtues institucionesh pjesëmarrës", "2.1.2 Heads of institutions present",
            "directors", "head"),
    MEETING("2.1.2.minutes", "2.1.2 Procesverbale të mbajtura", "2.1.2 Minutes written", "directors",
            "written"),
    MEETING("2.1.2.reports", "2.1.2 Raporte të paraqitura", "2.1.2 Reports presented", "directors", "report"),
    MEETING("2.1.2.initiatives", "2.1.2 Nisma të përbashkëta", "2.1.2 Joint initiatives", "directors",
            "initiative"),
    MEASURE("2.1.3.cases", "2.1.3 Raste të menaxhuara në ETN", "2.1.3 Cases managed by the technical team",
            FACT_AGENDA, HOW_EACH, {BY_KIND, "technical"}),
    MEASURE("2.1.3.supported", "2.1.3 Raste të mbështetura me shërbime ose të fuqizuara",
            "2.1.3 Cases supported with services or empowered", FACT_HELP, HOW_EACH,
            {BY_PART, "served empowered"}),
    MEETING("2.1.3.meetings", "2.1.3 Mbledhje të ETN-së", "2.1.3 Meetings of the technical team", "technical",
            "meeting"),
    MEETING("2.1.3.present", "2.1.3 Përfaqësues institucionesh pjesëmarrës",
            "2.1.3 Representatives of institutions present", "technical", "present"),
    MEETING("2.1.3.initiatives", "2.1.3 Nisma të përbashkëta", "2.1.3 Joint initiatives", "technical",
            "initiative"),
    MEETING("2.1.4.meetings", "2.1.4 Takime informuese", "2.1.4 Information meetings", "information",
            "meeting"),
    MEETING("2.1.4.informed", "2.1.4 Persona të informuar në takime", "2.1.4 Persons informed at meetings",
            "information", "present women men"),
    MEETING("3.1.1.meetings", "3.1.1 Takime komunitare", "3.1.1 Community meetings", "community", "meeting"),
    MEETING("3.1.1.women", "3.1.1 Gra pjesëmarrëse", "3.1.1 Women taking part", "community", "women"),
    MEETING("3.1.1.men", "3.1.1 Burra pjesëmarrës", "3.1.1 Men taking part", "community", "men"),
    MEASURE("3.1.1.institutions", "3.1.1 Institucione pjesëmarrëse", "3.1.1 Institutions taking part",
            FACT_INSTITUTIONS, HOW_EACH, {BY_KIND, "community"}),
    MEASURE("3.1.2.informed", "3.1.2 Të informuar e këshilluar", "3.1.2 Informed and counselled", FACT_HELP,
            HOW_EACH, {BY_PART, "informed counselled"}),
    MEASURE("3.1.2.served", "3.1.2 Morën shërbimin ku u referuan", "3.1.2 Got what they were referred to",
            FACT_REFERRALS, HOW_EACH, {BY_OUTCOME, "accepted seen ended"}),
    MEASURE("3.2.1.forms", "3.2.1 Formularë të rasteve", "3.2.1 Forms of cases", FACT_INTAKES, HOW_MANY, ALL),
    MEASURE("3.2.1.calls", "3.2.1 Telefonata", "3.2.1 Calls", FACT_CALLS, HOW_MANY, {BY_KIND, "telephone"}),
    NOT_OURS("3.2.3.posted", "3.2.3 Institucione që afishuan detyrat",
             "3.2.3 Institutions that posted duties"),
    NOT_OURS("3.2.3.places", "3.2.3 Vende ku është afishuar numri",
             "3.2.3 Places where the number is posted"),
    MEASURE("3.2.3.emergency", "3.2.3 Raste emergjence në telefon", "3.2.3 Emergency calls", FACT_CALLS,
            HOW_MANY, {BY_KIND, "telephone"}, {BY_DANGER, "yes"}),
    MEASURE("3.2.3.information", "3.2.3 Telefonata për informacion", "3.2.3 Information calls", FACT_CALLS,
            HOW_MANY, {BY_KIND, "telephone"}, {BY_OUTCOME, "information orientation"}),
    MEASURE("3.3.2.referred", "3.3.2 Raste të referuara", "3.3.2 Cases referred", FACT_INTAKES, HOW_EACH,
            {BY_OUTCOME, "referred"}),
    MEASURE("3.3.2.managed", "3.3.2 Raste të menaxhuara", "3.3.2 Cases managed", FACT_WORK, HOW_EACH, ALL),
    MEASURE("3.3.2.services", "3.3.2 Raste të referuara te shërbimet", "3.3.2 Cases referred to services",
            FACT_REFERRALS, HOW_EACH, ALL),
    MEASURE("3.3.2.informed", "3.3.2 Të informuar e këshilluar", "3.3.2 Informed and counselled", FACT_HELP,
            HOW_EACH, {BY_PART, "informed counselled"}),
    MEASURE("3.3.2.documents", "3.3.2 Të ndihmuar me dokumente", "3.3.2 Helped with documents", FACT_HELP,
            HOW_EACH, {BY_PART, "documents"}),
    MEASURE("3.3.2.empowered", "3.3.2 Të fuqizuar", "3.3.2 Empowered", FACT_HELP, HOW_EACH,
            {BY_PART, "empowered"}),
};
static const struct report_measure CONTACT_COLUMNS[] = {
    MEASURE("points", "Pika kontakti", "Contact points", FACT_CONTACTS, HOW_MANY, ALL),
    MEASURE("local", "Vendore", "Local", FACT_CONTACTS, HOW_MANY, {BY_PART, "local"}),
    MEASURE("regional", "Rajonale", "Regional", FACT_CONTACTS, HOW_MANY, {BY_PART, "regional"}),
    MEASURE("national", "Kombëtare", "National", FACT_CONTACTS, HOW_MANY, {BY_PART, "national"}),
    MEASURE("confirmed", "Të konfirmuara në periudhë", "Confirmed in the period", FACT_CONTACTS, HOW_MANY,
            {BY_OUTCOME, "confirmed"}),
};
static const struct report_measure DIRECTORS_COLUMNS[] = {
    MEETING("meetings", "Takime", "Meetings", "directors", "meeting"),
    MEETING("heads", "Drejtues institucionesh pjesëmarrës", "Heads of institutions present", "directors",
            "head"),
    MEETING("minutes", "Procesverbale të mbajtura", "Minutes written", "directors", "written"),
    MEETING("reports", "Raporte të paraqitura", "Reports presented", "directors", "report"),
    MEETING("initiatives", "Nisma të përbashkëta", "Joint initiatives", "directors", "initiative"),
};
static const struct report_measure FORM_COLUMNS[] = {
    MEASURE("forms", "Formularë", "Forms", FACT_INTAKES, HOW_MANY, ALL),
    MEASURE("women", "Për gra e vajza", "Of women and girls", FACT_INTAKES, HOW_MANY, {BY_SEX, "F"}),
    MEASURE("men", "Për burra e djem", "Of men and boys", FACT_INTAKES, HOW_MANY, {BY_SEX, "M"}),
    MEASURE("disability", "Për persona me aftësi të kufizuar", "Of persons with a disability", FACT_INTAKES,
            HOW_MANY, {BY_DISABILITY, "yes"}),
};
/* Ours are the women whom the municipality works for; what the police and the courts count is theirs. */
#define WOMEN                                                                                                \
    {BY_SEX, "F"}, {BY_AGE, "young adult old"},                                                              \
    {                                                                                                        \
        BY_RELATION, "spouse former_spouse partner former_partner"                                           \
    }
static const struct report_measure EIGE_COLUMNS[] = {
    MEASURE("1", "1 Gra viktima të partnerit", "1 Women victims of a partner", FACT_INTAKES, HOW_EACH, WOMEN),
    NOT_OURS("2", "2 Vepra penale të raportuara", "2 Reported offences"),
    NOT_OURS("3", "3 Burra dhunues", "3 Men perpetrators"),
    MEASURE("4", "4 Dhunë fizike", "4 Physical violence", FACT_INTAKES, HOW_EACH, WOMEN,
            {BY_VIOLENCE, "physical"}),
    MEASURE("5", "5 Dhunë psikologjike", "5 Psychological violence", FACT_INTAKES, HOW_EACH, WOMEN,
            {BY_VIOLENCE, "psychological"}),
    MEASURE("6", "6 Dhunë seksuale", "6 Sexual violence", FACT_INTAKES, HOW_EACH, WOMEN,
            {BY_VIOLENCE, "sexual"}),
    MEASURE("7", "7 Dhunë ekonomike", "7 Economic violence", FACT_INTAKES, HOW_EACH, WOMEN,
            {BY_VIOLENCE, "economic"}),
    NOT_OURS("8", "8 Përdhunim i raportuar", "8 Reported rape"),
    NOT_OURS("9", "9 Vrasje nga partneri", "9 Intimate femicide"),
    MEASURE("10.asked", "10 Urdhra të kërkuar", "10 Orders applied for", FACT_PETITIONS, HOW_EACH, ALL),
    MEASURE("10.granted", "10 Urdhra të lëshuar", "10 Orders granted", FACT_PETITIONS, HOW_EACH,
            {BY_OUTCOME, "granted"}),
    NOT_OURS("11", "11 Burra të ndjekur penalisht", "11 Men prosecuted"),
    NOT_OURS("12", "12 Burra të dënuar", "12 Men sentenced"),
    NOT_OURS("13", "13 Burra të dënuar me burgim", "13 Men imprisoned"),
};
static const struct report_measure ISTANBUL_COLUMNS[] = {
    MEASURE("cases", "Raste", "Cases", FACT_INTAKES, HOW_EACH, ALL),
    PEOPLE(FACT_INTAKES),
    MEASURE("disability", "Me aftësi të kufizuar", "With a disability", FACT_INTAKES, HOW_EACH,
            {BY_DISABILITY, "yes"}),
    MEASURE("child_disability", "Fëmijë me aftësi të kufizuar", "Children with a disability", FACT_INTAKES,
            HOW_EACH, {BY_AGE, "child"}, {BY_DISABILITY, "yes"}),
};
/* Article 11 asks for sex, age, kind of violence, relation to the perpetrator, place and disability
 * (paragraph 76 of the explanatory report). */
static const struct report_measure RELATION_COLUMNS[] = {
    MEASURE("cases", "Raste", "Cases", FACT_INTAKES, HOW_EACH, ALL),
    PEOPLE(FACT_INTAKES),
    MEASURE("physical", "Dhunë fizike", "Physical violence", FACT_INTAKES, HOW_EACH,
            {BY_VIOLENCE, "physical"}),
    MEASURE("psychological", "Dhunë psikologjike", "Psychological violence", FACT_INTAKES, HOW_EACH,
            {BY_VIOLENCE, "psychological"}),
    MEASURE("sexual", "Dhunë seksuale", "Sexual violence", FACT_INTAKES, HOW_EACH, {BY_VIOLENCE, "sexual"}),
    MEASURE("economic", "Dhunë ekonomike", "Economic violence", FACT_INTAKES, HOW_EACH,
            {BY_VIOLENCE, "economic"}),
};
static const struct report_measure KIND_COLUMNS[] = {
    MEASURE("orders", "Urdhra", "Orders", FACT_ORDERS, HOW_EACH, {BY_PART, "decided"}),
    /* Beside those decided it would tell how few are of before. */
    INSIDE("carried_out", "Të zbatuar, me ata nga më parë", "Carried out, with those from before",
           FACT_ORDERS, HOW_EACH, {BY_PART, "decided earlier"}),
    MEASURE("protected", "Persona të mbrojtur", "Protected persons", FACT_PROTECTED, HOW_EACH, ALL),
    PEOPLE(FACT_PROTECTED),
    MEASURE("respondents", "Të paditurit (dhunuesit)", "Respondents", FACT_RESPONDENTS, HOW_EACH, ALL),
    MEASURE("respondent_men", "Prej tyre burra", "Of them men", FACT_RESPONDENTS, HOW_EACH, {BY_SEX, "M"}),
};
static const struct report_measure CALL_COLUMNS[] = {
    MEASURE("calls", "Telefonata e kontakte", "Calls and contacts", FACT_CALLS, HOW_MANY, ALL),
    MEASURE("telephone", "Me telefon", "By telephone", FACT_CALLS, HOW_MANY, {BY_KIND, "telephone"}),
    MEASURE("victim", "Nga e dhunuara vetë", "By the victim herself", FACT_CALLS, HOW_MANY,
            {BY_PART, "victim"}),
    MEASURE("danger", "Me rrezik në atë çast", "With danger at that moment", FACT_CALLS, HOW_MANY,
            {BY_DANGER, "yes"}),
    MEASURE("police", "U njoftua policia", "The police were called", FACT_CALLS, HOW_MANY,
            {BY_OUTCOME, "police"}),
};
static const struct report_measure REFERRAL_COLUMNS[] = {
    MEASURE("files", "Dosje të referuara", "Files referred", FACT_REFERRALS, HOW_EACH, ALL),
    MEASURE("private", "Në institucione jopublike", "To institutions that are not public", FACT_REFERRALS,
            HOW_EACH, {BY_PART, "private"}),
    MEASURE("times", "Referime", "Referrals", FACT_REFERRALS, HOW_MANY, ALL),
    MEASURE("served", "E morën shërbimin", "Got the service", FACT_REFERRALS, HOW_EACH,
            {BY_OUTCOME, "accepted seen ended"}),
    MEASURE("waiting", "Në listë pritjeje", "On a waiting list", FACT_REFERRALS, HOW_EACH,
            {BY_OUTCOME, "waiting"}),
    MEASURE("refused", "U refuzuan", "Refused", FACT_REFERRALS, HOW_EACH, {BY_OUTCOME, "refused"}),
    MEASURE("declined", "Nuk e deshën vetë", "Declined by her", FACT_REFERRALS, HOW_EACH,
            {BY_OUTCOME, "declined"}),
};
static const struct report_measure EXECUTION_COLUMNS[] = {
    MEASURE("all", "Ekzekutime të asistuara", "Assisted executions", FACT_EXECUTIONS, HOW_MANY, ALL),
    MEASURE("carried_out", "U kryen", "Carried out", FACT_EXECUTIONS, HOW_MANY, {BY_OUTCOME, "carried_out"}),
    MEASURE("in_part", "U kryen pjesërisht", "In part", FACT_EXECUTIONS, HOW_MANY, {BY_OUTCOME, "in_part"}),
    MEASURE("not_carried_out", "Nuk u kryen", "Not carried out", FACT_EXECUTIONS, HOW_MANY,
            {BY_OUTCOME, "not_carried_out"}),
    MEASURE("files", "Dosje", "Files", FACT_EXECUTIONS, HOW_EACH, ALL),
};
static const struct report_measure MEETING_COLUMNS[] = {
    MEASURE("meetings", "Mbledhje", "Meetings", FACT_MEETINGS, HOW_MANY, {BY_PART, "meeting"}),
    MEASURE("minutes", "Me procesverbal të nënshkruar", "With signed minutes", FACT_MEETINGS, HOW_MANY,
            {BY_PART, "minutes"}),
    MEASURE("present", "Të ftuar të pranishëm", "Invited and present", FACT_MEETINGS, HOW_MANY,
            {BY_PART, "present"}),
    MEASURE("heads", "Prej tyre drejtues", "Of them heads", FACT_MEETINGS, HOW_MANY, {BY_PART, "head"}),
    MEASURE("women", "Gra pjesëmarrëse", "Women taking part", FACT_MEETINGS, HOW_MANY, {BY_PART, "women"}),
    MEASURE("men", "Burra pjesëmarrës", "Men taking part", FACT_MEETINGS, HOW_MANY, {BY_PART, "men"}),
    MEASURE("reports", "Raporte të paraqitura", "Reports presented", FACT_MEETINGS, HOW_MANY,
            {BY_PART, "report"}),
    MEASURE("initiatives", "Nisma", "Initiatives", FACT_MEETINGS, HOW_MANY, {BY_PART, "initiative"}),
};
#define TERM_COLUMNS(of)                                                                                     \
    {                                                                                                        \
        MEASURE("orders", "Urdhra", "Orders", FACT_TERMS, HOW_EACH, {BY_KIND, of}),                          \
            MEASURE("kept", "Brenda afatit", "In time", FACT_TERMS, HOW_EACH, {BY_KIND, of},                 \
                    {BY_OUTCOME, "kept"}),                                                                   \
            MEASURE("late", "Me vonesë", "Late", FACT_TERMS, HOW_EACH, {BY_KIND, of}, {BY_OUTCOME, "late"}), \
            MEASURE("middle", "Mesorja (ditë)", "Median (days)", FACT_TERMS, HOW_MIDDLE, {BY_KIND, of}),     \
            MEASURE("tail", "90 % brenda (ditë)", "90 % within (days)", FACT_TERMS, HOW_TAIL,                \
                    {BY_KIND, of}),                                                                          \
    }
static const struct report_measure COPY_COLUMNS[] = TERM_COLUMNS("copy");
static const struct report_measure UMM_COLUMNS[] = TERM_COLUMNS("umm");
static const struct report_measure UM_COLUMNS[] = TERM_COLUMNS("um");

#define OFFICE (R_COORDINATOR | R_DIRECTOR)
#define OF(t)  .columns = (t), .column_count = sizeof(t) / sizeof((t)[0])
#define REPORT(code_, title_, en_, rows_, t)                                                                 \
    {                                                                                                        \
        .code = (code_), .title = (title_), .title_en = (en_), .frequency = "çdo vit", .roles = OFFICE,      \
        .rows = (rows_), OF(t)                                                                               \
    }
static const struct report_definition REPORTS[] = {
    REPORT("units", "Tabela 3: sipas njësive administrative", "Table 3: by unit", BY_UNIT, UNIT_COLUMNS),
    REPORT("courts", "Urdhra të kërkuar e të lëshuar, sipas gjykatave",
           "Orders asked for and granted, by court", BY_COURT, COURT_COLUMNS),
    REPORT("breaches", "Shkelje të urdhrave", "Breaches of orders", BY_UNIT, BREACH_COLUMNS),
    REPORT("benefits", "Pagesa dhe përjashtime me koston", "Payments and exemptions with their cost",
           BY_SERVICE, BENEFIT_COLUMNS),
    REPORT("centre", "Qendra 72 orëshe: shërbimet", "The 72-hour centre: services", BY_SERVICE,
           CENTRE_COLUMNS),
    REPORT("places", "Qendra 72 orëshe: vendet e zëna", "The 72-hour centre: places taken", BY_MONTH,
           PLACE_COLUMNS),
    REPORT("plan", "Treguesit e planit social, qëllimet 2 dhe 3", "Indicators of the social plan", BY_NONE,
           PLAN_COLUMNS),
    REPORT("contacts", "Pikat e kontaktit, sipas llojit e nivelit", "Contact points, by kind and level",
           BY_KIND, CONTACT_COLUMNS),
    REPORT("directors", "Analizat e drejtuesve të institucioneve, sipas muajve",
           "Analyses of the heads of institutions, by month", BY_MONTH, DIRECTORS_COLUMNS),
    REPORT("forms", "Formularët e rasteve, sipas grupmoshës", "Forms of cases, by age group", BY_AGE,
           FORM_COLUMNS),
    REPORT("eige", "Treguesit e EIGE-s", "Indicators of EIGE", BY_NONE, EIGE_COLUMNS),
    REPORT("istanbul", "Konventa e Stambollit, neni 11: lloji i dhunës", "Istanbul Convention, article 11",
           BY_VIOLENCE, ISTANBUL_COLUMNS),
    REPORT("relations", "Konventa e Stambollit, neni 11: lidhja me të paditurin",
           "Istanbul Convention, article 11: relation to the respondent", BY_RELATION, RELATION_COLUMNS),
    REPORT("places_of_cases", "Konventa e Stambollit, neni 11: njësitë administrative",
           "Istanbul Convention, article 11: units", BY_UNIT, ISTANBUL_COLUMNS),
    REPORT("kinds", "Urdhra e persona, sipas llojit të urdhrit", "Orders and persons, by kind of order",
           BY_KIND, KIND_COLUMNS),
    REPORT("term_copy", "Afatet: kopja e vendimit në bashki",
           "Terms: the copy of a decision at the municipality", BY_COURT, COPY_COLUMNS),
    REPORT("term_umm", "Afatet: nga urdhri i policisë te UMM",
           "Terms: from the order of the police to the UMM", BY_COURT, UMM_COLUMNS),
    REPORT("term_um", "Afatet: nga UMM te UM", "Terms: from the UMM to the UM", BY_COURT, UM_COLUMNS),
    REPORT("calls", "Telefonata e kontakte", "Calls and contacts", BY_MONTH, CALL_COLUMNS),
    REPORT("referrals", "Referime sipas shërbimeve", "Referrals by service", BY_SERVICE, REFERRAL_COLUMNS),
    REPORT("executions", "Ekzekutime të asistuara", "Assisted executions", BY_KIND, EXECUTION_COLUMNS),
    REPORT("meetings", "Mbledhje e tryeza", "Meetings and technical tables", BY_KIND, MEETING_COLUMNS),
};

const struct report_definition *report_list(size_t *ret_count)
{
    *ret_count = sizeof REPORTS / sizeof REPORTS[0];
    return REPORTS;
}

const struct report_definition *report_named(const char *code)
{
    for (size_t i = 0; i < sizeof REPORTS / sizeof REPORTS[0]; i++)
        if (!strcmp(REPORTS[i].code, code))
            return &REPORTS[i];
    return NULL;
}
