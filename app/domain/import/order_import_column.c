/* The names of each column, in English as the register writes them and in Albanian as offices do; headings
 * are compared without case, accents, spaces and punctuation. */
#include "domain/import/order_import_column.h"

#include <string.h>

#include "base/text.h"

#define HEADING_MAX 60 /* bytes; no known heading is as long */

/* What stands in `known` is folded, words apart by one space, one heading behind each bar. */
static const struct {
    const char *name, *heading; /* heading: as the template has it, in letters of the language */
    bool needed;
    const char *known;
} COLUMNS[COLUMN_COUNT] = {
    [COLUMN_KIND] = {"kind", "Lloji i urdhrit", true, "|lloji|lloji i urdhrit|"},
    [COLUMN_ISSUER] = {"issuer", "Lëshuar nga", true, "|leshuesi|organi leshues|leshuar nga|gjykata|"},
    [COLUMN_NUMBER] = {"number", "Numri i vendimit", true,
                       "|numri|nr|numri i vendimit|nr i vendimit|nr vendimit|numri i urdhrit|"},
    [COLUMN_DECISION_DATE] = {"decision_date", "Data e vendimit", true,
                              "|data e vendimit|data e leshimit|data|"},
    [COLUMN_START] = {"start", "Data e fillimit", false, "|fillimi|data e fillimit|nga data|"},
    [COLUMN_END] = {"end", "Data e mbarimit", false,
                    "|mbarimi|perfundimi|data e mbarimit|data e perfundimit|deri me|"},
    [COLUMN_FINAL_DATE] = {"final_date", "Data e formës së prerë", false,
                           "|forma e prere|data e formes se prere|i formes se prere|"},
    [COLUMN_FIRST_NAME] = {"first_name", "Emri", true, "|emri|emri i personit te mbrojtur|"},
    [COLUMN_FATHER_NAME] = {"father_name", "Emri i babait", false, "|atesia|emri i babait|emri i atit|"},
    [COLUMN_SURNAME] = {"surname", "Mbiemri", true, "|mbiemri|mbiemri i personit te mbrojtur|"},
    [COLUMN_NID] = {"nid", "Numri personal", false,
                    "|numri personal|nr personal|numri i identitetit|nr i identitetit|nip|"},
    [COLUMN_BIRTH_DATE] = {"birth_date", "Datëlindja", false, "|datelindja|data e lindjes|"},
    [COLUMN_SEX] = {"sex", "Gjinia", false, "|gjinia|"},
    [COLUMN_UNIT] = {"unit", "Njësia administrative", true,
                     "|njesia|njesia administrative|nj administrative|"},
    [COLUMN_CHILDREN] = {"children", "Fëmijët", false, "|femijet|femije|"},
    [COLUMN_RESPONDENT_FIRST_NAME] = {"respondent_first_name", "Emri i të paditurit", false,
                                      "|emri i te paditurit|emri i dhunuesit|"},
    [COLUMN_RESPONDENT_SURNAME] = {"respondent_surname", "Mbiemri i të paditurit", false,
                                   "|mbiemri i te paditurit|mbiemri i dhunuesit|"},
    [COLUMN_RELATION] = {"relation", "Lidhja familjare", false, "|lidhja|lidhja familjare|marredhenia|"},
    [COLUMN_MEASURES] = {"measures", "Masat", false, "|masat|masat e mbrojtjes|"},
    [COLUMN_FOLLOWS] = {"follows", "Urdhri i mëparshëm", false,
                        "|pason|vijon|urdhri para|urdhri i meparshem|"},
    [COLUMN_HEARING_ON] = {"hearing_on", "Data e seancës", false, "|seanca|data e seances|dita e seances|"},
    [COLUMN_TERM] = {"term", "Afati", false, "|afati|kohezgjatja|afati i urdhrit|"},
    [COLUMN_RECEIVED_ON] = {"received_on", "Data e marrjes", false, "|data e marrjes|marre me|"},
    [COLUMN_CASE_NUMBER] = {"case_number", "Numri i çështjes", false,
                            "|numri i ceshtjes|nr i ceshtjes|nr ceshtjes|ceshtja|numri i aktit|"},
    [COLUMN_PETITIONER] = {"petitioner", "Kërkuesi", false, "|kerkuesi|kush e kerkoi|kerkuar nga|"},
    [COLUMN_PETITIONER_NAME] = {"petitioner_name", "Emri i kërkuesit", false,
                                "|emri i kerkuesit|kerkuesi emri|"},
    [COLUMN_REPRESENTATIVE] = {"representative", "Përfaqësuesi", false, "|perfaqesuesi|perfaqesuar nga|"},
    [COLUMN_REPRESENTATIVE_NAME] = {"representative_name", "Emri i përfaqësuesit", false,
                                    "|emri i perfaqesuesit|emri i kujdestarit|"},
    [COLUMN_MORE_RESPONDENTS] = {"more_respondents", "Të paditurit e tjerë", false,
                                 "|dhunues te tjere|dhunuesit e tjere|te paditurit e tjere|"},
    [COLUMN_RELATIONS] = {"relations", "Lidhjet sipas personave", false,
                          "|lidhjet|lidhjet familjare|lidhjet sipas personave|"},
};

