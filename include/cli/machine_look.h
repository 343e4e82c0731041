/* What of the machine a register needs: `besa doctor`'s look around it, without opening anything. */
#ifndef CLI_MACHINE_LOOK_H
#define CLI_MACHINE_LOOK_H

#include <stdint.h>

#include "cli/call.h"
#include "cli/finding.h"

/* Whether somebody keeps the clock right. */
void clock_look(struct findings *f);
/* Room on the disk of that folder; one that is not there is passed over. name: "disk". */
void disk_look(struct findings *f, const char *name, const char *folder);
/* That the register's files belong to the owner of its folder, and who that is. */
void owner_look(struct findings *f, const char *data);
/* Letters for cards. */
void font_look(struct findings *f);
/* The installed SQLite. */
void sqlite_look(struct findings *f);
/* Days left of certificates: those named, else those in the site of nginx. now: instant. */
void certificates_look(struct findings *f, const struct call_list *named, const char *site, int64_t now);
/* Services, where systemd runs. */
void services_look(struct findings *f);

#endif
