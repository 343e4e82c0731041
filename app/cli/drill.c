/* The drill does what the day itself will ask for: it decrypts the copy, opens it by its own keys and not by
 * those of the register, brings it to this version and tells doors of its own. */
#include "cli/drill.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/file.h"
#include "base/instant.h"
#include "cli/answer.h"
#include "cli/copy_look.h"
#include "cli/opened.h"
#include "cli/unpack.h"
#include "domain/upkeep/key_pack.h"
#include "domain/upkeep/scratch.h"
#include "gen/version.h"

void drilled_free(struct drilled *d)
{
    arena_free(&d->arena);
}

static bool copy_named(const char *name)
{
    size_t n = strlen(name);

    return !strncmp(name, "besa-", 5) && n >= 24 &&
           (!strcmp(name + 21, ".db") || !strcmp(name + 21, ".db.age") || !strcmp(name + n - 4, "Z.db"));
}

/* The newest by its name; *ret empty: there is none. */
static void newest_find(const char *folder, char ret[256])
{
    DIR *d = opendir(folder);
    const struct dirent *entry;

    ret[0] = '\0';
    while (d && (entry = readdir(d)))
        if (copy_named(entry->d_name) && strlen(entry->d_name) < 256 && strcmp(entry->d_name, ret) > 0)
            snprintf(ret, 256, "%s", entry->d_name);
    if (d)
        closedir(d);
}

/* A folder becomes the newest copy in it. */
static int file_choose(const char *given, char *ret, size_t room)
{
    struct stat st;
    char name[256];

    snprintf(ret, room, "%s", given);
    if (stat(given, &st) != 0 || !S_ISDIR(st.st_mode))
        return EX_OK;
    newest_find(given, name);
    if (!name[0]) {
        fprintf(stderr, "besa: there is no copy in %s: make one with besa backup\n", given);
        return EX_NOINPUT;
    }
    snprintf(ret, room, "%s/%s", given, name);
    return EX_OK;
}

/* Plain copies have no keys: those of the register are laid beside them. */
static int keys_lay(const struct unpack_wish *wish, struct work *w, struct unpacked *u)
{
    CLEANUP(buf_wipe) struct buf pack = {0};
    char keys[4096];
    err e;

    if (!u->has_key_store || (u->closed && !u->has_keys)) {
        fprintf(stderr,
                "besa: %s has no copy of its keys beside it: it cannot be gone back to where the register is "
                "gone\n",
                wish->file);
        return EX_NOINPUT;
    }
    if (u->has_keys)
        return EX_OK;
    data_keys(wish->data, keys, sizeof keys);
    if ((e = key_pack_make(keys, &w->problem, &pack)) || (e = key_pack_open(&pack, u->keys)))
        return outcome(w, e);
    return EX_OK;
}

/* As it was made, before anything changes it. */
static int copy_check(const struct unpack_wish *wish, const struct unpacked *u, struct drilled *d)
{
    CLEANUP(opened_close) struct opened o = {0};
    int code;

    if ((code = copy_open(wish->file, u->database, u->keys, u->key_store, &o)) ||
        (code = outcome(&o.work, backup_verify(&o.work, &d->check))))
        return code;
    return copy_judge(wish->file, &d->check);
}

static int copy_use(const struct unpack_wish *wish, struct drilled *d)
{
    CLEANUP(opened_close) struct opened o = {0};
    int code;

    if ((code = opened_laid_out(wish->scratch, &o)))
        return code;
    return outcome(&o.work, drill_look(&o.work, &d->found));
}

int drill_try(const struct unpack_wish *wish, struct drilled *d)
{
    const char *slash = strrchr(wish->file, '/');
    struct work w = {.arena = &d->arena};
    struct unpacked u;
    int code;
    err e;

    d->name = slash ? slash + 1 : wish->file;
    if ((code = copy_unpack(&w, wish, &u)))
        return code;
    d->closed = u.closed;
    if ((e = digest_file(wish->file, d->digest, &d->size)))
        code = outcome(&w, e);
    if (!code && !(code = keys_lay(wish, &w, &u)) && !(code = copy_check(wish, &u, d)))
        code = copy_use(wish, d);
    scratch_remove(wish->scratch, &u.held);
    return code;
}

