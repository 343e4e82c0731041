/* Addresses cut to their networks. */
#include "base/network.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

#define FOUR_KEPT 3 /* bytes of an IPv4 address: /24 */
#define SIX_KEPT  6 /* bytes of an IPv6 address: /48, what one site is given (RFC 6177) */

static bool written(int family, unsigned char *bytes, size_t size, size_t kept, char ret[NETWORK_TEXT])
{
    char text[INET6_ADDRSTRLEN];

    memset(bytes + kept, 0, size - kept);
    if (!inet_ntop(family, bytes, text, sizeof text))
        return false;
    snprintf(ret, NETWORK_TEXT, "%s/%zu", text, 8 * kept);
    return true;
}

bool network_of(const char *address, char ret[NETWORK_TEXT])
{
    struct in6_addr six;
    struct in_addr four;

    ret[0] = '\0';
    if (!address)
        return false;
    if (inet_pton(AF_INET, address, &four) == 1)
        return written(AF_INET, (unsigned char *)&four, sizeof four, FOUR_KEPT, ret);
    if (inet_pton(AF_INET6, address, &six) != 1)
        return false;
    if (IN6_IS_ADDR_V4MAPPED(&six))
        return written(AF_INET, &six.s6_addr[12], sizeof four, FOUR_KEPT, ret);
    return written(AF_INET6, six.s6_addr, sizeof six, SIX_KEPT, ret);
}

void network_subscriber(const char *address, char ret[NETWORK_TEXT])
{
    struct in6_addr six;
    struct in_addr four;

    memcpy(ret, "?", 2);
    if (inet_pton(AF_INET, address, &four) == 1) {
        inet_ntop(AF_INET, &four, ret, NETWORK_TEXT);
    } else if (inet_pton(AF_INET6, address, &six) == 1 && IN6_IS_ADDR_V4MAPPED(&six)) {
        inet_ntop(AF_INET, &six.s6_addr[12], ret, NETWORK_TEXT);
    } else if (inet_pton(AF_INET6, address, &six) == 1) {
        memset(&six.s6_addr[8], 0, 8);
        inet_ntop(AF_INET6, &six, ret, NETWORK_TEXT);
    }
}
