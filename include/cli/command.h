/* A subcommand of the program: one file in app/cli each. */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

struct command {
    const char *name;                  /* "import" */
    const char *summary;               /* one line for `besa --help` */
    const char *help;                  /* whole text for `besa import --help` */
    int (*run)(int argc, char **argv); /* argv[0] is the name; returns a code of sysexits.h */
};

extern const struct command COMMAND_INIT, COMMAND_SERVE, COMMAND_DEMO, COMMAND_ACCOUNT, COMMAND_DEVICE,
    COMMAND_IMPORT, COMMAND_EXPORT, COMMAND_CARD, COMMAND_COSE, COMMAND_STATUS_LIST, COMMAND_AUDIT,
    COMMAND_PAYMENT, COMMAND_STATISTICS, COMMAND_TICK, COMMAND_BACKUP, COMMAND_RESTORE, COMMAND_RECONCILE;

/* Print a command's help to standard output: EX_OK. Say what is wrong with the call, and where help is:
 * EX_USAGE. */
int command_help(const struct command *c);
int command_usage(const struct command *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
