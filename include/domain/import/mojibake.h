/* Text whose UTF-8 was read as Windows-1252 and saved again: "Ã‡elnikÃ«" was "Çelnikë". */
#ifndef DOMAIN_MOJIBAKE_H
#define DOMAIN_MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>

/* Whether some of text reads so, and the text as it was meant, in ret (room bytes with the NUL). Only where
 * letters and signs come out that are written here: Latin with marks, Greek, Cyrillic, quotes, dashes. A text
 * that was misread several times is mended several times. false, and ret is not to be used: nothing of it
 * does, or there is no room. */
bool mojibake_mend(const char *text, char *ret, size_t room);

#endif
