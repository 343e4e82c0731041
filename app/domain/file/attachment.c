/* Documents of a file. What a content claims to be is held against its bytes by a library that reads such
 * files, so that nothing else is ever handed out under that name. Of a picture only what draws it is kept:
 * the place where a telephone took it can be the shelter. */
#include "domain/file/attachment.h"

#include <string.h>

#include "base/probe.h"
#include "crypto/digest.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/file/erased.h"
#include "domain/file/virus.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "render/bare_jpeg.h"
#include "render/bare_png.h"
#include "render/scan.h"
#include "store/db.h"
#include "vault/vault.h"

static const struct type {
    const char *name;
    const char *magic; /* what every file of that type begins with */
    size_t size;
    err (*bare)(const void *bytes, size_t n, struct buf *ret); /* NULL: kept as it is */
} TYPES[] = {
    {"application/pdf", "%PDF-", 5, NULL},
    {"image/jpeg", "\xFF\xD8\xFF", 3, bare_jpeg},
    {"image/png", "\x89PNG\r\n\x1A\n", 8, bare_png},
};
#define TYPE_COUNT (sizeof TYPES / sizeof TYPES[0])

/* NULL: none of ours. */
static const struct type *type_named(const char *name)
{
    for (size_t i = 0; i < TYPE_COUNT; i++)
        if (name && !strcmp(TYPES[i].name, name))
            return &TYPES[i];
    return NULL;
}

static const char SQL_ORDER[] = "SELECT count(*) FROM protection_order WHERE id = :order AND case_id = :case";

static err attachment_check(struct work *w, int64_t case_id, const struct attachment_new *in)
{
    struct faults f = {0};
    int64_t there;
    err e;

    if ((e = faults_take(w, &f, field_text_check(w, "title", in->title, ATTACHMENT_TITLE_MAX, true))) ||
        (e = db_int(w->db, SQL_ORDER, BINDS(INT(":order", in->order), INT(":case", case_id)), &there)) ||
        (e = faults_when(w, &f, in->order && !there, "other_file", "order", "This file has no such order.")))
        return e;
    return faults_refuse(w, &f);
}

static const char SQL_ADD[] =
    "INSERT INTO attachment (id, case_id, order_id, title_sealed, added_by, added_at) "
    "VALUES (:id, :case, :order, :title, :account, :now)";

/* The title goes first and moves the file; whoever sends the content need not know the version it made. */
err attachment_register(struct work *w, int64_t case_id, const struct attachment_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    CLEANUP(buf_free) struct buf title = {0};
    struct audit_entry entry = {.what = "attachment.register", .record = "attachment", .case_id = case_id};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = case_may_open(w, case_id)) ||
        (e = attachment_check(w, case_id, in)) ||
        (e = case_touch(w, &(struct touch){case_id, in->version, entry.what, 0, false},
                        &entry.case_version)) ||
        (e = id_next(w, "attachment", &id)) ||
        (e = sealed_text(w, OF_FILE(case_id), "attachment", "title", id, in->title, &title)) ||
        (e = db_exec(w->db, SQL_ADD,
                     BINDS(INT(":id", id), INT(":case", case_id), INT_OR_NULL(":order", in->order, in->order),
                           SEALED(":title", title),
                           INT_OR_NULL(":account", w->actor.account, w->actor.account),
                           INT(":now", w->now)))))
        return e;
    entry.record_id = id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

#define SQL_SELECT                                                                                           \
    "SELECT d.id, d.case_id, d.order_id, d.size, d.added_at, d.withdrawn_at, d.scanned_at, d.title_sealed, " \
    "a.name AS added_by, d.type FROM attachment d LEFT JOIN account a ON a.id = d.added_by "
