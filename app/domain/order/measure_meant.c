/* The answer is held against what is asked, and what it changes is an act. */
#include "domain/order/measure_meant.h"

#include <stdio.h>
#include <string.h>

#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/order/act_store.h"
#include "domain/order/order.h"
#include "domain/order/order_read.h"
#include "domain/order/registration_write.h"
#include "domain/work/fault.h"
#include "store/db.h"

static const struct letter_doubt *doubt_of(const struct order_line *o, const char *letter)
{
    for (size_t i = 0; i < o->doubt_count; i++)
        if (!strcmp(o->doubts[i].letter, letter))
            return &o->doubts[i];
    return NULL;
}

static const char *answer_of(const struct measures_meant *in, const char *letter)
{
    for (size_t i = 0; i < in->meant_count; i++)
        if (!strcmp(in->meant[i].letter, letter))
            return in->meant[i].code;
    return NULL;
}

static err answers_check(struct work *w, const struct order_line *o, const struct measures_meant *in)
{
    struct faults f = {0};
    char field[40];
    err e = OK;

    if (!o->doubt_count)
        return refuse(w, ERR_CONFLICT, "no_doubt", "", "Nothing is asked about the letters of this order.");
    for (size_t i = 0; !e && i < in->meant_count; i++) {
        const struct letter_doubt *d = doubt_of(o, in->meant[i].letter);
        const char *code = in->meant[i].code;

        snprintf(field, sizeof field, "meant[%zu].%s", i, d ? "code" : "letter");
        if (!d)
            e = faults_when(w, &f, true, "unknown_letter", field, "This letter is not asked about.");
        else
            e = faults_when(w, &f, strcmp(code, d->by_law) != 0 && strcmp(code, d->by_register) != 0,
                            "not_one_of_two", field, "The letter stood for one of these two measures.");
    }
    for (size_t i = 0; !e && i < o->doubt_count; i++)
        e = faults_when(w, &f, !answer_of(in, o->doubts[i].letter), "required", "meant",
                        "All letters that are asked about need an answer.");
    return e ? e : faults_refuse(w, &f);
}

static bool stands(const struct order_line *o, const char *code)
{
    for (size_t i = 0; i < o->measure_count; i++)
        if (!strcmp(o->measures[i].code, code))
            return true;
    return false;
}

/* By one of the first `count` letters. */
static bool meant_by(const struct order_line *o, const struct measures_meant *in, size_t count,
                     const char *code)
{
    for (size_t i = 0; i < count; i++)
        if (!strcmp(answer_of(in, o->doubts[i].letter), code))
            return true;
    return false;
}

/* What a letter was read as goes, where it stands and no letter meant it; what was meant comes. */
static err difference_make(struct work *w, const struct order_line *o, const struct measures_meant *in,
                           struct act_content *ret)
{
    struct act_content c = {0};

    c.measures_in = arena_array(w->arena, o->doubt_count + 1, sizeof *c.measures_in);
    c.measures_out = arena_array(w->arena, o->doubt_count + 1, sizeof *c.measures_out);
    if (!c.measures_in || !c.measures_out)
        return ERR_SYSTEM;
    for (size_t i = 0; i < o->doubt_count; i++) {
        const char *is = answer_of(in, o->doubts[i].letter), *was = o->doubts[i].read_as;

        if (!stands(o, is) && !meant_by(o, in, i, is))
            c.measures_in[c.measures_in_count++] = (struct measure_in){.code = is};
        if (stands(o, was) && !meant_by(o, in, o->doubt_count, was))
            c.measures_out[c.measures_out_count++] = was;
    }
    *ret = c;
    return OK;
}

static err difference_write(struct work *w, const struct order_line *o, const struct act_content *c)
{
    const struct act act = {.kind = ACT_REGISTRATION_CORRECTED,
                            .on = w->today,
                            .start = DATE_NONE,
                            .end = DATE_NONE,
                            .effective = DATE_NONE};
    int64_t id;
    err e;

    if (!c->measures_in_count && !c->measures_out_count)
        return OK;
    if ((e = act_append(w, o->id, &act, NULL, NULL, &id)))
        return e;
    return registration_measures_write(w, o->id, id, c);
}

static const char SQL_ANSWER[] =
    "UPDATE measure_doubt SET meant = :code, answered_by = :by, answered_at = :now "
    "WHERE order_id = :order AND letter = :letter AND meant IS NULL";

static err answers_write(struct work *w, const struct order_line *o, const struct measures_meant *in)
{
    err e = OK;

    for (size_t i = 0; !e && i < o->doubt_count; i++)
        e = db_exec(w->db, SQL_ANSWER,
                    BINDS(TEXT(":code", answer_of(in, o->doubts[i].letter)),
                          INT_OR_NULL(":by", w->actor.account, w->actor.account), INT(":now", w->now),
                          INT(":order", o->id), TEXT(":letter", o->doubts[i].letter)));
    return e;
}

err measure_doubts_answer(struct work *w, int64_t order, const struct measures_meant *in,
                          int64_t *ret_version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "order.measures_meant", .record = "protection_order", .record_id = order};
    struct act_content c;
    struct order_line o;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = order_load(w, order, &o)) || (e = case_may_open(w, o.case_id)) ||
        (e = case_touch(w, &(struct touch){o.case_id, in->version, entry.what, order, false},
                        &entry.case_version)) ||
        (e = answers_check(w, &o, in)) || (e = difference_make(w, &o, in, &c)) ||
        (e = difference_write(w, &o, &c)) || (e = answers_write(w, &o, in)))
        return e;
    entry.case_id = o.case_id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_version = entry.case_version;
    return OK;
}
