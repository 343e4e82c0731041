/* All sealed columns as they stood before script data_key, told in one table. Row after row in memory of its
 * own; what was sealed by an old key is nowhere in the file afterwards (secure_delete), so that destroying a
 * data key destroys. */
#include "domain/upkeep/reseal.h"

#include <string.h>

#include "base/log.h"
#include "crypto/keyring.h"
#include "domain/work/key_listing.h"
#include "domain/work/owner.h"
#include "domain/work/row_walk.h"
#include "domain/work/rows.h"
#include "store/db.h"
#include "store/trigger.h"
#include "vault/vault.h"

#define VALUES_MAX 7 /* sealed columns of one table */

/* One row: the columns are called v0, v1, ... in the statement that reads them. */
struct sealed_row {
    int64_t id, key; /* id: as the values name it; key 0: of nobody */
    struct {
        const void *data;
        size_t size;
    } value[VALUES_MAX];
};

#define VALUE(n) COLUMN_BYTES_AS(struct sealed_row, value[n].data, value[n].size, "v" #n)
static const struct column ROW_COLUMNS[] = {
    COLUMN_INT(struct sealed_row, id),
    COLUMN_INT_AS(struct sealed_row, key, "key_id"),
    VALUE(0),
    VALUE(1),
    VALUE(2),
    VALUE(3),
    VALUE(4),
    VALUE(5),
    VALUE(6),
};

struct sealed_table {
    const char *table;
    const char *columns[VALUES_MAX + 1]; /* as the values name them */
    const char *read, *write, *count;
    enum seal_kind kind;
};

#define OF_FILE_KEY   "JOIN case_file f ON f.id = t.case_id"
#define OF_PERSON_KEY "JOIN person p ON p.id = t.person_id"