static const char SQL_LIST[] = SQL_SELECT "WHERE d.case_id = :case ORDER BY d.id";
static const char SQL_ONE[] = SQL_SELECT "WHERE d.id = :id";
static const struct column ATTACHMENT_COLUMNS[] = {
    COLUMN_INT(struct attachment, id),
    COLUMN_INT(struct attachment, case_id),
    COLUMN_INT_AS(struct attachment, order, "order_id"),
    COLUMN_INT(struct attachment, size),
    COLUMN_INT(struct attachment, added_at),
    COLUMN_INT(struct attachment, withdrawn_at),
    COLUMN_INT(struct attachment, scanned_at),
    COLUMN_SEALED(struct attachment, title, "attachment", id),
    COLUMN_TEXT(struct attachment, added_by),
    COLUMN_TEXT(struct attachment, type),
};

/* Past the guard of its file. */
static err attachment_find(struct work *w, int64_t id, struct attachment *ret)
{
    struct attachment d = {0};
    err e;

    if ((e = row_read(w, SQL_ONE, BINDS(INT(":id", id)), COLUMNS(ATTACHMENT_COLUMNS), &d)) == ERR_ABSENT)
        return refuse(w, e, "no_such_attachment", "", "There is no such document.");
    if (e || (e = case_may_open(w, d.case_id)))
        return e;
    *ret = d;
    return OK;
}

static err kept_require(struct work *w, const struct attachment *d)
{
    if (!d->withdrawn_at)
        return OK;
    return refuse(w, ERR_CONFLICT, "withdrawn", "", "This document was taken out of its file.");
}

err attachment_list(struct work *w, int64_t case_id, struct attachment **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "attachment.list", .record = "case_file", .record_id = case_id, .case_id = case_id};
    err e;

    /* Logged as a read: the titles alone tell much. */
    if ((e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)))
        return e;
    return rows_read(w, SQL_LIST, BINDS(INT(":case", case_id)), COLUMNS(ATTACHMENT_COLUMNS), NULL, ret,
                     ret_count);
}

static err content_check(struct work *w, const char *name, const void *bytes, size_t n,
                         const struct type **ret_type)
{
    const struct type *type = type_named(name);

    if (!type)
        return refuse(w, ERR_INPUT, "unknown_media_type", "",
                      "A document is a PDF, a JPEG or a PNG, and its type must say so.");
    if (!n)
        return refuse(w, ERR_INPUT, "empty", "", "The document is empty.");
    if (n > ATTACHMENT_SIZE_MAX)
        return refuse(w, ERR_LIMIT, "body_too_large", "", "A document has at most %d bytes.",
                      ATTACHMENT_SIZE_MAX);
    if (n < type->size || memcmp(bytes, type->magic, type->size) != 0)
        return refuse(w, ERR_INPUT, "not_of_its_type", "", "Its first bytes are not those of %s.",
                      type->name);
    *ret_type = type;
    return OK;
}

/* pdfinfo opens it and counts its pages, in a process of its own that has nothing of ours. Where it is not
 * installed the paper is taken, and that is said: a court's decision must not be lost for want of a tool. */
static err pdf_check(struct work *w, const void *bytes, size_t n)
{
    static const char *const PDFINFO[] = {"/usr/bin/pdfinfo", "-", NULL};
    int code = 0;
    err e = probe_run(PDFINFO, bytes, n, &code);

    if (e == ERR_ABSENT) {
        work_warn(w, "not_looked_at", "",
                  "Nothing here can tell whether this is a sound PDF; it is kept as it is.");
        return OK;
    }
    if (!e && code)
        e = refuse(
            w, ERR_INPUT, "not_readable", "",
            "This is no PDF that can be opened: it is damaged, locked by a password, or something else.");
    return e;
}

static err damaged_refuse(struct work *w)
{
    return refuse(w, ERR_INPUT, "not_readable", "", "This picture cannot be read: it is damaged.");
}

static err structure_check(struct work *w, const char *type, const void *bytes, size_t n)
{
    bool sound;

    if (!strcmp(type, "application/pdf"))
        return pdf_check(w, bytes, n);
    sound = !strcmp(type, "image/png") ? scan_is_png(bytes, n) : scan_is_jpeg(bytes, n);
    return sound ? OK : damaged_refuse(w);
}

