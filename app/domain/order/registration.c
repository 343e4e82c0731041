/* A registration put right. Outs are written before the check: who changes sides leaves the one before the
 * other takes him; a refusal undoes it all. The row of the order says what holds, so that whatever reads it
 * (citations, searches, doubles, reconciling) goes by the corrected paper without knowing of it. */
#include "domain/order/registration.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "domain/card/card_refresh.h"
#include "domain/claim/order_act.h"
#include "domain/file/case_file.h"
#include "domain/file/case_guard.h"
#include "domain/file/case_touch.h"
#include "domain/office/audit.h"
#include "domain/office/unit.h"
#include "domain/order/act_content.h"
#include "domain/order/act_store.h"
#include "domain/order/measure_check.h"
#include "domain/order/order.h"
#include "domain/order/order_check.h"
#include "domain/order/order_paper.h"
#include "domain/order/order_read.h"
#include "domain/order/order_role.h"
#include "domain/order/order_term_check.h"
#include "domain/order/registration_relation.h"
#include "domain/order/registration_write.h"
#include "domain/order/replacement.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "gen/limits.h"
#include "store/db.h"

bool registration_word_parse(const char *name, enum registration_word *ret)
{
    static const struct {
        const char *name;
        enum registration_word word;
    } WORDS[] = {{"received_on", CLEAR_RECEIVED},    {"hearing_on", CLEAR_HEARING},
                 {"case_number", CLEAR_CASE_NUMBER}, {"end", CLEAR_END},
                 {"petitioner", CLEAR_PETITIONER},   {"representative", CLEAR_REPRESENTATIVE}};

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (!strcmp(name, WORDS[i].name)) {
            *ret = WORDS[i].word;
            return true;
        }
    return false;
}

struct correcting {
    struct work *w;
    const struct registration_new *in;
    struct order_line old;
    struct act grant;       /* as it stands */
    int64_t grant_id;       /* of the act itself */
    struct order_new paper; /* as it is to stand */
    const char *unit;       /* as it was */
};

static struct order_parties parties_of(const struct order_parties *old, const struct registration_new *in)
{
    struct order_parties p = *old;

    if (in->parties.case_number || in->clears & CLEAR_CASE_NUMBER)
        p.case_number = in->parties.case_number;
    if (in->parties.petitioner || in->parties.petitioner_name || in->clears & CLEAR_PETITIONER) {
        p.petitioner = in->parties.petitioner;
        p.petitioner_name = in->parties.petitioner_name;
    }
    if (in->parties.representative || in->parties.representative_name || in->clears & CLEAR_REPRESENTATIVE) {
        p.representative = in->parties.representative;
        p.representative_name = in->parties.representative_name;
    }
    return p;
}

/* An order that began with its decision begins with the day of the decision as it is put right. */
static date start_of(const struct correcting *c)
{
    const date was = c->grant.start == DATE_NONE ? c->grant.on : c->grant.start;

    if (c->in->start != DATE_NONE)
        return c->in->start;
    return c->in->decision_date != DATE_NONE && was == c->old.decision_date ? c->in->decision_date : was;
}

/* A last day that is put right takes the place of a term, and a term that of a last day. Both can go: an
 * immediate order lasts until the court decides, and so does what was written down as an UM and is none. */
static bool end_stays(const struct registration_new *in)
{
    return in->end == DATE_NONE && !term_said(&in->term) && !(in->clears & CLEAR_END);
}

static date end_of(const struct correcting *c)
{
    if (!end_stays(c->in))
        return c->in->end;
    return c->grant.end == DATE_OPEN ? DATE_NONE : c->grant.end;
}

/* What turns out to be no immediate order calls no hearing. */
static date hearing_of(const struct correcting *c)
{
    if (c->in->hearing_on != DATE_NONE)
        return c->in->hearing_on;
    return c->in->clears & CLEAR_HEARING || (c->in->kind && c->in->kind != ORDER_UMM) ? DATE_NONE
                                                                                      : c->old.hearing_on;
}

static bool among(const int64_t *ids, size_t count, int64_t id)
{
    for (size_t i = 0; i < count; i++)
        if (ids[i] == id)
            return true;
    return false;
}

