/* Signs in as a browser does, with the same limits and the same entries in the log. */
#include "cli/signed_in.h"

#include <stdio.h>
#include <string.h>
#include <sysexits.h>

#include "cli/password_input.h"
#include "domain/office/session.h"
#include "domain/work/secret.h"

static err session_take(struct work *w, const char *account, const char *password,
                        uint8_t ret_session[DIGEST_SIZE], struct actor *ret)
{
    CLEANUP(secret_wipe) struct secret secret = {0};
    err e;

    /* NULL: there is no network address whose attempts could be counted; those of the account are. */
    if ((e = session_open(w, account, password, NULL, secret.text)) ||
        (e = secret_hash(secret.text, secret.hash)) || (e = session_find(w, secret.hash, ret)))
        return e;
    memcpy(ret_session, secret.hash, DIGEST_SIZE);
    return OK;
}

int signed_in_open(struct opened *o, const char *account, const char *password_source, struct signed_in *ret)
{
    CLEANUP(buf_wipe) struct buf password = {0};
    struct actor actor = {0};
    int code;

    if ((code = password_entered(password_source, account, &password)) ||
        (code = outcome(&o->work, session_take(&o->work, account, password.data ? password.data : "",
                                               ret->session, &actor))))
        return code;
    /* Set before the check below, so that the session is closed whatever it says. */
    ret->opened = o;
    o->work.actor = actor;
    /* Somebody else knows this password: it is good for choosing another, and for nothing that must be
     * answered for. */
    if (!actor.must_change)
        return EX_OK;
    fprintf(stderr, "besa: %s is to choose another password first\n", actor.name);
    return EX_NOPERM;
}

void signed_in_close(struct signed_in *s)
{
    /* One session for one command: nothing stays open that another user of the machine could find. */
    if (s->opened && session_close(&s->opened->work, s->session))
        fputs("besa: the session could not be closed; it ends by itself\n", stderr);
}
