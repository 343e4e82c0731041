/* `besa init`: a new register. The database is made under another name and gets its own only when everything
 * is in it, municipality and first administrator included: a besa.db that exists is whole. */
#include "cli/init.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "cli/answer.h"
#include "cli/base_uri.h"
#include "cli/call.h"
#include "cli/opened.h"
#include "cli/password_input.h"
#include "cli/unit_names.h"
#include "domain/office/account.h"
#include "domain/office/account_name.h"
#include "domain/office/municipality.h"
#include "domain/upkeep/upgrade.h"
#include "store/checkpoint.h"
#include "vault/vault.h"

#define PATH_ROOM 4096
#define CACHE_KIB 2048

struct setup {
    const char *data;
    struct municipality municipality;
    struct account_new admin;
    struct unit_names units;
    const char *units_file, *password_file;
    struct arena arena;
};

struct place {
    int lock; /* the directory, so that two calls do not meet; -1: not held */
    char database[PATH_ROOM], making[PATH_ROOM], keys[PATH_ROOM];
};

static void setup_free(struct setup *s)
{
    arena_free(&s->arena);
}

static void place_leave(struct place *p)
{
    if (p->lock >= 0)
        close(p->lock);
}

static int names_fill(struct setup *s, const struct call_list *units)
{
    struct municipality *m = &s->municipality;
    int code;

    if (!m->neutral_name && !(m->neutral_name = arena_format(&s->arena, "Bashkia %s", m->name)))
        return EX_OSERR;
    if (!s->admin.full_name)
        s->admin.full_name = s->admin.name;
    for (size_t i = 0; i < units->count; i++)
        if (unit_names_add(&s->arena, units->at[i], &s->units))
            return EX_OSERR;
    if (s->units_file && (code = unit_names_read(&s->arena, s->units_file, m->name, &s->units)))
        return code;
    return EX_OK;
}

static int setup_read(int argc, char **argv, struct setup *s)
{
    struct municipality *m = &s->municipality;
    struct call_list units = {0};
    const struct call_option options[] = {{"data", .text = &s->data},
                                          {"municipality", .text = &m->name},
                                          {"unit", .list = &units},
                                          {"units", .text = &s->units_file},
                                          {"base-uri", .text = &m->base_uri},
                                          {"neutral-name", .text = &m->neutral_name},
                                          {"card-title", .text = &m->card_title},
                                          {"help-line", .text = &m->help_line},
                                          {"admin", .text = &s->admin.name},
                                          {"admin-full-name", .text = &s->admin.full_name},
                                          {"password-file", .text = &s->password_file},
                                          {0}};
    char folded[ACCOUNT_NAME_TEXT];
    struct operands operands;
    int code;

    if ((code = call_read(&COMMAND_INIT, argc, argv, options, &operands)))
        return code;
    if (operands.count || !m->name || !m->base_uri || !s->admin.name)
        return command_usage(&COMMAND_INIT, "--municipality, --base-uri and --admin are needed");
    if (!units.count && !s->units_file)
        return command_usage(&COMMAND_INIT, "--unit (one or more) or --units is needed");
    /* What can be known to be wrong is refused before keys are made and a password is asked for. */
    if (!account_name_fold(s->admin.name, folded))
        return command_usage(&COMMAND_INIT, "--admin is %d to %d of a-z, 0-9, '.', '-', '_', a letter first",
                             ACCOUNT_NAME_MIN, ACCOUNT_NAME_MAX);
    return names_fill(s, &units);
}

/* The keys will lie in it: a folder that others can open is refused rather than quietly closed, because
 * somebody may have opened it on purpose. */
static int dir_make(const char *dir)
{
    struct stat st;

    if (mkdir(dir, S_IRWXU) == 0)
        return EX_OK;
    if (errno != EEXIST || stat(dir, &st) || !S_ISDIR(st.st_mode)) {
        fprintf(stderr, "besa: the directory %s cannot be made: %s\n", dir, strerror(errno));
        return EX_CANTCREAT;
    }
    if (st.st_mode & (S_IRWXG | S_IRWXO)) {
        fprintf(stderr, "besa: the directory %s must be open to its owner only (chmod 700)\n", dir);
        return EX_NOPERM;
    }
    return EX_OK;
}

