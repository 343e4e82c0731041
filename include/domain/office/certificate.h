/* Municipal certificates given free of charge at a fee desk: how many, and the fees waived. No person, no
 * card, no hour. */
#ifndef DOMAIN_CERTIFICATE_H
#define DOMAIN_CERTIFICATE_H

#include "domain/work/work.h"
#include "gen/limits.h"

#define CERTIFICATE_CODE_MAX LIMIT(CertificateKindNew, code)
#define CERTIFICATE_TEXT_MAX LIMIT(CertificateKindNew, text) /* code points */

struct certificate_kind {
    int64_t id;
    const char *code, *text, *text_en;
    bool active;
};
/* In order of id; only_active: those that a desk can note. */
err certificate_kind_list(struct work *w, bool only_active, struct certificate_kind **ret,
                          size_t *ret_count) MUST_CHECK;
/* in->id and in->active are not looked at. ERR_INPUT at the field; ERR_CONFLICT "code_taken". */
err certificate_kind_add(struct work *w, const struct certificate_kind *in, int64_t *ret_id) MUST_CHECK;
/* Retired kinds stay in the counts. ERR_ABSENT "no_kind". */
err certificate_kind_set_active(struct work *w, int64_t id, bool active) MUST_CHECK;

struct certificate_line {
    date on;
    int64_t organisation, count, sum; /* new lekë */
    const char *organisation_name;
    const char *kind, *text, *text_en;
};
/* By day, organisation, kind; DATE_NONE: no bound. Logged "certificate.list". */
err certificate_list(struct work *w, date from, date until, struct certificate_line **ret,
                     size_t *ret_count) MUST_CHECK;

#endif
