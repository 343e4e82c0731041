/* Former passwords: their hashes, the newest few. */
#include "domain/office/password_former.h"

#include "crypto/password.h"
#include "domain/work/rows.h"
#include "store/db.h"

struct former {
    char hash[PASSWORD_HASH_SIZE];
};
static const struct column FORMER_COLUMNS[] = {COLUMN_TEXT(struct former, hash)};

err password_former_check(struct work *w, int64_t account, const char *password)
{
    static const char SQL_FORMER[] =
        "SELECT hash FROM account_former WHERE account_id = :account ORDER BY number DESC";
    struct former *all;
    size_t count;
    bool same;
    err e;

    if ((e = rows_read(w, SQL_FORMER, BINDS(INT(":account", account)), COLUMNS(FORMER_COLUMNS), NULL, &all,
                       &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        e = password_verify(password, all[i].hash, &same);
        /* What was never a hash (an account that nobody could sign in to) is nobody's former password. */
        if (e && e != ERR_CORRUPT)
            return e;
        if (!e && same)
            return refuse(w, ERR_INPUT, "password_used", "password",
                          "This password was used before: choose another.");
    }
    return OK;
}

err password_former_keep(struct work *w, int64_t account)
{
    static const char SQL_KEEP[] =
        "INSERT INTO account_former (account_id, number, hash) SELECT id, COALESCE((SELECT max(number) + 1 "
        "FROM account_former WHERE account_id = :account), 1), password_hash FROM account WHERE id = "
        ":account";
    static const char SQL_FORGET[] =
        "DELETE FROM account_former WHERE account_id = :account AND number <= "
        "(SELECT max(number) FROM account_former WHERE account_id = :account) - :kept";
    err e = db_exec(w->db, SQL_KEEP, BINDS(INT(":account", account)));

    return e ? e : db_exec(w->db, SQL_FORGET, BINDS(INT(":account", account), INT(":kept", PASSWORD_FORMER)));
}
