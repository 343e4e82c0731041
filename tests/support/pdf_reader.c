/* By the shell, for what is read is written by programs of their own. */
#include "support/pdf_reader.h"

#include <stdio.h>

#include "base/file.h"
#include "support/assert.h"
#include "support/temporary.h"

size_t pdf_read_by(const char *command, const struct buf *pdf, char *ret, size_t room)
{
    char dir[TEMPORARY_PATH], line[TEMPORARY_PATH + 300];
    size_t n;
    FILE *f;

    temporary_make(dir);
    snprintf(line, sizeof line, "%s/a.pdf", dir);
    must(file_create(line, pdf->data, pdf->len));
    assert_true(snprintf(line, sizeof line, "cd '%s' && %s", dir, command) < (int)sizeof line);
    assert_non_null(f = popen(line, "r"));
    n = fread(ret, 1, room - 1, f);
    assert_true(feof(f));
    ret[n] = '\0';
    assert_int_equal(pclose(f), 0);
    temporary_remove(dir);
    return n;
}