static void making_remove(const struct place *p)
{
    /* What SQLite keeps beside a database: an old log beside a new database would be played into it. */
    static const char *const TAILS[] = {"", "-wal", "-shm", "-journal"};
    char path[PATH_ROOM + 16];

    for (size_t i = 0; i < sizeof TAILS / sizeof TAILS[0]; i++) {
        snprintf(path, sizeof path, "%s%s", p->making, TAILS[i]);
        (void)unlink(path);
    }
}

static int place_take(const char *dir, struct place *p)
{
    struct stat st;
    bool locked;
    int code;

    if (strlen(dir) > PATH_ROOM - 64)
        return command_usage(&COMMAND_INIT, "--data is too long");
    if ((code = dir_make(dir)))
        return code;
    data_database(dir, p->database, sizeof p->database);
    data_keys(dir, p->keys, sizeof p->keys);
    snprintf(p->making, sizeof p->making, "%s/besa.db.making", dir);
    /* The lock lasts as long as this process, so a call that was killed leaves none. Where a register is
     * served, its keeper has it (store/keeper.h). */
    locked = (p->lock = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC)) >= 0 &&
             flock(p->lock, LOCK_EX | LOCK_NB) == 0;
    /* lstat, so that a link that leads nowhere counts as something that stands there, too. */
    if (lstat(p->database, &st) == 0) {
        fprintf(stderr, "besa: %s stands already: an existing register is not touched\n", p->database);
        return EX_CANTCREAT;
    }
    if (!locked) {
        fprintf(stderr, "besa: another `besa init` is at work in %s, or it cannot be opened\n", dir);
        return EX_TEMPFAIL;
    }
    making_remove(p); /* of a call that was interrupted */
    return EX_OK;
}

/* Makes new keys, or takes those that are there: left by a call that failed later on, or handed over by
 * systemd. */
static int keys_make(const struct place *p, bool *ret_fresh)
{
    err e = keyring_create(p->keys);

    *ret_fresh = !e;
    if (e == ERR_CONFLICT)
        printf("using the keys that stand in %s\n", p->keys);
    else if (e) {
        fprintf(stderr, "besa: no keys can be made in %s (%s)\n", p->keys, err_name(e));
        return e == ERR_DENIED ? EX_NOPERM : EX_CANTCREAT;
    }
    return EX_OK;
}

static err database_fill(struct opened *o, const struct setup *s)
{
    CLEANUP(tx_end) struct tx tx = {0};
    int64_t id;
    err e;

    /* One transaction: a municipality without an administrator would be a register that nobody can sign in
     * to. */
    if ((e = tx_begin(&tx, o->db)) ||
        (e = municipality_create(&o->work, &s->municipality, s->units.at, s->units.count)) ||
        (e = account_create(&o->work, &s->admin, &id)))
        return e;
    return tx_commit(&tx);
}

static int database_make(const struct place *p, const struct setup *s, struct opened *o)
{
    int code, applied;
    err e;

    if ((e = db_open(p->making, DB_CREATE, CACHE_KIB, &o->db)))
        return outcome(&o->work, e);
    opened_work(o);
    if ((code = opened_keys(s->data, o)))
        return code;
    if (!(e = upgrade_apply(&o->work, &applied)))
        e = database_fill(o, s);
    return outcome(&o->work, e);
}

/* Moves the journal into the database file and checks it. On a disk that is nearly full, what was committed
 * may have fitted into the journal only, and closing the database reports no error. */
static err database_settle(const struct place *p, struct opened *o)
{
    err e;

    db_close(&o->db);
    if ((e = checkpoint_settle(p->making)) || (e = db_open(p->making, DB_WRITE, CACHE_KIB, &o->db)) ||
        (e = db_check(o->db)))
        return e;
    db_close(&o->db);
    return file_sync(p->making);
}

/* Gives the finished database its name. link() and not rename(): it never replaces a file that is there. */
static err database_name(const struct place *p, const char *dir, struct opened *o, bool *ret_stands)
{
    err e;

    if ((e = database_settle(p, o)))
        return e;
    if (link(p->making, p->database))
        return errno == EEXIST ? ERR_CONFLICT : ERR_SYSTEM;
    *ret_stands = true;
    making_remove(p);
    return file_sync_dir(dir);
}

