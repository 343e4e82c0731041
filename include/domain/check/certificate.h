/* Municipal certificates given free of charge, as a fee desk notes them: how many, and the fees waived. No
 * person, no card, no hour. */
#ifndef DOMAIN_DESK_H
#define DOMAIN_DESK_H

#include "domain/check/checker.h"
#include "gen/limits.h"

struct desk_kind {
    const char *code, *text, *text_en;
};
/* Those that a desk can note. */
err desk_kinds(struct doorway *d, struct desk_kind **ret, size_t *ret_count) MUST_CHECK;

struct certificate_note {
    const char *card; /* as check_card takes it: checked anew, and forgotten */
    const char *kind;
    const char *key; /* drawn by the device for one answer and kind: a second tap counts once */
};
#define CERTIFICATE_KEY_MIN 16 /* characters */
#define CERTIFICATE_KEY_MAX LIMIT(CertificateNew, key)
/* One more of that kind today, with the fee of today's rule for documents. Needs no key to personal data.
 * ERR_DENIED "wrong_device_service": no device of a fee desk; ERR_INPUT "unknown_kind" at "kind", "bad_key"
 * at "key"; ERR_CONFLICT "not_free" at "card"; ERR_LIMIT as check_card, or
 * "too_many_checks" (asking_limit.h). */
struct asking_limit;
struct typing_limit;
struct tap_memory;
err certificate_count(struct doorway *d, const struct checker *device, const struct certificate_note *in,
                      struct asking_limit *asking, struct typing_limit *typing,
                      struct tap_memory *taps) MUST_CHECK;

/* What a device noted while it had no network: nothing of any card. */
struct certificate_kept {
    const char *kind, *key;
    date on;             /* a day to come is today's: its clock was ahead */
    const char *outcome; /* what became of it: "counted", "undone", "too_old", "unknown_kind" */
};
#define CERTIFICATE_LATE_DAYS 14 /* behind its day a note is no longer taken */
/* All of them in one transaction, each once, however often it comes; with the fee of its own day. Errors as
 * above. */
err certificate_keep(struct doorway *d, const struct checker *device, struct certificate_kept *notes,
                     size_t count, struct tap_memory *taps) MUST_CHECK;

struct certificate_undone {
    const char *kind, *key;
};
/* Takes back what was noted within the last ten minutes, once; and what has not come yet, before it comes.
 * ERR_CONFLICT "too_late": longer ago, or by a process before this one. */
err certificate_undo(struct doorway *d, const struct checker *device, const struct certificate_undone *in,
                     struct tap_memory *taps) MUST_CHECK;

#endif
