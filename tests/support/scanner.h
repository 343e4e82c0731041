/* ClamAV's daemon with one signature of our own, in a folder of its own: it needs no network and starts at
 * once. */
#ifndef SUPPORT_SCANNER_H
#define SUPPORT_SCANNER_H

#include <sys/types.h>

#include "support/pdf.h"
#include "support/temporary.h"

#define SCANNER_VIRUS PDF_OF("ky eshte nje virus prove") /* what it finds */

struct scanner {
    char dir[TEMPORARY_PATH], socket[TEMPORARY_PATH + 16];
    pid_t pid;
};
/* Back when it listens at ->socket. */
void scanner_start(struct scanner *s);
void scanner_stop(struct scanner *s);

#endif
