/* Reading the browser side at start. What a path means is settled here, once: nothing a client sends is ever
 * made into the name of a file. */
#include "http/asset.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/file.h"
#include "crypto/digest.h"

#define FILES_MAX   400 /* many times what is shipped: a wrong folder in the configuration stops the start */
#define FILE_MAX    (4 * 1024 * 1024) /* bytes */
#define ETAG_DIGEST 12                /* bytes of it in an ETag */
#define NAME_DIGEST 10                /* hexadecimal digits of it in a name: as web/pages.mjs makes it */
#define GZIP_WINDOW (15 + 16)         /* zlib: the largest window, in a gzip wrapper */
#define GZIP_LEVEL  6                 /* it is done at every start */

static const struct {
    const char *name;
    bool staff; /* of no use to a checker */
} FOLDERS[] = {
    /* The first must be there (assets_load); the others may be missing where only a part is installed. */
    {"check", false}, {"check/card", false}, {"vendor", false},       {"i18n", false},
    {"staff", true},  {"staff/parts", true}, {"staff/screens", true},
};

static const struct {
    const char *ending, *type;
    bool pack; /* pictures are packed already */
} TYPES[] = {
    {".html", "text/html; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".css", "text/css; charset=utf-8", true},
    {".json", "application/json", true},
    {".webmanifest", "application/manifest+json", true},
    {".map", "application/json", true},
    {".svg", "image/svg+xml; charset=utf-8", true},
    {".wasm", "application/wasm", true},
    {".png", "image/png", false},
};
#define TYPE_COUNT (sizeof TYPES / sizeof TYPES[0])

struct assets {
    struct asset *at;
    size_t count;
};

static void asset_free(struct asset *a)
{
    free(a->path);
    buf_free(&a->plain);
    buf_free(&a->packed);
}

void assets_free(struct assets **a)
{
    if (!*a)
        return;
    for (size_t i = 0; i < (*a)->count; i++)
        asset_free(&(*a)->at[i]);
    free((*a)->at);
    free(*a);
    *a = NULL;
}

static bool ends(const char *name, const char *ending)
{
    size_t n = strlen(name), m = strlen(ending);

    return n > m && !strcmp(name + n - m, ending);
}

/* TYPE_COUNT: not for browsers. */
static size_t type_of(const char *name)
{
    size_t i = 0;

    while (i < TYPE_COUNT && !ends(name, TYPES[i].ending))
        i++;
    return i;
}

static bool name_sound(const char *name)
{
    /* No hidden files and nothing that a browser would send percent-encoded: paths are compared as they
     * come. */
    return name[0] != '.' && name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-.")] == '\0';
}

static void deflate_end(z_stream *z)
{
    deflateEnd(z);
}

static err gzip(const struct buf *plain, struct buf *ret)
{
    CLEANUP(deflate_end) z_stream z = {0};
    size_t room;
    char *to;

    if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return ERR_SYSTEM;
    /* With room for the worst case one call of deflate is enough. */
    room = deflateBound(&z, plain->len);
    if (!(to = buf_reserve(ret, room)))
        return ERR_SYSTEM;
    z.next_in = (Bytef *)plain->data;
    z.avail_in = (uInt)plain->len;
    z.next_out = (Bytef *)to;
    z.avail_out = (uInt)room;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        return ERR_SYSTEM;
    ret->len += room - z.avail_out;
    return OK;
}

/* "/check/app-0123456789.js" with the first digits of its own digest: whatever is changed in the file,
 * another one comes to stand under that name. */
static bool name_digested(const char *path, const char *hex)
{
    const char *dash = strrchr(path, '-');

    return dash && !strncmp(dash + 1, hex, NAME_DIGEST) && dash[1 + NAME_DIGEST] == '.';
}

/* Of what is built (its names hold digests), all but the page and the three files that it begins with; the
 * sources are no secret, and signing in needs most of them. */
static bool path_inside(const char *path, bool digested)
{
    static const char *const FIRST[] = {"/staff/main-", "/staff/shell-", "/staff/staff-"};

    if (strncmp(path, "/staff/", 7) || (!digested && !ends(path, ".map")))
        return false;
    for (size_t i = 0; i < sizeof FIRST / sizeof FIRST[0]; i++)
        if (digested && !strncmp(path, FIRST[i], strlen(FIRST[i])))
            return false;
    return true;
}

static err digest_set(struct asset *a)
{
    uint8_t digest[DIGEST_SIZE];
    char hex[2 * ETAG_DIGEST + 1];
    err e;

    if ((e = digest_sha256(a->plain.data, a->plain.len, digest)))
        return e;
    digest_hex(digest, ETAG_DIGEST, hex);
    /* Only what is named by its content may be kept for ever: a name that the build forgot to digest is asked
     * for again. */
    a->immutable = name_digested(a->path, hex);
    a->inside = path_inside(a->path, a->immutable);
    snprintf(a->etag, sizeof a->etag, "\"%s\"", hex);
    /* Two representations need two ETags (RFC 9110 section 8.8.3). */
    snprintf(a->etag_packed, sizeof a->etag_packed, "\"%s-gz\"", hex);
    return OK;
}

/* Done at build time for what is large; here for the rest. */
static err asset_pack(const char *file, bool pack, struct asset *a)
{
    char beside[4096 + 4];
    err e = ERR_ABSENT;

    if (file && (size_t)snprintf(beside, sizeof beside, "%s.gz", file) < sizeof beside)
        e = file_read(beside, FILE_MAX, &a->packed);
    if (e == ERR_ABSENT && pack)
        e = gzip(&a->plain, &a->packed);
    if (e && e != ERR_ABSENT)
        return e;
    /* Packing small files makes them larger. */
    if (a->packed.len >= a->plain.len)
        buf_clear(&a->packed);
    return OK;
}

/* Room for one more, zeroed and counted; NULL when memory ran out. */
static struct asset *asset_add(struct assets *all, const char *folder, const char *name)
{
    struct asset *grown = realloc(all->at, (all->count + 1) * sizeof *grown), *a;
    size_t room = strlen(folder) + strlen(name) + 3;

    if (!grown)
        return NULL;
    all->at = grown;
    a = &all->at[all->count];
    *a = (struct asset){.path = malloc(room), .type = TYPES[type_of(name)].type};
    if (!a->path)
        return NULL;
    snprintf(a->path, room, "/%s/%s", folder, strcmp(name, "index.html") ? name : "");
    all->count++;
    return a;
}

static bool file_plain(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* What checkers have no use for among files that both sides share. */
static bool name_staff(const char *name)
{
    return !strncmp(name, "staff_", 6) || !strncmp(name, "uplot.", 6);
}

static err file_take(const char *dir, const char *folder, const char *name, struct assets *all)
{
    char path[4096];
    size_t type = type_of(name);
    struct asset *a;
    err e;

    /* Passed over in silence: editors leave files behind, and a browser has no use for them. */
    if (type == TYPE_COUNT || !name_sound(name))
        return OK;
    if ((size_t)snprintf(path, sizeof path, "%s/%s/%s", dir, folder, name) >= sizeof path)
        return ERR_LIMIT;
    if (!file_plain(path))
        return OK;
    if (all->count == FILES_MAX)
        return ERR_LIMIT;
    if (!(a = asset_add(all, folder, name)))
        return ERR_SYSTEM;
    if ((e = file_read(path, FILE_MAX, &a->plain)) || (e = asset_pack(path, TYPES[type].pack, a)))
        return e;
    return digest_set(a);
}

static void dir_close(DIR **d)
{
    if (*d)
        closedir(*d);
}

/* ERR_ABSENT: no such folder. */
static err folder_take(const char *dir, const char *folder, bool staff, struct assets *all)
{
    char path[4096];
    const struct dirent *entry;
    err e;

    if ((size_t)snprintf(path, sizeof path, "%s/%s", dir, folder) >= sizeof path)
        return ERR_LIMIT;
    CLEANUP(dir_close) DIR *d = opendir(path);
    if (!d)
        return ERR_ABSENT;
    /* readdir answers NULL at the end and on a fault alike; only errno tells them apart. */
    while ((errno = 0, entry = readdir(d)))
        if ((staff || !name_staff(entry->d_name)) && (e = file_take(dir, folder, entry->d_name, all)))
            return e;
    return errno ? ERR_SYSTEM : OK;
}

static int path_compare(const void *a, const void *b)
{
    return strcmp(((const struct asset *)a)->path, ((const struct asset *)b)->path);
}

/* Whether a checker keeps it: not what only somebody who looks for a fault fetches, nor the pictures that a
 * browser shows before it is installed. */
static bool asset_checker(const struct asset *a)
{
    const char *name = strrchr(a->path, '/') + 1;

    return strncmp(a->path, "/staff/", 7) && !name_staff(name) && !ends(name, ".map") &&
           strncmp(name, "screen-", 7);
}

/* The list of files that a checker keeps for work without network, under a version that changes with any of
 * them. Names are sound, so nothing in them needs escaping. */
static err shell_write(const struct assets *all, struct buf *out)
{
    CLEANUP(buf_free) struct buf tags = {0};
    uint8_t digest[DIGEST_SIZE];
    char hex[2 * ETAG_DIGEST + 1];
    err e;

    for (size_t i = 0; i < all->count; i++) {
        if (!asset_checker(&all->at[i]))
            continue;
        buf_text(&tags, all->at[i].path);
        buf_text(&tags, all->at[i].etag);
    }
    if ((e = buf_err(&tags)) || (e = digest_sha256(tags.data, tags.len, digest)))
        return e;
    buf_format(out, "{\"version\":\"%s\",\"files\":[", digest_hex(digest, ETAG_DIGEST, hex));
    for (size_t i = 0, n = 0; i < all->count; i++)
        if (asset_checker(&all->at[i]))
            buf_format(out, "%s\"%s\"", n++ ? "," : "", all->at[i].path);
    buf_text(out, "]}");
    return buf_err(out);
}

static err shell_add(struct assets *all)
{
    CLEANUP(buf_free) struct buf list = {0};
    struct asset *a;
    err e;

    if ((e = shell_write(all, &list)))
        return e;
    if (!(a = asset_add(all, "check", "shell.json")))
        return ERR_SYSTEM;
    a->plain = list;
    list = (struct buf){0};
    if ((e = asset_pack(NULL, true, a)))
        return e;
    return digest_set(a);
}

err assets_load(const char *dir, bool staff, struct assets **ret)
{
    CLEANUP(assets_free) struct assets *all = calloc(1, sizeof *all);
    err e;

    if (!all)
        return ERR_SYSTEM;
    for (size_t i = 0; i < sizeof FOLDERS / sizeof FOLDERS[0]; i++) {
        if (FOLDERS[i].staff && !staff)
            continue;
        e = folder_take(dir, FOLDERS[i].name, staff, all);
        if (e && (e != ERR_ABSENT || i == 0))
            return e;
    }
    /* Sorted first so that the version of the shell does not depend on the order in which the disk lists
     * files; again afterwards, because the list itself has joined them. */
    qsort(all->at, all->count, sizeof *all->at, path_compare);
    if ((e = shell_add(all)))
        return e;
    qsort(all->at, all->count, sizeof *all->at, path_compare);
    *ret = all;
    all = NULL;
    return OK;
}

const struct asset *assets_find(const struct assets *a, const char *path)
{
    const struct asset wanted = {.path = (char *)path};

    return a && a->count ? bsearch(&wanted, a->at, a->count, sizeof *a->at, path_compare) : NULL;
}

size_t assets_count(const struct assets *a)
{
    return a ? a->count : 0;
}

/* A list of codings, each with an optional weight; "gzip;q=0" refuses it. */
bool asset_gzip_accepted(const char *accept_encoding)
{
    for (const char *p = accept_encoding; p && *p; p += *p == ',') {
        const char *end = p + strcspn(p, ",");

        p += strspn(p, " \t");
        if (!strncmp(p, "gzip", 4) && strchr(" \t;,", p[4]))
            /* "q=0.5" takes it, "q=0" does not (RFC 9110 section 12.4.2). */
            return !memmem(p, (size_t)(end - p), "q=0", 3) || memmem(p, (size_t)(end - p), "q=0.", 4);
        p = end;
    }
    return false;
}
