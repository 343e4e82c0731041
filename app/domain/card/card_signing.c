/* One thread that signs what another one makes. To sign and seal a card takes as long as to decide and store
 * it: side by side a municipality has its cards in half the time. */
#include "domain/card/card_signing.h"

#include <pthread.h>
#include <stdlib.h>

#include "domain/card/card_draft.h"

struct signing {
    const struct keyring *keys;
    struct vault *vault;
    struct card_draft *drafts;
    pthread_t thread;
    pthread_mutex_t lock; /* for what follows */
    pthread_cond_t more, done;
    size_t added, signed_count;
    bool over;
    err failed; /* of the draft after the last signed one */
};

/* false: no more will come. */
static bool draft_await(struct signing *s, size_t number)
{
    bool there;

    pthread_mutex_lock(&s->lock);
    while (s->added <= number && !s->over)
        pthread_cond_wait(&s->more, &s->lock);
    /* Also false where drafts still wait: over is said by signing_end, when nobody wants them any more. */
    there = !s->over;
    pthread_mutex_unlock(&s->lock);
    return there;
}

static void *drafts_sign(void *signing)
{
    struct signing *s = signing;
    err e = OK;

    for (size_t i = 0; !e && draft_await(s, i); i++) {
        e = draft_sign(s->keys, s->vault, &s->drafts[i]);
        pthread_mutex_lock(&s->lock);
        if (e)
            s->failed = e;
        else
            s->signed_count = i + 1;
        pthread_cond_signal(&s->done);
        pthread_mutex_unlock(&s->lock);
    }
    return NULL;
}

err signing_start(const struct keyring *k, struct vault *v, struct card_draft *drafts, struct signing **ret)
{
    struct signing *s = calloc(1, sizeof *s);

    if (!s)
        return ERR_SYSTEM;
    s->keys = k;
    s->vault = v;
    s->drafts = drafts;
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->more, NULL);
    pthread_cond_init(&s->done, NULL);
    if (pthread_create(&s->thread, NULL, drafts_sign, s) != 0) {
        free(s);
        return ERR_SYSTEM;
    }
    *ret = s;
    return OK;
}

void signing_add(struct signing *s)
{
    pthread_mutex_lock(&s->lock);
    s->added++;
    pthread_cond_signal(&s->more);
    pthread_mutex_unlock(&s->lock);
}

err signing_wait(struct signing *s, size_t number)
{
    err e;

    pthread_mutex_lock(&s->lock);
    while (s->signed_count <= number && !s->failed)
        pthread_cond_wait(&s->done, &s->lock);
    e = s->signed_count > number ? OK : s->failed;
    pthread_mutex_unlock(&s->lock);
    return e;
}

void signing_end(struct signing **s)
{
    if (!*s)
        return;
    pthread_mutex_lock(&(*s)->lock);
    (*s)->over = true;
    pthread_cond_signal(&(*s)->more);
    pthread_mutex_unlock(&(*s)->lock);
    pthread_join((*s)->thread, NULL);
    pthread_cond_destroy(&(*s)->more);
    pthread_cond_destroy(&(*s)->done);
    pthread_mutex_destroy(&(*s)->lock);
    free(*s);
    *s = NULL;
}
