/* Status lists: the draft's own examples in both directions, and what must not unpack. */
#include "token/status_list.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert.h"

#define ROOM ((size_t)1 << 20)

static json_t *vectors;

static int fixtures_make(void **state)
{
    (void)state;
    vectors = json_load_file("tests/vectors/status-list.json", 0, NULL);
    return vectors == NULL;
}

static int fixtures_free(void **state)
{
    (void)state;
    json_decref(vectors);
    return 0;
}

static const char *text_of(const json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

static void hex_add(struct buf *b, const char *hex)
{
    unsigned byte;

    assert_non_null(hex);
    for (; hex[0] && sscanf(hex, "%2x", &byte) == 1; hex += 2)
        buf_char(b, (char)byte);
}

static const uint8_t *bytes_of(const struct buf *b)
{
    return (const uint8_t *)b->data;
}

static unsigned bits_of(const json_t *list)
{
    return (unsigned)json_integer_value(json_object_get(list, "bits"));
}

static size_t entries_of(const json_t *list)
{
    return (size_t)json_integer_value(json_object_get(list, "entries"));
}

/* What the vector says of that entry: all are listed, or those that are not 0. */
static unsigned status_of(const json_t *list, size_t index)
{
    const json_t *all = json_object_get(list, "statuses");
    char name[32];

    if (all)
        return (unsigned)json_integer_value(json_array_get(all, index));
    (void)snprintf(name, sizeof name, "%zu", index);
    return (unsigned)json_integer_value(json_object_get(json_object_get(list, "nonzero"), name));
}

static void statuses_match(const json_t *list, const struct buf *bytes)
{
    assert_int_equal(bytes->len, entries_of(list) * bits_of(list) / 8);
    for (size_t i = 0; i < entries_of(list); i++) {
        const unsigned got = status_get(bytes_of(bytes), bits_of(list), i);

        if (got != status_of(list, i))
            fail_msg("bits %u, entry %zu: %u", bits_of(list), i, got);
    }
}

/* The bytes that the statuses of a vector pack to. */
static void vector_pack(const json_t *list, struct buf *ret)
{
    for (size_t i = 0; i < entries_of(list) * bits_of(list) / 8; i++)
        buf_char(ret, 0);
    for (size_t i = 0; i < entries_of(list); i++)
        status_set((uint8_t *)ret->data, bits_of(list), i, status_of(list, i));
}

static void every_draft_list_decodes(void **state)
{
    size_t i;
    json_t *list;

    (void)state;
    assert_true(json_array_size(json_object_get(vectors, "lists")) >= 3);
    json_array_foreach(json_object_get(vectors, "lists"), i, list)
    {
        CLEANUP(buf_free) struct buf cbor = {0};
        CLEANUP(buf_free) struct buf bytes = {0};
        unsigned bits;

        hex_add(&cbor, text_of(list, "cbor_hex"));
        must(status_list_decode(bytes_of(&cbor), cbor.len, ROOM, &bits, &bytes));
        assert_int_equal(bits, bits_of(list));
        statuses_match(list, &bytes);
    }
}

static void every_draft_list_packs_to_its_bytes(void **state)
{
    size_t i, checked = 0;
    json_t *list;

    (void)state;
    json_array_foreach(json_object_get(vectors, "lists"), i, list)
    {
        CLEANUP(buf_free) struct buf bytes = {0};
        CLEANUP(buf_free) struct buf expected = {0};

        if (!text_of(list, "bytes_hex"))
            continue;
        vector_pack(list, &bytes);
        hex_add(&expected, text_of(list, "bytes_hex"));
        assert_int_equal(bytes.len, expected.len);
        assert_memory_equal(bytes.data, expected.data, expected.len);
        checked++;
    }
    assert_true(checked >= 2);
}

static void every_draft_list_encodes_to_its_cbor(void **state)
{
    size_t i;
    json_t *list;

    (void)state;
    json_array_foreach(json_object_get(vectors, "lists"), i, list)
    {
        CLEANUP(buf_free) struct buf bytes = {0};
        CLEANUP(buf_free) struct buf expected = {0};
        CLEANUP(buf_free) struct buf cbor = {0};

        vector_pack(list, &bytes);
        hex_add(&expected, text_of(list, "cbor_hex"));
        must(status_list_encode(bytes_of(&bytes), bytes.len, bits_of(list), &cbor));
        assert_int_equal(cbor.len, expected.len);
        assert_memory_equal(cbor.data, expected.data, expected.len);
    }
}

static void every_draft_list_comes_back(void **state)
{
    size_t i;
    json_t *list;

    (void)state;
    json_array_foreach(json_object_get(vectors, "lists"), i, list)
    {
        CLEANUP(buf_free) struct buf bytes = {0};
        CLEANUP(buf_free) struct buf cbor = {0};
        CLEANUP(buf_free) struct buf back = {0};
        unsigned bits;

        vector_pack(list, &bytes);
        must(status_list_encode(bytes_of(&bytes), bytes.len, bits_of(list), &cbor));
        must(status_list_decode(bytes_of(&cbor), cbor.len, ROOM, &bits, &back));
        statuses_match(list, &back);
    }
}

static void the_size_does_not_grow_with_the_cards(void **state)
{
    static uint8_t list[STATUS_LIST_BYTES];
    CLEANUP(buf_free) struct buf empty = {0};
    CLEANUP(buf_free) struct buf some = {0};

    (void)state;
    must(status_list_encode(list, sizeof list, 1, &empty));
    assert_in_range(empty.len, 39, 60);
    for (size_t i = 0, at = 1; i < STATUS_LIST_ENTRIES / 100; i++, at = (at * 16807) % 2147483647)
        status_set(list, 1, at % STATUS_LIST_ENTRIES, 1);
    must(status_list_encode(list, sizeof list, 1, &some));
    assert_in_range(some.len, 1000, 2500);
}

static void statuses_of_all_widths_keep_their_neighbours(void **state)
{
    (void)state;
    for (unsigned bits = 1; bits <= 8; bits *= 2) {
        uint8_t list[8] = {0};
        const unsigned mask = (1U << bits) - 1;

        for (size_t i = 0; i < 64 / bits; i++)
            status_set(list, bits, i, (unsigned)(i * 5 + 1));
        status_set(list, bits, 3, 0xff);
        for (size_t i = 0; i < 64 / bits; i++)
            assert_int_equal(status_get(list, bits, i), i == 3 ? mask : (i * 5 + 1) & mask);
    }
}

static void list_refused(const char *hex, size_t room)
{
    CLEANUP(buf_free) struct buf cbor = {0};
    CLEANUP(buf_free) struct buf list = {0};
    unsigned bits = 99;

    hex_add(&cbor, hex);
    buf_text(&list, "kept");
    must_fail(status_list_decode(bytes_of(&cbor), cbor.len, room, &bits, &list), ERR_INPUT);
    assert_int_equal(bits, 99);
    assert_string_equal(list.data, "kept");
}

static void other_maps_are_no_status_list(void **state)
{
    (void)state;
    list_refused("80", ROOM);
    list_refused("a0", ROOM);
    list_refused("a1646269747301", ROOM);
    list_refused("a1636c73744a78dadbb918000217015d", ROOM);
    list_refused("a2646269747303636c73744a78dadbb918000217015d", ROOM);
    list_refused("a2646269747300636c73744a78dadbb918000217015d", ROOM);
    list_refused("a2646269747301636c73746178", ROOM);
    list_refused("a3646269747301646269747301636c73744a78dadbb918000217015d", ROOM);
    list_refused("a2646269747301636c73744a78dadbb918000217015d00", ROOM);
}

static void broken_streams_do_not_unpack(void **state)
{
    (void)state;
    list_refused("a2646269747301636c737440", ROOM);
    list_refused("a2646269747301636c73744978dadbb91800021701", ROOM);
    list_refused("a2646269747301636c73744a78dadbb918000217015e", ROOM);
    list_refused("a2646269747301636c73744b78dadbb918000217015d00", ROOM);
    list_refused("a2646269747301636c73744a79dadbb918000217015d", ROOM);
    list_refused("a2646269747301636c737448dbb918000217015d", ROOM);
}

static void bytes_free(uint8_t **bytes)
{
    free(*bytes);
}

static void unpacking_stops_at_the_room(void **state)
{
    CLEANUP(bytes_free) uint8_t *big = calloc(8, ROOM);
    CLEANUP(buf_free) struct buf cbor = {0};
    CLEANUP(buf_free) struct buf list = {0};
    unsigned bits;

    (void)state;
    assert_non_null(big);
    must(status_list_encode(big, 8 * ROOM, 1, &cbor));
    assert_true(cbor.len < 10000);
    must_fail(status_list_decode(bytes_of(&cbor), cbor.len, 8 * ROOM - 1, &bits, &list), ERR_INPUT);
    must_fail(status_list_decode(bytes_of(&cbor), cbor.len, STATUS_LIST_BYTES, &bits, &list), ERR_INPUT);
    assert_int_equal(list.len, 0);
    must(status_list_decode(bytes_of(&cbor), cbor.len, 8 * ROOM, &bits, &list));
    assert_int_equal(list.len, 8 * ROOM);
}

static void other_widths_do_not_encode(void **state)
{
    const uint8_t list[1] = {0};
    CLEANUP(buf_free) struct buf cbor = {0};

    (void)state;
    must_fail(status_list_encode(list, sizeof list, 0, &cbor), ERR_INPUT);
    must_fail(status_list_encode(list, sizeof list, 3, &cbor), ERR_INPUT);
    must_fail(status_list_encode(list, sizeof list, 16, &cbor), ERR_INPUT);
    assert_int_equal(cbor.len, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_draft_list_decodes),
        cmocka_unit_test(every_draft_list_packs_to_its_bytes),
        cmocka_unit_test(every_draft_list_encodes_to_its_cbor),
        cmocka_unit_test(every_draft_list_comes_back),
        cmocka_unit_test(the_size_does_not_grow_with_the_cards),
        cmocka_unit_test(statuses_of_all_widths_keep_their_neighbours),
        cmocka_unit_test(other_maps_are_no_status_list),
        cmocka_unit_test(broken_streams_do_not_unpack),
        cmocka_unit_test(unpacking_stops_at_the_room),
        cmocka_unit_test(other_widths_do_not_encode),
    };

    return cmocka_run_group_tests(tests, fixtures_make, fixtures_free);
}
