/* Orders and acts as members of an answer, for the routes of orders, previews and timelines alike. */
#include "api/order_out.h"

#include <stdlib.h>

/* Those of one kind alone; where the act says nothing of the kind the member is left out. */
static void persons_put(struct json_writer *j, const char *name, const struct act_line *a, bool respondent,
                        bool in)
{
    bool open = false;

    for (size_t i = 0; i < a->person_count; i++) {
        if (a->persons[i].respondent != respondent || a->persons[i].in != in)
            continue;
        if (!open)
            json_put_list(j, name);
        open = true;
        json_put_int(j, NULL, a->persons[i].person);
    }
    if (open)
        json_put_end(j);
}

/* Digits as a number. */
static void number_put(struct json_writer *j, const char *name, const char *digits)
{
    if (digits)
        json_put_int(j, name, strtoll(digits, NULL, 10));
    else
        json_put_null(j, name);
}

static void words_put(struct json_writer *j, const struct order_words *words, const char *code)
{
    const struct measure_words w = measure_words_of(words->book, words->kind, code, words->on);

    json_put_text(j, "code", code);
    json_put_text(j, "letter", w.letter);
    json_put_text(j, "text", w.text);
    json_put_text(j, "text_en", w.text_en);
}

void measure_members_put(struct json_writer *j, const struct order_words *words, const char *code,
                         const struct measure_details *details)
{
    words_put(j, words, code);
    for (unsigned d = 0; d < DETAIL_COUNT; d++) {
        if (d == DETAIL_METRES || d == DETAIL_SUM)
            number_put(j, measure_detail_name(d), details->at[d]);
        else
            json_put_text(j, measure_detail_name(d), details->at[d]);
    }
    if (details->clears)
        json_put_words(j, "clears", details->clears, measure_detail_word);
}

void measures_put(struct json_writer *j, const struct order_words *words, const struct order_line *o)
{
    json_put_list(j, "measures");
    for (size_t i = 0; i < o->measure_count; i++) {
        json_put_object(j, NULL);
        measure_members_put(j, words, o->measures[i].code, &o->measures[i].details);
        json_put_end(j);
    }
    json_put_end(j);
}

static void meaning_put(struct json_writer *j, const struct order_words *words, const char *name,
                        const char *code)
{
    json_put_object(j, name);
    words_put(j, words, code);
    json_put_end(j);
}

void doubts_put(struct json_writer *j, const struct order_words *words, const struct order_line *o)
{
    if (!o->doubt_count)
        return;
    json_put_list(j, "letters_asked");
    for (size_t i = 0; i < o->doubt_count; i++) {
        json_put_object(j, NULL);
        json_put_text(j, "letter", o->doubts[i].letter);
        meaning_put(j, words, "by_law", o->doubts[i].by_law);
        meaning_put(j, words, "by_register", o->doubts[i].by_register);
        json_put_text(j, "read_as", o->doubts[i].read_as);
        json_put_end(j);
    }
    json_put_end(j);
}

static void changed_put(struct json_writer *j, const struct order_words *words, const char *name,
                        const struct act_line *a, bool in)
{
    bool open = false;

    for (size_t i = 0; i < a->measure_count; i++) {
        if (a->measures[i].in != in)
            continue;
        if (!open)
            json_put_list(j, name);
        open = true;
        json_put_object(j, NULL);
        measure_members_put(j, words, a->measures[i].code, &a->measures[i].details);
        json_put_end(j);
    }
    if (open)
        json_put_end(j);
}

static const struct json_member CHANGE_OUT[] = {
    JSON_TEXT(struct order_change, field),    JSON_ID(struct order_change, person),
    JSON_ID(struct order_change, respondent), JSON_TEXT(struct order_change, was),
    JSON_TEXT(struct order_change, is),
};

static void content_put(struct json_writer *j, const struct order_words *words, const struct act_line *a)
{
    persons_put(j, "persons_in", a, false, true);
    persons_put(j, "persons_out", a, false, false);
    persons_put(j, "respondents_in", a, true, true);
    persons_put(j, "respondents_out", a, true, false);
    changed_put(j, words, "measures_in", a, true);
    changed_put(j, words, "measures_out", a, false);
    if (a->change_count)
        json_put_structs(j, "changes", MEMBERS(CHANGE_OUT), a->changes, a->change_count);
}