static const struct sealed_table TABLES[] = {
    {.table = "person",
     .columns = {"first_name", "father_name", "surname", "nid", "birth_date", "address", "phone"},
     .read =
         "SELECT id, key_id, first_name_sealed AS v0, father_name_sealed AS v1, surname_sealed AS v2, "
         "nid_sealed AS v3, birth_date_sealed AS v4, address_sealed AS v5, phone_sealed AS v6 FROM person "
         "ORDER BY id",
     .write =
         "UPDATE person SET first_name_sealed = :v0, father_name_sealed = :v1, surname_sealed = :v2, "
         "nid_sealed = :v3, birth_date_sealed = :v4, address_sealed = :v5, phone_sealed = :v6 WHERE id = :id",
     .count = "SELECT count(*) FROM person"},
    {.table = "safe_contact",
     .columns = {"detail", "hours", "address"},
     .read = "SELECT t.person_id AS id, p.key_id, t.detail_sealed AS v0, t.hours_sealed AS v1, "
             "t.address_sealed AS v2 FROM safe_contact t " OF_PERSON_KEY " ORDER BY t.person_id",
     .write = "UPDATE safe_contact SET detail_sealed = :v0, hours_sealed = :v1, address_sealed = :v2 "
              "WHERE person_id = :id",
     .count = "SELECT count(*) FROM safe_contact"},
    {.table = "case_person",
     .columns = {"relation"},
     .read = "SELECT t.id, f.key_id, t.relation_sealed AS v0 FROM case_person t " OF_FILE_KEY
             " WHERE t.relation_sealed IS NOT NULL ORDER BY t.id",
     .write = "UPDATE case_person SET relation_sealed = :v0 WHERE id = :id",
     .count = "SELECT count(*) FROM case_person WHERE relation_sealed IS NOT NULL"},
    {.table = "order_act",
     .columns = {"note"},
     .read = "SELECT t.id, f.key_id, t.note_sealed AS v0 FROM order_act t "
             "JOIN protection_order o ON o.id = t.order_id JOIN case_file f ON f.id = o.case_id "
             "WHERE t.note_sealed IS NOT NULL ORDER BY t.id",
     .write = "UPDATE order_act SET note_sealed = :v0 WHERE id = :id",
     .count = "SELECT count(*) FROM order_act WHERE note_sealed IS NOT NULL"},
    {.table = "stay",
     .columns = {"place"},
     .read = "SELECT t.id, p.key_id, t.place_sealed AS v0 FROM stay t " OF_PERSON_KEY
             " WHERE t.place_sealed IS NOT NULL ORDER BY t.id",
     .write = "UPDATE stay SET place_sealed = :v0 WHERE id = :id",
     .count = "SELECT count(*) FROM stay WHERE place_sealed IS NOT NULL"},
    {.table = "application_decision",
     .columns = {"reason"},
     .read = "SELECT t.id, p.key_id, t.reason_sealed AS v0 FROM application_decision t "
             "JOIN application a ON a.id = t.application_id JOIN person p ON p.id = a.person_id "
             "WHERE t.reason_sealed IS NOT NULL ORDER BY t.id",
     .write = "UPDATE application_decision SET reason_sealed = :v0 WHERE id = :id",
     .count = "SELECT count(*) FROM application_decision WHERE reason_sealed IS NOT NULL"},
    {.table = "payment_event",
     .columns = {"collector_name", "collector_nid"},
     .read = "SELECT t.id, p.key_id, t.collector_name_sealed AS v0, t.collector_nid_sealed AS v1 "
             "FROM payment_event t JOIN payment_line l ON l.run_id = t.run_id AND l.n = t.n "
             "JOIN person p ON p.id = l.person_id WHERE t.collector_name_sealed IS NOT NULL ORDER BY t.id",
     .write =
         "UPDATE payment_event SET collector_name_sealed = :v0, collector_nid_sealed = :v1 WHERE id = :id",
     .count = "SELECT count(*) FROM payment_event WHERE collector_name_sealed IS NOT NULL"},
    {.table = "attachment",
     .columns = {"title"},
     .read = "SELECT t.id, f.key_id, t.title_sealed AS v0 FROM attachment t " OF_FILE_KEY " ORDER BY t.id",
     .write = "UPDATE attachment SET title_sealed = :v0 WHERE id = :id",
     .count = "SELECT count(*) FROM attachment"},
    {.table = "attachment_content",
     .columns = {"content"},
     .read = "SELECT c.attachment_id AS id, f.key_id, c.content_sealed AS v0 FROM attachment_content c "
             "JOIN attachment t ON t.id = c.attachment_id " OF_FILE_KEY " ORDER BY c.attachment_id",
     .write = "UPDATE attachment_content SET content_sealed = :v0 WHERE attachment_id = :id",
     .count = "SELECT count(*) FROM attachment_content"},
    {.table = "case_note",
     .columns = {"text"},
     .read = "SELECT t.id, f.key_id, t.text_sealed AS v0 FROM case_note t " OF_FILE_KEY " ORDER BY t.id",
     .write = "UPDATE case_note SET text_sealed = :v0 WHERE id = :id",
     .count = "SELECT count(*) FROM case_note"},
    {.table = "draft",
     .columns = {"text"},
     .read = "SELECT row_id AS id, 0 AS key_id, text_sealed AS v0 FROM draft ORDER BY row_id",
     .write = "UPDATE draft SET text_sealed = :v0 WHERE row_id = :id",
     .count = "SELECT count(*) FROM draft"},
    {.table = "idempotency",
     .columns = {"body"},
     .read = "SELECT row_id AS id, 0 AS key_id, body_sealed AS v0 FROM idempotency ORDER BY row_id",
     .write = "UPDATE idempotency SET body_sealed = :v0 WHERE row_id = :id",
     .count = "SELECT count(*) FROM idempotency"},
    {.table = "card",
     .columns = {"token"},
     .read = "SELECT t.id, p.key_id, t.token_sealed AS v0 FROM card t " OF_PERSON_KEY " ORDER BY t.id",
     .write = "UPDATE card SET token_sealed = :v0 WHERE id = :id",
     .count = "SELECT count(*) FROM card"},
    {.table = "card",
     .columns = {"hint"},
     /* In the order of the table that is written: in that of the cards each row would lie on another page. */
     .read = "SELECT card_id AS id, 0 AS key_id, hint_sealed AS v0 FROM card_service "
             "WHERE service = '' AND hint_sealed IS NOT NULL ORDER BY digest",
     .write = "UPDATE card_service SET hint_sealed = :v0 WHERE service = '' "
              "AND digest = (SELECT digest FROM card WHERE id = :id)",
     .count = "SELECT count(*) FROM card_service WHERE service = ''",
     .kind = SEAL_HINT},
    {.table = "kindergarten_child",
     .columns = {"hint"},
     .read = "SELECT person_id AS id, 0 AS key_id, max(hint_sealed) AS v0 FROM kindergarten_child "
             "GROUP BY person_id ORDER BY person_id",
     .write = "UPDATE kindergarten_child SET hint_sealed = :v0 WHERE person_id = :id AND organisation_id IN "
              "(SELECT organisation_id FROM enrolment WHERE person_id = :id)",
     .count = "SELECT count(*) FROM kindergarten_child",
     .kind = SEAL_HINT},
};
#define TABLE_COUNT (sizeof TABLES / sizeof TABLES[0])

struct resealing {
    struct work *w;
    const struct sealed_table *table;
    struct sealed_row row;
    size_t done, total; /* rows */
    size_t values, damaged;
};

static size_t columns_of(const struct sealed_table *t)
{
    size_t n = 0;

    while (n < VALUES_MAX && t->columns[n])
        n++;
    return n;
}

static void values_free(struct buf (*values)[VALUES_MAX])
{
    for (size_t i = 0; i < VALUES_MAX; i++)
        buf_free(&(*values)[i]);
}

static err value_seal(struct work *w, int64_t key, const struct seal_place *at, const struct buf *plain,
                      struct buf *ret)
{
    const char *text = plain->data ? plain->data : "";
    err e;

    if (at->kind == SEAL_HINT)
        return hint_seal(w->keys, at, text, plain->len, ret);
    if (!key && (e = owner_key(w, OF_NOBODY, &key)))
        return e;
    return seal(w->vault, key, at, text, plain->len, ret);
}

