/* What is taken along to one visit, where there may be no network: who is there and where, how each may be
 * reached, what threatens at the door, the plan. Nothing of the respondent, of money or of older work. */
#ifndef DOMAIN_VISIT_PACK_H
#define DOMAIN_VISIT_PACK_H

#include "domain/casework/case_work.h"
#include "domain/casework/danger.h"
#include "domain/file/safe_contact.h"
#include "domain/law/case_role.h"

struct visit_person {
    int64_t id;
    enum case_role role; /* of those protected, and who depends on them */
    const char *first_name, *surname, *address;
    struct safe_contact contact; /* of those protected; of others nothing is said (channel NULL) */
};

struct visit_pack {
    const char *number, *unit;
    int64_t read_at;
    enum danger_level danger;     /* what holds by the last assessment */
    date assessed;                /* DATE_NONE: danger was never assessed, and `danger` says nothing */
    struct visit_person *persons; /* without those who have died */
    size_t person_count;
    /* The visit itself; the version of the plan that holds, with its actions that wait; breaches that wait,
     * and breaches and other dangers written down since the last assessment. The last written first. */
    struct case_work *records;
    size_t record_count;
};

/* For a visit of that file that is still to be made. Past the guard of the file, and of all files of those in
 * it; logged "visit_pack.read". ERR_ABSENT "no_such_record": no such visit, or it was voided or has its
 * result. */
err visit_pack_read(struct work *w, int64_t case_id, int64_t visit, struct visit_pack *ret) MUST_CHECK;

#endif
