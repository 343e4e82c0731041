/* minizip reads from memory (zip_memory.h), expat is fed what it unpacks. */
#include "render/package.h"

#include <expat.h>
#include <minizip/unzip.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "zip_memory.h"

#define PIECE 16384 /* bytes handed from the one to the other */

struct package {
    struct zip_memory memory;
    unzFile zip;
    size_t left; /* of PACKAGE_UNPACKED_MAX */
    char piece[PIECE];
};

err package_open(const void *bytes, size_t n, struct package **ret)
{
    struct package *p = calloc(1, sizeof *p);
    zlib_filefunc64_def functions;

    if (!p)
        return ERR_SYSTEM;
    p->memory = (struct zip_memory){.in = bytes, .size = n};
    p->left = PACKAGE_UNPACKED_MAX;
    zip_memory_use(&p->memory, &functions);
    if (!(p->zip = unzOpen2_64("", &functions))) {
        free(p);
        return ERR_CORRUPT;
    }
    *ret = p;
    return OK;
}

void package_close(struct package **p)
{
    if (!*p)
        return;
    unzClose((*p)->zip);
    /* Names stood in it. */
    explicit_bzero((*p)->piece, sizeof(*p)->piece);
    free(*p);
    *p = NULL;
}

struct parsing {
    XML_Parser xml;
    const struct package_reader *reader;
    int depth;
    err outcome; /* of the reader, or of a bound */
};

static void stop(struct parsing *x, err e)
{
    if (!e || x->outcome)
        return;
    x->outcome = e;
    (void)XML_StopParser(x->xml, XML_FALSE);
}

static const char *plain(const char *name)
{
    const char *colon = strchr(name, ':');

    return colon ? colon + 1 : name;
}

static void XMLCALL element_begin(void *data, const XML_Char *name, const XML_Char **attributes)
{
    struct parsing *x = data;

    if (++x->depth > PACKAGE_DEPTH_MAX)
        stop(x, ERR_LIMIT);
    else if (!x->outcome)
        stop(x, x->reader->begin(x->reader->of, plain(name), (const char *const *)attributes));
}

static void XMLCALL element_end(void *data, const XML_Char *name)
{
    struct parsing *x = data;

    x->depth--;
    if (!x->outcome)
        stop(x, x->reader->end(x->reader->of, plain(name)));
}

static void XMLCALL text_take(void *data, const XML_Char *text, int n)
{
    struct parsing *x = data;

    if (!x->outcome)
        stop(x, x->reader->text(x->reader->of, text, (size_t)n));
}

/* No program that writes such documents declares a type, and entities are the way to make much of little. */
static void XMLCALL doctype_refuse(void *data, const XML_Char *name, const XML_Char *system,
                                   const XML_Char *public, int internal)
{
    (void)name;
    (void)system;
    (void)public;
    (void)internal;
    stop(data, ERR_CORRUPT);
}

static err piece_parse(struct parsing *x, const char *piece, int n, size_t fed)
{
    bool parsed = XML_Parse(x->xml, piece, n, n == 0) == XML_STATUS_OK;
    XML_Index at = XML_GetCurrentByteIndex(x->xml);

    if (x->outcome)
        return x->outcome;
    if (!parsed)
        return XML_GetErrorCode(x->xml) == XML_ERROR_NO_MEMORY ? ERR_SYSTEM : ERR_CORRUPT;
    /* A tag that does not end: expat would gather it, and look at all of it again with every piece. */
    return at >= 0 && fed - (size_t)at > PACKAGE_TOKEN_MAX ? ERR_LIMIT : OK;
}

static err part_parse(struct package *p, struct parsing *x)
{
    size_t fed = 0;
    err e = OK;
    int n;

    do {
        n = unzReadCurrentFile(p->zip, p->piece, PIECE);
        if (n < 0)
            return ERR_CORRUPT;
        if ((size_t)n > p->left)
            return ERR_LIMIT;
        p->left -= (size_t)n;
        fed += (size_t)n;
        e = piece_parse(x, p->piece, n, fed);
    } while (!e && n > 0);
    return e;
}

static err part_read(struct package *p, const struct package_reader *r)
{
    struct parsing x = {.reader = r, .xml = XML_ParserCreate(NULL)};
    err e;

    if (!x.xml)
        return ERR_SYSTEM;
    XML_SetUserData(x.xml, &x);
    XML_SetElementHandler(x.xml, element_begin, element_end);
    XML_SetCharacterDataHandler(x.xml, r->text ? text_take : NULL);
    XML_SetStartDoctypeDeclHandler(x.xml, doctype_refuse);
    e = part_parse(p, &x);
    XML_ParserFree(x.xml);
    return e;
}

err package_read(struct package *p, const char *part, const struct package_reader *r)
{
    const int ignore_case = 2; /* as names of parts are compared: ECMA-376-2, 6.2.2.3 */
    int closed;
    err e;

    if (unzLocateFile(p->zip, part[0] == '/' ? part + 1 : part, ignore_case) != UNZ_OK)
        return ERR_ABSENT;
    if (unzOpenCurrentFile(p->zip) != UNZ_OK)
        return ERR_CORRUPT;
    e = part_read(p, r);
    closed = unzCloseCurrentFile(p->zip);
    return e ? e : closed == UNZ_OK ? OK : ERR_CORRUPT;
}

const char *package_attribute(const char *const *attributes, const char *name)
{
    for (; attributes[0]; attributes += 2)
        if (!strcmp(plain(attributes[0]), name))
            return attributes[1];
    return NULL;
}
