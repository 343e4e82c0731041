/* New keys in the place of old ones. Each step leaves a register that opens, whatever was cut off: a new file
 * is on the disk before the database lists it (an unlisted one is passed over, and taken up by the next
 * call), what goes by it is made anew in one transaction, and an old key leaves the list only when nothing
 * needs it. For a process that is alone with the keys (cli/opened.h). */
#ifndef DOMAIN_ROTATION_H
#define DOMAIN_ROTATION_H

#include "domain/work/work.h"

#define ISSUER_NOTICE_DAYS                                                                                   \
    8 /* a new key is published for so long before it signs: devices may have been off */

struct rotation {
    int number;    /* of the new key */
    int over;      /* of the old one that nothing needs any more: its file may be destroyed; 0: none */
    int64_t rows;  /* made anew */
    date signs_on; /* of an issuer's key that does not sign yet: the first day on which it can; else DATE_NONE
                    */
};
/* dir: the folder of keys. Each is logged "key.rotate". ERR_CORRUPT, ERR_DENIED, ERR_ABSENT with the file in
 * the work's problem; ERR_LIMIT "last_number": there is no number above. */

/* All data keys under a new master key. *keep: the ring that the vault wraps with from then on, also when
 * this fails; it is freed behind the vault. */
struct keyring;
err rotation_master(struct work *w, const char *dir, struct keyring **keep, struct rotation *ret) MUST_CHECK;
/* All look-ups by a new root. What an import had said of its rows is forgotten: an order that is there
 * already is found by its paper alone. Addresses of events in calendars change. */
err rotation_blind(struct work *w, const char *dir, struct rotation *ret) MUST_CHECK;
/* A new key of hints, which stand in check.db alone: it is told anew by *keep, whenever that is
 * (outpost_tell). */
err rotation_hint(struct work *w, const char *dir, struct keyring **keep, struct rotation *ret) MUST_CHECK;
/* First call: a new key is published. From ISSUER_NOTICE_DAYS later on: it signs. ERR_CONFLICT "too_early"
 * between. */
err rotation_issuer(struct work *w, const char *dir, struct rotation *ret) MUST_CHECK;

#endif
