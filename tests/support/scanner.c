/* clamd (package clamav-daemon), told where its signatures and its socket lie. */
#include "support/scanner.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "crypto/digest.h"
#include "support/assert.h"

#define WAITS 3000 /* tenths of a second, on a busy machine */

static void file_write(const char *dir, const char *name, const char *text)
{
    char path[TEMPORARY_PATH + 32];
    FILE *f;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    assert_non_null(f = fopen(path, "w"));
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

/* A signature is the SHA-256 of the whole, its size and a name. */
static void folder_make(struct scanner *s)
{
    char text[600], hex[2 * DIGEST_SIZE + 1];
    uint8_t digest[DIGEST_SIZE];

    temporary_make(s->dir);
    snprintf(s->socket, sizeof s->socket, "%s/clamd.ctl", s->dir);
    must(digest_sha256(SCANNER_VIRUS, strlen(SCANNER_VIRUS), digest));
    snprintf(text, sizeof text, "%s:%zu:Prove:73\n", digest_hex(digest, DIGEST_SIZE, hex),
             strlen(SCANNER_VIRUS));
    file_write(s->dir, "prove.hsb", text);
    snprintf(text, sizeof text,
             "LocalSocket %s\nDatabaseDirectory %s\nTemporaryDirectory %s\nForeground yes\nLogFile %s/log\n",
             s->socket, s->dir, s->dir, s->dir);
    file_write(s->dir, "clamd.conf", text);
}

void scanner_start(struct scanner *s)
{
    char conf[TEMPORARY_PATH + 32];

    folder_make(s);
    snprintf(conf, sizeof conf, "%s/clamd.conf", s->dir);
    assert_int_equal(access("/usr/sbin/clamd", X_OK), 0);
    if ((s->pid = fork()) == 0) {
        execl("/usr/sbin/clamd", "clamd", "-c", conf, (char *)NULL);
        _exit(127);
    }
    assert_true(s->pid > 0);
    for (int i = 0; i < WAITS && access(s->socket, F_OK) != 0; i++)
        usleep(100000);
    assert_int_equal(access(s->socket, F_OK), 0);
}

void scanner_stop(struct scanner *s)
{
    assert_int_equal(kill(s->pid, SIGTERM), 0);
    assert_int_equal(waitpid(s->pid, NULL, 0), s->pid);
    temporary_remove(s->dir);
}
