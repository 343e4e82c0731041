/* One JSON value written straight into a buffer. The first fault sticks: put as much as you like, and ask
 * json_finish() once; nothing is left out in silence. The text is what jansson's JSON_COMPACT writes.
 *
 *     struct json_writer j;
 *     json_start(&j, &out);
 *     json_put_object(&j, NULL);
 *     json_put_int(&j, "id", unit->id);
 *     json_put_list(&j, "names");
 *     for (size_t i = 0; i < count; i++)
 *         json_put_text(&j, NULL, names[i]);
 *     json_put_end(&j);
 *     json_put_end(&j);
 *     return json_finish(&j);
 *
 * A struct that goes out whole is declared, as input is:
 *
 *     static const struct json_member UNIT_OUT[] = {
 *         JSON_INT(struct unit, id),
 *         JSON_TEXT(struct unit, name),
 *         JSON_WORD_AS(struct unit, kind, unit_kind_name, "type"),
 *         JSON_LIST(struct unit, rooms, room_count, ROOM_OUT),
 *     };
 *     json_put_structs(&j, "units", MEMBERS(UNIT_OUT), units, count);
 *
 * A field of a type that does not suit the macro does not compile. */
#ifndef BASE_JSON_WRITER_H
#define BASE_JSON_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/date.h"
#include "base/err.h"

struct buf;

#define JSON_DEPTH_MAX 32 /* objects and lists inside one another */

/* Who hears of each thing that is written, as it is: for a paper that says the same. name: as below; text: as
 * it stands in the JSON, of a text without its quotes; NULL: null. */
struct json_listener {
    void *of;
    void (*open)(void *of, const char *name, bool list);
    void (*close)(void *of);
    void (*value)(void *of, const char *name, const char *text);
};

struct json_writer {
    struct buf *out;
    err e;                                /* the first fault; nothing is written after it */
    unsigned depth;                       /* open objects and lists */
    uint32_t lists;                       /* a bit for each of them: it is a list */
    bool in_lines;                        /* each element on a line of its own */
    const struct json_listener *listener; /* NULL: nobody; set behind json_start */
    bool filled;                          /* the innermost has an element, or the whole value is there */
};

/* Behind what the buffer holds already. */
void json_start(struct json_writer *j, struct buf *out);
/* The same for people to read: each element on a line of its own, two spaces further in than what holds it.
 */
void json_start_lines(struct json_writer *j, struct buf *out);
/* ERR_SYSTEM: memory ran out, or the calls do not make one closed value (a name missing in an object or given
 * in a list, something left open, nested too deep); ERR_CORRUPT: a text that is not valid UTF-8. */
err json_finish(struct json_writer *j) MUST_CHECK;
/* The first fault so far, for who must not go on as if all were written. */
err json_err(const struct json_writer *j) MUST_CHECK;

/* name: of the member; NULL at the top and in lists. Every object and list is closed by one json_put_end. */
void json_put_object(struct json_writer *j, const char *name);
void json_put_list(struct json_writer *j, const char *name);
void json_put_end(struct json_writer *j);
void json_put_text(struct json_writer *j, const char *name, const char *text); /* NULL: null */
void json_put_int(struct json_writer *j, const char *name, int64_t value);
void json_put_id(struct json_writer *j, const char *name, int64_t id); /* 0: null */
void json_put_bool(struct json_writer *j, const char *name, bool value);
void json_put_null(struct json_writer *j, const char *name);
/* A value that is written already, as another writer finished it. */
void json_put_written(struct json_writer *j, const char *name, const struct buf *value);
void json_put_date(struct json_writer *j, const char *name, date d);  /* DATE_NONE, DATE_OPEN: null */
void json_put_month(struct json_writer *j, const char *name, date d); /* "2026-11"; null likewise */
void json_put_instant(struct json_writer *j, const char *name, int64_t instant); /* RFC 3339, UTC; 0: null */
void json_put_texts(struct json_writer *j, const char *name, const char *const *texts, size_t count);
/* The words of the bits that are set, lowest first. */
void json_put_words(struct json_writer *j, const char *name, unsigned set, const char *(*word)(unsigned));