/* Those who come, then those who stay: so the places of those who come are the same as in the request. */
static err persons_put(struct correcting *c)
{
    const struct act_content *x = &c->in->content;
    struct order_person *list =
        arena_array(c->w->arena, x->persons_in_count + c->old.person_count + 1, sizeof *list);
    size_t n = 0;
    err e;

    if (!list)
        return ERR_SYSTEM;
    for (; n < x->persons_in_count; n++)
        list[n] = x->persons_in[n];
    for (size_t i = 0; i < c->old.person_count; i++) {
        if (among(x->persons_out, x->persons_out_count, c->old.persons[i]))
            continue;
        list[n].person = c->old.persons[i];
        if ((e = case_person_role(c->w, c->old.case_id, c->old.persons[i], "persons", &list[n].role)))
            return e;
        n++;
    }
    c->paper.persons = list;
    c->paper.persons_count = n;
    return OK;
}

static err paper_make(struct correcting *c)
{
    const struct registration_new *in = c->in;
    const struct order_line *o = &c->old;

    c->paper = (struct order_new){
        .own = o->id,
        .case_id = o->case_id,
        .version = in->version,
        .kind = in->kind ? in->kind : o->kind,
        .issuer = in->issuer ? in->issuer : o->issuer,
        .number = in->number ? in->number : o->number,
        .decision_date = in->decision_date != DATE_NONE ? in->decision_date : o->decision_date,
        .start = start_of(c),
        .end = end_of(c),
        .term = end_stays(in) ? c->grant.term : in->term,
        .final_date = DATE_NONE,
        .hearing_on = hearing_of(c),
        .received_on = in->received_on != DATE_NONE  ? in->received_on
                       : in->clears & CLEAR_RECEIVED ? DATE_NONE
                                                     : o->received_on,
        .unit = in->unit,
        .more_respondents = in->respondents_in,
        .more_respondents_count = in->respondents_in_count,
        .relation = in->relation,
        .parties = parties_of(&o->parties, in),
    };
    return persons_put(c);
}

/* "persons[1].nid" of the paper is "persons_in[1].nid" of the request. */
static void faults_rename(struct faults *f)
{
    static const struct {
        const char *from, *to;
    } NAMES[] = {{"persons[", "persons_in["}, {"more_respondents[", "respondents_in["}};
    char field[sizeof f->at->field];

    for (size_t i = 0; i < f->count; i++)
        for (size_t n = 0; n < 2; n++) {
            size_t skip = strlen(NAMES[n].from);

            if (strncmp(f->at[i].field, NAMES[n].from, skip) != 0)
                continue;
            snprintf(field, sizeof field, "%s%.60s", NAMES[n].to, f->at[i].field + skip);
            memcpy(f->at[i].field, field, sizeof field);
            break;
        }
}

/* Outs are gone from the rows by now, and are held against what stood before. */
static err outs_check(struct correcting *c, struct faults *f)
{
    const struct registration_new *in = c->in;
    char field[48];
    err e = OK;

    for (size_t i = 0; !e && i < in->respondents_out_count; i++) {
        snprintf(field, sizeof field, "respondents_out[%zu]", i);
        if (!among(c->old.respondents, c->old.respondent_count, in->respondents_out[i]))
            e = faults_take(
                c->w, f,
                refuse(c->w, ERR_INPUT, "not_respondent", field, "The order is not against this person."));
    }
    if (!e && in->note && text_length(in->note) > LIMIT(RegistrationNew, note))
        e = faults_take(
            c->w, f, refuse(c->w, ERR_INPUT, "too_long", "note", "The note is longer than 2000 characters."));
    return e;
}

static err unit_check(struct correcting *c, struct faults *f)
{
    int64_t unit;

    return c->in->unit ? faults_take(c->w, f, unit_find(c->w, c->in->unit, &unit)) : OK;
}

static bool goes(const struct act_content *x, const char *code)
{
    for (size_t i = 0; i < x->measures_out_count; i++)
        if (!strcmp(x->measures_out[i], code))
            return true;
    return false;
}

/* Where the paper turns out to be of another kind, the measures that stay are asked about as those of a new
 * one would be. */
