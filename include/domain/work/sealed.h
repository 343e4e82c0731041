/* Sealed columns on their way to and from the database, with the data key of what they belong to. */
#ifndef DOMAIN_SEALED_H
#define DOMAIN_SEALED_H

#include "base/buf.h"
#include "domain/work/owner.h"
#include "domain/work/work.h"
#include "store/db.h"

/* Bind a sealed value; an empty buffer (nothing was sealed) binds NULL. */
#define SEALED(name_, buf_) BLOB(name_, (buf_).data, (buf_).len)

/* What stands in the place of a text whose key was destroyed; a date is unknown then. */
#define SEALED_GONE "—"

/* Seals a text (or date) for table.column of that row, into *ret, which must be empty. NULL or no date: it
 * stays empty. Inside a transaction that writes. Errors as owner_key and seal (vault/vault.h), but
 * ERR_CONFLICT "erased" where the key was destroyed. */
err sealed_text(struct work *w, struct owner of, const char *table, const char *column, int64_t row,
                const char *text, struct buf *ret) MUST_CHECK;
err sealed_date(struct work *w, struct owner of, const char *table, const char *column, int64_t row, date d,
                struct buf *ret) MUST_CHECK;

/* Opens that column of the current row, into the work's arena; NULL stays NULL. ERR_CORRUPT: the value was
 * altered, or moved here from another place. */
err sealed_open(struct work *w, const char *table, const char *column, int64_t row, struct stmt *s, int index,
                const char **ret) MUST_CHECK;

#endif
