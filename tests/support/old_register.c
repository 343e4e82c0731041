/* Only scripts, no steps: nothing that a step would need is there yet. */
#include "support/old_register.h"

#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "domain/upkeep/upgrade.h"
#include "store/checkpoint.h"
#include "store/migration.h"

#define SCRIPTS_MAX 160
#define FILE_MAX    (64 << 20)

void old_register_open(struct test_register *r, const char *before, const char *sql, struct old_register *ret)
{
    struct migration scripts[SCRIPTS_MAX] = {0};
    const struct migration *m = MIGRATIONS_REGISTER;
    size_t n = 0;
    int applied;

    for (; m->number && strcmp(m->name + 4, before) != 0; m++)
        scripts[n++] = *m;
    assert_true(m->number && n < SCRIPTS_MAX);
    ret->work = r->work;
    snprintf(ret->path, sizeof ret->path, "%s/old.db", r->dir);
    must(db_open(ret->path, DB_CREATE, 1024, &ret->work.db));
    must(migration_apply(ret->work.db, scripts, NULL, NULL, &applied));
    must(db_script(ret->work.db, sql));
}

void old_register_tells(const struct old_register *o, const void *bytes, size_t n, bool tells)
{
    CLEANUP(buf_free) struct buf file = {0};

    must(checkpoint_settle(o->path));
    must(file_read(o->path, FILE_MAX, &file));
    assert_true(!memmem(file.data, file.len, bytes, n) == !tells);
}
