/* Input is declared: a const table of members, filled into a struct; unknown, missing, duplicate, over-long
 * and ill-typed members are refused by name ("persons[1].nid").
 *
 *     static const struct member STAY[] = {
 *         MEMBER_INT(struct stay_new, person, 1, INT64_MAX, REQUIRED),
 *         MEMBER_TEXT(struct stay_new, place, 120, OPTIONAL),
 *         MEMBER_DATE(struct stay_new, from, REQUIRED),
 *     };
 *     err e = input_read(rq, rq->body, STAY, COUNT(STAY), &in);
 */
#ifndef HTTP_INPUT_H
#define HTTP_INPUT_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "gen/limits.h"
#include "http/request.h"

enum member_type {
    MT_TEXT,   /* const char *: in the arena, trimmed, valid UTF-8, NULL when absent, null or blank */
    MT_SECRET, /* const char *: the same as typed: a blank at its end is part of it */
    MT_INT,    /* int64_t: min … max; 0 when absent */
    MT_BOOL,   /* bool */
    MT_DATE,   /* date: DATE_NONE when absent or null; ISO only */
    MT_CHOICE, /* an enum: one word, looked up by parse(); 0 when absent */
    MT_SET,    /* unsigned: a list of words, the bits that parse() gives for each; 0 when absent */
    MT_LIST,   /* pointer and count: an array of objects, each by `members` */
    MT_OBJECT, /* pointer to a struct or NULL: one object by `members` */
    MT_TEXTS,  /* const char ** and count: an array of texts */
};

#define OPTIONAL 0
#define REQUIRED 1
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

struct member {
    const char *name;
    enum member_type type;
    int required;
    size_t offset;
    int64_t min,
        max; /* MT_TEXT, MT_SECRET: max code points; MT_INT: range; MT_LIST, MT_TEXTS: max elements */
    bool (*parse)(const char *name, unsigned *ret); /* MT_CHOICE, MT_SET: false = no such word */
    const struct member *members;                   /* MT_LIST, MT_OBJECT */
    size_t member_count, size, count_offset;
};

#define MEMBER_TEXT(s, f, max_, req_)                                                                        \
    {                                                                                                        \
        .name = #f, .type = MT_TEXT, .required = (req_), .offset = offsetof(s, f), .max = (max_)             \
    }
#define MEMBER_SECRET(s, f, max_, req_)                                                                      \
    {                                                                                                        \
        .name = #f, .type = MT_SECRET, .required = (req_), .offset = offsetof(s, f), .max = (max_)           \
    }
#define MEMBER_INT(s, f, min_, max_, req_)                                                                   \
    {                                                                                                        \
        .name = #f, .type = MT_INT, .required = (req_), .offset = offsetof(s, f), .min = (min_),             \
        .max = (max_)                                                                                        \
    }
#define MEMBER_BOOL(s, f, req_)                                                                              \
    {                                                                                                        \
        .name = #f, .type = MT_BOOL, .required = (req_), .offset = offsetof(s, f)                            \
    }
#define MEMBER_DATE(s, f, req_)                                                                              \
    {                                                                                                        \
        .name = #f, .type = MT_DATE, .required = (req_), .offset = offsetof(s, f)                            \
    }
/* parse_ is the word list's own, `bool …_parse(const char *name, enum … *ret)`: our compilers keep an enum
 * without negative values as unsigned, and refuse to compile where that does not hold. */
#define MEMBER_CHOICE(s, f, parse_, req_)                                                                    \
    {                                                                                                        \
        .name = #f, .type = MT_CHOICE, .required = (req_), .offset = offsetof(s, f), .parse = (parse_)       \
    }
/* One bit per word, so that no two words together look like a third. */
#define MEMBER_SET(s, f, parse_, req_)                                                                       \
    {                                                                                                        \
        .name = #f, .type = MT_SET, .required = (req_), .offset = offsetof(s, f), .parse = (parse_)          \
    }
#define MEMBER_LIST(s, f, table_, element_, max_, req_)                                                      \
    {                                                                                                        \
        .name = #f, .type = MT_LIST, .required = (req_), .offset = offsetof(s, f), .max = (max_),            \
        .members = (table_), .member_count = COUNT(table_), .size = sizeof(element_),                        \
        .count_offset = offsetof(s, f##_count)                                                               \
    }
#define MEMBER_OBJECT(s, f, table_, element_, req_)                                                          \
    {                                                                                                        \
        .name = #f, .type = MT_OBJECT, .required = (req_), .offset = offsetof(s, f), .members = (table_),    \
        .member_count = COUNT(table_), .size = sizeof(element_)                                              \
    }
#define MEMBER_TEXTS(s, f, max_, max_elements_, req_)                                                        \
    {                                                                                                        \
        .name = #f, .type = MT_TEXTS, .required = (req_), .offset = offsetof(s, f), .min = (max_),           \
        .max = (max_elements_), .count_offset = offsetof(s, f##_count)                                       \
    }
/* Questions that are answered with yes (domain/work/question.h); the handler hands them to question_confirm.
 */
#define MEMBER_CONFIRM(s) MEMBER_TEXTS(s, confirm, LIMIT(Confirm, each), LIMIT_Confirm, OPTIONAL)

/* Fills ret (zeroed first; dates DATE_NONE). ERR_INPUT with the member named, and all others that are wrong
 * beside it (domain/work/fault.h). Of a form (RT_FORM) they are kept, and OK is returned, so that the checks
 * of the domain have their turn (domain/work/unread.h): what could not be read is then as if it were not
 * given, also where it is required. */
err input_read(struct req *rq, json_t *object, const struct member *members, size_t count,
               void *ret) MUST_CHECK;

#endif
