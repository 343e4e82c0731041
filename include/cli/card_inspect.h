/* `besa card inspect`. */
#ifndef CLI_CARD_INSPECT_H
#define CLI_CARD_INSPECT_H

struct command;

/* c: the command that it is a verb of, for what is said of a wrong call. */
int card_inspect(const struct command *c, int argc, char **argv);

#endif