static void term_put(struct json_writer *j, const struct term *t)
{
    json_put_int(j, "term_months", t->months);
    json_put_int(j, "term_days", t->days);
    json_put_text(j, "term_from", term_from_name(t->from));
}

void act_members_put(struct json_writer *j, const struct order_words *words, const struct act_line *a)
{
    const struct act *act = &a->act;

    json_put_int(j, "id", act->id);
    json_put_text(j, "kind", act_kind_name(act->kind));
    json_put_date(j, "on", act->on);
    json_put_date(j, "start", act->start);
    json_put_date(j, "end", act->end);
    /* A date without end is written null like one that is not known: this tells which. */
    json_put_bool(j, "open_end", act->end == DATE_OPEN);
    if (term_given(&act->term))
        term_put(j, &act->term);
    json_put_date(j, "effective", act->effective);
    json_put_text(j, "decision", a->decision);
    json_put_text(j, "note", a->note);
    json_put_text(j, "recorded_by", a->recorded_by);
    json_put_instant(j, "recorded_at", a->recorded_at);
    if (act->at)
        json_put_instant(j, "at", act->at);
    if (act->other_order)
        json_put_int(j, "other_order", act->other_order);
    if (act->outcome != APPEAL_NONE)
        json_put_text(j, "outcome", appeal_outcome_name(act->outcome));
    if (act->about)
        json_put_int(j, "about", act->about);
    if (act->corrects) {
        json_put_int(j, "corrects", act->corrects);
        json_put_bool(j, "voids", act->voids);
    }
    content_put(j, words, a);
}

/* What the end is counted by, and from which day; that is null while it is not known. */
static void counted_put(struct json_writer *j, const struct counted *c)
{
    if (!term_given(&c->term)) {
        json_put_null(j, "term");
        return;
    }
    json_put_object(j, "term");
    term_put(j, &c->term);
    json_put_date(j, "since", c->since);
    json_put_end(j);
}

void protection_put(struct json_writer *j, const char *name, const struct protection *p, date on)
{
    json_put_object(j, name);
    json_put_bool(j, "in_force", protection_in_force(p, on));
    json_put_date(j, "from", p->from);
    /* Ended before its first day it never protected, and has no last one. */
    json_put_date(j, "until", p->until < p->from ? DATE_NONE : p->until);
    json_put_bool(j, "open", p->until == DATE_OPEN);
    counted_put(j, &p->counted);
    json_put_list(j, "gaps");
    for (size_t i = 0; i < p->gap_count; i++) {
        json_put_object(j, NULL);
        json_put_date(j, "from", p->gaps[i].from);
        json_put_date(j, "until", p->gaps[i].until);
        json_put_end(j);
    }
    json_put_end(j);
    json_put_text(j, "ended_by", p->cut ? act_kind_name(p->cut_by) : NULL);
    json_put_bool(j, "settled", p->settled);
    json_put_date(j, "final_on", p->final_on);
    json_put_date(j, "extension_requested_on", p->extension_requested_on);
    json_put_end(j);
}

static const struct json_member RELATION_OUT[] = {
    JSON_INT(struct order_relation, person),
    JSON_INT(struct order_relation, respondent),
    JSON_TEXT(struct order_relation, relation),
};

static const struct json_member PAPER_OUT[] = {
    JSON_INTS(struct order_line, respondents, respondent_count),
    JSON_TEXT_AS(struct order_line, parties.case_number, "case_number"),
    JSON_WORD_AS(struct order_line, parties.petitioner, party_name, "petitioner"),
    JSON_TEXT_AS(struct order_line, parties.petitioner_name, "petitioner_name"),
    JSON_WORD_AS(struct order_line, parties.representative, party_name, "representative"),
    JSON_TEXT_AS(struct order_line, parties.representative_name, "representative_name"),
};

void paper_put(struct json_writer *j, const struct order_line *o)
{
    json_put_members(j, MEMBERS(PAPER_OUT), o);
    json_put_structs(j, "relations", MEMBERS(RELATION_OUT), o->relations, o->relation_count);
}
