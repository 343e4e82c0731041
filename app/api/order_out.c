/* Orders and acts as members of an answer, for the routes of orders, previews and timelines alike. */
#include "api/order_out.h"

void act_members_put(struct json_writer *j, const struct act_line *a)
{
    const struct act *act = &a->act;

    json_put_int(j, "id", act->id);
    json_put_text(j, "kind", act_kind_name(act->kind));
    json_put_date(j, "on", act->on);
    json_put_date(j, "start", act->start);
    json_put_date(j, "end", act->end);
    /* A date without end is written null like one that is not known: this tells which. */
    json_put_bool(j, "open_end", act->end == DATE_OPEN);
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
}

void protection_put(struct json_writer *j, const char *name, const struct protection *p, date on)
{
    json_put_object(j, name);
    json_put_bool(j, "in_force", protection_in_force(p, on));
    json_put_date(j, "from", p->from);
    /* Ended before its first day it never protected, and has no last one. */
    json_put_date(j, "until", p->until < p->from ? DATE_NONE : p->until);
    json_put_bool(j, "open", p->until == DATE_OPEN);
    json_put_list(j, "gaps");
    for (size_t i = 0; i < p->gap_count; i++) {
        json_put_object(j, NULL);
        json_put_date(j, "from", p->gaps[i].from);
        json_put_date(j, "until", p->gaps[i].until);
        json_put_end(j);
    }
    json_put_end(j);
    json_put_text(j, "ended_by", p->cut ? act_kind_name(p->cut_by) : NULL);
    json_put_date(j, "final_on", p->final_on);
    json_put_date(j, "extension_requested_on", p->extension_requested_on);
    json_put_end(j);
}
