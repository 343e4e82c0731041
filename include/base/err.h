/* What can go wrong, in eight words. Every function that can fail returns one of them. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

typedef enum {
    OK = 0,
    ERR_INPUT,    /* the caller's data is wrong; a struct problem names the field */
    ERR_DENIED,   /* the actor may not */
    ERR_ABSENT,   /* no such thing, or not for this actor */
    ERR_CONFLICT, /* it exists already, or somebody changed it meanwhile */
    ERR_LIMIT,    /* too long, too big, too often */
    ERR_CORRUPT,  /* a key, signature, seal or chain does not hold */
    ERR_BUSY,     /* the database was locked for longer than we wait */
    ERR_SYSTEM,   /* memory, disk, network, a library */
} err;

#define MUST_CHECK            __attribute__((warn_unused_result))
#define CLEANUP(f)            __attribute__((cleanup(f)))
#define FORMAT(string, first) __attribute__((format(printf, string, first)))

/* A short English word for logs and exit messages; never NULL. */
const char *err_name(err e);

#endif
