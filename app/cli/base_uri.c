/* How long the address of a register may be before its cards are harder to read (FORMAT.md, "The size of the
 * code"). Said where a register is made: afterwards it stands on cards, and cannot be changed. */
#include "cli/base_uri.h"

#include <stdio.h>
#include <string.h>

/* A card's text with an address of 26 characters, a hint of nine and no first day has 311 characters, the
 * most that a code of version 10-M holds; the next version has modules that are a fifteenth smaller. */
#define BASE_URI_SHORT 26

void base_uri_judge(const char *uri)
{
    if (strlen(uri) > BASE_URI_SHORT)
        fprintf(stderr,
                "besa: --base-uri has more than %d characters: the codes of cards become finer, and are read "
                "from less far away\n",
                BASE_URI_SHORT);
}
