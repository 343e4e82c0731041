/* Answers are kept by the code of their question, so that another version of an instrument, or one with a
 * question less, changes nothing that was answered. What holds is worked out anew each time, from the first
 * assessment to the last. */
#include "domain/casework/assessment.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "domain/claim/rules.h"
#include "domain/file/case_guard.h"
#include "domain/office/audit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"
#include "gen/limits.h"
#include "store/db.h"

#define ANSWERS_MAX 60000 /* code points, of all of them */

struct assessment_said {
    const char *instrument, *kind, *answers, *computed, *judged, *reason;
};
static const struct said_field SAID_FIELDS[] = {
    SAID_AS(struct assessment_said, instrument, 20, true, SAID_INNER, NULL),
    SAID_AS(struct assessment_said, kind, SAID_CODE_MAX, true, SAID_CHOICE, "assessment_kind"),
    SAID_AS(struct assessment_said, answers, ANSWERS_MAX, false, SAID_INNER, NULL),
    SAID_AS(struct assessment_said, computed, SAID_CODE_MAX, true, SAID_CHOICE, "danger_level"),
    SAID_AS(struct assessment_said, judged, SAID_CODE_MAX, true, SAID_CHOICE, "danger_level"),
    SAID_AS(struct assessment_said, reason, 2000, false, SAID_LINES, NULL),
};
const struct noun ASSESSMENT_NOUN = {NOUN(RECORD_ASSESSMENT, struct assessment_said, SAID_FIELDS),
                                     .answers = NOUN_BIT(RECORD_ASSESSMENT), .alone = true, .awaits = true,
                                     .own = true};

/* One value per question, "yes" or "yes and then the comment", as a noun of its own. */
static struct said_field *answer_fields(struct work *w, const struct instrument *i)
{
    struct said_field *fields = arena_array(w->arena, i->question_count + 1, sizeof *fields);

    for (size_t n = 0; fields && n < i->question_count; n++)
        fields[n] = (struct said_field){.name = i->questions[n].code, .offset = n * sizeof(const char *)};
    return fields;
}

struct checked {
    const struct instrument *instrument;
    const char **values; /* one per question of it; NULL: not answered */
    struct danger_count count;
};

static err answer_fault(struct work *w, struct faults *f, size_t at, const char *code, const char *sentence)
{
    const char *field = arena_format(w->arena, "answers[%zu].question", at);

    return field ? faults_when(w, f, true, code, field, sentence) : ERR_SYSTEM;
}

static err comment_check(struct work *w, struct faults *f, size_t at, const char *comment)
{
    const char *field = arena_format(w->arena, "answers[%zu].comment", at);

    return field ? faults_take(w, f, field_text_check(w, field, comment, LIMIT(AnswerGiven, comment), false))
                 : ERR_SYSTEM;
}

static err answer_check(struct work *w, const struct answer_given *a, size_t at, struct checked *c,
                        struct faults *f)
{
    const struct instrument_question *q = instrument_asks(c->instrument, a->question);
    const char **value;
    err e;

    if (!q || !q->asked)
        return answer_fault(w, f, at, "unknown_question", "This instrument does not ask that.");
    value = &c->values[q - c->instrument->questions];
    if (*value)
        return answer_fault(w, f, at, "duplicate", "It is answered twice.");
    if ((e = comment_check(w, f, at, a->comment)))
        return e;
    *value = arena_format(w->arena, "%s%s%s", answer_name(a->answer), a->comment ? " " : "",
                          a->comment ? a->comment : "");
    c->count.yes += a->answer == ANSWER_YES;
    c->count.grave += a->answer == ANSWER_YES && q->grave;
    c->count.open -= a->answer == ANSWER_YES || a->answer == ANSWER_NO;
    return *value ? OK : ERR_SYSTEM;
}

/* c->instrument NULL: there is none, of which a fault is kept. */
static err answers_check(struct work *w, const struct assessment_new *in, date on, struct checked *c,
                         struct faults *f)
{
    struct instrument *list;
    size_t count;
    err e;

    if ((e = instrument_list(w, on, &list, &count)))
        return e;
    c->instrument = instrument_of(list, count, in->instrument);
    if (!c->instrument || !c->instrument->offered) {
        c->instrument = NULL;
        return faults_when(w, f, true, "unknown_instrument", "instrument",
                           "This instrument is not in use on that day.");
    }
    if (!(c->values = arena_array(w->arena, c->instrument->question_count + 1, sizeof *c->values)))
        return ERR_SYSTEM;
    for (size_t n = 0; n < c->instrument->question_count; n++)
        c->count.open += c->instrument->questions[n].asked;
    for (size_t n = 0; n < in->answers_count && !e; n++)
        e = answer_check(w, &in->answers[n], n, c, f);
    return e;
}

static err answers_write(struct work *w, const struct checked *c, const char **ret)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    const struct said_field *fields = answer_fields(w, c->instrument);
    err e;

    if (!fields)
        return ERR_SYSTEM;
    said_write(fields, c->instrument->question_count, c->values, &out);
    if ((e = buf_err(&out)))
        return e;
    return (*ret = arena_text(w->arena, out.data ? out.data : "")) ? OK : ERR_SYSTEM;
}