static int register_make(const struct place *p, const struct setup *s)
{
    CLEANUP(opened_close) struct opened o = {0};
    bool fresh, stands = false;
    int code;

    /* Keys are never removed here: systemd or an earlier call may have put them there, for a register
     * elsewhere. */
    if ((code = keys_make(p, &fresh)))
        return code;
    code = database_make(p, s, &o);
    if (!code)
        code = outcome(&o.work, database_name(p, s->data, &o, &stands));
    if (!code)
        return EX_OK;
    db_close(&o.db);
    vault_close(&o.vault);
    making_remove(p);
    if (stands) { /* its keys are the only ones that open it: nobody is told to remove them */
        fprintf(stderr,
                "besa: the register stands in %s, but the disk did not confirm its name. Check the disk, "
                "then the register with `besa audit verify`.\n",
                s->data);
        return code;
    }
    fprintf(stderr, "besa: no register was made. The keys stand in %s: the next `besa init` uses them.\n",
            p->keys);
    /* Nor is anybody told to remove keys that stood there before. */
    if (fresh)
        fprintf(stderr, "Nothing else was left but %s/keys.db; to clean up: rm -r %s %s/keys.db*\n", s->data,
                p->keys, s->data);
    return code;
}

static int perform(int argc, char **argv)
{
    CLEANUP(setup_free)
    struct setup s = {.data = DATA_DEFAULT,
                      .municipality = {.card_title = "Kartë shërbimesh", .help_line = ""},
                      .admin = {.role = R_ADMINISTRATOR}};
    CLEANUP(opened_close) struct opened o = {0};
    CLEANUP(buf_wipe) struct buf password = {0};
    CLEANUP(place_leave) struct place p = {.lock = -1};
    int code;

    /* The place before the password: nobody is to choose one for a register that cannot be made. */
    if ((code = setup_read(argc, argv, &s)) || (code = place_take(s.data, &p)) ||
        (code = password_input(s.password_file, s.admin.name, &password)))
        return code;
    s.admin.password = password.data;
    /* Opened once as any command would: it makes what stands beside the database. */
    if ((code = register_make(&p, &s)) || (code = opened_open(s.data, &o)))
        return code;
    base_uri_judge(s.municipality.base_uri);
    printf("the register of %s stands in %s: %zu administrative unit(s), administrator %s\n",
           s.municipality.name, s.data, s.units.count, s.admin.name);
    printf(
        "Keep a copy of %s apart from the copies of the databases: without these keys nobody can read them.\n"
        "Next: besa serve --data %s\n",
        p.keys, s.data);
    return answer_end(EX_OK);
}

const struct command COMMAND_INIT = {
    .name = "init",
    .summary = "make a new register: keys, database, municipality, first administrator",
    .help =
        "Usage: besa init --municipality NAME (--unit NAME ... | --units FILE.csv) --base-uri URI\n"
        "                 --admin NAME [options]\n"
        "\n"
        "Makes the directory, the keys and the database of one municipality. An existing register is never\n"
        "touched. The administrator's password is asked at the terminal, or is the first line of\n"
        "--password-file (mode 0600; - is standard input): 12 characters at least, not what is guessed "
        "first.\n"
        "\n"
        "  --data DIR            the new register (default: var); made with mode 0700\n"
        "  --municipality NAME   \"Gjirokastër\"\n"
        "  --unit NAME           an administrative unit; repeat it for each\n"
        "  --units FILE.csv      columns municipality and unit: those of this municipality are taken\n"
        "  --base-uri URI        https address under which the status lists stand; it is in every card:\n"
        "                        up to 26 characters keep its code at version 10\n"
        "  --neutral-name TEXT   what cards and checkers show (default: \"Bashkia NAME\")\n"
        "  --card-title TEXT     printed on cards (default: \"Kartë shërbimesh\")\n"
        "  --help-line TEXT      printed on cards: whom to ask\n"
        "  --admin NAME          sign-in name of the first administrator\n"
        "  --admin-full-name TEXT\n"
        "  --password-file FILE\n"
        "\n"
        "Example:\n"
        "  besa init --data /var/lib/besa --municipality Gjirokastër --units units.csv \\\n"
        "            --base-uri https://karta.example.al --help-line 'Pyetje: 084 262 500' --admin admin\n",
    .perform = perform,
};
