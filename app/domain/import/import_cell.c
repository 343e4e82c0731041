/* Cells as people and spreadsheets leave them. Nothing here is guessed in silence: what is not a value of its
 * own is a fault, a question or a warning. */
#include "domain/import/import_cell.h"

#include <string.h>

#include "base/text.h"
#include "domain/import/mojibake.h"
#include "domain/work/field.h"

#define WORD_MAX 40 /* bytes; no word below is as long */

static const char UTF8[] = "This is not readable as UTF-8; in Excel, save the file as \"CSV UTF-8\".";
static const char LOST_LETTER[] = "A letter was lost where the list was saved: write it in again.";
static const char NO_DATE[] = "There is no such day; a date is written 2022-03-24 or 24.03.2022.";

/* Folded, one behind each bar. */
static const char DITTO[] =
    "|\"|\"\"|''|``|,,|„|“|”|″|〃|-\"-|-//-|//|~|po ashtu|po aty|idem|ditto|id.|njesoj|si me siper|";
static const char NOTHING[] = "|-|--|---|–|—|_|?|??|???|.|..|...|/|x|xx|0|*|n/a|na|nuk dihet|nuk e "
                              "di|s'dihet|sdihet|nuk ka|s'ka|ska|"
                              "pa|jo|asnje|panjohur|i panjohur|e panjohur|mungon|unknown|none|";
static const char NO_END[] = "|pa afat|pa date|deri ne vendim|";

/* What spreadsheets show for a value that they have not. */
static const char *const NO_VALUE[] = {"#N/A",  "#REF!",  "#VALUE!", "#NAME?",       "#DIV/0!",
                                       "#NUM!", "#NULL!", "#SPILL!", "#GETTING_DATA"};

static bool listed(const char *cell, const char *list)
{
    char word[WORD_MAX + 3] = "|";
    size_t n;

    if (strlen(cell) >= WORD_MAX)
        return false;
    text_fold(cell, word + 1, WORD_MAX);
    n = strlen(word);
    word[n++] = '|';
    word[n] = '\0';
    return n > 2 && strstr(list, word);
}

bool import_text_nothing(const char *text)
{
    return listed(text, NOTHING);
}

static bool value_missing(const char *cell)
{
    for (size_t i = 0; i < sizeof NO_VALUE / sizeof NO_VALUE[0]; i++)
        if (!strcasecmp(cell, NO_VALUE[i]) || (cell[0] == '#' && !strncmp(cell, "###", 3)))
            return true;
    return false;
}

/* The text that was meant, asked about where it differs from the one that stands there. */
static char *reading_mend(struct import_notes *notes, struct arena *a, const char *column, char *cell)
{
    size_t room = strlen(cell) + 1;
    char *meant = arena_alloc(a, room);

    if (!meant) {
        notes->failed = true;
        return cell;
    }
    if (!mojibake_mend(cell, meant, room) || !text_valid(meant, strlen(meant)))
        return cell;
    import_note_ask(
        notes, column, "misread", text_trim(meant),
        "UTF-8 was read as Windows-1252 here and saved again; confirm what is offered, or open the "
        "list anew as UTF-8.");
    return meant;
}

/* false, with a fault: nothing can be read from it. */
static bool text_check(struct import_notes *notes, const char *column, const char *cell)
{
    if (!text_valid(cell, strlen(cell)))
        import_note_add(notes, NOTE_FAULT, column, "bad_text", UTF8);
    else if (text_turns(cell))
        import_note_add(notes, NOTE_FAULT, column, "bad_text", TEXT_TURNS);
    else if (strstr(cell, "\xEF\xBF\xBD"))
        import_note_add(notes, NOTE_FAULT, column, "lost_letter", LOST_LETTER);
    else
        return true;
    return false;
}

/* false, with a fault: it stands for a value and is none. */
static bool value_check(struct import_notes *notes, const char *column, const char *cell)
{
    if (value_missing(cell))
        import_note_add(notes, NOTE_FAULT, column, "no_value",
                        "The spreadsheet has no value here: the formula failed or was never worked out.");
    else if (listed(cell, DITTO))
        import_note_add(notes, NOTE_FAULT, column, "ditto",
                        "A ditto mark says nothing to the register: write out what stands above.");
    else
        return true;
    return false;
}

/* Needed columns are left to what is asked of them: a name, a day, a court. */
static bool nothing_said(struct import_notes *notes, enum import_column c, const char *cell)
{
    if (import_column_needed(c) || c == COLUMN_CHILDREN ||
        !(import_text_nothing(cell) || (c == COLUMN_END && listed(cell, NO_END))))
        return false;
    import_note_add(notes, NOTE_WARNING, import_column_name(c), "taken_as_nothing",
                    "This is taken as not known.");
    return true;
}

