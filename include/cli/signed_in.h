/* Somebody who signs in at the command line, for what no nameless command may do. */
#ifndef CLI_SIGNED_IN_H
#define CLI_SIGNED_IN_H

#include "cli/opened.h"
#include "crypto/digest.h"

struct signed_in {
    struct opened *opened; /* NULL: nobody */
    uint8_t session[DIGEST_SIZE];
};

/* The work goes on as that account. The password is asked once at the terminal, or read as password_input.h
 * says. Says what is wrong: EX_NOPERM, also for a password that is yet to be changed; else as password_input
 * and outcome. */
int signed_in_open(struct opened *o, const char *account, const char *password_source, struct signed_in *ret);
void signed_in_close(struct signed_in *s); /* for CLEANUP: signs out again */

#endif
