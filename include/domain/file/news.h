/* What others changed since the actor was last there: in one file, and over all files. What was looked at is
 * no news: that stands among the readers (case_reader.h). */
#ifndef DOMAIN_NEWS_H
#define DOMAIN_NEWS_H

#include "domain/work/work.h"

/* In SQL, of a row of audit: it changed something in its file. Whatever takes the file's version does; and so
 * does what is only added beside it, which takes none. */
#define CASE_CHANGED(audit)                                                                                  \
    "(" audit ".case_version IS NOT NULL OR " audit ".record IN ('case_record', 'case_note') OR " audit      \
    ".what IN ('case.payment_hold', 'case.payment_lift')) "

struct news {
    int64_t id, at;
    const char *who;  /* the account's full name, else as the log has it: "system", "command line" */
    const char *what; /* "act.extended" */
};
struct file_news {
    const char *number;
    int64_t since; /* instant of the last look of her visit before this one; 0: she was never in this file */
    struct news *list;
    size_t count;
    bool more; /* others, older ones, are left out */
};
/* Newest first, at most `limit`; none where she was never in the file: then all of it is new. A visit ends
 * with a quarter of an hour without opening the file (AUDIT_VISIT_GAP), so that opening it again at once
 * takes nothing away. Her own changes are left out. Past the guard; logged "news.read". */
err news_read(struct work *w, int64_t case_id, size_t limit, struct file_news *ret) MUST_CHECK;

struct news_file {
    int64_t case_id, changes;
    int64_t at; /* of the last of them */
    const char *number, *unit;
    const char *in_charge; /* full name; NULL: nobody */
    bool sealed;
};
struct news_day {
    int64_t since; /* instant of her last look before today; 0: there was none */
    struct news_file *files;
    size_t count;
    bool more; /* others are left out */
};
/* Files in which something was changed by others since she last saw the page of the day, or a file, on a day
 * before today (in Tirane): the list is the same all day. What was changed last first, at most `limit`. mine:
 * without files of others, as on the page of the day (task.h). Sealed ones for those to whom they are
 * entrusted. File numbers alone. Logged "news.list". */
err news_list(struct work *w, bool mine, size_t limit, struct news_day *ret) MUST_CHECK;

#endif