char *import_cell_text(struct import_cells *c, enum import_column column)
{
    size_t at = c->header->cell[column];
    char *cell = at < c->line->count ? c->line->cells[at] : NULL;
    const char *name = import_column_name(column);

    if (!cell || !cell[0])
        return NULL;
    cell = reading_mend(c->notes, c->w->arena, name, cell);
    if (!text_check(c->notes, name, cell) || !(cell = csv_cell_text(cell)) ||
        !value_check(c->notes, name, cell) || nothing_said(c->notes, column, cell))
        return NULL;
    return cell;
}

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* NULL, with a fault: it names nobody. */
static const char *name_check(struct import_cells *c, enum import_column column, const char *cell)
{
    char letter[5];

    text_initial(cell, letter);
    if (!letter[0] || import_text_nothing(cell))
        import_note_add(c->notes, NOTE_FAULT, import_column_name(column), "no_name",
                        "This names nobody. Of somebody with one name only the surname is \"%s\".",
                        IMPORT_NO_SURNAME);
    else if (strchr(cell, '?'))
        import_note_add(c->notes, NOTE_FAULT, import_column_name(column), "lost_letter", LOST_LETTER);
    else
        return cell;
    return NULL;
}

const char *import_cell_name(struct import_cells *c, enum import_column column)
{
    const char *cell = import_cell_text(c, column);

    return cell ? name_check(c, column, cell) : NULL;
}

void import_cell_surname(struct import_cells *c, enum import_column column, struct person_new *who)
{
    const char *cell = import_cell_text(c, column);

    who->no_surname = cell && text_same(cell, IMPORT_NO_SURNAME);
    who->surname = who->no_surname ? "" : cell ? name_check(c, column, cell) : NULL;
}

/* "0:00", "00:00:00.000", "12:00:00 AM", "T00:00:00Z": where the time of a day begins that stands before it;
 * NULL: there is none. */
static const char *time_find(const char *cell)
{
    const char *at = strpbrk(cell, " T"), *t;

    if (!at || !digit(at[1 + strspn(at + 1, " ")]))
        return NULL;
    t = at + 1 + strspn(at + 1, " ");
    t += strspn(t, "0123456789");
    if (*t != ':' || !digit(t[1]))
        return NULL;
    t += strspn(t, "0123456789:.");
    t += strspn(t, " ");
    return !*t || !strcasecmp(t, "Z") || !strcasecmp(t, "AM") || !strcasecmp(t, "PM") ? at : NULL;
}

err import_text_date(const char *text, date *ret)
{
    char day[16];
    const char *time = time_find(text);
    size_t n = time ? (size_t)(time - text) : strlen(text);

    if (n >= sizeof day)
        return ERR_INPUT;
    memcpy(day, text, n);
    day[n] = '\0';
    return date_parse_any(day, ret);
}

date import_cell_date(struct import_cells *c, enum import_column column)
{
    const char *cell = import_cell_text(c, column);
    date d = DATE_NONE;

    if (cell && import_text_date(cell, &d)) {
        import_note_add(c->notes, NOTE_FAULT, import_column_name(column), "bad_date", "%s", NO_DATE);
        c->dates_bad = true;
    }
    return d;
}

/* "12-Dec", "Dec-26", "dhj-26", "1-Jan-26": as spreadsheets show a day with its month in letters. */
static bool month_in_letters(const char *cell)
{
    static const char MONTHS[] =
        "|jan|feb|shk|mar|apr|pri|maj|may|jun|qer|jul|kor|aug|gus|sep|sht|oct|tet|nov|nen|dec|dhj|";
    char folded[24], month[6] = "|";
    const char *p;

    if (strlen(cell) > 14)
        return false;
    p = text_fold(cell, folded, sizeof folded);
    p += strspn(p, "0123456789.- ");
    if (strlen(p) < 3 || strcspn(p, "0123456789.- /") > 9)
        return false;
    memcpy(month + 1, p, 3);
    memcpy(month + 4, "|", 2);
    p += strcspn(p, "0123456789.- /");
    return strstr(MONTHS, month) && (*p || p - folded > 4) && strspn(p, "0123456789.- ") == strlen(p) &&
           strpbrk(folded, "0123456789");
}

/* A day as spreadsheets count them, from 2009 to 2064: no court comes so far in a year. */
static bool day_counted(const char *cell)
{
    return strlen(cell) == strspn(cell, "0123456789") && strlen(cell) == 5 && cell[0] >= '4' &&
           cell[0] <= '5';
}

/* "1.2E+10" and "12.2026", where a decimal point took the place of the stroke. */
static bool decimal(const char *cell)
{
    size_t n = strspn(cell, "0123456789");

    if (!n || !(cell[n] == '.' || cell[n] == ',') || !digit(cell[n + 1]))
        return false;
    n += 1 + strspn(cell + n + 1, "0123456789");
    return !cell[n] || ((cell[n] == 'E' || cell[n] == 'e') && (cell[n + 1] == '+' || digit(cell[n + 1])));
}

const char *import_cell_number(struct import_cells *c)
{
    const char *cell = import_cell_text(c, COLUMN_NUMBER);
    date d;

    /* Taken all the same: it may be how that court writes. */
    if (cell && (!import_text_date(cell, &d) || month_in_letters(cell) || day_counted(cell) || decimal(cell)))
        import_note_add(
            c->notes, NOTE_WARNING, "number", "number_like_date",
            "A spreadsheet seems to have made a day or a count of this number: such an order will "
            "not be recognised again.");
    return cell;
}

bool import_text_parts(char *entry, char **parts, size_t most, size_t *ret_count)
{
    char *part;

    *ret_count = 0;
    while ((part = strsep(&entry, "|"))) {
        if (*ret_count == most)
            return false;
        parts[(*ret_count)++] = csv_cell_text(part);
    }
    return true;
}