enum json_member_type {
    JT_INT64,
    JT_INT,
    JT_UNSIGNED,
    JT_SIZE,
    JT_BOOL,
    JT_TEXT,  /* pointer */
    JT_CHARS, /* array of char in the struct */
    JT_DATE,
    JT_MONTH,
    JT_INSTANT,
    JT_WORD,
    JT_WORDS,
    JT_TEXTS,
    JT_INTS,
    JT_LIST,
    JT_POINTER,
    JT_STRUCT,
    JT_FLAT,
};

struct json_member {
    const char *name;
    enum json_member_type type;
    bool or_null;                      /* 0 is written as null */
    size_t offset, count_offset;       /* in the struct; of the number of elements */
    size_t struct_size;                /* of the struct that the member is a field of */
    const char *(*word)(unsigned);     /* JT_WORD, JT_WORDS */
    const struct json_member *members; /* JT_LIST, JT_POINTER, JT_STRUCT, JT_FLAT: of the inner struct */
    size_t member_count, inner_size;
};

/* The two arguments that a table is. */
#define MEMBERS(table) (table), sizeof(table) / sizeof((table)[0])

/* Into the open object. */
void json_put_members(struct json_writer *j, const struct json_member *members, size_t count,
                      const void *from);
/* An object of its own; from NULL: null. */
void json_put_struct(struct json_writer *j, const char *name, const struct json_member *members, size_t count,
                     const void *from);
/* A list of objects: an array of the table's struct. */
void json_put_structs(struct json_writer *j, const char *name, const struct json_member *members,
                      size_t count, const void *array, size_t length);

/* What the macros below are made of: s is the struct, f the field, n the name on the wire. */
#define JSON_ADDRESS(s, f) (&((s *)0)->f)
#define JSON_NUMBER_TYPE(s, f)                                                                               \
    _Generic(JSON_ADDRESS(s, f), int64_t *: JT_INT64, int *: JT_INT, unsigned *: JT_UNSIGNED, size_t *: JT_SIZE)
#define JSON_TEXT_TYPE(s, f)                                                                                 \
    _Generic(JSON_ADDRESS(s, f), const char **: JT_TEXT, char **: JT_TEXT,                                   \
             char(*)[sizeof(((s *)0)->f)]: JT_CHARS)
#define JSON_MEMBER(s, f, n, type_)                                                                          \
    .name = (n), .type = (type_), .offset = offsetof(s, f), .struct_size = sizeof(s)
#define JSON_COUNT(s, c) .count_offset = _Generic(JSON_ADDRESS(s, c), size_t * : offsetof(s, c))
#define JSON_INNER(t)    .members = (t), .member_count = sizeof(t) / sizeof((t)[0])

/* int64_t, int, unsigned or size_t. */
#define JSON_INT(s, f) JSON_INT_AS(s, f, #f)
#define JSON_INT_AS(s, f, n)                                                                                 \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, JSON_NUMBER_TYPE(s, f))                                                         \
    }
/* The same; 0 is null. */
#define JSON_ID(s, f) JSON_ID_AS(s, f, #f)
#define JSON_ID_AS(s, f, n)                                                                                  \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, JSON_NUMBER_TYPE(s, f)), .or_null = true                                        \
    }
#define JSON_BOOL(s, f) JSON_BOOL_AS(s, f, #f)
#define JSON_BOOL_AS(s, f, n)                                                                                \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, _Generic(JSON_ADDRESS(s, f), bool * : JT_BOOL))                                 \
    }
/* A pointer (NULL is null) or an array of char. */
#define JSON_TEXT(s, f) JSON_TEXT_AS(s, f, #f)
#define JSON_TEXT_AS(s, f, n)                                                                                \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, JSON_TEXT_TYPE(s, f))                                                           \
    }