/* Outside of any transaction: a scanner may take its time, and the lock is everybody's. */
static err content_look(struct work *w, const char *type, const void *bytes, size_t n, bool *ret_scanned)
{
    enum virus v;
    err e;

    if ((e = structure_check(w, type, bytes, n)))
        return e;
    if ((v = virus_ask(w->virus_socket, bytes, n)) == VIRUS_FOUND)
        return refuse(w, ERR_INPUT, "infected", "",
                      "The scanner for viruses knows this content: it is not taken.");
    *ret_scanned = v == VIRUS_NONE;
    return OK;
}

static const char SQL_STORE[] =
    "INSERT INTO attachment_content (attachment_id, content_sealed) VALUES (:id, :content)";
static const char SQL_STORED[] = "UPDATE attachment SET type = :type, size = :size, scanned_at = :scanned "
                                 "WHERE id = :id";

struct content {
    const char *type;
    const void *bytes;
    size_t size;
    bool scanned; /* no virus was found by a scanner that looked */
};

static err content_write(struct work *w, const struct attachment *d, const struct content *c)
{
    const struct seal_place at = {SEAL_PERSONAL, "attachment_content", "content", d->id};
    CLEANUP(buf_free) struct buf sealed = {0};
    int64_t key;
    err e;

    if ((e = owner_key(w, OF_FILE(d->case_id), &key)) ||
        (e = seal(w->vault, key, &at, c->bytes, c->size, &sealed)) ||
        (e = db_exec(w->db, SQL_STORE, BINDS(INT(":id", d->id), SEALED(":content", sealed)))))
        return e;
    return db_exec(w->db, SQL_STORED,
                   BINDS(TEXT(":type", c->type), INT(":size", (int64_t)c->size),
                         INT_OR_NULL(":scanned", w->now, c->scanned), INT(":id", d->id)));
}

/* Its one column is unsealed where it lies: a copy would take another ten megabytes. */
static const char SQL_CONTENT[] = "SELECT content_sealed FROM attachment_content WHERE attachment_id = :id";

static err content_read(struct work *w, int64_t id, struct buf *ret)
{
    const struct seal_place at = {SEAL_PERSONAL, "attachment_content", "content", id};
    CLEANUP(stmt_close) struct stmt *s = NULL;
    const void *sealed;
    size_t size;
    bool row;
    err e;

    if ((e = db_query(w->db, SQL_CONTENT, BINDS(INT(":id", id)), &s)) || (e = stmt_step(s, &row)))
        return e;
    if (!row)
        return refuse(w, ERR_ABSENT, "no_such_attachment", "", "Its content has not come yet.");
    if (!(sealed = stmt_blob(s, 0, &size)))
        return ERR_CORRUPT;
    e = unseal(w->vault, &at, sealed, size, ret);
    return e == ERR_ABSENT ? refuse(w, e, "no_such_attachment", "", "Its file was erased.") : e;
}

/* A browser that lost the answer sends the same content again: that is no fault. */
static err same_require(struct work *w, const struct attachment *d, const void *bytes, size_t n)
{
    CLEANUP(buf_wipe) struct buf held = {0};
    err e;

    /* The size first: it spares unsealing ten megabytes that cannot be the same. */
    if (d->size == (int64_t)n) {
        if ((e = content_read(w, d->id, &held)))
            return e;
        if (digest_same(held.data, bytes, n))
            return OK;
    }
    return refuse(w, ERR_CONFLICT, "has_content", "", "This document has its content already.");
}

