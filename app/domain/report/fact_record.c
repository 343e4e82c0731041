/* A record's codes lie in one sealed value with all that is personal, so each record is opened, looked at
 * for its codes, and forgotten. */
#include "domain/report/fact_record.h"

#include <stdlib.h>
#include <string.h>

#include "domain/casework/noun_list.h"

err fact_records(struct fact_reading *r, enum record_kind kind, date from, date until, struct record **ret,
                 size_t *ret_count)
{
    const struct record_filter f = {
        .kind = kind, .counted = true, .unpaged = true, .from = from, .until = until};
    size_t kept = 0;
    err e;

    if ((e = record_list(r->w, &f, ret, ret_count)))
        return e;
    for (size_t i = 0; i < *ret_count; i++)
        if (!(*ret)[i].voided)
            (*ret)[kept++] = (*ret)[i];
    *ret_count = kept;
    return OK;
}

/* said: a struct of its noun. */
static const char *word_of(const struct noun *noun, const void *said, const char *name)
{
    for (size_t i = 0; i < noun->said_count; i++)
        if (!strcmp(noun->said[i].name, name))
            return said_get(&noun->said[i], said);
    return NULL;
}

static err said_open(struct work *w, const struct record *rec, const struct noun **ret_noun, void **ret_said)
{
    *ret_noun = noun_of(rec->kind);
    if (!(*ret_said = arena_alloc(w->arena, (*ret_noun)->size)))
        return ERR_SYSTEM;
    return said_read(w->arena, rec->said, (*ret_noun)->said, (*ret_noun)->said_count, *ret_said);
}

err fact_of_record(struct fact_reading *r, const struct record *rec, const struct told *told, size_t count,
                   struct fact **ret)
{
    const struct noun *noun;
    struct fact *f;
    void *said;
    err e;

    if ((e = said_open(r->w, rec, &noun, &said)))
        return e;
    if (!(f = fact_add(r, rec->on, rec->case_id)))
        return ERR_SYSTEM;
    f->who = rec->case_id ? rec->case_id : -rec->root;
    for (size_t i = 0; i < count; i++) {
        const char *word = word_of(noun, said, told[i].name);

        if (word)
            f->value[told[i].by] = word;
    }
    *ret = f;
    return OK;
}

err fact_kind_read(struct fact_reading *r, enum record_kind kind, const struct told *told, size_t count)
{
    struct record *list;
    struct fact *f;
    size_t n;
    err e = fact_records(r, kind, r->from, r->until, &list, &n);

    for (size_t i = 0; i < n && !e; i++)
        e = fact_of_record(r, &list[i], told, count, &f);
    return e;
}

err fact_record_word(struct work *w, const struct record *rec, const char *name, const char **ret)
{
    const struct noun *noun;
    void *said;
    err e = said_open(w, rec, &noun, &said);

    if (!e)
        *ret = word_of(noun, said, name);
    return e;
}

/* By what they answer, then by day. A correction is written down last, and stands where what it corrects
 * stood. */
static int answer_compare(const void *a, const void *b)
{
    const struct record *x = a, *y = b;

    if (x->answers != y->answers)
        return x->answers < y->answers ? -1 : 1;
    if (x->on != y->on)
        return x->on < y->on ? -1 : 1;
    return x->root < y->root ? -1 : x->root > y->root;
}

err fact_answers(struct fact_reading *r, enum record_kind kind, struct record **ret, size_t *ret_count)
{
    err e = fact_records(r, kind, DATE_NONE, DATE_NONE, ret, ret_count);

    if (!e && *ret_count)
        qsort(*ret, *ret_count, sizeof **ret, answer_compare);
    return e;
}

const struct record *fact_answer_last(const struct record *answers, size_t count, int64_t root)
{
    size_t low = 0, high = count;

    while (low < high) { /* behind the last that answers it */
        const size_t middle = low + (high - low) / 2;

        if (answers[middle].answers <= root)
            low = middle + 1;
        else
            high = middle;
    }
    return low && answers[low - 1].answers == root ? &answers[low - 1] : NULL;
}

err fact_answer_word(struct work *w, const struct record *answers, size_t count, int64_t root,
                     const char *name, const char **ret)
{
    const struct record *last = fact_answer_last(answers, count, root);

    *ret = NULL;
    return last ? fact_record_word(w, last, name, ret) : OK;
}
