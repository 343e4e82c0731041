/* Passwords from the terminal, a file, or standard input. They are read byte by byte into one buffer, because
 * stdio would keep a copy of its own. */
#include "cli/password_input.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <termios.h>
#include <unistd.h>

#include "crypto/random.h"

#define DRAWN     28 /* letters of five bits, in groups */
#define GROUP     4
#define LINE_ROOM 1024 /* bytes; a longer line is a wrong file */

struct terminal {
    int fd;      /* -1: not open */
    int signals; /* those that would end the program are read here, after the echo is back on */
    struct termios before;
    sigset_t mask;
};

static void terminal_close(struct terminal *t)
{
    if (t->fd < 0)
        return;
    /* TCSAFLUSH drops what was typed and not read, so that the rest of a password does not run as the shell's
     * next command. */
    (void)tcsetattr(t->fd, TCSAFLUSH, &t->before);
    close(t->fd);
    if (t->signals >= 0)
        close(t->signals);
    (void)sigprocmask(SIG_SETMASK, &t->mask, NULL);
}

static err terminal_open(struct terminal *t)
{
    static const int ENDING[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    struct termios quiet;
    sigset_t ending;

    t->signals = -1;
    if ((t->fd = open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC)) < 0)
        return ERR_ABSENT;
    if (tcgetattr(t->fd, &t->before)) {
        close(t->fd);
        t->fd = -1;
        return ERR_ABSENT;
    }
    /* Blocked until the echo is on again: a Ctrl-C in the middle would leave a terminal that shows
     * nothing. */
    sigemptyset(&ending);
    for (size_t i = 0; i < sizeof ENDING / sizeof ENDING[0]; i++)
        sigaddset(&ending, ENDING[i]);
    (void)sigprocmask(SIG_BLOCK, &ending, &t->mask);
    t->signals = signalfd(-1, &ending, SFD_CLOEXEC);
    quiet = t->before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    /* The end of the line alone is echoed, or the next output would stand behind the question. */
    quiet.c_lflag |= ECHONL;
    return t->signals < 0 || tcsetattr(t->fd, TCSAFLUSH, &quiet) ? ERR_SYSTEM : OK;
}

/* One line without its end. signals -1: nothing to wait for besides. */
static err line_read(int fd, int signals, struct buf *ret)
{
    struct pollfd wait[] = {{.fd = fd, .events = POLLIN}, {.fd = signals, .events = POLLIN}};
    ssize_t n;
    char c;

    /* All room at once: a buffer that grows would leave copies of the beginning in freed memory. */
    if (!buf_reserve(ret, LINE_ROOM + 1))
        return ERR_SYSTEM;
    /* No more than the line is taken from standard input: the rest of it may be meant for somebody else. */
    while (ret->len < LINE_ROOM) {
        if (poll(wait, 2, -1) < 0 && errno == EINTR)
            continue;
        /* A signal that would end the program counts as "no password"; it takes effect when the mask is put
         * back. poll passes over signals -1. */
        if (wait[1].revents)
            return ERR_DENIED;
        if ((n = read(fd, &c, 1)) < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return ERR_SYSTEM;
        if (n == 0 || c == '\n') {
            if (ret->len && ret->data[ret->len - 1] == '\r')
                ret->data[--ret->len] = '\0';
            return OK;
        }
        buf_char(ret, c);
    }
    return ERR_LIMIT;
}

/* twice: for a new password, where nobody would notice a typing error. */
static int ask(const char *whose, bool twice, struct buf *ret)
{
    CLEANUP(buf_wipe) struct buf again = {0};
    CLEANUP(terminal_close) struct terminal t = {.fd = -1};
    err e;

    if (terminal_open(&t)) {
        fputs("besa: no terminal to ask for the password: give --password-file FILE (- is standard input)\n",
              stderr);
        return EX_NOINPUT;
    }
    /* Asked on the terminal itself, so that standard output can go into a file. */
    dprintf(t.fd, "Password for %s: ", whose);
    if (!(e = line_read(t.fd, t.signals, ret)) && twice) {
        dprintf(t.fd, "The same again: ");
        e = line_read(t.fd, t.signals, &again);
    }
    if (e) {
        fputs("\nbesa: no password given\n", stderr);
        return EX_NOINPUT;
    }
    if (!twice || (ret->len == again.len && !memcmp(ret->data, again.data, again.len)))
        return EX_OK;
    fputs("besa: the two are not the same\n", stderr);
    return EX_DATAERR;
}

static void fd_close(const int *fd)
{
    if (*fd > STDIN_FILENO)
        close(*fd);
}

static int take(const char *path, struct buf *ret)
{
    bool standard = !strcmp(path, "-");
    CLEANUP(fd_close) int fd = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    struct stat st;

    if (fd < 0 || fstat(fd, &st)) {
        fprintf(stderr, "besa: the password file %s cannot be opened\n", path);
        return EX_NOINPUT;
    }
    /* Asked of the open file, not of its name, which could be another file a moment later. */
    if (!standard && (st.st_mode & (S_IRWXG | S_IRWXO))) {
        fprintf(stderr, "besa: the password file %s must be readable by its owner only (chmod 600)\n", path);
        return EX_NOPERM;
    }
    if (line_read(fd, -1, ret)) {
        fprintf(stderr, "besa: the password in %s cannot be read\n", standard ? "standard input" : path);
        return EX_DATAERR;
    }
    return EX_OK;
}

int password_input(const char *source, const char *whose, struct buf *ret)
{
    return source ? take(source, ret) : ask(whose, true, ret);
}

int password_entered(const char *source, const char *whose, struct buf *ret)
{
    return source ? take(source, ret) : ask(whose, false, ret);
}

int password_draw(struct buf *ret)
{
    static const char LETTERS[] =
        "abcdefghjkmnpqrstuvwxyz234567890"; /* 32: five bits each, no l, o, i or 1 */
    uint8_t drawn[DRAWN];

    if (!buf_reserve(ret, DRAWN + DRAWN / GROUP + 1) || random_bytes(drawn, sizeof drawn)) {
        fputs("besa: no password could be drawn\n", stderr);
        return EX_OSERR;
    }
    for (size_t i = 0; i < DRAWN; i++) {
        if (i && i % GROUP == 0)
            buf_char(ret, '-');
        buf_char(ret, LETTERS[drawn[i] % 32]);
    }
    explicit_bzero(drawn, sizeof drawn);
    return EX_OK;
}
