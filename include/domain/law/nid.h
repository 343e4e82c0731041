/* The Albanian personal number (NID), ten characters DYMMDDSSSC: decade, year, month (+50 female, +30 / +80
 * foreigners), day, serial, check letter. A wrong check letter is a warning, never a refusal. */
#ifndef DOMAIN_NID_H
#define DOMAIN_NID_H

#include <stdbool.h>

#include "base/date.h"

#define NID_LENGTH 10
#define NID_TEXT   (NID_LENGTH + 1)

enum nid_verdict {
    NID_OK,           /* the letter is right, and vouches for the rest */
    NID_CHECK_LETTER, /* well-formed, wrong letter: warn and take */
    NID_DATE,         /* wrong letter, and no such month or day */
    NID_MALFORMED,    /* cannot be one */
};
/* Some published samples have a right letter and no date in them, as traders' tax numbers have the same shape
 * and letter: they are NID_OK with nid_birth_date DATE_NONE, which is worth a warning. */

/* Lower case and spaces around or between are forgiven. ret_normal: ten characters in upper case; untouched
 * when malformed. */
enum nid_verdict nid_check(const char *text, char ret_normal[NID_TEXT]);

/* What a normalised number says; it need not have the right letter. DATE_NONE, '\0' when it says nothing. */
date nid_birth_date(const char *normal);
char nid_sex(const char *normal); /* 'F' or 'M' */
bool nid_foreigner(const char *normal);

#endif
