/* Files that were merged into another: both numbers lead to the older one. The act is casework/case_merge.h.
 */
#ifndef DOMAIN_CASE_MERGED_H
#define DOMAIN_CASE_MERGED_H

#include "domain/work/work.h"

#define MERGE_UNDO 86400 /* seconds in which it can be undone */

/* In SQL, the ids of a file and of those that went into it: the history of all of them is its own. */
#define FILE_AND_MERGED(file)                                                                                \
    "(SELECT fm.id FROM case_file fm WHERE fm.id = " file " OR fm.merged_into = " file ") "

struct case_merged {
    int64_t id, case_id; /* id: of the merge; case_id: the file that went into this one */
    const char *case_number;
    int64_t merged_at, undo_until; /* undo_until 0: it cannot be undone any more, or a later one first */
};

/* The files that went into that one, by merge. Neither guarded nor logged. */
err case_merged_list(struct work *w, int64_t id, struct case_merged **ret, size_t *ret_count) MUST_CHECK;

/* Where that file is now: itself, or the older one that it was merged into. ERR_ABSENT "no_such_case". */
err case_here(struct work *w, int64_t id, int64_t *ret) MUST_CHECK;

/* ERR_CONFLICT "merged": nothing is entered any more in a file that went into another. */
err case_unmerged_require(struct work *w, int64_t id) MUST_CHECK;

#endif