static void protocol_put(struct json_writer *j, const struct drilled *d, int64_t now)
{
    const struct drill_found *f = &d->found;
    char hex[2 * DIGEST_SIZE + 1], fault[80];

    snprintf(fault, sizeof fault, "%s.%s", f->sealed.fault ? f->sealed.fault->table : "",
             f->sealed.fault ? f->sealed.fault->column : "");
    json_put_bool(j, "good", drill_good(f));
    json_put_instant(j, "at", now);
    json_put_text(j, "program", BESA_VERSION);
    json_put_text(j, "copy", d->name);
    json_put_int(j, "size", d->size);
    json_put_text(j, "sha256", digest_hex(d->digest, DIGEST_SIZE, hex));
    json_put_bool(j, "encrypted", d->closed);
    json_put_bool(j, "whole", d->check.whole);
    json_put_int(j, "log_rows", d->check.log_rows);
    json_put_int(j, "sealed_kinds_opened", f->sealed.opened);
    json_put_int(j, "sealed_kinds_empty", f->sealed.empty);
    json_put_int(j, "sealed_kinds_erased", f->sealed.erased);
    json_put_text(j, "sealed_kind_shut", f->sealed.fault ? fault : NULL);
    json_put_bool(j, "has_card", f->has_card);
    json_put_bool(j, "card_holds", f->card_holds);
    json_put_bool(j, "signs", f->signs);
    json_put_object(j, "rows");
    for (size_t i = 0; i < LOSS_ROWS; i++)
        json_put_int(j, f->rows[i].what, f->rows[i].count);
    json_put_end(j);
}

static int drilled_print(const struct drilled *d, const char *protocol)
{
    const struct drill_found *f = &d->found;

    printf("%s: %s\n", d->name, drill_good(f) ? "it can be gone back to" : "it CANNOT be gone back to");
    printf("the database is whole, and its log holds: %" PRId64 " rows\n"
           "sealed values: %" PRId64 " kinds open, %" PRId64 " have none, %" PRId64 " are erased%s%s%s%s\n"
           "its newest card: %s; a card signed anew: %s\n",
           d->check.log_rows, f->sealed.opened, f->sealed.empty, f->sealed.erased,
           f->sealed.fault ? "; DOES NOT OPEN: " : "", f->sealed.fault ? f->sealed.fault->table : "",
           f->sealed.fault ? "." : "", f->sealed.fault ? f->sealed.fault->column : "",
           !f->has_card    ? "there is none"
           : f->card_holds ? "holds"
                           : "DOES NOT HOLD",
           f->signs ? "holds" : "DOES NOT HOLD");
    for (size_t i = 0; i < LOSS_ROWS; i++)
        printf("%s%s: %" PRId64, i ? ", " : "", f->rows[i].what, f->rows[i].count);
    printf("\nsigned protocol: %s\n", protocol);
    return answer_end(EX_OK);
}

/* Beside the copy, for whoever reads it without the register. */
static int protocol_write(const char *file, int64_t now, const struct buf *signed_text, char *ret,
                          size_t room)
{
    const char *slash = strrchr(file, '/');
    char at[INSTANT_TEXT];

    snprintf(ret, room, "%.*sdrill-%s.cose", slash ? (int)(slash + 1 - file) : 0, file,
             instant_format(now, at));
    if (!file_create(ret, signed_text->data, signed_text->len))
        return EX_OK;
    fprintf(stderr, "besa: %s cannot be written: the protocol stands in the register alone\n", ret);
    return EX_CANTCREAT;
}

int drill_protocol(struct opened *o, const struct unpack_wish *wish, const struct drilled *d, char *ret_path,
                   size_t room, struct buf *ret_text)
{
    CLEANUP(answer_free) struct answer answer = {0};
    CLEANUP(buf_free) struct buf protocol = {0};
    err e;

    protocol_put(answer_object(&answer), d, o->work.now);
    if ((e = answer_text(&answer, ret_text)) ||
        (e = drill_note(&o->work, d->name, drill_good(&d->found), ret_text, &protocol)))
        return outcome(&o->work, e);
    return protocol_write(wish->file, o->work.now, &protocol, ret_path, room);
}

static int drilled_note(const struct unpack_wish *wish, const struct drilled *d, bool json)
{
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_free) struct buf text = {0};
    char path[DRILL_PATH];
    int code;

    if ((code = opened_open(wish->data, &o)) ||
        (code = drill_protocol(&o, wish, d, path, sizeof path, &text)))
        return code;
    if (json)
        (void)fwrite(text.data, 1, text.len, stdout);
    code = json ? answer_end(EX_OK) : drilled_print(d, path);
    return code || drill_good(&d->found) ? code : EX_DATAERR;
}

int drill(const struct unpack_wish *wish, bool json)
{
    CLEANUP(drilled_free) struct drilled d = {0};
    struct unpack_wish chosen = *wish;
    char file[4096 + 256];
    int code;

    if ((code = file_choose(wish->file, file, sizeof file)))
        return code;
    chosen.file = file;
    if ((code = drill_try(&chosen, &d)))
        return code;
    return drilled_note(&chosen, &d, json);
}
