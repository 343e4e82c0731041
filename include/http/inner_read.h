/* A read made inside another request, for whoever sent that one: what GET of an address would be answered had
 * it come alone. Router, gate, handler and log cannot tell the difference. */
#ifndef HTTP_INNER_READ_H
#define HTTP_INNER_READ_H

#include "http/request.h"

struct inner_read {
    struct worker worker; /* the request's own handles on the database; its memory is apart */
    struct reply reply;   /* of the last read; its body is valid until the next */
};

/* Whether the address may be asked for so: ERR_INPUT "bad_path" names `field` when it is none of this API,
 * "no_json" when what it names is answered with something else. One that leads nowhere may: it is a 404. */
err inner_read_check(struct req *rq, const char *field, const char *address) MUST_CHECK;
/* Never fails: what goes wrong becomes the reply. address: checked; with its query. */
void inner_read(struct req *rq, const char *address, struct inner_read *ret);
/* In place of a read: 503 "busy". */
void inner_read_put_off(struct req *rq, struct inner_read *ret);
void inner_read_end(struct inner_read *r); /* wipes what it holds */

#endif
