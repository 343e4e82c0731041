/* Spreadsheet files with libxlsxwriter in its row-by-row mode: the only file that includes xlsxwriter.h. The
 * library writes to a path, so the path is that of an anonymous file in memory. */
#include "render/xlsx.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/buf.h"
#include "base/deep_stack.h"
#include "base/file.h"
#include "base/text.h"
#include "render/zip.h"

#define PAPER_A4      9
#define HEADER_HEIGHT 32 /* points: two lines */
#define IN_MEMORY     "/dev/shm"
#define SHORT_MAX     20000 /* rows */
#define ROW_BYTES     4096  /* more than a row of many columns takes while it is put aside, twice */
#define SHEET         "xl/worksheets/sheet1.xml"

struct xlsx {
    struct xlsx_sheet sheet;
    int file;
    lxw_workbook *book;
    lxw_worksheet *tab;
    lxw_format *title, *line, *heading, *cell[XLSX_BLANK + 1], *sum, *sum_label;
    lxw_row_t row, first; /* the next one; the first below the header */
    size_t label;         /* the first column of texts: where a sum says what it is */
    int64_t (*totals)[XLSX_COLUMNS_MAX];
};

static err outcome_of(lxw_error e)
{
    switch (e) {
    case LXW_NO_ERROR:
        return OK;
    case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE:
    case LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED:
        return ERR_LIMIT;
    default:
        return ERR_SYSTEM;
    }
}

static lxw_format *format_make(struct xlsx *x, const char *number, bool bold, bool border)
{
    lxw_format *f = workbook_add_format(x->book);

    if (!f)
        return NULL;
    if (number)
        format_set_num_format(f, number);
    if (bold)
        format_set_bold(f);
    format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
    if (border)
        format_set_border(f, LXW_BORDER_THIN);
    return f;
}

static err formats_make(struct xlsx *x)
{
    bool made =
        (x->title = format_make(x, NULL, true, false)) && (x->line = format_make(x, NULL, false, false)) &&
        (x->heading = format_make(x, NULL, true, true)) &&
        (x->cell[XLSX_TEXT] = format_make(x, "@", false, true)) &&
        (x->cell[XLSX_LEK] = format_make(x, "#,##0", false, true)) &&
        (x->cell[XLSX_DATE] = format_make(x, "dd.mm.yyyy", false, true)) &&
        (x->cell[XLSX_BLANK] = format_make(x, NULL, false, true)) &&
        (x->sum = format_make(x, "#,##0", true, true)) && (x->sum_label = format_make(x, NULL, true, true));

    if (!made)
        return ERR_SYSTEM;
    format_set_font_size(x->title, 14);
    format_set_text_wrap(x->heading);
    format_set_align(x->heading, LXW_ALIGN_VERTICAL_CENTER);
    return OK;
}

static err lines_write(struct xlsx *x, const char *const *lines, bool titled)
{
    for (; lines && *lines; lines++) {
        err e = outcome_of(worksheet_write_string(x->tab, x->row++, 0, *lines, titled ? x->title : x->line));

        if (e)
            return e;
        titled = false;
    }
    return OK;
}

static err header_write(struct xlsx *x)
{
    for (size_t i = 0; i < x->sheet.column_count; i++) {
        const struct xlsx_column *c = &x->sheet.columns[i];
        const lxw_col_t at = (lxw_col_t)i;
        lxw_error bad = worksheet_set_column(x->tab, at, at, c->width, NULL);

        if (bad || (bad = worksheet_write_string(x->tab, x->row, at, c->heading, x->heading)))
            return outcome_of(bad);
    }
    return outcome_of(worksheet_set_row(x->tab, x->row++, HEADER_HEIGHT, NULL));
}

static err page_lay(struct xlsx *x)
{
    worksheet_set_paper(x->tab, PAPER_A4);
    if (x->sheet.landscape)
        worksheet_set_landscape(x->tab);
    worksheet_fit_to_pages(x->tab, 1, 0);
    worksheet_repeat_rows(x->tab, x->first - 1, x->first - 1);
    worksheet_freeze_panes(x->tab, x->first, 0);
    if (x->sheet.row_height)
        worksheet_set_default_row(x->tab, x->sheet.row_height, LXW_FALSE);
    return outcome_of(worksheet_set_footer(x->tab, "&C&P / &N"));
}

/* NULL: where the system puts such files. */
static char *put_aside(const struct xlsx_sheet *sheet, char *in_memory)
{
    const int64_t room = file_room(in_memory);

    /* A list with names is put aside in memory, where it leaves nothing on a disk; only one too long for that
     * goes where temporary files go. */
    if (sheet->rows > SHORT_MAX || room < 0 || (uint64_t)room / ROW_BYTES < (uint64_t)sheet->rows + 1)
        return NULL;
    return in_memory;
}

