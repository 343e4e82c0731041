/* In two steps: words into the page, then into those and the page what belongs to the day. Words of the
 * municipality are written as text in the first, so nothing in them is markup in the second. */
#include "domain/public/public_fill.h"

#include <inttypes.h>
#include <string.h>

#include "base/instant.h"
#include "base/markup.h"
#include "base/template.h"
#include "base/text.h"
#include "domain/casework/contact_point.h"

#define VALUES_MAX 48

struct filling {
    struct work *w;
    const struct public_facts *facts;
    date on;
    struct template_value values[VALUES_MAX];
    size_t count;
};

static void say(struct filling *f, const char *name, const char *value)
{
    /* More than the room is a fault of this file, and the page would lack a place. */
    if (f->count < VALUES_MAX)
        f->values[f->count++] = (struct template_value){name, value && *value ? value : NULL};
}

/* ---- what the rules say on the day */

static const struct benefit_rule *rule_on(const struct filling *f, enum service service)
{
    const struct rules *r = &f->facts->rules;
    enum why_not why;

    return benefit_rule_on(r->benefits, r->benefit_count, service, f->on, &why);
}

static const char *listed(struct work *w, const char *list, const char *one)
{
    return list ? arena_format(w->arena, "%s%s%s", list, *list ? ", " : "", one) : NULL;
}

static void payment_say(struct filling *f)
{
    const struct benefit_rule *b = rule_on(f, SV_PAYMENT);
    char amount[TEXT_GROUPED];

    say(f, "payment", b ? b->source : NULL);
    say(f, "courts", b && !(b->kinds & ORDER_UMPMM) ? b->source : NULL);
    say(f, "amount", b && b->amount ? arena_text(f->w->arena, text_grouped(b->amount, amount)) : NULL);
}

/* At a kindergarten it is a child's. What a council says of a second child there the page does not tell. */
static int64_t share_said(const struct benefit_rule *b)
{
    return b->service == SV_KINDERGARTEN && b->share_dependant ? b->share_dependant : b->share;
}

/* An exemption that is not whole is said as the part it is, never as "free". The decisions behind them, each
 * once. */
static void exemptions_say(struct filling *f)
{
    static const struct {
        enum service service;
        const char *name, *whole, *part;
    } EXEMPTIONS[] = {
        {SV_TRANSPORT, "transport", "transport_whole", "transport_part"},
        {SV_DOCUMENTS, "documents", "documents_whole", "documents_part"},
        {SV_KINDERGARTEN, "kindergarten", "kindergarten_whole", "kindergarten_part"},
    };
    const char *council = "";

    for (size_t i = 0; i < sizeof EXEMPTIONS / sizeof EXEMPTIONS[0]; i++) {
        const struct benefit_rule *b = rule_on(f, EXEMPTIONS[i].service);
        bool whole = b && fee_whole(share_said(b));

        say(f, EXEMPTIONS[i].name, b ? b->source : NULL);
        say(f, EXEMPTIONS[i].whole, whole ? b->source : NULL);
        say(f, EXEMPTIONS[i].part, b && !whole ? arena_format(f->w->arena, "%" PRId64, share_said(b)) : NULL);
        if (b && council && !strstr(council, b->source))
            council = listed(f->w, council, b->source);
    }
    say(f, "council", council);
}

static void law_say(struct filling *f)
{
    static const struct {
        const char *name;
        enum legal_number number;
    } NUMBERS[] = {
        {"day", LEGAL_APPLICATION_DAY},           {"police_hours", LEGAL_POLICE_TO_COURT_HOURS},
        {"umm_hours", LEGAL_UMM_DECISION_HOURS},  {"minor_hours", LEGAL_UMM_MINOR_HOURS},
        {"um_days", LEGAL_UM_DECISION_DAYS},      {"um_months", LEGAL_UM_MONTHS},
        {"extension_days", LEGAL_EXTENSION_DAYS},
    };
    const struct rules *r = &f->facts->rules;

    for (size_t i = 0; i < sizeof NUMBERS / sizeof NUMBERS[0]; i++)
        say(f, NUMBERS[i].name,
            arena_format(f->w->arena, "%" PRId64,
                         legal_value(r->legal, r->legal_count, NUMBERS[i].number, f->on)));
}

