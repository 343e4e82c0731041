/* Pages and what they are made of, from memory. None of it is anybody's data: who may do what is settled
 * where the pages ask. But what the staff app says tells what the register is for: that is for whoever has
 * signed in. */
#include "api/page.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/file.h"
#include "domain/check/page_load.h"
#include "domain/check/published.h"
#include "http/asset.h"
#include "http/reply.h"
#include "http/request.h"

/* A page names the files of its own version by their digests. It is asked for each time, and answered with
 * 304 where nothing changed; they are kept for a year without being asked for. Devices have their own copy
 * (web/check/sw.js). */
#define CACHE_PAGE   "no-cache"
#define CACHE_FILE   "public, max-age=31536000, immutable"
#define CACHE_INSIDE "private, max-age=31536000, immutable"

/* 'wasm-unsafe-eval' is for the reader of QR codes where the browser has none; it permits no text to be run.
 * Its worker takes these lines from its own file, so they stand on all of them. */
static const char CHECKER[] =
    "Content-Security-Policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; worker-src 'self'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
    "Permissions-Policy: camera=(self), microphone=(), geolocation=()\r\n"
    "Service-Worker-Allowed: /check\r\n"; /* also without a slash, where it is typed by hand */

/* Pictures and files that the register hands out are shown as blob: and data:; printing needs no more. */
static const char STAFF[] =
    "Content-Security-Policy: default-src 'self'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob: data:; font-src 'self'; connect-src 'self'; worker-src 'none'; frame-src 'none'; "
    "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n";

static err asset_reply(struct req *rq, const char *page)
{
    const struct asset *a = assets_find(rq->app->assets, rq->in->path);
    struct reply *r = &rq->reply;
    bool packed;

    if (!a)
        return ERR_ABSENT;
    if (a->inside && !(rq->work.actor.roles & R_SIGNED_IN)) {
        rq->status_override = 401;
        return refuse(&rq->work, ERR_DENIED, "not_signed_in", "", "Sign in first.");
    }
    packed = a->packed.len && asset_gzip_accepted(rq->in->accept_encoding);
    r->status = 200;
    r->content_type = a->type;
    r->cache_control = !a->immutable ? CACHE_PAGE : a->inside ? CACHE_INSIDE : CACHE_FILE;
    r->page = page;
    /* Sent from where it lies: assets live as long as the process. */
    r->fixed = packed ? &a->packed : &a->plain;
    r->content_encoding = packed ? "gzip" : NULL;
    memcpy(r->etag, packed ? a->etag_packed : a->etag, ASSET_ETAG);
    return OK;
}

static err checker_get(struct req *rq)
{
    return asset_reply(rq, CHECKER);
}

static err staff_get(struct req *rq)
{
    return asset_reply(rq, STAFF);
}

static err part_get(struct req *rq)
{
    return asset_reply(rq, NULL);
}

static err checker_show(struct req *rq)
{
    return assets_count(rq->app->assets) ? reply_redirect(rq, "/check/") : ERR_ABSENT;
}

static err staff_show(struct req *rq)
{
    return assets_count(rq->app->assets) ? reply_redirect(rq, "/staff/") : ERR_ABSENT;
}

/* ---- the page for the public */

#define PUBLIC_FILE_MAX (256 * 1024) /* bytes */

const char PAGE_PUBLIC_HEAD[] =
    "Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'\r\n"
    "Permissions-Policy: camera=(), microphone=(), geolocation=()\r\n";

static const struct public_file {
    const char *path, *name, *type;
} PUBLIC_FILES[] = {
    {"/", "index.html", "text/html; charset=utf-8"},
    {"/index.html", "index.html", "text/html; charset=utf-8"},
    {"/en.html", "en.html", "text/html; charset=utf-8"},
    {"/el.html", "el.html", "text/html; charset=utf-8"},
    {"/page.css", "page.css", "text/css; charset=utf-8"},
    {"/leave.js", "leave.js", "text/javascript; charset=utf-8"},
};

/* Whether it was asked for under the name that the page has. Under any other, that of cards before all,
 * nothing is to tell that there is such a page. */
