/* The parts around the sheets: which there are, the texts that cells share, which styles show days. */
#include "render/sheet_file.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "render/package.h"
#include "render/sheet_cells.h"

#define STYLES_MAX  65536
#define FORMATS_MAX 4096
#define STRINGS_MAX ((size_t)4 * 1024 * 1024)
#define FOLDER_MAX  512

struct relation {
    const char *id, *target;
};

struct number_format {
    long id;
    bool day;
};

struct sheet_file {
    struct package *package;
    struct arena *a, *rows;
    const char *top, *strings, *styles; /* names of parts; NULL: not there */
    struct relation *relations;         /* of the main part, to sheets of cells */
    size_t relation_count, relation_room;
    const char **sheets; /* names of parts */
    size_t sheet_count, sheet_room;
    struct sheet_values values;
    /* While a part is read: */
    struct number_format *formats;
    size_t format_count, format_room, string_room, style_room;
    struct buf text; /* of the shared text under way */
    size_t text_all;
    bool inside, phonetic; /* of the part of interest; of the reading of Chinese letters, which is no text */
    char folder[FOLDER_MAX];
};

static err nothing_at_end(void *of, const char *name)
{
    (void)of;
    (void)name;
    return OK;
}

/* "../styles.xml" and "/xl/styles.xml" as the part is called, against the folder of the main part. */
static const char *part_name(struct sheet_file *b, const char *target)
{
    size_t n = strlen(b->folder);

    if (target[0] == '/')
        return arena_text(b->a, target + 1);
    while (!strncmp(target, "../", 3)) {
        target += 3;
        n -= n > 0;
        while (n > 0 && b->folder[n - 1] != '/')
            n--;
    }
    return arena_format(b->a, "%.*s%s", (int)n, b->folder, target);
}

static err main_find(void *of, const char *name, const char *const *attributes)
{
    const char *type = package_attribute(attributes, "Type"),
               *target = package_attribute(attributes, "Target");
    struct sheet_file *b = of;

    if (strcmp(name, "Relationship") || !type || !target || b->top || !text_ends(type, "/officeDocument"))
        return OK;
    return (b->top = part_name(b, target)) ? OK : ERR_SYSTEM;
}

static err relation_keep(struct sheet_file *b, const char *id, const char *part)
{
    struct relation *r;

    if (b->relation_count == 4 * SHEET_SHEETS_MAX)
        return ERR_LIMIT;
    if (!(r = arena_grow(b->a, &b->relations, &b->relation_count, &b->relation_room, sizeof *r)))
        return ERR_SYSTEM;
    *r = (struct relation){arena_text(b->a, id), part};
    return r->id ? OK : ERR_SYSTEM;
}

static err relation_take(void *of, const char *name, const char *const *attributes)
{
    const char *type = package_attribute(attributes, "Type"),
               *target = package_attribute(attributes, "Target");
    const char *id = package_attribute(attributes, "Id"), *part;
    struct sheet_file *b = of;

    if (strcmp(name, "Relationship") || !type || !target || !id)
        return OK;
    if (!(part = part_name(b, target)))
        return ERR_SYSTEM;
    if (text_ends(type, "/sharedStrings"))
        b->strings = part;
    else if (text_ends(type, "/styles"))
        b->styles = part;
    else if (text_ends(type, "/worksheet"))
        return relation_keep(b, id, part);
    return OK;
}

static bool yes(const char *value)
{
    return value && (!strcmp(value, "1") || !strcmp(value, "true"));
}

static const char *sheet_part(const struct sheet_file *b, const char *id)
{
    for (size_t i = 0; i < b->relation_count; i++)
        if (!strcmp(b->relations[i].id, id))
            return b->relations[i].target;
    return NULL;
}

