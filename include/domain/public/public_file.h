/* The finished page as it is handed to the doors: the files of today and of the days to come, so that what
 * strangers are shown follows the rules of each day by itself, also while the register is down. */
#ifndef DOMAIN_PUBLIC_FILE_H
#define DOMAIN_PUBLIC_FILE_H

#include "domain/public/public_fill.h"

#define PUBLIC_DAYS 8 /* today and a week */

/* One of "index.html", "en.html", "el.html", "page.css", "leave.js". */
struct public_file {
    date on;
    const char *name;
    const void *content;
    size_t size;
};
/* The five of that day. */
#define PUBLIC_FILES 5
err public_files_make(struct work *w, const struct public_source *s, const struct public_facts *facts,
                      const struct public_shown *shown, date on,
                      struct public_file ret[PUBLIC_FILES]) MUST_CHECK;

/* Has the doors show what is approved, as it is on w->today and the days after it; nothing is written where
 * they do already, and nothing is shown while no version was approved. */
err public_files_renew(struct work *w, const struct public_source *s) MUST_CHECK;

#endif
