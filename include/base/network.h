/* The network that an address belongs to: as much of it as tells one place from another, and no more. */
#ifndef BASE_NETWORK_H
#define BASE_NETWORK_H

#include <stdbool.h>

#define NETWORK_TEXT 50 /* room for the longest, and the NUL */

/* "192.0.2.0/24" of an IPv4 address (an IPv6 one that maps it is the same), "2001:db8:1::/48" of an IPv6 one:
 * an office, or a subscriber's line, but no single computer in it. false, and *ret is "": it is no address.
 */
bool network_of(const char *address, char ret[NETWORK_TEXT]);

/* What one subscriber has to himself: an IPv4 address as it is, the first 64 bits of an IPv6 one, with zeros
 * behind; "?" for what is no address. */
void network_subscriber(const char *address, char ret[NETWORK_TEXT]);

#endif
