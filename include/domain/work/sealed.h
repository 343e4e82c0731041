/* Sealed columns on their way to and from the database, under the work's keys. */
#ifndef DOMAIN_SEALED_H
#define DOMAIN_SEALED_H

#include "base/buf.h"
#include "domain/work/work.h"
#include "store/db.h"

/* Bind a sealed value; an empty buffer (nothing was sealed) binds NULL. */
#define SEALED(name_, buf_) BLOB(name_, (buf_).data, (buf_).len)

/* Text for table.column of that row; NULL stays nothing. *ret must be empty. */
err sealed_text(struct work *w, const char *table, const char *column, int64_t row, const char *text,
                struct buf *ret) MUST_CHECK;
err sealed_date(struct work *w, const char *table, const char *column, int64_t row, date d,
                struct buf *ret) MUST_CHECK;

/* The text in that column of the current row, in the work's arena; NULL stays NULL. ERR_CORRUPT: altered or
 * moved. */
err sealed_open(struct work *w, const char *table, const char *column, int64_t row, struct stmt *s, int index,
                const char **ret) MUST_CHECK;

#endif
