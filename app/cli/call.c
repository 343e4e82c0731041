/* Reading a call: getopt_long behind a table that says where each value goes. It knows words and whole
 * numbers only; what a value means is for the command, which can say it better. */
#include "cli/call.h"

#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>

#define OPTIONS_MAX  24  /* twice what the longest table has */
#define OPTION_FIRST 256 /* above every character, so apart from getopt's own answers */

int call_number(const struct command *c, const char *what, const char *text, int64_t *ret)
{
    char *end;
    long long n;

    /* strtoll takes blanks and signs in front, and an empty text for 0: the digits are looked at besides. */
    errno = 0;
    n = strtoll(text, &end, 10);
    if (errno || *end || text[strspn(text, "0123456789")] || n < 1)
        return command_usage(c, "%s is a whole number, 1 and up", what);
    *ret = n;
    return EX_OK;
}

static int option_take(const struct command *c, const struct call_option *o, const char *value)
{
    if (o->number)
        return call_number(c, o->name, value, o->number);
    if (o->list && o->list->count == CALL_LIST_MAX)
        return command_usage(c, "--%s more than %d times", o->name, CALL_LIST_MAX);
    if (o->list)
        o->list->at[o->list->count++] = value;
    else if (o->text)
        *o->text = value;
    else
        *o->flag = true;
    return EX_OK;
}

static int option_refuse(const struct command *c, int why, const char *option)
{
    if (why == ':')
        return command_usage(c, "%s needs a value", option);
    /* What stands behind '=' may be a password that somebody meant to pass: it is not repeated on the screen.
     */
    return command_usage(c, "no such option, or none that takes a value: %.*s", (int)strcspn(option, "="),
                         option);
}

int call_read(const struct command *c, int argc, char **argv, const struct call_option *options,
              struct operands *ret)
{
    struct option longs[OPTIONS_MAX + 1] = {0};
    int n, at, code;

    for (n = 0; n < OPTIONS_MAX && options[n].name; n++)
        longs[n] = (struct option){options[n].name, options[n].flag ? no_argument : required_argument, NULL,
                                   OPTION_FIRST + n};
    optind = 0; /* glibc: begin anew, at the second word */
    /* What is wrong is said here, in the words of the program, and not by getopt. */
    opterr = 0;
    /* No short options; the colon makes getopt tell a missing value from an unknown option. */
    while ((at = getopt_long(argc, argv, ":", longs, NULL)) != -1) {
        if (at < OPTION_FIRST)
            return option_refuse(c, at, argv[optind - 1]);
        if ((code = option_take(c, &options[at - OPTION_FIRST], optarg)))
            return code;
    }
    *ret = (struct operands){argc - optind, argv + optind};
    return EX_OK;
}

int verb_perform(const struct command *c, const struct verb *verbs, int argc, char **argv)
{
    if (argc < 2)
        return command_usage(c, "what is to be done?");
    for (; verbs->name; verbs++)
        if (!strcmp(argv[1], verbs->name))
            return verbs->perform(argc - 1, argv + 1);
    return command_usage(c, "there is no `besa %s %.40s`", c->name, argv[1]);
}
