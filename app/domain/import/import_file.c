/* Files as they are brought: what they are is seen in their bytes, never taken from their name. */
#include "domain/import/import_file.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/import/order_import_header.h"
#include "render/sheet_kind.h"
#include "render/utf16.h"

#define SHEET_ROWS_MAX  (IMPORT_ROWS_MAX + 1000) /* with titles and blank rows */
#define TITLE_LINES_MAX 10 /* lists have a title, perhaps with the year and the office below it */
#define HEADINGS_MIN    3  /* a line with so many headings names the columns */

static const struct {
    const char *code, *reason;
} REFUSED[] = {
    [SHEET_OLD_WORKBOOK] = {"old_workbook",
                            "This is a workbook of an old kind (.xls): save it as XLSX or \"CSV UTF-8\"."},
    [SHEET_LOCKED_WORKBOOK] = {"locked_workbook",
                               "This workbook is locked with a password: save it without one."},
    [SHEET_OPEN_DOCUMENT] = {"open_document",
                             "This is an OpenDocument file: save the sheet as XLSX or \"CSV UTF-8\"."},
    [SHEET_WORD] = {"word_document", "This is a text document (Word): the list must be a sheet or CSV."},
    [SHEET_PDF] = {"pdf", "This is a PDF: the list must be a sheet or CSV."},
    [SHEET_MARKUP] = {"web_page", "This is a web page or XML, whatever its name: save it as XLSX."},
    [SHEET_ARCHIVE] = {"archive", "This is an archive: take the list out of it."},
    [SHEET_PICTURE] = {"picture", "This is a picture: the list must be a sheet or CSV."},
};

/* One note says all: the file is not read. */
static err unreadable(struct import_notes *notes, const char *code, const char *reason, bool *ret_readable)
{
    notes->line = 1;
    import_note_add(notes, NOTE_FAULT, "", code, "%s", reason);
    *ret_readable = false;
    return OK;
}

/* What the reader of workbooks says, as a fault of the file where it is one. */
static err workbook_fault(struct import_notes *notes, err e, bool *ret_readable)
{
    if (e == ERR_CORRUPT)
        return unreadable(notes, "damaged_workbook",
                          "This workbook is damaged or cut off: open it in a spreadsheet and save it anew.",
                          ret_readable);
    if (e == ERR_LIMIT)
        return unreadable(
            notes, "workbook_too_large",
            "This workbook is larger than a list can be: save its sheet alone, as \"CSV UTF-8\".",
            ret_readable);
    return e;
}

/* A row of the sheet as a line of the file; what is read of it may be changed in place. */
static err row_copy(struct import_file *f, const struct sheet_row *row, struct import_line *ret)
{
    char **cells = arena_array(f->w->arena, row->count + 1, sizeof *cells);

    if (!cells)
        return ERR_SYSTEM;
    for (size_t i = 0; i < row->count; i++)
        if (!(cells[i] = arena_text(f->w->arena, row->cells[i])))
            return ERR_SYSTEM;
    *ret = (struct import_line){.row = {.line = row->line, .count = row->count, .cells = cells},
                                .hidden = row->hidden,
                                .merged_from = row->merged_from};
    return OK;
}

static err sheet_next(struct import_file *f, struct import_line *ret)
{
    *ret = (struct import_line){.none = f->row == f->sheet.count};
    return ret->none ? OK : row_copy(f, &f->sheet.rows[f->row++], ret);
}

static err text_next(struct import_file *f, struct import_line *ret)
{
    bool more = true;
    err e;

    *ret = (struct import_line){0};
    e = csv_next(&f->csv, f->w->arena, &ret->row, &more);
    ret->broken = e == ERR_INPUT;
    ret->none = !e && !more;
    return ret->broken ? OK : e;
}

static bool blank(const struct csv_row *row)
{
    for (size_t i = 0; i < row->count; i++)
        if (!text_empty(row->cells[i]))
            return false;
    return true;
}

err import_file_next(struct import_file *f, struct import_line *ret)
{
    err e;

    do {
        arena_reset(f->w->arena);
        if ((e = f->workbook ? sheet_next(f, ret) : text_next(f, ret)))
            return e;
    } while (!ret->broken && !ret->none && blank(&ret->row));
    return OK;
}

static void rewind_lines(struct import_file *f)
{
    f->row = 0;
    if (f->text.len)
        csv_open(&f->csv, f->text.data, f->text.len);
    else
        csv_open(&f->csv, f->bytes, f->size);
}

static void body_mark(struct import_file *f)
{
    f->csv_body = f->csv;
    f->row_body = f->row;
}

void import_file_again(struct import_file *f)
{
    f->csv = f->csv_body;
    f->row = f->row_body;
}

/* Up to the line that names the columns; *ret_above is how many lines stand above it. */
static err head_find(struct import_file *f, struct import_line *ret, size_t *ret_above, bool *ret_found)
{
    err e;

    rewind_lines(f);
    *ret_found = false;
    for (*ret_above = 0; *ret_above < TITLE_LINES_MAX; (*ret_above)++) {
        if ((e = import_file_next(f, ret)))
            return e;
        if (ret->none)
            return OK;
        *ret_found = !ret->broken && import_headings_known(&ret->row) >= HEADINGS_MIN;
        if (*ret_found)
            return OK;
    }
    return OK;
}

