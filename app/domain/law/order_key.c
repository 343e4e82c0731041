/* One walk over the folded number; what is left out is never needed to tell two orders of one court apart. */
#include "domain/law/order_key.h"

#include <stdbool.h>
#include <string.h>

#include "base/text.h"

static bool digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Letters beyond ASCII have the high bit in every byte. */
static bool in_word(char c)
{
    return (c >= 'a' && c <= 'z') || digit(c) || (c & 0x80);
}

/* Strokes and dashes are one; folding has made all dashes '-'. At both ends, and where two meet, they part
 * nothing. */
static size_t letters_keep(const char *folded, char *ret)
{
    size_t n = 0;

    for (const char *f = folded; *f; f++) {
        if (in_word(*f))
            ret[n++] = *f;
        else if (strchr("/-\\_", *f) && n && ret[n - 1] != '/')
            ret[n++] = '/';
    }
    while (n && ret[n - 1] == '/')
        n--;
    ret[n] = '\0';
    return n;
}

/* "nr", "no" stand before a number; alone, or before a letter, they are the number. */
static const char *behind_nr(const char *key)
{
    const char *rest = key;

    if (strncmp(key, "nr", 2) != 0 && strncmp(key, "no", 2) != 0)
        return key;
    rest += 2;
    rest += *rest == '/';
    return digit(*rest) ? rest : key;
}

const char *order_number_key(const char *number, char ret[ORDER_KEY_TEXT])
{
    char folded[ORDER_KEY_TEXT], key[ORDER_KEY_TEXT] = "";
    size_t n = 0;

    letters_keep(text_fold(number ? number : "", folded, sizeof folded), key);
    for (const char *k = behind_nr(key); *k; k++) {
        bool first = !n || !digit(ret[n - 1]);

        if (*k == '0' && first && digit(k[1]))
            continue;
        ret[n++] = *k;
    }
    ret[n] = '\0';
    explicit_bzero(folded, sizeof folded);
    explicit_bzero(key, sizeof key);
    return ret;
}

const char *order_issuer_key(const char *issuer, char ret[ORDER_KEY_TEXT])
{
    size_t n = 0;

    text_fold(issuer ? issuer : "", ret, ORDER_KEY_TEXT);
    for (const char *f = ret; *f; f++)
        if (in_word(*f))
            ret[n++] = *f;
    ret[n] = '\0';
    return ret;
}
