/* The columns of the list that the office pays by, and which of them the municipality has chosen. The choice
 * is kept as rows of positions and codes, so that a column added here later changes no list that is in use.
 */
#include "domain/payment/paper_column.h"

#include <string.h>

#include "base/buf.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

static const struct {
    const char *name, *heading;
} KNOWN[PAPER_COLUMNS] = {
    [PAPER_NR] = {"nr", "Nr."},
    [PAPER_SURNAME] = {"surname", "Mbiemri"},
    [PAPER_FIRST_NAME] = {"first_name", "Emri"},
    [PAPER_FATHER_NAME] = {"father_name", "Atësia"},
    [PAPER_NID] = {"nid", "Numri personal"},
    [PAPER_UNIT] = {"unit", "Njësia administrative"},
    [PAPER_MONTH] = {"month", "Muaji"},
    [PAPER_KIND] = {"kind", "Lloji"},
    [PAPER_AMOUNT] = {"amount", "Shuma (lekë të reja)"},
    [PAPER_COLLECTED_ON] = {"collected_on", "Data e tërheqjes"},
    [PAPER_COLLECTED_BY] = {"collected_by", "Tërhequr nga"},
    [PAPER_SIGNATURE] = {"signature", "Nënshkrimi"},
    [PAPER_WAY] = {"way", "Mënyra e pagesës"},
    [PAPER_ACCOUNT] = {"account", "Nr. i llogarisë"},
    [PAPER_POST_OFFICE] = {"post_office", "Zyra postare"},
    [PAPER_NOTES] = {"notes", "Shënime"},
};

const char *paper_column_name(enum paper_column c)
{
    return KNOWN[c].name;
}

const char *paper_column_heading(enum paper_column c)
{
    return KNOWN[c].heading;
}

static bool column_parse(const char *name, enum paper_column *ret)
{
    for (enum paper_column c = 0; c < PAPER_COLUMNS; c++)
        if (!strcmp(KNOWN[c].name, name)) {
            *ret = c;
            return true;
        }
    return false;
}

static bool column_there(const struct paper_columns *c, enum paper_column which)
{
    for (size_t i = 0; i < c->count; i++)
        if (c->at[i] == which)
            return true;
    return false;
}

/* A row of the choice. */
struct chosen {
    enum paper_column code;
    const char *heading; /* NULL: the usual one */
};

static const char SQL_CHOSEN[] = "SELECT code, heading FROM payment_column ORDER BY position";
static const struct column CHOSEN_COLUMNS[] = {COLUMN_WORD(struct chosen, code, column_parse),
                                               COLUMN_TEXT(struct chosen, heading)};

err paper_columns_read(struct work *w, struct paper_columns *ret)
{
    struct chosen *chosen;
    struct paper_columns c = {0};
    err e;

    if ((e = rows_read(w, SQL_CHOSEN, NO_BINDS, COLUMNS(CHOSEN_COLUMNS), NULL, &chosen, &c.count)))
        return e;
    if (c.count > PAPER_COLUMNS)
        return ERR_CORRUPT;
    for (size_t i = 0; i < c.count; i++) {
        c.at[i] = chosen[i].code;
        c.headings[i] = chosen[i].heading ? chosen[i].heading : paper_column_heading(chosen[i].code);
    }
    *ret = c;
    return OK;
}

static err columns_parse(struct work *w, const char *const *names, size_t count, struct paper_columns *ret)
{
    struct paper_columns c = {0};

    for (size_t i = 0; i < count; i++) {
        enum paper_column column;

        if (!column_parse(names[i], &column))
            return refuse(w, ERR_INPUT, "unknown_column", "columns", "Number %zu is no column of the list.",
                          i + 1);
        if (column_there(&c, column))
            return refuse(w, ERR_INPUT, "column_twice", "columns", "Number %zu stands there twice.", i + 1);
        c.at[c.count++] = column;
    }
    if (!column_there(&c, PAPER_SURNAME) || !column_there(&c, PAPER_AMOUNT))
        return refuse(w, ERR_INPUT, "column_needed", "columns", "Nobody can pay without surname and amount.");
    *ret = c;
    return OK;
}

static const char SQL_FORGET[] = "DELETE FROM payment_column";
static const char SQL_ADD[] =
    "INSERT INTO payment_column (position, code, heading) VALUES (:position, :code, :heading)";

static err heading_check(struct work *w, const struct paper_columns *c, const struct paper_heading *list,
                         size_t i)
{
    const size_t most = LIMIT(PaymentHeading, heading);
    enum paper_column column;
    err e;

    if (!list[i].name || !column_parse(list[i].name, &column) || !column_there(c, column))
        return refuse(w, ERR_INPUT, "unknown_column", "name", "That is no column of this list.");
    for (size_t k = 0; k < i; k++)
        if (!strcmp(list[k].name, list[i].name))
            return refuse(w, ERR_INPUT, "column_twice", "name", "This column has a word already.");
    return (e = field_text_check(w, "heading", list[i].heading, most, true))
               ? e
               : field_neutral_check(w, "heading", list[i].heading);
}

static err headings_check(struct work *w, const struct paper_columns *c, const struct paper_heading *list,
                          size_t count)
{
    struct faults f = {0};
    err e;

    for (size_t i = 0; i < count; i++) {
        if ((e = heading_check(w, c, list, i)) == ERR_INPUT)
            problem_prefix(&w->problem, "headings[%zu]", i);
        if ((e = faults_take(w, &f, e)))
            return e;
    }
    return faults_refuse(w, &f);
}

static const char *heading_of(const char *name, const struct paper_heading *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(list[i].name, name))
            return list[i].heading;
    return NULL;
}

err paper_columns_write(struct work *w, const char *const *names, size_t count,
                        const struct paper_heading *headings, size_t heading_count)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(buf_free) struct buf said = {0};
    struct audit_entry entry = {.what = "payment_columns.set", .record = "payment_column"};
    struct paper_columns c;
    err e;

    if ((e = columns_parse(w, names, count, &c)) || (e = headings_check(w, &c, headings, heading_count)) ||
        (e = tx_begin(&tx, w->db)) || (e = db_exec(w->db, SQL_FORGET, NO_BINDS)))
        return e;
    for (size_t i = 0; i < c.count; i++) {
        const char *name = paper_column_name(c.at[i]);

        buf_format(&said, "%s%s", i ? " " : "", name);
        if ((e = db_exec(w->db, SQL_ADD,
                         BINDS(INT(":position", (int64_t)i + 1), TEXT(":code", name),
                               TEXT(":heading", heading_of(name, headings, heading_count))))))
            return e;
    }
    if ((e = buf_err(&said)))
        return e;
    entry.why = said.data;
    if ((e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}
