/* The program: finds the subcommand and hands over. One program for all of them, so that a server has one
 * file to update, and tools that cannot be of another version than the register. */
#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "base/clock.h"
#include "cli/account.h"
#include "cli/audit.h"
#include "cli/backup.h"
#include "cli/card.h"
#include "cli/cose.h"
#include "cli/demo.h"
#include "cli/device.h"
#include "cli/doctor.h"
#include "cli/erase.h"
#include "cli/export.h"
#include "cli/ground.h"
#include "cli/import.h"
#include "cli/init.h"
#include "cli/key.h"
#include "cli/payment.h"
#include "cli/public.h"
#include "cli/reconcile.h"
#include "cli/report.h"
#include "cli/restore.h"
#include "cli/rule.h"
#include "cli/serve.h"
#include "cli/setup.h"
#include "cli/statistics.h"
#include "cli/status_list.h"
#include "cli/surroundings.h"
#include "cli/tick.h"
#include "cli/upgrade.h"
#include "gen/version.h"
#include "store/library.h"

static const struct command *const COMMANDS[] = {
    &COMMAND_INIT,   &COMMAND_SERVE,   &COMMAND_DEMO,       &COMMAND_ACCOUNT,   &COMMAND_DEVICE,
    &COMMAND_GROUND, &COMMAND_IMPORT,  &COMMAND_EXPORT,     &COMMAND_CARD,      &COMMAND_STATUS_LIST,
    &COMMAND_COSE,   &COMMAND_PAYMENT, &COMMAND_STATISTICS, &COMMAND_RECONCILE, &COMMAND_AUDIT,
    &COMMAND_TICK,   &COMMAND_BACKUP,  &COMMAND_RESTORE,    &COMMAND_ERASE,     &COMMAND_KEY,
    &COMMAND_RULE,   &COMMAND_DOCTOR,  &COMMAND_PUBLIC,     &COMMAND_UPGRADE,   &COMMAND_SETUP,
    &COMMAND_REPORT,
};
#define COMMAND_COUNT (sizeof COMMANDS / sizeof COMMANDS[0])

static void help_print(FILE *out)
{
    fputs("besa: a municipality's register of protection orders, and the cards that follow from them\n\n"
          "Usage: besa COMMAND [options]\n\n",
          out);
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-12s %s\n", COMMANDS[i]->name, COMMANDS[i]->summary);
    fputs("\nEvery command takes --help, and --data DIR (the register; default: var).\n"
          "besa --version says which one it is.\n",
          out);
}

int main(int argc, char **argv)
{
    /* Before anything asks for a date, and before any thread: setenv is for one thread alone. */
    clock_zone_set();
    surroundings_close();
    if (argc < 2) {
        help_print(stderr);
        return EX_USAGE;
    }
    if (!strcmp(argv[1], "--version")) {
        printf("besa %s (SQLite %s)\n", BESA_VERSION, library_version());
        return EX_OK;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h") || !strcmp(argv[1], "help")) {
        help_print(stdout);
        return EX_OK;
    }
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(argv[1], COMMANDS[i]->name))
            continue;
        for (int a = 2; a < argc; a++)
            if (!strcmp(argv[a], "--help"))
                return command_help(COMMANDS[i]);
        return COMMANDS[i]->perform(argc - 1, argv + 1);
    }
    fprintf(stderr, "besa: no command \"%s\". See `besa --help`.\n", argv[1]);
    return EX_USAGE;
}