/* The papers that are asked for on the day, in plain words: this page says why it is there. */
static void papers_say(struct filling *f)
{
    const char *papers = "", *papers_en = "";

    for (size_t i = 0; i < f->facts->paper_count; i++) {
        const struct document_rule *p = &f->facts->papers[i];

        if (p->from > f->on || p->until < f->on)
            continue;
        papers = listed(f->w, papers, p->text);
        papers_en = listed(f->w, papers_en, p->text_en);
    }
    say(f, "papers", papers);
    say(f, "papers_en", papers_en);
}

static const char *day_said(struct work *w, date d)
{
    char *text = arena_format(w->arena, "%*s", DATE_TEXT, "");

    return text ? date_format_sq(d, text) : NULL;
}

static void rest_say(struct filling *f, const struct public_shown *shown)
{
    const struct public_version *v = shown->version;
    const struct public_numbers *n = &shown->text->numbers;

    say(f, "municipality", f->facts->municipality.neutral_name);
    /* A draft is looked at before that is said. */
    say(f, "leave", shown->draft && !*n->leave ? "#" : n->leave);
    say(f, "phone", *n->phone ? n->phone : f->facts->municipality.help_line);
    say(f, "line", n->line);
    say(f, "points", f->facts->points);
    say(f, "on", day_said(f->w, f->on));
    say(f, "draft", shown->draft ? "1" : NULL);
    /* Which one is published, and since when; a draft is neither. */
    say(f, "version", v->approved_at ? arena_format(f->w->arena, "%" PRId64, v->version) : NULL);
    say(f, "approved", v->approved_at ? day_said(f->w, instant_date(v->approved_at)) : NULL);
}

/* ---- of the register */

/* By which number one is reached, and when; never where: shelters are among them. A point without a number
 * helps nobody who reads. */
static err points_read(struct work *w, const char **ret)
{
    const struct contact_filter all = {0};
    const char *points = "";
    struct contact_point *list;
    size_t count, total;
    err e = contact_point_list(w, &all, &list, &count, &total);

    for (size_t i = 0; !e && points && i < count; i++) {
        const struct contact_said *said = &list[i].said;

        if (list[i].public && said->phone && *said->phone)
            points = arena_format(w->arena, "%s%s%s: %s%s%s", points, *points ? "\n" : "", list[i].name,
                                  said->phone, said->hours && *said->hours ? ", " : "",
                                  said->hours ? said->hours : "");
    }
    *ret = points;
    return e ? e : points ? OK : ERR_SYSTEM;
}

err public_facts_read(struct work *w, struct public_facts *ret)
{
    err e;

    *ret = (struct public_facts){0};
    if ((e = municipality_read(w, &ret->municipality)) || (e = rules_load(w, &ret->rules)) ||
        (e = document_rule_list(w, &ret->papers, &ret->paper_count)))
        return e;
    return points_read(w, &ret->points);
}

/* ---- the page */

/* Words into the page. */
static err words_fill(const struct public_source *s, const struct public_text *text, enum public_language l,
                      struct buf *ret)
{
    const char *at = s->page, *begin, *end;

    for (; (begin = strstr(at, "{{")); at = end + 2) {
        const struct public_word *word;

        if (!(end = strstr(begin, "}}")) ||
            !(word = public_word_find(s, begin + 2, (size_t)(end - begin) - 2)))
            return ERR_CORRUPT;
        buf_add(ret, at, (size_t)(begin - at));
        markup_text(ret, public_text_said(text, word, l));
    }
    buf_text(ret, at);
    return buf_err(ret);
}

/* A part of the municipality's own, where it has given it a heading and a text. */
static bool own_said(const struct public_source *s, const struct public_text *text, enum public_language l)
{
    const struct public_word *title = public_word_find(s, "own.title", strlen("own.title"));
    const struct public_word *words = public_word_find(s, "own.text", strlen("own.text"));

    return title && words && *public_text_said(text, title, l) && *public_text_said(text, words, l);
}

err public_page_fill(struct work *w, const struct public_source *s, const struct public_facts *facts,
                     const struct public_shown *shown, date on, enum public_language l, struct buf *ret)
{
    CLEANUP(buf_free) struct buf page = {0};
    struct filling f = {.w = w, .facts = facts, .on = on};
    err e;

    if ((e = words_fill(s, shown->text, l, &page)))
        return e;
    rest_say(&f, shown);
    payment_say(&f);
    exemptions_say(&f);
    law_say(&f);
    papers_say(&f);
    say(&f, "own", own_said(s, shown->text, l) ? "1" : NULL);
    return template_fill(page.data, f.values, f.count, ret);
}
