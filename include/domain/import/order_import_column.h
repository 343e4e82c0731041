/* The columns of a file of orders: what they are called, in the program and in the offices. */
#ifndef DOMAIN_ORDER_IMPORT_COLUMN_H
#define DOMAIN_ORDER_IMPORT_COLUMN_H

#include <stdbool.h>
#include <stddef.h>

enum import_column { /* in the order in which the export writes them */
                     COLUMN_KIND,
                     COLUMN_ISSUER,
                     COLUMN_NUMBER,
                     COLUMN_DECISION_DATE,
                     COLUMN_START,
                     COLUMN_END,
                     COLUMN_FINAL_DATE,
                     COLUMN_FIRST_NAME,
                     COLUMN_FATHER_NAME,
                     COLUMN_SURNAME,
                     COLUMN_NID,
                     COLUMN_BIRTH_DATE,
                     COLUMN_SEX,
                     COLUMN_UNIT,
                     COLUMN_CHILDREN,
                     COLUMN_RESPONDENT_FIRST_NAME,
                     COLUMN_RESPONDENT_SURNAME,
                     COLUMN_RELATION,
                     COLUMN_MEASURES,
                     COLUMN_RECEIVED_ON,
                     COLUMN_FOLLOWS, /* number of the order before */
                     COLUMN_HEARING_ON,
                     COLUMN_TERM, /* instead of the end (import_term.h) */
                     COLUMN_CASE_NUMBER,
                     COLUMN_PETITIONER,
                     COLUMN_PETITIONER_NAME,
                     COLUMN_REPRESENTATIVE,
                     COLUMN_REPRESENTATIVE_NAME,
                     COLUMN_MORE_RESPONDENTS, /* this and the next: import_parties.h */
                     COLUMN_RELATIONS,
                     COLUMN_COUNT,
};

const char *import_column_name(enum import_column c);    /* "decision_date" */
const char *import_column_heading(enum import_column c); /* "Data e vendimit": one that is found again */
bool import_column_needed(enum import_column c);
/* A heading in any of the known spellings: case, accents, spaces and punctuation do not count; the program's
 * names and the Albanian ones ("Data e vendimit"). Must be valid UTF-8. */
bool import_column_find(const char *heading, enum import_column *ret);
/* The column behind the field of a problem with an order: "persons[0].nid" → "nid", "persons[2].birth_date" →
 * "children", "respondent.surname" → "respondent_surname". A field without a column stays itself. */
const char *import_column_of_field(const char *field);

#endif
