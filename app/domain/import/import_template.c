/* Rows that nobody takes for somebody's: all are called "Shembull", and their numbers say so, too. A personal
 * number is left empty, because each that is well formed may be somebody's. */
#include "domain/import/import_template.h"

#include "domain/import/order_import_column.h"
#include "domain/office/unit.h"
#include "domain/order/catalogue.h"
#include "render/csv.h"

#define SEPARATOR ';' /* spreadsheets here read the comma as the decimal point */
#define ROWS      2

/* An UM with a child, and the immediate order of somebody else. */
static const char *const CELLS[ROWS][COLUMN_COUNT] = {
    {[COLUMN_KIND] = "UM",
     [COLUMN_NUMBER] = "SHEMBULL-1",
     [COLUMN_FIRST_NAME] = "Ana",
     [COLUMN_FATHER_NAME] = "Petrit",
     [COLUMN_SURNAME] = "Shembull",
     [COLUMN_BIRTH_DATE] = "14.05.1990",
     [COLUMN_SEX] = "F",
     [COLUMN_CHILDREN] = "Era|02.03.2018|F",
     [COLUMN_RESPONDENT_FIRST_NAME] = "Agron",
     [COLUMN_RESPONDENT_SURNAME] = "Shembull",
     [COLUMN_RELATION] = "bashkëshort",
     [COLUMN_MEASURES] = "no_violence,keep_away",
     [COLUMN_CASE_NUMBER] = "SHEMBULL-11",
     [COLUMN_PETITIONER] = "self",
     [COLUMN_RELATIONS] = "Era|baba"},
    {[COLUMN_KIND] = "UMM",
     [COLUMN_NUMBER] = "SHEMBULL-2",
     [COLUMN_FIRST_NAME] = "Mira",
     [COLUMN_SURNAME] = "Shembullaj",
     [COLUMN_BIRTH_DATE] = "30.11.1985",
     [COLUMN_SEX] = "F",
     [COLUMN_MEASURES] = "no_violence",
     [COLUMN_PETITIONER] = "police",
     [COLUMN_REPRESENTATIVE] = "lawyer",
     [COLUMN_REPRESENTATIVE_NAME] = "Av. Shembull"},
};

/* NULL: the municipality has none that takes files. */
static err unit_first(struct work *w, const char **ret)
{
    struct unit *units;
    size_t count;
    err e;

    *ret = NULL;
    if ((e = unit_list(w, &units, &count)))
        return e;
    for (size_t i = 0; i < count && !*ret; i++)
        if (units[i].active && !units[i].outside)
            *ret = units[i].name;
    return OK;
}

/* Days near today, so that the rows stay such as an office has on its desk. */
static void days_fill(struct work *w, size_t row, const char *cells[COLUMN_COUNT], char days[4][DATE_TEXT])
{
    const date decided = w->today - 10 - (date)row;

    cells[COLUMN_DECISION_DATE] = date_format_sq(decided, days[0]);
    cells[COLUMN_RECEIVED_ON] = date_format_sq(decided + 1, days[1]);
    if (row == 0)
        cells[COLUMN_END] = date_format_sq(date_add_months(decided, 6), days[2]);
    else
        cells[COLUMN_HEARING_ON] = date_format_sq(decided + 15, days[3]);
}

static err row_write(struct work *w, size_t row, const char *court, const char *unit, struct buf *out)
{
    const char *cells[COLUMN_COUNT];
    char days[4][DATE_TEXT];

    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        cells[c] = CELLS[row][c];
    cells[COLUMN_ISSUER] = court;
    cells[COLUMN_UNIT] = unit;
    days_fill(w, row, cells, days);
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        csv_cell(out, SEPARATOR, c == 0, cells[c]);
    csv_end_row(out);
    return buf_err(out);
}

err import_template(struct work *w, struct buf *out)
{
    struct court *courts;
    const char *unit;
    size_t count;
    err e;

    if ((e = court_list(w, &courts, &count)) || (e = unit_first(w, &unit)))
        return e;
    csv_begin(out);
    for (enum import_column c = 0; c < COLUMN_COUNT; c++)
        csv_cell(out, SEPARATOR, c == 0, import_column_heading(c));
    csv_end_row(out);
    for (size_t row = 0; row < ROWS; row++)
        if ((e = row_write(w, row, count ? courts[0].name : NULL, unit, out)))
            return e;
    return buf_err(out);
}
