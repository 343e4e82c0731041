/* ISO 13616 with the check of ISO 7064 (modulo 97, 10). */
#include "domain/law/iban.h"

#include <string.h>

#define LENGTH (IBAN_TEXT - 1)
#define DIGITS 12 /* AL, check digits and bank and branch are behind one another */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Without blanks, in capitals; false: more or other characters than there can be. */
static bool squeezed(const char *text, char ret[IBAN_TEXT])
{
    size_t n = 0;

    for (; *text; text++) {
        char c = *text >= 'a' && *text <= 'z' ? (char)(*text - 'a' + 'A') : *text;

        if (c == ' ')
            continue;
        if (n == LENGTH || !(is_digit(c) || (c >= 'A' && c <= 'Z')))
            return false;
        ret[n++] = c;
    }
    ret[n] = '\0';
    return n == LENGTH;
}

/* The first four characters count behind all others; a letter counts as two digits, A as 10. */
static int remainder_of(const char iban[IBAN_TEXT])
{
    int r = 0;

    for (size_t i = 0; i < LENGTH; i++) {
        const char c = iban[(i + 4) % LENGTH];

        r = is_digit(c) ? (10 * r + (c - '0')) % 97 : (100 * r + (c - 'A' + 10)) % 97;
    }
    return r;
}

bool iban_check(const char *text, char ret[IBAN_TEXT])
{
    char iban[IBAN_TEXT];

    if (!squeezed(text, iban) || strncmp(iban, "AL", 2) != 0)
        return false;
    for (size_t i = 2; i < DIGITS; i++)
        if (!is_digit(iban[i]))
            return false;
    if (remainder_of(iban) != 1)
        return false;
    memcpy(ret, iban, sizeof iban);
    return true;
}
