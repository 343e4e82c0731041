/* What nouns are called, and the rules that follow from what each says. */
#include "domain/casework/noun.h"

#include <string.h>

#include "base/instant.h"
#include "domain/casework/case_word.h"
#include "domain/office/unit.h"
#include "domain/work/fault.h"
#include "domain/work/field.h"

#define NAME(kind, word) [kind] = (word),
static const char *const NAMES[RECORD_KINDS] = {RECORD_NOUNS(NAME)};

const char *record_kind_name(enum record_kind kind)
{
    return (unsigned)kind < RECORD_KINDS ? NAMES[kind] : NULL;
}

bool record_kind_parse(const char *word, enum record_kind *ret)
{
    for (unsigned i = 0; i < RECORD_KINDS; i++)
        if (!strcmp(word, NAMES[i])) {
            *ret = (enum record_kind)i;
            return true;
        }
    return false;
}

static err set_check(struct work *w, const struct said_field *s, const char *codes, date on, struct faults *f)
{
    char code[SAID_CODE_MAX + 1];
    err e = OK;

    for (const char *at = codes + strspn(codes, " "); *at && !e; at += strspn(at, " ")) {
        const size_t n = strcspn(at, " ");

        if (n > SAID_CODE_MAX)
            return faults_when(w, f, true, "unknown_word", s->name, "This is no choice of the list.");
        memcpy(code, at, n);
        code[n] = '\0';
        e = case_word_check(w, f, &(struct word_asked){s->list, code, s->name, on});
        at += n;
    }
    return e;
}

/* A text that is there, is no longer than it may be, and is told apart by its form. */
static err form_check(struct work *w, const struct said_field *s, void *said, date on, struct faults *f)
{
    const char *text = said_get(s, said);
    int64_t at;
    date day;
    err e;

    switch (s->form) {
    case SAID_LINE:
    case SAID_LINES:
        return OK;
    case SAID_CHOICE:
        return case_word_check(w, f, &(struct word_asked){s->list, text, s->name, on});
    case SAID_SET:
        return set_check(w, s, text, on, f);
    case SAID_DAY:
        return faults_when(w, f, date_parse(text, &day), "bad_date", s->name,
                           "A date is written YYYY-MM-DD.");
    case SAID_HOUR:
        return faults_when(w, f, instant_parse_local(on, text, &at), "bad_time", s->name,
                           "A time is 00:00 to 23:59.");
    case SAID_UNIT:
        if ((e = unit_spell(w, text, &text)))
            return faults_take(w, f, e);
        said_set(s, said, text);
        return OK;
    }
    return OK;
}

static err field_check(struct work *w, const struct said_field *s, void *said, date on, struct faults *f)
{
    const char *text = said_get(s, said);
    const size_t before = f->count;
    err e = faults_take(w, f, field_text_check(w, s->name, text, s->max, s->needed));

    return e || f->count > before || !text || !*text ? e : form_check(w, s, said, on, f);
}

static err due_check(struct work *w, const struct noun *noun, const struct record_new *r, struct faults *f)
{
    const bool given = date_known(r->due);
    err e;

    if ((e = faults_when(w, f, given && noun->due == NOUN_NEVER, "no_due", "due",
                         "Nothing follows this by a day.")) ||
        (e = faults_when(w, f, !given && noun->due == NOUN_NEEDED, "required", "due", "This is needed.")))
        return e;
    return faults_when(w, f, given && noun->due != NOUN_NEVER && r->due < r->on, "out_of_range", "due",
                       "It lies before the day of what it follows.");
}

err noun_check(struct work *w, const struct noun *noun, struct record_new *r, void *said, struct faults *f)
{
    err e = faults_when(w, f, !noun->ahead && r->on > w->today, "in_future", "on",
                        "What is recorded here has happened.");

    for (size_t i = 0; i < noun->said_count && !e; i++)
        e = field_check(w, &noun->said[i], said, r->on, f);
    if (e || (e = due_check(w, noun, r, f)))
        return e;
    return noun->check ? noun->check(w, r, said, f) : OK;
}