/* Charts have a sheet of their own and no relation to one of cells. */
static err sheet_take(void *of, const char *name, const char *const *attributes)
{
    const char *state = package_attribute(attributes, "state"), *id = package_attribute(attributes, "id"),
               **slot;
    const char *part;
    struct sheet_file *b = of;

    if (!strcmp(name, "workbookPr"))
        b->values.from_1904 = yes(package_attribute(attributes, "date1904"));
    if (strcmp(name, "sheet") || !id || (state && strcmp(state, "visible")) || !(part = sheet_part(b, id)))
        return OK;
    if (b->sheet_count == SHEET_SHEETS_MAX)
        return ERR_LIMIT;
    if (!(slot = arena_grow(b->a, &b->sheets, &b->sheet_count, &b->sheet_room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = part;
    return OK;
}

static err string_begin(void *of, const char *name, const char *const *attributes)
{
    struct sheet_file *b = of;

    (void)attributes;
    if (!strcmp(name, "si"))
        buf_clear(&b->text);
    b->phonetic |= !strcmp(name, "rPh");
    b->inside = !strcmp(name, "t") && !b->phonetic;
    return OK;
}

static err string_text(void *of, const char *text, size_t n)
{
    struct sheet_file *b = of;

    if (!b->inside)
        return OK;
    if (n > SHEET_TEXT_MAX - b->text_all)
        return ERR_LIMIT;
    b->text_all += n;
    buf_add(&b->text, text, n);
    return buf_err(&b->text);
}

static err string_end(void *of, const char *name)
{
    struct sheet_file *b = of;
    const char **slot;

    b->inside = false;
    if (!strcmp(name, "rPh"))
        b->phonetic = false;
    if (strcmp(name, "si"))
        return OK;
    if (b->values.string_count == STRINGS_MAX)
        return ERR_LIMIT;
    slot = arena_grow(b->a, &b->values.strings, &b->values.string_count, &b->string_room, sizeof *slot);
    if (!slot)
        return ERR_SYSTEM;
    return (*slot = arena_text_n(b->a, b->text.data ? b->text.data : "", b->text.len)) ? OK : ERR_SYSTEM;
}

/* What Excel has without writing it down (ECMA-376-1, 18.8.30), in all languages. */
static bool day_built_in(long id)
{
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58);
}

/* A code with a letter of days or hours, outside quotes and brackets: "dd.mm.yyyy". */
static bool day_code(const char *code)
{
    for (const char *c = code; *c; c++) {
        if (*c == '"' || *c == '[') {
            const char *close = strchr(c + 1, *c == '"' ? '"' : ']');

            if (!close)
                return false;
            c = close;
        } else if (*c == '\\' && c[1]) {
            c++;
        } else if (!strncmp(c, "General", 7)) {
            c += 6;
        } else if (strchr("dmyhsDMYHS", *c)) {
            return true;
        }
    }
    return false;
}

static bool shows_day(const struct sheet_file *b, long id)
{
    for (size_t i = b->format_count; i > 0; i--)
        if (b->formats[i - 1].id == id)
            return b->formats[i - 1].day;
    return day_built_in(id);
}

static err format_take(struct sheet_file *b, const char *const *attributes)
{
    const char *id = package_attribute(attributes, "numFmtId"),
               *code = package_attribute(attributes, "formatCode");
    struct number_format *f;

    if (!id || !code)
        return OK;
    if (b->format_count == FORMATS_MAX)
        return ERR_LIMIT;
    if (!(f = arena_grow(b->a, &b->formats, &b->format_count, &b->format_room, sizeof *f)))
        return ERR_SYSTEM;
    *f = (struct number_format){strtol(id, NULL, 10), day_code(code)};
    return OK;
}

static err style_begin(void *of, const char *name, const char *const *attributes)
{
    const char *id = package_attribute(attributes, "numFmtId");
    struct sheet_file *b = of;
    bool *slot;

    if (!strcmp(name, "cellXfs"))
        b->inside = true;
    if (!strcmp(name, "numFmt"))
        return format_take(b, attributes);
    if (!b->inside || strcmp(name, "xf"))
        return OK;
    if (b->values.style_count == STYLES_MAX)
        return ERR_LIMIT;
    if (!(slot =
              arena_grow(b->a, &b->values.day_styles, &b->values.style_count, &b->style_room, sizeof *slot)))
        return ERR_SYSTEM;
    *slot = id && shows_day(b, strtol(id, NULL, 10));
    return OK;
}

static err style_end(void *of, const char *name)
{
    struct sheet_file *b = of;

    if (!strcmp(name, "cellXfs"))
        b->inside = false;
    return OK;
}

/* "xl/" and "xl/_rels/workbook.xml.rels" of "xl/workbook.xml". */
static err folder_find(struct sheet_file *b, const char **ret_relations)
{
    const char *stroke = strrchr(b->top, '/'), *name = stroke ? stroke + 1 : b->top;
    size_t n = (size_t)(name - b->top);

    if (n >= sizeof b->folder)
        return ERR_CORRUPT;
    memcpy(b->folder, b->top, n);
    b->folder[n] = '\0';
    *ret_relations = arena_format(b->a, "%s_rels/%s.rels", b->folder, name);
    return *ret_relations ? OK : ERR_SYSTEM;
}

/* A part that a document need not have. */
static err part_take(struct sheet_file *b, const char *part, const struct package_reader *r)
{
    err e;

    b->inside = b->phonetic = false;
    if (!part)
        return OK;
    e = package_read(b->package, part, r);
    return e == ERR_ABSENT ? OK : e;
}

static err parts_read(struct sheet_file *b)
{
    const struct package_reader root = {b, main_find, nothing_at_end, NULL};
    const struct package_reader relations = {b, relation_take, nothing_at_end, NULL};
    const struct package_reader sheets = {b, sheet_take, nothing_at_end, NULL};
    const struct package_reader strings = {b, string_begin, string_end, string_text};
    const struct package_reader styles = {b, style_begin, style_end, NULL};
    const char *beside;
    err e;

    if ((e = package_read(b->package, "_rels/.rels", &root)))
        return e;
    if (!b->top)
        return ERR_CORRUPT;
    if ((e = folder_find(b, &beside)) || (e = package_read(b->package, beside, &relations)) ||
        (e = package_read(b->package, b->top, &sheets)) || (e = part_take(b, b->strings, &strings)))
        return e;
    return part_take(b, b->styles, &styles);
}

err sheet_file_open(const void *bytes, size_t n, struct arena *shared, struct arena *rows,
                    struct sheet_file **ret)
{
    CLEANUP(sheet_file_close) struct sheet_file *b = calloc(1, sizeof *b);
    err e;

    if (!b)
        return ERR_SYSTEM;
    b->a = shared;
    b->rows = rows;
    if ((e = package_open(bytes, n, &b->package)) || (e = parts_read(b)))
        return e == ERR_ABSENT ? ERR_CORRUPT : e;
    if (!b->sheet_count)
        return ERR_CORRUPT;
    *ret = b;
    b = NULL;
    return OK;
}

void sheet_file_close(struct sheet_file **b)
{
    if (!*b)
        return;
    package_close(&(*b)->package);
    buf_wipe(&(*b)->text);
    free(*b);
    *b = NULL;
}

size_t sheet_file_count(const struct sheet_file *b)
{
    return b->sheet_count;
}

err sheet_file_read(struct sheet_file *b, size_t index, size_t rows_max, struct sheet_rows *ret)
{
    err e = sheet_cells_read(b->package, b->sheets[index], b->rows, &b->values, rows_max, ret);

    return e == ERR_ABSENT ? ERR_CORRUPT : e;
}
