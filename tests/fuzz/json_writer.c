/* libFuzzer: any bytes as a text, and as a run of calls. A text is written as jansson writes it or refused as
 * jansson refuses it; calls that the writer takes to the end have made a value that jansson reads. */
#include "base/json_writer.h"

#include <jansson.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void text_write(const char *text)
{
    CLEANUP(buf_free) struct buf out = {0};
    json_t *json = json_string(text);
    char *expected = json ? json_dumps(json, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
    struct json_writer j;
    err e;

    json_start(&j, &out);
    json_put_text(&j, NULL, text);
    e = json_finish(&j);
    require(e == (expected ? OK : ERR_CORRUPT));
    require(!expected || !strcmp(out.data, expected));
    free(expected);
    json_decref(json);
}

/* The low bits choose the call, one bit whether it names its value. */
static void call(struct json_writer *j, uint8_t byte, const char *text)
{
    const char *name = byte & 8 ? text : NULL;

    switch (byte & 7) {
    case 0:
        json_put_object(j, name);
        break;
    case 1:
        json_put_list(j, name);
        break;
    case 2:
    case 3:
        json_put_end(j);
        break;
    case 4:
        json_put_int(j, name, (int64_t)byte - 128);
        break;
    case 5:
        json_put_date(j, name, byte * 300);
        break;
    case 6:
        json_put_bool(j, name, byte & 16);
        break;
    default:
        json_put_text(j, name, text);
        break;
    }
}

static void calls_make(const uint8_t *data, size_t n, const char *text, bool lines)
{
    CLEANUP(buf_free) struct buf out = {0};
    struct json_writer j;
    json_t *json;

    (lines ? json_start_lines : json_start)(&j, &out);
    for (size_t i = 0; i < n; i++)
        call(&j, data[i], text);
    while (!j.e && j.depth)
        json_put_end(&j);
    if (json_finish(&j))
        return;
    json = json_loadb(out.data, out.len, JSON_DECODE_ANY, NULL);
    require(json != NULL);
    json_decref(json);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char *text = strndup((const char *)data, n);

    require(text != NULL);
    text_write(text);
    calls_make(data, n, text, n % 2);
    free(text);
    return 0;
}
