/* A spreadsheet as a finance office opens it: by LibreOffice, which writes it out as CSV. */
#include "support/sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "support/folder.h"

#define SHEET_MAX (64 << 20)

/* 59 ';' 34 '"' 76 UTF-8, from row 1; texts quoted, the rest as shown, formulas or not. */
static void convert(const char *dir, bool formulas)
{
    char command[2000];

    snprintf(
        command, sizeof command,
        "HOME='%s' soffice --headless --norestore -env:UserInstallation='file://%s/profile' --convert-to "
        "'csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,true,%s' --outdir '%s' '%s/sheet.xlsx' "
        ">'%s/said' 2>&1 </dev/null",
        dir, dir, formulas ? "false,true" : "true,false", dir, dir, dir);
    if (system(command))
        fail_msg("LibreOffice failed, see %s/said", dir);
}

void sheet_open(const struct buf *xlsx, bool formulas, struct buf *ret)
{
    const char *tmp = getenv("TMPDIR");
    char dir[200], path[240];

    snprintf(dir, sizeof dir, "%s/besa-sheet-XXXXXX", tmp ? tmp : "/tmp");
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/sheet.xlsx", dir);
    must(file_create(path, xlsx->data, xlsx->len));
    convert(dir, formulas);
    snprintf(path, sizeof path, "%s/sheet.csv", dir);
    must(file_read(path, SHEET_MAX, ret));
    snprintf(path, sizeof path, "rm -rf '%s'", dir);
    assert_int_equal(system(path), 0);
}