/* *ret: as it is to be; what cannot be opened stays what it was. */
static err value_reseal(struct resealing *r, size_t column, struct buf *ret)
{
    const struct seal_place at = {r->table->kind, r->table->table, r->table->columns[column], r->row.id};
    const void *old = r->row.value[column].data;
    size_t size = r->row.value[column].size;
    CLEANUP(buf_wipe) struct buf plain = {0};
    err e;

    if (!old)
        return OK;
    r->values++;
    e = keyring_unseal_old(r->w->keys, &at, old, size, &plain);
    if (!e)
        return value_seal(r->w, r->row.key, &at, &plain, ret);
    if (e != ERR_CORRUPT)
        return e;
    r->damaged++;
    log_warning("upgrade: %s.%s of %lld cannot be read and stays as it is", at.table, at.column,
                (long long)at.row);
    buf_add(ret, old, size);
    return buf_err(ret);
}

static err row_reseal(void *context, struct arena *kept)
{
    static const char *const NAMES[VALUES_MAX] = {":v0", ":v1", ":v2", ":v3", ":v4", ":v5", ":v6"};
    CLEANUP(values_free) struct buf values[VALUES_MAX] = {{0}};
    struct resealing *r = context;
    struct bind binds[VALUES_MAX + 2] = {{0}};
    size_t count = columns_of(r->table);
    err e;

    (void)kept;
    for (size_t i = 0; i < count; i++) {
        if ((e = value_reseal(r, i, &values[i])))
            return e;
        binds[i] = (struct bind)BLOB(NAMES[i], values[i].data, values[i].len);
    }
    binds[count] = (struct bind)INT(":id", r->row.id);
    binds[count + 1] = (struct bind){.type = BIND_END};
    r->done++;
    if (r->w->progress)
        r->w->progress(r->w->watcher, r->done, r->total);
    return db_exec(r->w->db, r->table->write, binds);
}

struct keyless {
    int64_t id;
};
static const struct column KEYLESS_COLUMNS[] = {COLUMN_INT(struct keyless, id)};

struct keying {
    struct work *w;
    const char *write;
    struct keyless row;
};

static err row_key(void *context, struct arena *kept)
{
    struct keying *k = context;
    int64_t key;
    err e = owner_key_new(k->w, &key);

    (void)kept;
    return e ? e : db_exec(k->w->db, k->write, BINDS(INT(":key", key), INT(":id", k->row.id)));
}

static const char SQL_PERSONS[] = "SELECT id FROM person ORDER BY id";
static const char SQL_PERSON[] = "UPDATE person SET key_id = :key WHERE id = :id";
static const char SQL_FILES[] = "SELECT id FROM case_file ORDER BY id";
static const char SQL_FILE[] = "UPDATE case_file SET key_id = :key WHERE id = :id";

static err keys_give(struct work *w)
{
    struct keying persons = {.w = w, .write = SQL_PERSON}, files = {.w = w, .write = SQL_FILE};
    err e;

    if ((e = row_walk(w, SQL_PERSONS, NO_BINDS, COLUMNS(KEYLESS_COLUMNS), &persons.row, row_key, &persons)))
        return e;
    return row_walk(w, SQL_FILES, NO_BINDS, COLUMNS(KEYLESS_COLUMNS), &files.row, row_key, &files);
}

static err table_reseal(struct resealing *r, const struct sealed_table *t)
{
    CLEANUP(buf_free) struct buf triggers = {0};
    err e;

    r->table = t;
    r->row = (struct sealed_row){0};
    if ((e = triggers_drop(r->w->db, t->table, &triggers)) ||
        (e = row_walk(r->w, t->read, NO_BINDS, ROW_COLUMNS, 2 + columns_of(t), &r->row, row_reseal, r)))
        return e;
    return triggers.len ? db_script(r->w->db, triggers.data) : OK;
}

err reseal_count(struct work *w, int64_t *ret)
{
    int64_t sum = 0, rows;
    err e;

    for (size_t i = 0; i < TABLE_COUNT; i++) {
        if ((e = db_int(w->db, TABLES[i].count, NO_BINDS, &rows)))
            return e;
        sum += rows;
    }
    *ret = sum;
    return OK;
}

static const char SQL_STORE[] = "INSERT INTO key_store (id, mark) VALUES (1, :mark)";

/* From here on the register knows its keys. */
static err keys_list(struct work *w)
{
    err e = db_exec(w->db, SQL_STORE, BINDS(BLOB(":mark", vault_mark(w->vault), VAULT_MARK)));

    return e ? e : key_listing_write(w);
}

err registers_reseal(struct db *db, void *work)
{
    struct resealing r = {.w = work};
    int64_t total;
    err e;

    (void)db;
    if (!r.w->vault || !r.w->keys)
        return ERR_DENIED;
    if ((e = keys_list(r.w)) || (e = reseal_count(r.w, &total)) || (e = keys_give(r.w)))
        return e;
    r.total = (size_t)total;
    for (size_t i = 0; i < TABLE_COUNT; i++)
        if ((e = table_reseal(&r, &TABLES[i])))
            return e;
    if (r.values && r.damaged == r.values) {
        log_error("upgrade: these keys open nothing of this register");
        return ERR_CORRUPT;
    }
    return OK;
}