static err staying_check(struct correcting *c, struct faults *f)
{
    const struct measured_paper paper = {c->paper.kind, c->paper.decision_date, DATE_OPEN};
    struct measure_in *staying;
    size_t count = 0;

    if (c->paper.kind == c->old.kind)
        return OK;
    if (!(staying = arena_array(c->w->arena, c->old.measure_count + 1, sizeof *staying)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < c->old.measure_count; i++)
        if (!goes(&c->in->content, c->old.measures[i].code))
            staying[count++].code = c->old.measures[i].code;
    return measures_in_check(c->w, &paper, "kind", staying, count, f);
}

static err correction_check(struct correcting *c, const struct registration_change *x)
{
    const struct content_days today = {c->w->today, order_known_end(&c->paper)};
    struct order_line as_paper = c->old;
    struct faults f = {0};
    err e;

    as_paper.kind = c->paper.kind;
    as_paper.decision_date = c->paper.decision_date;
    if ((e = order_faults(c->w, &c->paper, &f)))
        return e;
    faults_rename(&f);
    if ((e = act_content_check(c->w, &as_paper, &today, &c->in->content, &f)) || (e = staying_check(c, &f)) ||
        (e = outs_check(c, &f)) || (e = registration_relations_check(c->w, x, &f)) || (e = unit_check(c, &f)))
        return e;
    return faults_refuse(c->w, &f);
}

static err grant_read(struct correcting *c)
{
    struct act *acts;
    size_t count;
    err e;

    if ((e = acts_load(c->w, c->old.id, &acts, &count)))
        return e;
    for (size_t i = 0; i < count; i++)
        if (acts[i].kind == ACT_GRANTED && act_value(acts, count, &acts[i], &c->grant)) {
            c->grant_id = acts[i].id;
            return OK;
        }
    return refuse(c->w, ERR_CONFLICT, "order_void", "", "The grant of this order is recorded as void.");
}

/* The grant says the day and the number of the paper: a correction of it says the right ones. */
static err grant_correct(struct correcting *c, int64_t version)
{
    const struct order_new *p = &c->paper;
    struct act corrected = {.kind = ACT_CORRECTED,
                            .on = p->decision_date,
                            .at = p->decision_date == c->grant.on ? c->grant.at : 0,
                            .start = p->start,
                            .end = order_end(p),
                            .term = p->term,
                            .effective = DATE_NONE,
                            .corrects = c->grant_id};
    const date was = c->grant.start == DATE_NONE ? c->grant.on : c->grant.start;
    const date until = c->grant.end == DATE_NONE && !term_given(&c->grant.term) ? DATE_OPEN : c->grant.end;
    int64_t id;
    err e;

    if (corrected.on == c->grant.on && corrected.start == was && corrected.end == until &&
        term_same(&corrected.term, &c->grant.term) && !strcmp(p->number, c->old.number))
        return OK;
    if ((e = act_append(c->w, c->old.id, &corrected, p->number, NULL, &id)))
        return e;
    return replacement_follow(c->w, &c->old, p->number, version);
}

static const char SQL_BEFORE[] =
    "SELECT DISTINCT o.id FROM protection_order o JOIN order_act t ON t.order_id = o.id "
    "WHERE t.other_order_id = :order AND o.id <> :order ORDER BY o.id";

/* An order gave way to this one as to a higher kind, which it is not. */
static err kind_warn(struct correcting *c)
{
    struct order_line before;
    int64_t *ids;
    size_t count;
    err e;

    if (c->paper.kind == c->old.kind)
        return OK;
    if ((e = rows_ids(c->w, SQL_BEFORE, BINDS(INT(":order", c->old.id)), &ids, &count)))
        return e;
    for (size_t i = 0; i < count; i++) {
        if ((e = order_load(c->w, ids[i], &before)))
            return e;
        if (replacement_shortens(before.kind, before.protection.last_day, c->paper.kind,
                                 order_least_end(&c->paper))) {
            work_warn(c->w, "shortened", "kind", "An order before gave way to this one.");
            return OK;
        }
    }
    return OK;
}

/* Everybody whom the order named before or names now. */
static err cards_follow(struct correcting *c)
{
    err e = order_roles_follow(c->w, c->old.id);

    e = e ? e : order_refresh(c->w, c->old.id);

    for (size_t i = 0; !e && i < c->in->content.persons_out_count; i++)
        e = card_refresh(c->w, c->in->content.persons_out[i]);
    return e;
}

static err correction_write(struct correcting *c, int64_t version, int64_t *ret_id)
{
    const struct act act = {.kind = ACT_REGISTRATION_CORRECTED,
                            .on = c->w->today,
                            .start = DATE_NONE,
                            .end = DATE_NONE,
                            .effective = DATE_NONE};
    struct registration_change x = {.old = &c->old, .paper = &c->paper, .in = c->in};
    err e;

    if ((e = registration_relations_read(c->w, c->old.id, &x.relations, &x.relation_count)) ||
        (e = registration_outs_write(c->w, &x)) || (e = paper_make(c)) || (e = correction_check(c, &x)) ||
        (e = act_append(c->w, c->old.id, &act, NULL, c->in->note, &x.act)) ||
        (e = registration_ins_write(c->w, &x)) || (e = registration_relations_write(c->w, &x)) ||
        (e = registration_words_write(c->w, &x)) || (e = grant_correct(c, version)) || (e = kind_warn(c)) ||
        (e = cards_follow(c)))
        return e;
    *ret_id = x.act;
    return OK;
}

static bool nothing(const struct registration_new *in)
{
    const struct act_content *x = &in->content;
    const struct order_parties *p = &in->parties;

    return !in->kind && !in->issuer && !in->number && !in->unit && in->decision_date == DATE_NONE &&
           in->start == DATE_NONE && in->end == DATE_NONE && !term_said(&in->term) &&
           in->received_on == DATE_NONE && in->hearing_on == DATE_NONE && !in->clears && !p->case_number &&
           !p->petitioner && !p->petitioner_name && !p->representative && !p->representative_name &&
           !x->persons_in_count && !x->persons_out_count && !x->measures_in_count && !x->measures_out_count &&
           !in->respondents_in_count && !in->respondents_out_count && !in->relations_count;
}

err registration_correct(struct work *w, int64_t order, const struct registration_new *in, int64_t *ret_id,
                         int64_t *ret_version)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {
        .what = "act.registration_corrected", .record = "protection_order", .record_id = order};
    struct correcting c = {.w = w, .in = in};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = order_load(w, order, &c.old)) ||
        (e = case_may_open(w, c.old.case_id)) ||
        (e = case_touch(w, &(struct touch){c.old.case_id, in->version, entry.what, order, false},
                        &entry.case_version)))
        return e;
    if (nothing(in))
        return refuse(w, ERR_INPUT, "nothing_changed", "", "Nothing is put right by this.");
    entry.case_id = c.old.case_id;
    if ((e = grant_read(&c)) || (e = correction_write(&c, entry.case_version, &id)) ||
        (e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    *ret_version = entry.case_version;
    return OK;
}

static err correction_try(struct work *w, int64_t order, const struct registration_new *in,
                          struct act_effect *ret)
{
    CLEANUP(tx_end) struct tx undone = {0};
    struct order_line o;
    int64_t id, version;
    err e;

    if ((e = tx_begin(&undone, w->db)) || (e = order_load(w, order, &o)) ||
        (e = case_may_open(w, o.case_id)) || (e = standing_load(w, o.case_id, &ret->before)) ||
        (e = registration_correct(w, order, in, &id, &version)) ||
        (e = standing_load(w, o.case_id, &ret->after)))
        return e;
    ret->case_id = o.case_id;
    return ret->before.order_count == ret->after.order_count ? OK : ERR_CORRUPT;
}

err registration_preview(struct work *w, int64_t order, const struct registration_new *in,
                         struct act_effect *ret)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct audit_entry entry = {.what = "act.preview", .record = "protection_order", .record_id = order};
    struct act_effect effect;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = correction_try(w, order, in, &effect)))
        return e;
    entry.case_id = effect.case_id;
    if ((e = audit_append(w, &entry)) || (e = tx_commit(&tx)))
        return e;
    *ret = effect;
    return OK;
}