static enum danger_level level_of(const char *name)
{
    enum danger_level level;

    /* What cannot be read, for its key is gone, is not called small. */
    return name && danger_level_parse(name, &level) ? level : DANGER_VERY_HIGH;
}

static err answers_open(struct work *w, const struct instrument *i, const char *said, struct assessment *ret)
{
    const struct said_field *fields = answer_fields(w, i);
    const char **values = arena_array(w->arena, i->question_count + 1, sizeof *values);
    err e;

    ret->answers = arena_array(w->arena, i->question_count + 1, sizeof *ret->answers);
    if (!fields || !values || !ret->answers)
        return ERR_SYSTEM;
    if ((e = said_read(w->arena, said, fields, i->question_count, values)))
        return e;
    for (size_t n = 0; n < i->question_count; n++) {
        const struct instrument_question *q = &i->questions[n];
        struct answer_read *a = &ret->answers[ret->answer_count];
        const char *blank = values[n] ? strchr(values[n], ' ') : NULL;
        const char *word = blank ? arena_text_n(w->arena, values[n], (size_t)(blank - values[n])) : values[n];

        if (blank && !word)
            return ERR_SYSTEM;
        if (!word && !q->asked)
            continue;
        *a = (struct answer_read){q->code, q->text, q->text_en, ANSWER_NONE, blank ? blank + 1 : NULL};
        if (word && !answer_parse(word, &a->answer))
            return ERR_CORRUPT;
        ret->answer_count++;
    }
    return OK;
}

/* A record of the file as an assessment. */
static err one_open(struct work *w, const struct instrument *list, size_t count, const struct record *r,
                    struct assessment *ret)
{
    const struct instrument *i;
    struct assessment_said s;
    err e;

    if ((e = said_read(w->arena, r->said, SAID_FIELDS, ASSESSMENT_NOUN.said_count, &s)))
        return e;
    i = s.instrument ? instrument_of(list, count, strtoll(s.instrument, NULL, 10)) : NULL;
    *ret = (struct assessment){.record = *r,
                               .kind = s.kind,
                               .reason = s.reason,
                               .instrument = i ? i->name : NULL,
                               .instrument_en = i ? i->name_en : NULL,
                               .version = i ? i->version : NULL,
                               .computed = level_of(s.computed),
                               .judged = level_of(s.judged)};
    return i ? answers_open(w, i, s.answers, ret) : OK;
}

/* Only what was said of this very one counts: who puts an assessment right asks anew. */
static const struct record *agreement_of(const struct record *records, size_t count,
                                         const struct assessment *a)
{
    for (size_t i = 0; i < count; i++)
        if (records[i].kind == RECORD_AGREEMENT && !records[i].voided &&
            records[i].answers == a->record.root && records[i].id > a->record.id)
            return &records[i];
    return NULL;
}

/* Over list, the newest first, from the oldest on; without `skip`, which is put right. */
static enum danger_level held(struct assessment *list, size_t count, const struct record *records,
                              size_t record_count, int64_t skip)
{
    enum danger_level level = DANGER_LOW;

    for (size_t i = count; i-- > 0;) {
        struct assessment *a = &list[i];
        const struct record *agreed = agreement_of(records, record_count, a);

        a->holds = danger_holding(level, a->computed, a->judged, agreed != NULL);
        a->asks = !a->record.voided && a->judged < a->holds;
        a->agreed_by = agreed ? agreed->by : NULL;
        if (!a->record.voided && a->record.id != skip)
            level = a->holds;
    }
    return level;
}

struct file_assessed {
    struct assessment *list;
    size_t count;
    enum danger_level holds;
};

static err assessed_read(struct work *w, int64_t case_id, int64_t skip, struct file_assessed *ret)
{
    const struct record_filter f = {
        .every_kind = true, .unpaged = true, .case_id = case_id, .from = DATE_NONE, .until = DATE_NONE};
    struct instrument *instruments;
    struct record *records;
    size_t count, instrument_count;
    err e;

    if ((e = record_list(w, &f, &records, &count)) ||
        (e = instrument_list(w, w->today, &instruments, &instrument_count)))
        return e;
    if (!(ret->list = arena_array(w->arena, count + 1, sizeof *ret->list)))
        return ERR_SYSTEM;
    for (size_t i = 0; i < count && !e; i++)
        if (records[i].kind == RECORD_ASSESSMENT)
            e = one_open(w, instruments, instrument_count, &records[i], &ret->list[ret->count++]);
    if (e)
        return e;
    ret->holds = held(ret->list, ret->count, records, count, skip);
    return OK;
}

/* The next one is due by the law's number of that day. */
static err next_due(struct work *w, enum danger_level level, date on, date *ret)
{
    static const enum legal_number DAYS[] = {[DANGER_LOW] = LEGAL_ASSESSMENT_LOW_DAYS,
                                             [DANGER_MEDIUM] = LEGAL_ASSESSMENT_MEDIUM_DAYS,
                                             [DANGER_HIGH] = LEGAL_ASSESSMENT_HIGH_DAYS,
                                             [DANGER_VERY_HIGH] = LEGAL_ASSESSMENT_VERY_HIGH_DAYS};
    struct rules rules;
    err e = rules_load(w, &rules);

    if (!e)
        *ret = date_add_days(on, (int)legal_value(rules.legal, rules.legal_count, DAYS[level], on));
    return e;
}