static err book_make(struct xlsx *x)
{
    char in_memory[] = IN_MEMORY;
    lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = put_aside(&x->sheet, in_memory)};
    lxw_doc_properties properties = {.created = (time_t)x->sheet.created};
    char path[40];

    if ((x->file = memfd_create("sheet", MFD_CLOEXEC)) < 0)
        return ERR_SYSTEM;
    snprintf(path, sizeof path, "/proc/self/fd/%d", x->file);
    if (!(x->book = workbook_new_opt(path, &options)))
        return ERR_SYSTEM;
    if (workbook_validate_sheet_name(x->book, x->sheet.name))
        return ERR_INPUT;
    if (!(x->tab = workbook_add_worksheet(x->book, x->sheet.name)))
        return ERR_SYSTEM;
    return outcome_of(workbook_set_properties(x->book, &properties));
}

static err sheet_begin(struct xlsx *x)
{
    err e;

    if ((e = book_make(x)) || (e = formats_make(x)) || (e = lines_write(x, x->sheet.head, true)))
        return e;
    x->row += x->sheet.head && x->sheet.head[0];
    if ((e = header_write(x)))
        return e;
    x->first = x->row;
    return page_lay(x);
}

err xlsx_open(const struct xlsx_sheet *sheet, struct xlsx **ret)
{
    CLEANUP(xlsx_drop) struct xlsx *x = NULL;
    err e;

    if (!sheet->column_count || sheet->column_count > XLSX_COLUMNS_MAX)
        return ERR_INPUT;
    if (!(x = calloc(1, sizeof *x)))
        return ERR_SYSTEM;
    x->sheet = *sheet;
    while (x->label < sheet->column_count && sheet->columns[x->label].kind != XLSX_TEXT)
        x->label++;
    x->file = -1;
    if (!(x->totals = calloc(sheet->sum_count + 1, sizeof *x->totals)))
        return ERR_SYSTEM;
    if ((e = sheet_begin(x)))
        return e;
    *ret = x;
    x = NULL;
    return OK;
}

static bool counts(enum xlsx_of of, int64_t number)
{
    return of == XLSX_ALL || (of == XLSX_POSITIVE ? number > 0 : number < 0);
}

static lxw_error day_write(struct xlsx *x, lxw_col_t at, date d)
{
    lxw_datetime day = {0};

    if (!date_known(d))
        return worksheet_write_blank(x->tab, x->row, at, x->cell[XLSX_BLANK]);
    date_split(d, &day.year, &day.month, &day.day);
    return worksheet_write_datetime(x->tab, x->row, at, &day, x->cell[XLSX_DATE]);
}

/* Without marks that turn the direction of writing, as in JSON; as a string, never as a formula, whatever it
 * begins with. */
static lxw_error text_write(struct xlsx *x, lxw_col_t at, const char *text, lxw_format *format)
{
    CLEANUP(buf_wipe) struct buf straight = {0};
    size_t turn;

    for (; text_turns(text); text += turn) {
        while (!(turn = text_turn(text)))
            buf_char(&straight, *text++);
    }
    buf_text(&straight, text);
    if (buf_err(&straight))
        return LXW_ERROR_MEMORY_MALLOC_FAILED;
    return worksheet_write_string(x->tab, x->row, at, straight.data ? straight.data : "", format);
}

static lxw_error cell_write(struct xlsx *x, size_t column, const struct xlsx_cell *c)
{
    const enum xlsx_kind kind = x->sheet.columns[column].kind;
    const lxw_col_t at = (lxw_col_t)column;

    if ((kind == XLSX_TEXT || kind == XLSX_BLANK) && c->text && *c->text)
        return text_write(x, at, c->text, x->cell[kind]);
    if (kind == XLSX_LEK && c->said)
        return text_write(x, at, c->text, x->cell[XLSX_TEXT]);
    if (kind == XLSX_DATE)
        return day_write(x, at, c->day);
    if (kind != XLSX_LEK || c->none)
        return worksheet_write_blank(x->tab, x->row, at, x->cell[XLSX_BLANK]);
    for (size_t i = 0; i < x->sheet.sum_count; i++)
        if (counts(x->sheet.sums[i].of, c->number))
            x->totals[i][column] += x->sheet.sums[i].of == XLSX_NEGATIVE ? -c->number : c->number;
    return worksheet_write_number(x->tab, x->row, at, (double)c->number, x->cell[kind]);
}