static bool public_asked(const struct req *rq)
{
    const char *host = rq->in->host, *name = rq->app->public_host;
    size_t n;

    if (!host || !name || !(rq->app->part & APP_CHECK))
        return false;
    n = strcspn(host, ":");
    return n == strlen(name) && !strncasecmp(host, name, n);
}

static const struct public_file *public_file(const char *path)
{
    for (size_t i = 0; i < sizeof PUBLIC_FILES / sizeof PUBLIC_FILES[0]; i++)
        if (!strcmp(PUBLIC_FILES[i].path, path))
            return &PUBLIC_FILES[i];
    return NULL;
}

const char *page_public_type(const char *name)
{
    for (size_t i = 0; i < sizeof PUBLIC_FILES / sizeof PUBLIC_FILES[0]; i++)
        if (!strcmp(PUBLIC_FILES[i].name, name))
            return PUBLIC_FILES[i].type;
    return NULL;
}

/* Out of the folder that was named, or as the register last told. */
static err public_read(struct req *rq, const char *name)
{
    const char *folder = rq->app->public_pages;
    char path[4096];

    if (!folder)
        return rq->door.work.db ? door_public_file(&rq->door, name, rq->reply.body) : ERR_SYSTEM;
    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path)
        return ERR_LIMIT;
    return file_read(path, PUBLIC_FILE_MAX, rq->reply.body);
}

/* Read each time, so that the page of tomorrow is shown without a new start. No cache keeps any of it: what
 * a browser has kept tells what was read. */
static err public_get(struct req *rq)
{
    const struct public_file *f = public_file(rq->in->path);
    err e;

    if (!f || !public_asked(rq))
        return ERR_ABSENT;
    buf_clear(rq->reply.body);
    if ((e = public_read(rq, f->name)))
        return e;
    if (strstr(f->name, ".html") && !rq->reply.head)
        page_loads_count(rq->app->loads, rq->work.today);
    rq->reply.page = PAGE_PUBLIC_HEAD;
    return reply_written(rq, f->type);
}

static err front_show(struct req *rq)
{
    if (public_asked(rq))
        return public_get(rq);
    return rq->app->part & APP_REGISTER ? staff_show(rq) : checker_show(rq);
}

/* Whoever is signed in is given all of the app, also where a first password is to be chosen; fetching a file
 * is no sign that somebody is there. */
#define STAFF_ROLES (R_ANYONE | R_SIGNED_IN)
#define STAFF_FLAGS (RT_LOOK | RT_FIRST_STEPS)

static const struct route ROUTES[] = {
    {"GET", "/", R_ANYONE, RT_CHECK | RT_REGISTER, front_show},
    {"GET", "/index.html", R_ANYONE, RT_CHECK, public_get},
    {"GET", "/en.html", R_ANYONE, RT_CHECK, public_get},
    {"GET", "/el.html", R_ANYONE, RT_CHECK, public_get},
    {"GET", "/page.css", R_ANYONE, RT_CHECK, public_get},
    {"GET", "/leave.js", R_ANYONE, RT_CHECK, public_get},
    {"GET", "/staff", R_ANYONE, 0, staff_show},
    {"GET", "/staff/", R_ANYONE, 0, staff_get},
    {"GET", "/staff/{file}", STAFF_ROLES, STAFF_FLAGS, staff_get},
    {"GET", "/staff/parts/{file}", R_ANYONE, 0, staff_get},
    {"GET", "/staff/screens/{file}", R_ANYONE, 0, staff_get},
    {"GET", "/check", R_ANYONE, RT_CHECK, checker_show},
    {"GET", "/check/", R_ANYONE, RT_CHECK, checker_get},
    {"GET", "/check/{file}", R_ANYONE, RT_CHECK, checker_get},
    {"GET", "/check/card/{file}", R_ANYONE, RT_CHECK, checker_get},
    {"GET", "/vendor/{file}", R_ANYONE, RT_CHECK | RT_REGISTER, part_get},
    {"GET", "/i18n/{file}", R_ANYONE, RT_CHECK | RT_REGISTER, part_get},
};
const struct route_table PAGE_ROUTES = ROUTE_TABLE(ROUTES);