/* The last that stands, which the new one answers; 0: there is none. */
static int64_t last_root(const struct file_assessed *file)
{
    for (size_t i = 0; i < file->count; i++)
        if (!file->list[i].record.voided)
            return file->list[i].record.root;
    return 0;
}

static err assessment_check(struct work *w, const struct assessment_new *in, struct record_new *r,
                            struct assessment_said *said)
{
    struct checked c = {0};
    struct faults f = {0};
    enum danger_level computed;
    err e;

    if ((e = answers_check(w, in, r->on, &c, &f)))
        return e;
    computed =
        c.instrument ? danger_computed(c.instrument->rules, c.instrument->rule_count, &c.count) : in->judged;
    *said = (struct assessment_said){.instrument = arena_format(w->arena, "%" PRId64, in->instrument),
                                     .kind = in->kind,
                                     .computed = danger_level_name(computed),
                                     .judged = danger_level_name(in->judged),
                                     .reason = in->reason};
    if (!said->instrument)
        return ERR_SYSTEM;
    if ((c.instrument && (e = answers_write(w, &c, &said->answers))) ||
        (e = record_check(w, &ASSESSMENT_NOUN, r, said, &f)) ||
        (e = faults_when(w, &f, in->judged != computed && !in->reason, "required", "reason",
                         "Say why the danger is not what the answers give.")))
        return e;
    return faults_refuse(w, &f);
}

static err assessment_add(struct work *w, const struct assessment_new *in, struct record_new *r,
                          int64_t *ret_id)
{
    struct file_assessed file = {0};
    struct assessment_said said;
    enum danger_level holds;
    err e;

    if ((e = case_may_open(w, r->case_id)) || (e = assessment_check(w, in, r, &said)) ||
        (e = assessed_read(w, r->case_id, in->corrects, &file)))
        return e;
    if (!in->corrects)
        r->answers = last_root(&file);
    holds = danger_holding(file.holds, level_of(said.computed), in->judged, false);
    if ((e = next_due(w, holds, r->on, &r->due)))
        return e;
    return record_add(w, &ASSESSMENT_NOUN, r, &said, ret_id);
}

err assessment_record(struct work *w, int64_t case_id, const struct assessment_new *in, int64_t *ret_id)
{
    CLEANUP(tx_end) struct tx tx = {0};
    struct record_new r = {.case_id = case_id,
                           .on = date_known(in->on) ? in->on : w->today,
                           .due = DATE_NONE,
                           .corrects = in->corrects};
    int64_t id;
    err e;

    if ((e = tx_begin(&tx, w->db)) || (e = assessment_add(w, in, &r, &id)) || (e = tx_commit(&tx)))
        return e;
    *ret_id = id;
    return OK;
}

err assessment_standing(struct work *w, int64_t case_id, const struct assessment **ret)
{
    struct file_assessed file = {0};
    err e = assessed_read(w, case_id, 0, &file);

    if (e)
        return e;
    *ret = NULL;
    for (size_t i = 0; i < file.count && !*ret; i++)
        if (!file.list[i].record.voided)
            *ret = &file.list[i];
    return OK;
}

err assessment_list(struct work *w, int64_t case_id, struct assessment **ret, size_t *ret_count)
{
    const struct audit_entry entry = {
        .what = "assessment.list", .record = "case_file", .record_id = case_id, .case_id = case_id};
    struct file_assessed file = {0};
    err e;

    if ((e = case_may_open(w, case_id)) || (e = audit_append(w, &entry)) ||
        (e = assessed_read(w, case_id, 0, &file)))
        return e;
    *ret = file.list;
    *ret_count = file.count;
    return OK;
}

static const struct said_field AGREEMENT_FIELDS[] = {
    SAID_AS(struct agreement_said, reason, 2000, true, SAID_LINES, NULL),
};
/* Whoever put it right is one of its writers, too. */
static const char SQL_WROTE[] =
    "SELECT count(*) FROM case_record a JOIN case_record r ON r.root_id = a.root_id WHERE a.id = :id AND "
    "coalesce(r.recorded_by, 0) = :account";

static err agreement_check(struct work *w, struct record_new *r, const void *said, struct faults *f)
{
    int64_t wrote = 0;
    err e;

    (void)said;
    if (r->answers && (e = db_int(w->db, SQL_WROTE,
                                  BINDS(INT(":id", r->answers), INT(":account", w->actor.account)), &wrote)))
        return e;
    return faults_when(w, f, wrote > 0, "same_person", "answers",
                       "A second person has to agree: you have written this assessment yourself.");
}

const struct noun AGREEMENT_NOUN = {NOUN(RECORD_AGREEMENT, struct agreement_said, AGREEMENT_FIELDS),
                                    .answers = NOUN_BIT(RECORD_ASSESSMENT), .check = agreement_check,
                                    .leaves_open = true};
