/* The yearly report of the municipality: text around the figures of the other reports, of a calendar year
 * that is over. It is kept version by version, and the last one is signed. It is written in Albanian, line by
 * line: "# " begins a heading, "- " a point, anything else a paragraph. "{plan.2.1.3.cases}" stands for a
 * figure, a line "{units}" for all rows of that report. */
#ifndef DOMAIN_YEARLY_REPORT_H
#define DOMAIN_YEARLY_REPORT_H

#include "domain/report/yearly_figure.h"
#include "domain/work/work.h"

#define YEARLY_TEXT_MAX 40000 /* code points */

struct yearly_version {
    int64_t version, at;
    bool is_signed;
    const char *by; /* full name; NULL: the command line */
};
struct yearly_report {
    int64_t year;
    const char *text; /* of the latest version, or as the program proposes it where there is none; of one that
                         is signed, with the figures of that day */
    const char *said; /* the same with its figures */
    int64_t version;  /* 0: none was kept */
    bool is_signed;
    bool wrote;                      /* whoever reads it wrote one of its versions, and so may not sign it */
    struct yearly_version *versions; /* the latest first */
    size_t version_count;
    struct yearly_figure *figures; /* all that its text can name, as they are now */
    size_t figure_count;
};

/* Figures are those that may leave the office (report_make): small ones are said as such. Refusals as
 * report_make; ERR_INPUT "year_not_over", "in_future", "before_the_law" at "year". Logged
 * "yearly_report.read". Not in a transaction for reading. */
err yearly_report_read(struct work *w, int64_t year, struct yearly_report *ret) MUST_CHECK;

/* The text of a version, with "{…}" where it is not signed. ERR_ABSENT "no_such_version"; ERR_DENIED
 * "forbidden" for whoever may not read the report. Logged "yearly_report.read". */
err yearly_version_read(struct work *w, int64_t year, int64_t version, struct yearly_version *ret,
                        const char **ret_text) MUST_CHECK;

struct yearly_new {
    int64_t version; /* that one read; 0: none was kept */
    const char *text;
};
/* A new version: for a coordinator, ERR_DENIED "forbidden" for others. ERR_CONFLICT "report_changed" (another
 * has written meanwhile), "report_signed"; ERR_INPUT at "text": "required", "too_long", "unknown_figure";
 * else, at "year", as yearly_report_read. Logged "yearly_report.written". */
err yearly_report_write(struct work *w, int64_t year, const struct yearly_new *in,
                        int64_t *ret_version) MUST_CHECK;
/* What would be written anew: the text as it stands, if it is still that version. Refusals as
 * yearly_report_write. Inside a transaction. */
err yearly_report_stands(struct work *w, int64_t year, int64_t version, const char **ret_text) MUST_CHECK;

/* The version that was read becomes, with its figures of today, the signed one: for a director, ERR_DENIED
 * "forbidden" for others; and for one who wrote none of its versions, else ERR_CONFLICT "wrote_it".
 * ERR_CONFLICT as above, and "nothing_written" where no version was kept; ERR_INPUT "unknown_figure" where
 * the program knows a figure of it no more. Logged "yearly_report.signed". */
err yearly_report_sign(struct work *w, int64_t year, int64_t version, int64_t *ret_version) MUST_CHECK;

#endif
