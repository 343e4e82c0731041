/* The connection that a client has to this program, found by the client's address: the listener's library
 * does not tell its socket. */
#ifndef HTTP_PEER_H
#define HTTP_PEER_H

/* What the client has sent can still be read and answered, and then the connection is at its end. Whoever
 * calls makes sure that nobody closes it meanwhile. */
void peer_hang_up(const char *address, int port);

#endif
