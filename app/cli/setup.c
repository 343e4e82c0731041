/* `besa setup`. What it does is the machine's: accounts, folders, units, a site, certificates. Each is the
 * work of a program that is there for it, so it is a script that calls them (deploy/setup). */
#include "cli/setup.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "cli/call.h"
#include "cli/installed.h"

/* What the script reads of its call: the program it belongs to, and what was asked. */
struct asked {
    const char *answers, *language;
    bool example, with_keys;
};

static int surroundings_set(const struct asked *a)
{
    char program[PATH_MAX];
    ssize_t n = readlink("/proc/self/exe", program, sizeof program - 1);

    if (n <= 0)
        return EX_OSERR;
    program[n] = '\0';
    if (setenv("BESA", program, 1) || setenv("SETUP_ANSWERS", a->answers ? a->answers : "", 1) ||
        setenv("SETUP_LANGUAGE", a->language ? a->language : "", 1) ||
        setenv("SETUP_EXAMPLE", a->example ? "1" : "", 1) ||
        setenv("SETUP_WITH_KEYS", a->with_keys ? "1" : "", 1))
        return EX_OSERR;
    return EX_OK;
}

/* words: of the command that is to be run with the keys, with room for two before them; none otherwise. */
static int script_run(const struct asked *a, char **words)
{
    char folder[PATH_MAX], script[PATH_MAX + 16];
    int code;

    snprintf(script, sizeof script, "%s/setup.sh", setup_folder(folder, sizeof folder));
    if ((code = surroundings_set(a)))
        return code;
    words[0] = "bash";
    words[1] = script;
    fflush(stdout);
    execv("/bin/bash", words);
    fprintf(stderr, "besa: %s cannot be run by /bin/bash: %s\n", script, strerror(errno));
    return EX_UNAVAILABLE;
}

static int perform(int argc, char **argv)
{
    struct asked asked = {0};
    const struct call_option options[] = {{"answers", .text = &asked.answers},
                                          {"language", .text = &asked.language},
                                          {"example", .flag = &asked.example},
                                          {0}};
    char *none[3] = {0};
    struct operands operands;
    int code;

    /* Whatever follows is the other command's, its options too: argv has the two places before it. */
    if (argc > 2 && !strcmp(argv[1], "--with-keys")) {
        asked.with_keys = true;
        return script_run(&asked, argv);
    }
    if ((code = call_read(&COMMAND_SETUP, argc, argv, options, &operands)))
        return code;
    if (operands.count)
        return command_usage(&COMMAND_SETUP, "it takes no operand");
    if (asked.language && strcmp(asked.language, "sq") != 0 && strcmp(asked.language, "en") != 0)
        return command_usage(&COMMAND_SETUP, "--language is sq or en");
    return script_run(&asked, none);
}

const struct command COMMAND_SETUP = {
    .name = "setup",
    .summary = "set up this machine: accounts, register, services, site, certificates, copies",
    .help =
        "Usage: besa setup [--answers FILE] [--language sq|en] [--example]\n"
        "       besa setup --with-keys COMMAND...\n"
        "\n"
        "Asks, as root, whose register it is, and makes what it needs on this machine: two accounts, keys "
        "and\n"
        "database, services and timers, the site of nginx with its certificates, encrypted copies, and a "
        "sheet\n"
        "to print that says who holds which part of the key to the copies. It may be broken off and called "
        "again:\n"
        "what is right stays as it is, and what somebody changed by hand is left, with a word about it.\n"
        "\n"
        "  --answers FILE        no questions: lines KEY=VALUE, as --example shows them\n"
        "  --language sq|en      the language of the questions (default: that of the answers, else it asks)\n"
        "  --example             an answers file to begin with, every key explained\n"
        "  --with-keys COMMAND   where the keys are encrypted to this machine (keys=machine), and so handed "
        "to "
        "the\n"
        "                        services alone: that command of besa with them, as the register's account\n"
        "\n"
        "Ends with 0 when all is done, 69 when something remains to be done (it says what, and may be "
        "called\n"
        "again), 65 when an answer is missing or wrong (each is named, nothing was changed), 77 when it is "
        "not\n"
        "called by root.\n"
        "\n"
        "Example:\n"
        "  besa setup --example >answers; editor answers; besa setup --answers answers\n"
        "  besa setup --with-keys audit verify\n",
    .perform = perform,
};