static err content_keep(struct work *w, int64_t id, const struct content *c)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "attachment.store", .record = "attachment", .record_id = id};
    struct attachment d;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = attachment_find(w, id, &d)) || (e = kept_require(w, &d)) ||
        (e = case_kept_require(w, d.case_id)))
        return e;
    if (d.type)
        return same_require(w, &d, c->bytes, c->size);
    entry.case_id = d.case_id;
    if ((e = content_write(w, &d, c)) || (e = case_move(w, d.case_id, &entry.case_version)) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

/* What of it is kept. The scanner for viruses sees the whole before. */
static err content_bare(struct work *w, const struct type *type, struct buf *bare, struct content *c)
{
    err e;

    c->type = type->name;
    if (!type->bare)
        return OK;
    if ((e = type->bare(c->bytes, c->size, bare)))
        return e == ERR_INPUT ? damaged_refuse(w) : e;
    c->bytes = bare->data;
    c->size = bare->len;
    return OK;
}

err attachment_store(struct work *w, int64_t id, const char *type, const void *bytes, size_t n)
{
    CLEANUP(buf_wipe) struct buf bare = {0};
    struct content c = {.bytes = bytes, .size = n};
    const struct type *of;
    struct attachment d;
    err e;

    /* Whether it may come here at all is asked before anybody looks into it, and once more when it is kept.
     */
    if ((e = attachment_find(w, id, &d)) || (e = kept_require(w, &d)) ||
        (e = content_check(w, type, bytes, n, &of)) ||
        (!d.type && (e = content_look(w, of->name, bytes, n, &c.scanned))) ||
        (e = content_bare(w, of, &bare, &c)))
        return e;
    return content_keep(w, id, &c);
}

/* A picture kept by an earlier release has all that its camera wrote: that is left out on its way out. One
 * that cannot be taken apart was taken then, and goes as it is: a paper must not be lost. */
static err content_out(struct work *w, const struct attachment *d, struct buf *ret)
{
    CLEANUP(buf_wipe) struct buf held = {0}, bare = {0};
    const struct type *type = type_named(d->type);
    const struct buf *out;
    bool damaged;
    err e;

    if (!type || !type->bare)
        return content_read(w, d->id, ret);
    if ((e = content_read(w, d->id, &held)))
        return e;
    damaged = (e = type->bare(held.data, held.len, &bare)) == ERR_INPUT;
    if (e && !damaged)
        return e;
    out = damaged ? &held : &bare;
    buf_add(ret, out->data, out->len);
    return buf_err(ret);
}

/* Logged before the content is taken out: a read that fails half-way was one. */
err attachment_read(struct work *w, int64_t id, struct attachment *ret, struct buf *ret_bytes)
{
    struct audit_entry entry = {.what = "attachment.read", .record = "attachment", .record_id = id};
    struct attachment d;
    err e;

    if ((e = attachment_find(w, id, &d)) || (e = kept_require(w, &d)))
        return e;
    entry.case_id = d.case_id;
    if ((e = audit_append(w, &entry)) || (e = content_out(w, &d, ret_bytes)))
        return e;
    *ret = d;
    return OK;
}

/* Taken out and not deleted: what a decision was based on must be there when somebody asks later. */
static const char SQL_WITHDRAW[] = "UPDATE attachment SET withdrawn_at = :now WHERE id = :id";

err attachment_withdraw(struct work *w, int64_t id, int64_t version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "attachment.withdraw", .record = "attachment", .record_id = id};
    struct attachment d;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = attachment_find(w, id, &d)))
        return e;
    entry.case_id = d.case_id;
    if ((e = case_touch(w, &(struct touch){d.case_id, version, entry.what, id, false},
                        &entry.case_version)) ||
        (e = kept_require(w, &d)) ||
        (e = db_exec(w->db, SQL_WITHDRAW, BINDS(INT(":now", w->now), INT(":id", id)))) ||
        (e = audit_append(w, &entry)))
        return e;
    return tx_commit(&tx);
}

/* A title whose content never came is nothing: the browser was closed in between. */
static const char SQL_SWEEP[] = "DELETE FROM attachment WHERE type IS NULL AND added_at <= :before";

err attachment_sweep(struct work *w)
{
    return db_exec(w->db, SQL_SWEEP, BINDS(INT(":before", w->now - ATTACHMENT_WAIT)));
}
