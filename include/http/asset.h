/* The files of the browser side: read once at start, held ready in memory as they are sent. */
#ifndef HTTP_ASSET_H
#define HTTP_ASSET_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/err.h"

#define ASSET_ETAG 40

struct asset {
    char *path;       /* as it is asked for: "/check/app.js"; a folder's index.html is the folder itself */
    const char *type; /* Content-Type */
    struct buf plain, packed; /* packed: gzip, empty where it saves nothing */
    char etag[ASSET_ETAG], etag_packed[ASSET_ETAG];
    bool immutable; /* its name holds its digest, so that nothing else will ever be under that name */
    bool inside;    /* of the staff app, and not needed to sign in: its words say what the register is for */
};

struct assets;

/* From a folder of pages, either built or as the sources lie: check, check/card, vendor and i18n in dir, as
 * far as they are there; with `staff` also what the staff app is made of: staff and its folders, the texts
 * staff_*, the library uplot. A file FILE.gz beside FILE is taken as its gzip form. Names other than
 * lower-case letters, digits, '_', '-' and '.', unknown endings and whatever is no plain file are left out.
 * Adds /check/shell.json: {"version": digest of all that is not staff's, "files": [its paths]}, what a
 * checker keeps to start without a network (no *.map). ERR_ABSENT: there is no dir/check; ERR_LIMIT: more
 * than 400 files, or one beyond 4 MiB. */
err assets_load(const char *dir, bool staff, struct assets **ret) MUST_CHECK;
/* NULL: no such file, or nothing loaded (a may be NULL). */
const struct asset *assets_find(const struct assets *a, const char *path);
size_t assets_count(const struct assets *a);
void assets_free(struct assets **a);

/* Whether an Accept-Encoding (NULL: none) takes gzip. */
bool asset_gzip_accepted(const char *accept_encoding);

#endif
