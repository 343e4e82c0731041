/* Meetings of all kinds: when, where, who is invited, which files. What it is counted by is plain, the rest
 * is sealed with a key of the meeting; what is said there of a file is a record of that file
 * (meeting_minutes.h). Once its minutes are signed a meeting stays as it is: corrections are records. */
#ifndef DOMAIN_MEETING_H
#define DOMAIN_MEETING_H

#include "domain/casework/meeting_said.h"

struct meeting_counts {
    int64_t women, men;  /* of whoever came without being invited by name */
    int64_t reports;     /* presented */
    int64_t initiatives; /* joint ones, agreed there */
};
struct meeting_new {
    struct meeting_said said; /* first: its members are read in place */
    const char *kind;         /* of the list meeting_kind */
    date on;                  /* may lie ahead */
    bool called_off;
    struct meeting_counts counts;
    struct meeting_invited *invited;
    size_t invited_count;
    const char **files; /* numbers, "14/2026", in the order of the agenda */
    size_t files_count;
};
/* A new one. All faults at once: those of meeting_said.h and of meeting_conflict.h (the chair too, at
 * "chair"); ERR_INPUT "required" at "on", "unknown_word" at "kind", "no_such_case" at "files[0]", "duplicate"
 * there. A file that is sealed against the actor: ERR_DENIED. Logged "meeting.add". */
err meeting_add(struct work *w, const struct meeting_new *in, int64_t *ret_id) MUST_CHECK;
/* All of it anew. What was known of somebody's name before is known still. Beside those: ERR_ABSENT
 * "no_such_meeting"; ERR_CONFLICT "minutes_signed", and "meeting_changed" where somebody else has changed it
 * since that version; ERR_INPUT "file_has_minutes" at "files" where one is left out of which something was
 * said. Files that stand on the agenda already stay there whoever may open them. Logged "meeting.change". */
err meeting_change(struct work *w, int64_t id, int64_t version, const struct meeting_new *in) MUST_CHECK;

struct meeting_sign {
    int64_t version;
    int64_t last_record; /* the newest that was seen of it; 0: none */
};
/* The minutes are right. ERR_CONFLICT "minutes_signed", "meeting_changed" (also where something was written
 * that was not seen), "meeting_called_off", "not_held" where its day lies ahead; ERR_INPUT "no_minutes" at
 * "text" where nothing was written; ERR_DENIED "sealed_part" where a part of them is of a file that is
 * sealed against the actor. Logged "meeting.sign". */
err meeting_sign(struct work *w, int64_t id, const struct meeting_sign *in) MUST_CHECK;

struct meeting {
    int64_t id, version, key;     /* key: that it is sealed with */
    const char *kind, *said_text; /* sealed as one; read into said */
    struct meeting_said said;
    date on;
    bool called_off;
    struct meeting_counts counts;
    int64_t present, heads, files; /* how many of the invited came, lead an institution and came; files */
    int64_t copies_out;            /* of the pack, not handed back */
    int64_t signed_at;             /* 0: the minutes are not signed */
    int64_t signed_record;         /* the newest record that the signature holds */
    const char *signed_by;
};
#define MEETINGS_PAGE 50
/* The latest day first; before: leaves out so many of them. Counts and days, and where. */
err meeting_list(struct work *w, int64_t skip, struct meeting **ret, size_t *ret_count) MUST_CHECK;
/* ERR_ABSENT "no_such_meeting". */
err meeting_require(struct work *w, int64_t id, struct meeting *ret) MUST_CHECK;

struct meeting_file {
    int64_t case_id;
    const char *number, *unit;
    bool shut; /* sealed against the actor: nothing more is told of it */
};
err meeting_invited_list(struct work *w, int64_t id, struct meeting_invited **ret,
                         size_t *ret_count) MUST_CHECK;
err meeting_file_list(struct work *w, int64_t id, struct meeting_file **ret, size_t *ret_count) MUST_CHECK;

/* That was done with it, or read of it: of a file on its agenda, or case_id 0. */
err meeting_log(struct work *w, int64_t id, int64_t case_id, const char *what) MUST_CHECK;

/* Nobody invited is like a respondent of its files, as far as is known by now: ERR_CONFLICT
 * "invited_like_respondent" where somebody is: what is written down last of a file counts, too. */
err meeting_conflicts_refuse(struct work *w, const struct meeting *m) MUST_CHECK;

#endif
