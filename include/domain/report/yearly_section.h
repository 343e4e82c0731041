/* The sections of a yearly report's text (yearly_report.h): a heading, and what stands below it until the
 * next one. */
#ifndef DOMAIN_YEARLY_SECTION_H
#define DOMAIN_YEARLY_SECTION_H

#include "domain/work/work.h"

struct yearly_section {
    const char *heading; /* without "# "; "" for what stands before the first heading */
    const char *text;    /* without empty lines around it */
};

/* Both in the arena: a text that is joined is split into the same sections again. */
err yearly_sections_split(struct work *w, const char *text, struct yearly_section **ret,
                          size_t *ret_count) MUST_CHECK;
err yearly_sections_join(struct work *w, const struct yearly_section *list, size_t count,
                         const char **ret) MUST_CHECK;

struct yearly_section_new {
    int64_t version; /* of the report, that was read; 0: none was kept */
    const char *heading, *text;
};
/* A new version of the report, in which the section of that number (from 1) is this; one behind the last is
 * added. Lines in its text that begin with "# " begin sections of their own. ERR_ABSENT "no_such_section";
 * ERR_INPUT "required" and "unknown_figure" at "heading" and "text", "several_lines" at "heading", all of
 * them at once; else as yearly_report_write. */
err yearly_section_write(struct work *w, int64_t year, int64_t number, const struct yearly_section_new *in,
                         int64_t *ret_version) MUST_CHECK;
/* A new version without that section. ERR_CONFLICT "last_section"; else as above. */
err yearly_section_remove(struct work *w, int64_t year, int64_t number, int64_t version,
                          int64_t *ret_version) MUST_CHECK;

#endif