err xlsx_row(struct xlsx *x, const struct xlsx_cell *cells)
{
    for (size_t i = 0; i < x->sheet.column_count; i++) {
        lxw_error bad = cell_write(x, i, &cells[i]);

        if (bad)
            return outcome_of(bad);
    }
    x->row++;
    return OK;
}

/* One formula over all rows of a column, with what it comes to, so that whoever does not calculate shows it
 * too.
 */
static lxw_error formula_write(struct xlsx *x, size_t sum, lxw_col_t at, lxw_row_t last)
{
    static const char *const FORMULAS[] = {[XLSX_ALL] = "=SUM(%s)",
                                           [XLSX_POSITIVE] = "=SUMIF(%s,\">0\")",
                                           [XLSX_NEGATIVE] = "=-SUMIF(%s,\"<0\")"};
    char range[LXW_MAX_CELL_RANGE_LENGTH], formula[LXW_MAX_CELL_RANGE_LENGTH + 16];
    const char *of = FORMULAS[x->sheet.sums[sum].of];
    size_t n = strcspn(of, "%");

    lxw_rowcol_to_range(range, x->first, at, last, at);
    snprintf(formula, sizeof formula, "%.*s%s%s", (int)n, of, range, of + n + 2);
    return worksheet_write_formula_num(x->tab, x->row, at, formula, x->sum, (double)x->totals[sum][at]);
}

static lxw_error sum_cell(struct xlsx *x, size_t sum, size_t column, lxw_row_t last)
{
    const struct xlsx_column *c = &x->sheet.columns[column];
    const lxw_col_t at = (lxw_col_t)column;

    if (c->sum && c->kind == XLSX_LEK)
        return formula_write(x, sum, at, last);
    if (column == x->label)
        return worksheet_write_string(x->tab, x->row, at, x->sheet.sums[sum].label, x->sum_label);
    return worksheet_write_blank(x->tab, x->row, at, x->sum_label);
}

/* A table without rows is added up over the empty line below its header. */
static err sums_write(struct xlsx *x)
{
    lxw_row_t last = x->row > x->first ? x->row - 1 : x->first;

    x->row = last + 1;
    for (size_t i = 0; i < x->sheet.sum_count; i++, x->row++)
        for (size_t c = 0; c < x->sheet.column_count; c++) {
            lxw_error bad = sum_cell(x, i, c, last);

            if (bad)
                return outcome_of(bad);
        }
    return OK;
}

static err file_take(int file, struct buf *out)
{
    off_t size = lseek(file, 0, SEEK_END), done = 0;
    char *room;

    if (size <= 0 || !(room = buf_reserve(out, (size_t)size)))
        return ERR_SYSTEM;
    while (done < size) {
        ssize_t n = pread(file, room + done, (size_t)(size - done), done);

        if (n <= 0)
            return ERR_SYSTEM;
        done += n;
    }
    out->len += (size_t)size;
    out->data[out->len] = '\0';
    return OK;
}

static err book_pack(void *pointer)
{
    lxw_workbook **book = pointer;
    lxw_workbook *mine = *book;

    *book = NULL;
    return outcome_of(workbook_close(mine)); /* frees it, whatever comes of it */
}

/* The packing alone puts 66 KiB on the stack: a little more on a server's own thread, and the process is
 * gone. Where there is no thread for it, files that the library put aside stay open: better than that. */
static err book_close(lxw_workbook *book)
{
    err e = deep_stack_run(book_pack, &book);

    lxw_workbook_free(book);
    return e;
}

err xlsx_close(struct xlsx **x, struct buf *out)
{
    CLEANUP(xlsx_drop) struct xlsx *mine = *x;
    lxw_workbook *book = mine->book;
    size_t before = out->len;
    err e;

    *x = NULL;
    if ((e = sums_write(mine)))
        return e;
    mine->row++;
    if ((e = lines_write(mine, mine->sheet.foot, false)))
        return e;
    mine->book = NULL;
    if ((e = book_close(book)) || (e = file_take(mine->file, out)))
        return e;
    /* The library does not look whether what it puts aside was taken. */
    return zip_entry_ends(out->data + before, out->len - before, SHEET, "</worksheet>") ? ERR_SYSTEM : OK;
}

void xlsx_drop(struct xlsx **x)
{
    if (!*x)
        return;
    if ((*x)->book)
        (void)book_close((*x)->book); /* freeing it alone leaves its files open */
    if ((*x)->file >= 0)
        close((*x)->file);
    free((*x)->totals);
    free(*x);
    *x = NULL;
}
