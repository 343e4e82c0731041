/* A register in a folder that everybody reads, a service that runs as root or answers the whole network: each
 * is set up by accident, works, and is noticed by nobody. */
#include "cli/surroundings.h"

#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"

#define OTHERS_LIST   (S_IRGRP | S_IWGRP | S_IROTH | S_IWOTH) /* read or change a folder */
#define OTHERS_ANY    (S_IRWXG | S_IRWXO)
#define FOLDER_ADVICE "chmod 700"
#define FILE_ADVICE   "chmod 600"

void surroundings_close(void)
{
    static const struct rlimit NONE = {0, 0};

    /* Both: a core file may go by way of a program that the limit does not bind (core(5)), and who is not
     * dumpable is not traced either. */
    if (setrlimit(RLIMIT_CORE, &NONE) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        log_warning(
            "the memory of this process may be written to a core file: the system does not let that be "
            "forbidden");
}

static int closed(const char *path, mode_t bits, const char *advice)
{
    struct stat st;

    /* What is missing is said by whoever opens it. */
    if (stat(path, &st) != 0 || !(st.st_mode & bits))
        return EX_OK;
    fprintf(
        stderr,
        "besa: other accounts of this machine can get at %s (mode %03o): %s %s, and find out who read it\n",
        path, (unsigned)(st.st_mode & 0777), advice, path);
    return EX_NOPERM;
}

int surroundings_private(const char *data)
{
    /* The log beside the database holds the same names as the database. */
    static const char *const FILES[] = {"besa.db", "besa.db-wal", "besa.db-shm",
                                        "keys.db", "keys.db-wal", "keys.db-shm"};
    char path[4096];
    int code = closed(data, OTHERS_LIST, FOLDER_ADVICE);

    for (size_t i = 0; !code && i < sizeof FILES / sizeof FILES[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", data, FILES[i]);
        code = closed(path, OTHERS_ANY, FILE_ADVICE);
    }
    return code;
}

/* One address of the list, which ends at n. A port alone means all addresses of the machine. */
static bool loopback(const char *at, size_t n)
{
    static const char *const INSIDE[] = {"127.", "localhost:", "[::1]:"};

    for (size_t i = 0; i < sizeof INSIDE / sizeof INSIDE[0]; i++)
        if (n > strlen(INSIDE[i]) && strncmp(at, INSIDE[i], strlen(INSIDE[i])) == 0)
            return true;
    return false;
}

static bool all_loopback(const char *listen)
{
    for (size_t n; *listen; listen += n + (listen[n] == ',')) {
        n = strcspn(listen, ",");
        if (!loopback(listen, n))
            return false;
    }
    return true;
}

int surroundings_of_service(const char *listen, bool allow_root, bool listen_outside)
{
    if (geteuid() == 0 && !allow_root) {
        fputs("besa: a service need not be root: run it under an account of its own, to whom the register "
              "belongs; or say --allow-root\n",
              stderr);
        return EX_NOPERM;
    }
    if (!all_loopback(listen) && !listen_outside) {
        fprintf(stderr,
                "besa: other machines would reach %s without TLS: listen on 127.0.0.1 behind a proxy, or say "
                "--listen-outside\n",
                listen);
        return EX_USAGE;
    }
    return EX_OK;
}
