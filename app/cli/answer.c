/* Answers are made in memory and printed in one piece, so that a script that reads them never gets half of
 * one; if that fails, the exit code says so. */
#include "cli/answer.h"

#include <stdio.h>
#include <sysexits.h>

#include "domain/work/work.h"

int answer_end(int code)
{
    /* A full disk or a closed pipe shows only here: without the question, half an answer would end in
     * success. */
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    fputs("besa: the answer could not be written\n", stderr);
    return code == EX_OK ? EX_IOERR : code;
}

struct json_writer *answer_object(struct answer *a)
{
    json_start_lines(&a->json, &a->text);
    json_put_object(&a->json, NULL);
    return &a->json;
}

err answer_text(struct answer *a, struct buf *ret)
{
    err e;

    json_put_end(&a->json);
    if ((e = json_finish(&a->json)))
        return e;
    buf_add(ret, a->text.data, a->text.len);
    buf_char(ret, '\n');
    return buf_err(ret);
}

/* The text is wiped when it is freed: it may name persons. */
int answer_give(struct answer *a)
{
    CLEANUP(buf_wipe) struct buf lines = {0};
    err e = answer_text(a, &lines);

    if (e) {
        fprintf(stderr, "besa: no answer can be made: %s\n", err_name(e));
        return EX_OSERR;
    }
    (void)fwrite(lines.data, 1, lines.len, stdout);
    return answer_end(EX_OK);
}

void answer_free(struct answer *a)
{
    buf_wipe(&a->text);
}

int answer_structs(const char *name, const struct json_member *members, size_t count, const void *array,
                   size_t length)
{
    CLEANUP(answer_free) struct answer a = {0};

    json_put_structs(answer_object(&a), name, members, count, array, length);
    return answer_give(&a);
}

/* On standard error, so that standard output stays what a program can read. */
void warnings_show(const struct work *w)
{
    for (size_t i = 0; i < w->warning_count; i++)
        fprintf(stderr, "besa: note: %s (%s)\n", w->warnings[i]->what.detail, w->warnings[i]->what.code);
}
