/* Answers: printed whole, or the exit code says that they were not. */
#include "cli/answer.h"

#include <stdio.h>
#include <sysexits.h>

#include "domain/work/work.h"

int answer_end(int code)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fputs("besa: the answer could not be written\n", stderr);
    return code == EX_OK ? EX_IOERR : code;
}

int answer_json(json_t *json)
{
    int failed;

    if (!json) {
        fputs("besa: out of memory\n", stderr);
        return EX_OSERR;
    }
    failed = json_dumpf(json, stdout, JSON_INDENT(2));
    json_decref(json);
    putchar('\n');
    return answer_end(failed ? EX_IOERR : EX_OK);
}

void warnings_show(const struct work *w)
{
    for (size_t i = 0; i < w->warning_count; i++)
        fprintf(stderr, "besa: note: %s (%s)\n", w->warnings[i].what.detail, w->warnings[i].what.code);
}
