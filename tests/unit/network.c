/* An address shows which place it is, not which computer. */
#include "base/network.h"

#include "support/assert.h"

static void network_is(const char *address, const char *network)
{
    char text[NETWORK_TEXT];

    assert_true(network_of(address, text));
    assert_string_equal(text, network);
}

static void the_last_byte_of_ipv4_is_cut(void **state)
{
    (void)state;
    network_is("192.0.2.77", "192.0.2.0/24");
    network_is("127.0.0.1", "127.0.0.0/24");
    network_is("255.255.255.255", "255.255.255.0/24");
}

static void a_site_remains_of_ipv6(void **state)
{
    (void)state;
    network_is("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48");
    network_is("::1", "::/48");
    network_is("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff::/48");
}

static void mapped_ipv4_is_ipv4(void **state)
{
    (void)state;
    network_is("::ffff:192.0.2.77", "192.0.2.0/24");
}

static void what_is_no_address_has_no_network(void **state)
{
    static const char *const NONE[] = {NULL,          "", "somewhere", "192.0.2", "192.0.2.77, 10.0.0.1",
                                       "fe80::1%eth0"};
    char text[NETWORK_TEXT];

    (void)state;
    for (size_t i = 0; i < sizeof NONE / sizeof NONE[0]; i++) {
        assert_false(network_of(NONE[i], text));
        assert_string_equal(text, "");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_last_byte_of_ipv4_is_cut),
        cmocka_unit_test(a_site_remains_of_ipv6),
        cmocka_unit_test(mapped_ipv4_is_ipv4),
        cmocka_unit_test(what_is_no_address_has_no_network),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
