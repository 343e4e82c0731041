/* The address book as CSV: a line for each person, and one for an institution of which nobody is known. */
#ifndef DOMAIN_CONTACT_SHEET_H
#define DOMAIN_CONTACT_SHEET_H

#include "base/buf.h"
#include "domain/work/work.h"

/* A line as texts: choices in words, yes as "po", days as DD.MM.YYYY. */
struct contact_line {
    const char *name, *kind, *level, *public, *services;
    const char *area, *address, *hours, *phone, *email;
    const char *person, *task, *person_phone, *person_email, *focal, *from, *until;
    const char *confirmed_on;
};
struct contact_column {
    const char *code;    /* "kind": as the description calls it */
    const char *heading; /* "Lloji" */
    size_t offset;       /* of the const char * in struct contact_line */
};
#define CONTACT_COLUMNS_COUNT 18
extern const struct contact_column CONTACT_COLUMNS[CONTACT_COLUMNS_COUNT];
const char *contact_line_get(const struct contact_column *c, const struct contact_line *line);
void contact_line_set(const struct contact_column *c, struct contact_line *line, const char *text);

/* What stands in the book, without the coordinators' notes. Logged "contact_point.export". */
err contact_sheet_write(struct work *w, struct buf *ret) MUST_CHECK;

#endif