#define JSON_DATE(s, f) JSON_DATE_AS(s, f, #f)
#define JSON_DATE_AS(s, f, n)                                                                                \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, _Generic(JSON_ADDRESS(s, f), date * : JT_DATE))                                 \
    }
#define JSON_MONTH(s, f) JSON_MONTH_AS(s, f, #f)
#define JSON_MONTH_AS(s, f, n)                                                                               \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, _Generic(JSON_ADDRESS(s, f), date * : JT_MONTH))                                \
    }
#define JSON_INSTANT(s, f) JSON_INSTANT_AS(s, f, #f)
#define JSON_INSTANT_AS(s, f, n)                                                                             \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, _Generic(JSON_ADDRESS(s, f), int64_t * : JT_INSTANT))                           \
    }
#define JSON_WORD_TYPE(s, f)                                                                                 \
    (sizeof(char[sizeof(((s *)0)->f) == sizeof(unsigned) ? 1 : -1]) ? JT_WORD : JT_WORDS)
/* An enum by its naming function; null where that gives NULL. */
#define JSON_WORD(s, f, word_) JSON_WORD_AS(s, f, word_, #f)
#define JSON_WORD_AS(s, f, word_, n)                                                                         \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, JSON_WORD_TYPE(s, f)), .word = (word_)                                          \
    }
/* A set of bits as a list of words. */
#define JSON_WORDS(s, f, word_) JSON_WORDS_AS(s, f, word_, #f)
#define JSON_WORDS_AS(s, f, word_, n)                                                                        \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, _Generic(JSON_ADDRESS(s, f), unsigned * : JT_WORDS)), .word = (word_)           \
    }
/* An array of texts or numbers; c is the field with its length. */
#define JSON_TEXTS(s, f, c) JSON_TEXTS_AS(s, f, c, #f)
#define JSON_TEXTS_AS(s, f, c, n)                                                                                 \
    {                                                                                                             \
        JSON_MEMBER(s, f, n, _Generic(JSON_ADDRESS(s, f), const char ***: JT_TEXTS, char ***: JT_TEXTS)),       \
     JSON_COUNT(s, c) \
    }
#define JSON_INTS(s, f, c) JSON_INTS_AS(s, f, c, #f)
#define JSON_INTS_AS(s, f, c, n)                                                                                  \
    {                                                                                                             \
        JSON_MEMBER(s, f, n, _Generic(JSON_ADDRESS(s, f), int64_t **: JT_INTS, const int64_t **: JT_INTS)),     \
     JSON_COUNT(s, c) \
    }
/* An array of structs, each by the table t. */
#define JSON_LIST(s, f, c, t) JSON_LIST_AS(s, f, c, t, #f)
#define JSON_LIST_AS(s, f, c, t, n)                                                                          \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, JT_LIST), JSON_COUNT(s, c), JSON_INNER(t), .inner_size = sizeof(*((s *)0)->f)   \
    }
/* A pointer to a struct; NULL is null. */
#define JSON_POINTER(s, f, t) JSON_POINTER_AS(s, f, t, #f)
#define JSON_POINTER_AS(s, f, t, n)                                                                          \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, JT_POINTER), JSON_INNER(t), .inner_size = sizeof(*((s *)0)->f)                  \
    }
/* A struct inside the struct, as an object. */
#define JSON_STRUCT(s, f, t) JSON_STRUCT_AS(s, f, t, #f)
#define JSON_STRUCT_AS(s, f, t, n)                                                                           \
    {                                                                                                        \
        JSON_MEMBER(s, f, n, JT_STRUCT), JSON_INNER(t), .inner_size = sizeof(((s *)0)->f)                    \
    }
/* Its members among those of the struct around it. */
#define JSON_FLAT(s, f, t)                                                                                   \
    {                                                                                                        \
        JSON_MEMBER(s, f, #f, JT_FLAT), JSON_INNER(t), .inner_size = sizeof(((s *)0)->f)                     \
    }

#endif
