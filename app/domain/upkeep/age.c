/* Encrypting by a program and not by a library: age is written in Go and has no library for C, and its format
 * is young enough that one implementation, Debian's, should do it for all. It gets its files as descriptors,
 * so that no name of ours is ever an option of it. */
#include "domain/upkeep/age.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/program.h"

#define AGE_PROGRAM  "/usr/bin/age"
#define MAGIC        "age-encryption.org/v1"
#define RECIPIENT    62    /* characters: "age1", 52 of the key, 6 to check them */
#define FULL_BELOW   65536 /* bytes: whoever could not write with less had no room */
#define IDENTITY_MAX 65536 /* bytes of the file of a private key */

static void fd_close(const int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
}

bool age_recipient_known(const char *text)
{
    return strlen(text) == RECIPIENT && !strncmp(text, "age1", 4) &&
           strspn(text + 4, "qpzry9x8gf2tvdw0s3jn54khce6mua7l") == RECIPIENT - 4;
}

/* New, so that what is removed after a failure is ours. */
static err new_open(const char *path, int *ret)
{
    if ((*ret = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR)) >= 0)
        return OK;
    return errno == EEXIST ? ERR_CONFLICT : errno == EACCES ? ERR_DENIED : ERR_SYSTEM;
}

static err no_age(struct work *w)
{
    return refuse(w, ERR_ABSENT, "no_age", "", "The program age is not installed: apt install age.");
}

static err disk_full(struct work *w, const char *path)
{
    int64_t room = file_room(path);

    if (room < 0 || room > FULL_BELOW)
        return ERR_SYSTEM;
    return refuse(w, ERR_BUSY, "disk_full", "",
                  "the disk is full: nothing of this was kept. Make room, and do it again");
}

/* What age answered, in a sentence of ours. */
static err encrypted(struct work *w, const char *said, const char *path)
{
    if (strstr(said, "recipient"))
        return refuse(w, ERR_INPUT, "bad_recipient", "",
                      "A recipient is no public key of age: copy it anew from what age-keygen printed.");
    return disk_full(w, path);
}

static err encrypt(struct work *w, const struct age_recipients *to, int in, int out, const char *path)
{
    const char *argv[2 * AGE_RECIPIENTS_MAX + 3] = {AGE_PROGRAM, "--encrypt"};
    CLEANUP(buf_free) struct buf said = {0};
    int code = 0;
    err e;

    for (size_t i = 0; i < to->count && i < AGE_RECIPIENTS_MAX; i++) {
        argv[2 + 2 * i] = "--recipient";
        argv[3 + 2 * i] = to->at[i];
    }
    if ((e = program_run(argv, in, out, &said, &code)))
        return e == ERR_ABSENT ? no_age(w) : e;
    if (code)
        return encrypted(w, said.data, path);
    return fsync(out) == 0 ? OK : disk_full(w, path);
}

/* By its own name only when all of it is on the disk: half a copy that was cut off by kill -9 or by a loss of
 * power would look like one. */
static err close_into(struct work *w, const struct age_recipients *to, int in, const char *path)
{
    const char *half = arena_format(w->arena, "%s" AGE_HALF, path);
    int out;
    err e;

    if (!half)
        return ERR_SYSTEM;
    if ((e = new_open(half, &out)))
        return e;
    e = encrypt(w, to, in, out, half);
    close(out);
    if (!e && access(path, F_OK) == 0)
        e = ERR_CONFLICT;
    if (!e && rename(half, path) != 0)
        e = ERR_SYSTEM;
    if (e)
        (void)unlink(half);
    return e;
}

err age_close_file(struct work *w, const struct age_recipients *to, const char *from, const char *path)
{
    CLEANUP(fd_close) int in = open(from, O_RDONLY | O_CLOEXEC);

    return in < 0 ? ERR_SYSTEM : close_into(w, to, in, path);
}

err age_close_bytes(struct work *w, const struct age_recipients *to, const struct buf *bytes,
                    const char *path)
{
    CLEANUP(fd_close) int in = program_bytes(bytes->data, bytes->len);

    return in < 0 ? ERR_SYSTEM : close_into(w, to, in, path);
}