const char *import_column_name(enum import_column c)
{
    return COLUMNS[c].name;
}

const char *import_column_heading(enum import_column c)
{
    return COLUMNS[c].heading;
}

bool import_column_needed(enum import_column c)
{
    return COLUMNS[c].needed;
}

/* "|data e vendimit|": lower case, words of letters and digits apart by one space, between bars. */
static void heading_fold(const char *heading, char ret[HEADING_MAX + 3])
{
    char folded[HEADING_MAX + 1];
    size_t n = 0;

    text_fold(heading, folded, sizeof folded);
    ret[n++] = '|';
    for (const char *f = folded; *f; f++) {
        bool word = (*f >= 'a' && *f <= 'z') || (*f >= '0' && *f <= '9') || (*f & 0x80);

        if (word)
            ret[n++] = *f;
        else if (ret[n - 1] != ' ' && ret[n - 1] != '|')
            ret[n++] = ' ';
    }
    n -= ret[n - 1] == ' ';
    ret[n++] = '|';
    ret[n] = '\0';
}

bool import_column_find(const char *heading, enum import_column *ret)
{
    char wanted[HEADING_MAX + 3], own[HEADING_MAX + 3];

    if (strlen(heading) >= HEADING_MAX)
        return false;
    heading_fold(heading, wanted);
    if (!wanted[2]) /* nothing but two bars */
        return false;
    for (enum import_column c = 0; c < COLUMN_COUNT; c++) {
        heading_fold(COLUMNS[c].name, own);
        if (!strcmp(own, wanted) || strstr(COLUMNS[c].known, wanted)) {
            *ret = c;
            return true;
        }
    }
    return false;
}

static const char *respondent_column(const char *field)
{
    return strcmp(field, "surname") ? "respondent_first_name" : "respondent_surname";
}

/* The check of an order speaks of members of a body; whoever looks at a file looks for a column. */
const char *import_column_of_field(const char *field)
{
    static const char FIRST[] = "persons[0].", RESPONDENT[] = "respondent.";
    const char *rest = field;

    if (!strncmp(field, RESPONDENT, sizeof RESPONDENT - 1))
        return respondent_column(field + sizeof RESPONDENT - 1);
    if (!strcmp(field, "respondent"))
        return "respondent_surname";
    if (!strncmp(field, "more_respondents[", 17))
        return "more_respondents";
    if (!strncmp(field, "relations[", 10))
        return "relations";
    if (!strncmp(field, "term_", 5))
        return "term";
    if (!strncmp(field, FIRST, sizeof FIRST - 1))
        rest = field + sizeof FIRST - 1;
    else if (!strncmp(field, "persons[", 8))
        return strncmp(field, "persons[0]", 10) ? "children" : "surname";
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        if (!strcmp(rest, COLUMNS[c].name))
            return COLUMNS[c].name;
    return !strcmp(rest, "role") ? "surname" : !strcmp(rest, "persons") ? "children" : rest;
}
