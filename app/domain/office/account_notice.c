/* Notices of accounts, read out of the log, which nobody can make forget them. */
#include "domain/office/account_notice.h"

#include "domain/work/rows.h"
#include "store/db.h"

/* The first condition is word for word that of the index audit_notice. A password that was set stays until
 * its holder has confirmed it, so the account says since when to look. */
static const char SQL_NOTICES[] =
    "SELECT at, seen_at, what, account, full_name, \"by\" FROM (SELECT a.id AS n, a.at, CASE WHEN a.at = "
    "x.given_at THEN COALESCE(x.given_seen_at, 0) ELSE 0 END AS seen_at, "
    "CASE a.what WHEN 'account.create' THEN 'created' WHEN 'account.role' THEN 'role' ELSE 'password' END "
    "AS what, x.name AS account, x.full_name AS full_name, a.actor AS \"by\" "
    "FROM audit a JOIN account x ON x.id = a.record_id "
    "WHERE a.what IN ('person.export', 'account.create', 'account.role', 'account.password') AND "
    "a.at >= (SELECT COALESCE(min(g.given_at), :since) FROM account g WHERE g.role = 'coordinator' AND "
    "g.given_seen_at IS NULL AND g.active = 1 AND g.given_at <= :since) AND "
    "(a.at > :since OR (a.what = 'account.password' AND a.at = x.given_at AND x.given_seen_at IS NULL AND "
    "x.active = 1)) AND "
    "((a.what = 'account.create' AND a.why = 'coordinator') OR "
    "(a.what = 'account.role' AND a.why LIKE '% -> coordinator') OR "
    "(a.what = 'account.password' AND a.why <> 'own' AND x.role = 'coordinator' AND "
    "COALESCE(a.account_id, 0) <> x.id)) "
    /* Whoever opened more files in an hour than her role does; by the index audit_refused. */
    "UNION ALL SELECT max(r.id) AS n, max(r.at) AS at, 0 AS seen_at, 'many_files' AS what, y.name AS "
    "account, y.full_name, "
    "y.name AS \"by\" FROM audit r JOIN account y ON y.id = r.account_id WHERE r.what = 'refused' AND r.at > "
    ":since "
    "AND r.why LIKE '%: too_many_files, %' GROUP BY y.id, y.name, y.full_name) told ORDER BY at, n";
static const struct column NOTICE_COLUMNS[] = {
    COLUMN_INT(struct account_notice, at),         COLUMN_INT(struct account_notice, seen_at),
    COLUMN_TEXT(struct account_notice, what),      COLUMN_TEXT(struct account_notice, account),
    COLUMN_TEXT(struct account_notice, full_name), COLUMN_TEXT(struct account_notice, by),
};

err account_notice_list(struct work *w, struct account_notice **ret, size_t *ret_count)
{
    return rows_read(w, SQL_NOTICES, BINDS(INT(":since", w->now - ACCOUNT_NOTICE_SECONDS)),
                     COLUMNS(NOTICE_COLUMNS), NULL, ret, ret_count);
}
