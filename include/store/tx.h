/* Transactions, closed by the end of the block that began them. */
#ifndef STORE_TX_H
#define STORE_TX_H

#include <stdbool.h>

#include "base/err.h"

struct db;

/* A transaction: BEGIN IMMEDIATE, rolled back unless committed. Inside another one it is a savepoint: what it
 * rolls back is undone alone, what it commits stands when the outermost commits. */
struct tx {
    struct db *db;
    bool open;
    bool joined; /* takes part in another one */
};
err tx_begin(struct tx *tx, struct db *db) MUST_CHECK;
err tx_begin_read(struct tx *tx, struct db *db) MUST_CHECK; /* one consistent picture */
/* Inside another transaction take part in it without a savepoint: what this one writes is undone only with
 * the whole. For a statement or two that cannot half succeed. */
err tx_join(struct tx *tx, struct db *db) MUST_CHECK;
err tx_commit(struct tx *tx) MUST_CHECK;
void tx_end(struct tx *tx); /* CLEANUP: rolls back what was not committed */

#endif