bool age_closed(const char *path)
{
    CLEANUP(fd_close) int fd = open(path, O_RDONLY | O_CLOEXEC);
    char begin[sizeof MAGIC - 1];

    return fd >= 0 && read(fd, begin, sizeof begin) == (ssize_t)sizeof begin &&
           !memcmp(begin, MAGIC, sizeof begin);
}

/* Before age is asked, whose words for it differ from version to version. */
static err identity_look(struct work *w, const char *path)
{
    CLEANUP(buf_wipe) struct buf text = {0};
    err e = file_read_private(path, IDENTITY_MAX, &text);

    switch (e) {
    case OK:
        break;
    case ERR_ABSENT:
        return refuse(w, e, "no_identity", "", "The file of the private key (--identity) is not there.");
    case ERR_DENIED:
        return refuse(
            w, e, "open_identity", "",
            "The file of the private key must be readable by this account, and by nobody else (chmod "
            "600).");
    case ERR_LIMIT:
        break; /* told below */
    default:
        return e;
    }
    if (!e && text.len &&
        (strstr(text.data, "AGE-SECRET-KEY-1") || strstr(text.data, "BEGIN AGE ENCRYPTED FILE") ||
         !strncmp(text.data, MAGIC, sizeof MAGIC - 1)))
        return OK;
    return refuse(
        w, ERR_INPUT, "bad_identity", "",
        "The file of the private key holds none: it is what age-keygen wrote, with AGE-SECRET-KEY-1.");
}

static err decrypted(struct work *w, const char *said, const char *path)
{
    if (strstr(said, "no identity matched") || strstr(said, "incorrect identity"))
        return refuse(w, ERR_DENIED, "other_identity", "",
                      "the copy was not encrypted to this private key: take the one that its recovery sheet "
                      "names");
    if (strstr(said, "no space left"))
        return disk_full(w, path);
    /* Whatever else stopped it says nothing of the copy, which may be good: a passphrase, no memory. */
    if (!strstr(said, "payload") && !strstr(said, "header") && !strstr(said, "EOF"))
        return refuse(w, ERR_SYSTEM, "age_stopped", "", "the copy was not opened, and age says: %.*s",
                      (int)strcspn(said, "\n"), said);
    return refuse(
        w, ERR_CORRUPT, "cut_copy", "",
        "the copy is cut off or altered: take another one, or fetch it again from where it was sent");
}

static err open_into(struct work *w, const char *identity, const char *from, int out, const char *path)
{
    const char *const argv[] = {AGE_PROGRAM, "--decrypt", "--identity", identity, NULL};
    CLEANUP(fd_close) int in = open(from, O_RDONLY | O_CLOEXEC);
    CLEANUP(buf_free) struct buf said = {0};
    int code = 0;
    err e;

    if (in < 0)
        return errno == ENOENT ? ERR_ABSENT : errno == EACCES ? ERR_DENIED : ERR_SYSTEM;
    if ((e = program_run(argv, in, out, &said, &code)))
        return e == ERR_ABSENT ? no_age(w) : e;
    return code ? decrypted(w, said.data, path) : OK;
}

err age_open_file(struct work *w, const char *identity, const char *from, const char *path)
{
    int out;
    err e;

    if ((e = identity_look(w, identity)) || (e = new_open(path, &out)))
        return e;
    if (!(e = open_into(w, identity, from, out, path)) && fsync(out) != 0)
        e = disk_full(w, path);
    close(out);
    if (e)
        (void)unlink(path);
    return e;
}

err age_open_bytes(struct work *w, const char *identity, const char *from, size_t max, struct buf *ret)
{
    CLEANUP(fd_close) int out = program_bytes("", 0);
    char *room;
    off_t size;
    err e;

    if (out < 0)
        return ERR_SYSTEM;
    if ((e = identity_look(w, identity)) || (e = open_into(w, identity, from, out, "")))
        return e;
    if ((size = lseek(out, 0, SEEK_END)) < 0)
        return ERR_SYSTEM;
    if ((size_t)size > max)
        return ERR_LIMIT;
    if (!(room = buf_reserve(ret, (size_t)size)) || pread(out, room, (size_t)size, 0) != size)
        return ERR_SYSTEM;
    ret->len += (size_t)size;
    ret->data[ret->len] = '\0';
    return OK;
}
