/* The Albanian personal number: shape, date, check letter (a weighted sum modulo 23), and what it says of its
 * holder. A wrong letter is told and never refuses a person: numbers are copied from paper, and people
 * without any exist. */
#include "domain/law/nid.h"

#include <string.h>

static const char CHECK_LETTERS[] = "WABCDEFGHIJKLMNOPQRSTUV";

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Upper case without white space; false: not ten characters. */
static bool nid_normalise(const char *text, char ret[NID_TEXT])
{
    size_t n = 0;

    for (; *text != '\0'; text++) {
        char c = *text;

        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            continue;
        if (n == NID_LENGTH)
            return false;
        ret[n++] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    ret[n] = '\0';
    return n == NID_LENGTH;
}

/* 0–9: the 1800s, A–J: the 1900s, K–T: the 2000s; then eight digits and a letter. */
static bool nid_shaped(const char *nid)
{
    if (!is_digit(nid[0]) && !(nid[0] >= 'A' && nid[0] <= 'T'))
        return false;
    for (size_t i = 1; i < NID_LENGTH - 1; i++)
        if (!is_digit(nid[i]))
            return false;
    return nid[NID_LENGTH - 1] >= 'A' && nid[NID_LENGTH - 1] <= 'Z';
}

/* Nine characters, weighted 1, 1, 2, … 8, modulo 23; the remainder picks a letter of CHECK_LETTERS, as
 * letters count by their place in it. W and A are both met in real documents for a remainder of 0. */
static bool nid_letter_right(const char *nid)
{
    static const unsigned weights[NID_LENGTH - 1] = {1, 1, 2, 3, 4, 5, 6, 7, 8};
    char letter = nid[NID_LENGTH - 1];
    unsigned sum = 0;

    for (size_t i = 0; i < NID_LENGTH - 1; i++)
        sum += weights[i] * (unsigned)(is_digit(nid[i]) ? nid[i] - '0' : nid[i] - 'A' + 1);
    sum %= sizeof CHECK_LETTERS - 1;
    return letter == CHECK_LETTERS[sum] || (sum == 0 && letter == 'A');
}

static int two_digits(const char *s)
{
    return (s[0] - '0') * 10 + s[1] - '0';
}

enum nid_verdict nid_check(const char *text, char ret_normal[NID_TEXT])
{
    char nid[NID_TEXT];

    if (!nid_normalise(text, nid) || !nid_shaped(nid))
        return NID_MALFORMED;
    memcpy(ret_normal, nid, sizeof nid);
    if (nid_letter_right(nid))
        return NID_OK;
    return nid_birth_date(nid) == DATE_NONE ? NID_DATE : NID_CHECK_LETTER;
}

/* Month 1–12 and what was added to it: 0, 30, 50 or 80; false: no such month. */
static bool nid_month(const char *nid, int *ret_month, int *ret_added)
{
    static const int added[] = {0, 30, 50, 80};
    int number;

    if (strlen(nid) != NID_LENGTH || !nid_shaped(nid))
        return false;
    number = two_digits(nid + 2);
    for (size_t i = 0; i < sizeof added / sizeof *added; i++)
        if (number > added[i] && number <= added[i] + 12) {
            *ret_month = number - added[i];
            *ret_added = added[i];
            return true;
        }
    return false;
}

date nid_birth_date(const char *normal)
{
    int month, added, decade;

    if (!nid_month(normal, &month, &added))
        return DATE_NONE;
    decade = is_digit(normal[0]) ? normal[0] - '0' : normal[0] - 'A' + 10;
    return date_make(1800 + decade * 10 + normal[1] - '0', month, two_digits(normal + 4));
}

char nid_sex(const char *normal)
{
    int month, added;

    if (!nid_month(normal, &month, &added))
        return '\0';
    /* 50 is added for women, 30 for foreigners, 80 for women who are foreigners. */
    return added >= 50 ? 'F' : 'M';
}

bool nid_foreigner(const char *normal)
{
    int month, added;

    return nid_month(normal, &month, &added) && (added == 30 || added == 80);
}
