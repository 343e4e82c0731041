/* Numbers of bank accounts in Albania: ISO 13616, 28 characters, "AL47 2121 1009 0000 0002 3569 8741". */
#ifndef DOMAIN_IBAN_H
#define DOMAIN_IBAN_H

#include <stdbool.h>

#define IBAN_TEXT 29 /* with its end */

/* Whether it is one: AL, two check digits by which the whole leaves 1 modulo 97, eight digits of bank and
 * branch, sixteen letters or digits. Blanks and small letters are taken; ret gets it without, in capitals. */
bool iban_check(const char *text, char ret[IBAN_TEXT]);

#endif