err import_file_head(struct import_file *f, struct import_notes *notes, struct import_line *ret)
{
    size_t above;
    bool found;
    err e;

    if ((e = head_find(f, ret, &above, &found)))
        return e;
    /* Where none of them names columns, what is wrong is said of the first. */
    if (!found) {
        rewind_lines(f);
        if ((e = import_file_next(f, ret)))
            return e;
    } else if (above) {
        notes->line = 1;
        import_note_add(notes, NOTE_WARNING, "", "above_heading",
                        "What stands above line %zu is taken for a title.", ret->row.line);
    }
    body_mark(f);
    return OK;
}

/* Sheets of a workbook that hold a list, "1 and 3". */
struct lists {
    size_t count, first;
    char numbers[80];
};

static void list_found(struct lists *l, size_t number)
{
    size_t n = strlen(l->numbers);

    if (!l->count++)
        l->first = number;
    snprintf(l->numbers + n, sizeof l->numbers - n, "%s%zu", n ? ", " : "", number);
}

static err lists_find(struct import_file *f, struct sheet_file *book, struct lists *ret)
{
    struct import_line line;
    size_t above;
    bool found;
    err e;

    for (size_t i = 0; i < sheet_file_count(book); i++) {
        arena_reset(&f->kept);
        if ((e = sheet_file_read(book, i, SHEET_ROWS_MAX, &f->sheet)) ||
            (e = head_find(f, &line, &above, &found)))
            return e;
        if (found)
            list_found(ret, i + 1);
    }
    return OK;
}

/* The sheet that is asked for, or the only one that holds a list; where none does, the first, whose lines are
 * then said to be none. Two lists in one workbook are nobody's to choose from but hers who brings it. */
static err sheet_choose(struct import_file *f, struct sheet_file *book, size_t wanted,
                        struct import_notes *notes, bool *ret_readable)
{
    size_t count = sheet_file_count(book);
    struct lists lists = {0};
    err e;

    if (!wanted && count > 1 && (e = lists_find(f, book, &lists)))
        return e;
    notes->line = 1;
    *ret_readable = wanted <= count && lists.count <= 1;
    if (wanted > count)
        import_note_add(notes, NOTE_FAULT, "", "no_such_sheet", "The workbook has %zu sheets to be seen.",
                        count);
    else if (lists.count > 1)
        import_note_add(notes, NOTE_FAULT, "", "which_sheet",
                        "Several sheets hold a list, by their place: %s. Say which is meant.", lists.numbers);
    if (!*ret_readable)
        return OK;
    if (!wanted)
        wanted = lists.count ? lists.first : 1;
    if (count > 1)
        import_note_add(notes, NOTE_WARNING, "", "other_sheets",
                        "Of %zu sheets the one at place %zu was read.", count, wanted);
    arena_reset(&f->kept);
    return sheet_file_read(book, wanted - 1, SHEET_ROWS_MAX, &f->sheet);
}

static err workbook_take(struct import_file *f, size_t sheet, struct import_notes *notes, bool *ret_readable)
{
    CLEANUP(sheet_file_close) struct sheet_file *book = NULL;
    /* What all sheets share is needed no longer than the reading of one. */
    err e = sheet_file_open(f->bytes, f->size, &f->shared, &f->kept, &book);

    f->workbook = true;
    if (!e)
        e = sheet_choose(f, book, sheet, notes, ret_readable);
    return workbook_fault(notes, e, ret_readable);
}

err import_file_open(struct work *w, const void *bytes, size_t n, size_t sheet, struct import_notes *notes,
                     struct import_file *ret, bool *ret_readable)
{
    enum sheet_kind kind = sheet_kind_of(bytes, n);
    err e;

    *ret = (struct import_file){.w = w, .bytes = bytes, .size = n};
    *ret_readable = true;
    if (kind == SHEET_WORKBOOK)
        return workbook_take(ret, sheet, notes, ret_readable);
    if (kind == SHEET_UTF16 || kind == SHEET_UTF16_BIG) {
        e = utf16_decode(bytes, n, kind == SHEET_UTF16_BIG, &ret->text);
        return e != ERR_INPUT
                   ? e
                   : unreadable(notes, "bad_text", "This is cut off, or no UTF-16 text.", ret_readable);
    }
    return kind == SHEET_TEXT ? OK
                              : unreadable(notes, REFUSED[kind].code, REFUSED[kind].reason, ret_readable);
}

void import_file_close(struct import_file *f)
{
    buf_wipe(&f->text);
    arena_free(&f->kept);
    arena_free(&f->shared);
}

void import_line_note(struct import_notes *notes, const struct import_line *line)
{
    notes->line = line->row.line;
    if (line->broken)
        import_note_add(
            notes, NOTE_FAULT, "", "bad_csv",
            "A quote does not close, a character stands behind a closing quote, or there is a NUL byte.");
    if (line->hidden)
        import_note_add(notes, NOTE_WARNING, "", "hidden_row",
                        "This row is hidden in the sheet; it is read all the same.");
    if (line->merged_from)
        import_note_add(notes, NOTE_WARNING, "", "merged_cell",
                        "A cell of line %zu goes over this row, too: its text was taken for both.",
                        line->merged_from);
}
