/* Written and read line by line; a name that we would not write is no name of ours. */
#include "domain/upkeep/key_pack.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/text.h"
#include "crypto/key_file.h"

#define HEAD     "besa-keys 1\n"
#define END      "end\n"
#define FILE_MAX 4096 /* bytes of one key file */

static void hex_add(struct buf *out, const struct buf *bytes)
{
    static const char DIGITS[] = "0123456789abcdef";

    for (size_t i = 0; i < bytes->len; i++) {
        buf_char(out, DIGITS[(uint8_t)bytes->data[i] >> 4]);
        buf_char(out, DIGITS[(uint8_t)bytes->data[i] & 15]);
    }
}

/* false: not pairs of digits. */
static bool hex_read(const char *text, size_t n, struct buf *ret)
{
    for (size_t i = 0; i + 1 < n; i += 2) {
        int high = text_hex_digit(text[i]), low = text_hex_digit(text[i + 1]);

        if (high < 0 || low < 0)
            return false;
        buf_char(ret, (char)(high << 4 | low));
    }
    return n > 0 && n % 2 == 0;
}

static err file_add(const char *dir, enum key_kind kind, int number, struct problem *why, struct buf *ret)
{
    CLEANUP(buf_wipe) struct buf bytes = {0};
    char name[KEY_NAME_TEXT];
    err e;

    if ((e = key_file_read(dir, kind, number, FILE_MAX, why, &bytes)))
        return e;
    key_file_name(kind, number, name);
    buf_format(ret, "%s ", name);
    hex_add(ret, &bytes);
    buf_char(ret, '\n');
    return buf_err(ret);
}

err key_pack_make(const char *dir, struct problem *why, struct buf *ret)
{
    struct key_files files = {0};
    err e;

    if ((e = key_files_list(dir, S_IRWXG | S_IRWXO, why, &files)))
        return e;
    buf_text(ret, HEAD);
    for (int kind = 0; kind < KEY_FILE_KINDS; kind++)
        for (int number = 1; number <= KEY_LAST; number++)
            if (files.there[kind][number] && (e = file_add(dir, (enum key_kind)kind, number, why, ret)))
                return e;
    buf_text(ret, END);
    return buf_err(ret);
}

static bool name_find(const char *text, size_t n, enum key_kind *ret_kind, int *ret_number)
{
    char name[KEY_NAME_TEXT];

    for (int kind = 0; kind < KEY_FILE_KINDS; kind++)
        for (int number = 1; number <= KEY_LAST; number++) {
            key_file_name((enum key_kind)kind, number, name);
            if (strlen(name) == n && !memcmp(name, text, n)) {
                *ret_kind = (enum key_kind)kind;
                *ret_number = number;
                return true;
            }
        }
    return false;
}

static err line_open(const char *line, size_t n, const char *dir)
{
    CLEANUP(buf_wipe) struct buf bytes = {0};
    const char *blank = memchr(line, ' ', n);
    enum key_kind kind;
    int number;

    if (!blank || !name_find(line, (size_t)(blank - line), &kind, &number) ||
        !hex_read(blank + 1, n - (size_t)(blank + 1 - line), &bytes))
        return ERR_CORRUPT;
    return buf_err(&bytes) ? ERR_SYSTEM : key_file_create(dir, kind, number, bytes.data, bytes.len);
}

err key_pack_open(const struct buf *pack, const char *dir)
{
    const char *at = pack->data, *end;
    err e;

    if (!at || strlen(at) != pack->len || strncmp(at, HEAD, strlen(HEAD)))
        return ERR_CORRUPT;
    if (mkdir(dir, S_IRWXU) != 0)
        return errno == EEXIST ? ERR_CONFLICT : ERR_SYSTEM;
    for (at += strlen(HEAD); strcmp(at, END); at = end + 1)
        if (!(end = strchr(at, '\n')) || (e = line_open(at, (size_t)(end - at), dir)))
            return end ? e : ERR_CORRUPT;
    return file_sync_dir(dir);
}
