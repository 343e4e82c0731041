/* How a command was called: options declared in a table, operands, subcommands. */
#ifndef CLI_CALL_H
#define CLI_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/command.h"

#define CALL_LIST_MAX 128

struct call_list { /* of an option that may be repeated */
    const char *at[CALL_LIST_MAX];
    size_t count;
};

/* One of the four says where the value goes; what is not called keeps the value it had. The table ends with
 * {0}. */
struct call_option {
    const char *name;       /* without the hyphens */
    const char **text;      /* --name VALUE */
    bool *flag;             /* --name */
    int64_t *number;        /* --name N, 1 and up */
    struct call_list *list; /* --name VALUE, any number of times */
};

struct operands {
    int count;
    char **at;
};

/* Reads the call with getopt_long; argv[0] is passed over. What is wrong is said: EX_USAGE, else EX_OK. */
int call_read(const struct command *c, int argc, char **argv, const struct call_option *options,
              struct operands *ret);
/* A whole number from 1 up; `what` names it when it is none. EX_OK or EX_USAGE. */
int call_number(const struct command *c, const char *what, const char *text, int64_t *ret);

/* A subcommand of a command: `besa account list`. */
struct verb {
    const char *name;
    int (*perform)(int argc, char **argv); /* argv[0] is the name */
};
/* Runs the one that argv[1] names; the table ends with {0}. EX_USAGE when there is none. */
int verb_perform(const struct command *c, const struct verb *verbs, int argc, char **argv);

#endif
