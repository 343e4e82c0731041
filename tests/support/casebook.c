/* Whatever the register takes is written down here, too; what it refuses happened nowhere. */
#include "support/casebook.h"

#include <stdio.h>

#include "domain/casework/call.h"
#include "domain/casework/case_merge.h"
#include "domain/casework/contact_point.h"
#include "domain/casework/meeting_minutes.h"
#include "domain/file/case_file.h"
#include "domain/file/case_read.h"
#include "domain/file/case_unit.h"
#include "domain/task/case_close.h"
#include "support/casebook_order.h"
#include "support/holder.h"
#include "support/paper.h"

#define COUNT(t)           (sizeof(t) / sizeof((t)[0]))
#define ONE(b, ...)        one(b, (const char *const[]){__VA_ARGS__}, COUNT(((const char *const[]){__VA_ARGS__})))
#define ONE_OR_NOT(b, ...) (book_below(b, 5) ? ONE(b, __VA_ARGS__) : NULL)

unsigned book_below(struct book *b, unsigned n)
{
    uint64_t z = (b->state += UINT64_C(0x9e3779b97f4a7c15));

    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return (unsigned)((z ^ (z >> 31)) % n);
}

static const char *one(struct book *b, const char *const *words, size_t count)
{
    return words[book_below(b, (unsigned)count)];
}

static const char *unit_any(struct book *b)
{
    return ONE(b, "Antigonë", "Cepo", "Gjirokastër", "Lunxhëri");
}

bool book_done(struct book *b, err e)
{
    if (e && e != ERR_INPUT && e != ERR_CONFLICT && e != ERR_ABSENT)
        fail_msg("%d: %s at %s", (int)e, b->r->work.problem.code, b->r->work.problem.field);
    return !e;
}

static date day_any(struct book *b)
{
    return b->r->work.today - (book_below(b, 3) ? 0 : (date)book_below(b, 50));
}

static int file_new(struct book *b)
{
    struct book_file *f = &b->files[b->file_count];

    if (b->file_count == BOOK_FILES)
        return -1;
    *f = (struct book_file){.unit = unit_any(b)};
    must(case_register(&b->r->work, f->unit, &f->id));
    return (int)b->file_count++;
}

/* One that can be written in; -1: there is none. */
static int file_any(struct book *b)
{
    for (int tries = 0; tries < 20 && b->file_count; tries++) {
        const int at = (int)book_below(b, (unsigned)b->file_count);

        if (!b->files[at].gone && !b->files[at].sealed)
            return at;
    }
    return file_new(b);
}

static void entry_keep(struct book *b, struct book_entry e, int corrects)
{
    if (corrects >= 0)
        b->entries[corrects].voided = true;
    e.first = corrects >= 0 ? b->entries[corrects].first : (int)b->entry_count;
    b->entries[b->entry_count++] = e;
}

#define PAIRS   12
#define SAYABLE 24
struct saying {
    char number[SAYABLE], children[SAYABLE], order[SAYABLE], to[SAYABLE]; /* what is no code */
    struct said_pair pairs[PAIRS];
    size_t count;
};
static void say(struct saying *s, const char *name, const char *value)
{
    if (value)
        s->pairs[s->count++] = (struct said_pair){name, value};
}

static void intake_say(struct saying *s, const struct book_entry *e)
{
    say(s, "came_through", e->came);
    say(s, "violence", e->violence);
    say(s, "relation", e->relation);
    say(s, "sex", e->sex);
    say(s, "age_group", e->age);
    say(s, "disability", e->disability);
    say(s, "unit", e->unit);
}

static void referral_say(struct saying *s, const struct book_entry *e)
{
    snprintf(s->to, sizeof s->to, e->to < 0 ? "Bashkia" : "ZYRA nr. %d", e->to);
    say(s, "to", s->to);
    say(s, "service", e->what);
    say(s, "urgency", "usual");
    say(s, "how", "letter");
    say(s, "ground", "child");
    say(s, "ground_text", "vetëm");
}

static void breach_say(struct book *b, struct saying *s, const struct book_entry *e)
{
    snprintf(s->order, sizeof s->order, "%lld", (long long)(e->order < 0 ? 0 : b->orders[e->order].id));
    say(s, "order", s->order);
    say(s, "measures", "a b");
    say(s, "told", "e ndoqi");
    say(s, "police_on", e->outcome ? "2024-09-01" : NULL);
}

static void service_say(struct saying *s, const struct book_entry *e)
{
    snprintf(s->number, sizeof s->number, "%lld", (long long)e->quantity);
    snprintf(s->children, sizeof s->children, "%lld", (long long)e->children);
    say(s, "service", e->what);
    say(s, "quantity", e->quantity > 1 ? s->number : NULL);
    say(s, "children", e->children ? s->children : NULL);
}

static void entry_say(struct book *b, struct saying *s, const struct book_entry *e)
{
    switch (e->kind) {
    case RECORD_INTAKE:
        intake_say(s, e);
        break;
    case RECORD_REFERRAL:
        referral_say(s, e);
        break;
    case RECORD_REFERRAL_ANSWER:
        say(s, "outcome", e->outcome);
        say(s, "why", "u tha");
        break;
    case RECORD_PLAN:
        say(s, "wish", "qetësi");
        break;
    case RECORD_PLAN_ACTION:
        say(s, "area", e->what);
        say(s, "who", "ajo");
        say(s, "what", "kurs");
        break;
    case RECORD_ACTION_RESULT:
        say(s, "state", e->outcome);
        say(s, "why", "u tha");
        break;
    case RECORD_VISIT:
        say(s, "safe", "yes");
        say(s, "by", "Ana");
        break;
    case RECORD_HEARING:
        say(s, "court", e->court);
        say(s, "kind", e->what);
        break;
    case RECORD_HEARING_RESULT:
        say(s, "result", e->outcome);
        break;
    case RECORD_CENTRE_SERVICE:
        service_say(s, e);
        break;
    case RECORD_BREACH:
        breach_say(b, s, e);
        break;
    case RECORD_BREACH_REPORT:
        say(s, "police_number", "12/2025");
        break;
    case RECORD_EXECUTION:
        say(s, "what", e->what);
        say(s, "result", e->outcome);
        break;
    default:
        say(s, "reason", e->what);
        break;
    }
}

/* corrects: the entry in whose place it stands; -1: none. */
static bool entry_record(struct book *b, struct book_entry e, int corrects)
{
    struct saying s = {.count = 0};
    struct case_work_new in = {.kind = e.kind, .on = e.on, .due = DATE_NONE};
    const bool closing = e.kind == RECORD_CLOSING;

    if (b->entry_count == BOOK_ENTRIES || e.file < 0)
        return false;
    entry_say(b, &s, &e);
    in.said = s.pairs;
    in.said_count = s.count;
    in.due = e.kind == RECORD_PLAN || e.kind == RECORD_PLAN_ACTION ? e.on + 30 : DATE_NONE;
    for (size_t i = 0; i < b->entry_count && e.answers >= 0; i++) /* what stands of that chain */
        if (b->entries[i].first == e.answers && !b->entries[i].voided)
            in.answers = b->entries[i].id;
    if (e.answers >= 0 && !in.answers && corrects < 0)
        return false;
    in.corrects = corrects >= 0 ? b->entries[corrects].id : 0;
    if (!book_done(b, closing ? case_close(&b->r->work, b->files[e.file].id, &in, &e.id)
                              : case_work_record(&b->r->work, b->files[e.file].id, &in, &e.id)))
        return false;
    entry_keep(b, e, corrects);
    return true;
}

/* The codes of such a record, anew. */
static void codes_fill(struct book *b, struct book_entry *e)
{
    e->quantity = 1;
    e->to = -1;
    if (e->kind == RECORD_INTAKE) {
        e->came = ONE(b, "herself", "police", "ngo", "herself", "school");
        e->violence =
            ONE(b, "physical", "psychological", "physical economic", "sexual psychological physical");
        e->relation = ONE_OR_NOT(b, "spouse", "partner", "parent", "former_partner");
        e->disability = ONE_OR_NOT(b, "yes", "no");
    } else if (e->kind == RECORD_CALL) {
        e->channel = ONE(b, "telephone", "telephone", "came", "letter");
        e->caller = ONE(b, "victim", "relative", "unknown");
        e->danger = ONE_OR_NOT(b, "yes", "no", "unknown");
        e->outcome = ONE(b, "information", "orientation", "file", "police", "none");
    }
    if (e->kind == RECORD_INTAKE || e->kind == RECORD_CALL) {
        e->sex = ONE_OR_NOT(b, "F", "F", "M");
        e->age = ONE_OR_NOT(b, "child", "young", "adult", "old");
        e->unit = book_below(b, 3) ? NULL : unit_any(b);
    } else if (e->kind == RECORD_REFERRAL) {
        e->what = ONE(b, "health", "legal", "documents", "work");
        e->to = b->contact_count && book_below(b, 2) ? (int)book_below(b, (unsigned)b->contact_count) : -1;
    } else if (e->kind == RECORD_REFERRAL_ANSWER) {
        e->outcome = ONE(b, "accepted", "waiting", "seen", "ended", "refused", "declined");
    } else if (e->kind == RECORD_PLAN_ACTION) {
        e->what = ONE(b, "economic", "housing", "safety");
    } else if (e->kind == RECORD_ACTION_RESULT) {
        e->outcome = ONE(b, "done", "done", "not_possible", "not_done");
    } else if (e->kind == RECORD_HEARING) {
        e->what = ONE(b, "UMM", "UM", "confirmation", "criminal");
        e->court = ONE(b, "Gjykata", "Gjykata e Apelit");
    } else if (e->kind == RECORD_HEARING_RESULT) {
        e->outcome = ONE(b, "refused", "refused", "granted", "postponed");
    } else if (e->kind == RECORD_CENTRE_SERVICE) {
        e->what = ONE(b, "counselling", "shelter", "food", "legal");
        e->quantity = 1 + book_below(b, 3);
        e->children = book_below(b, 4);
    } else if (e->kind == RECORD_BREACH) {
        e->outcome = book_below(b, 2) ? "reported" : NULL;
    } else if (e->kind == RECORD_BREACH_REPORT) {
        e->outcome = "reported";
    } else if (e->kind == RECORD_EXECUTION) {
        e->what = ONE(b, "child_contact", "removal", "other");
        e->outcome = ONE(b, "carried_out", "in_part", "not_carried_out");
    } else if (e->kind == RECORD_CLOSING) {
        e->what = ONE(b, "goals_reached", "own_wish");
    }
}

static struct book_entry entry_of(struct book *b, enum record_kind kind, int file)
{
    struct book_entry e = {.kind = kind, .file = file, .answers = -1, .order = -1, .on = day_any(b)};

    codes_fill(b, &e);
    if (kind == RECORD_BREACH)
        e.order = book_order_of(b, file);
    return e;
}

static bool call_write(struct book *b, struct book_entry e, int corrects)
{
    const struct call_new in = {.said = {.unit = e.unit,
                                         .channel = e.channel,
                                         .caller = e.caller,
                                         .age_group = e.age,
                                         .sex = e.sex,
                                         .danger = e.danger,
                                         .outcome = e.outcome,
                                         .about = "kërkon ndihmë"},
                                .case_id = e.file < 0 ? 0 : b->files[e.file].id,
                                .corrects = corrects >= 0 ? b->entries[corrects].id : 0,
                                .on = e.on};

    if (b->entry_count == BOOK_ENTRIES || !book_done(b, call_record(&b->r->work, &in, &e.id)))
        return false;
    entry_keep(b, e, corrects);
    return true;
}

static void call_step(struct book *b)
{
    struct book_entry *e;
    struct call_file in = {0};
    int file;

    if (!call_write(b, entry_of(b, RECORD_CALL, book_below(b, 3) ? -1 : file_any(b)), -1))
        return;
    e = &b->entries[b->entry_count - 1];
    if (book_below(b, 4) || e->file >= 0 || (file = file_any(b)) < 0)
        return;
    in.case_id = b->files[file].id;
    if (book_done(b, call_file(&b->r->work, e->id, &in, &in.case_id)))
        e->file = file;
}

/* One that stands, in a file that can be written in, or without one; -1: none was met. */
static int entry_any(struct book *b)
{
    for (int tries = 0; tries < 30 && b->entry_count; tries++) {
        const int at = (int)book_below(b, (unsigned)b->entry_count);
        const struct book_entry *e = &b->entries[at];

        if (!e->voided && (e->file < 0 || (!b->files[e->file].gone && !b->files[e->file].sealed)))
            return at;
    }
    return -1;
}

static void amend_step(struct book *b)
{
    const int at = entry_any(b);
    struct book_entry e;

    if (at < 0)
        return;
    e = b->entries[at];
    if (e.kind != RECORD_CLOSING && book_below(b, 2)) {
        codes_fill(b, &e);
        e.on = day_any(b);
        (void)(e.kind == RECORD_CALL ? call_write(b, e, at) : entry_record(b, e, at));
    } else if (book_done(b, record_void(&b->r->work, e.id, &(struct record_void){"gabim"}))) {
        b->entries[at].voided = true;
    }
}

static void answer_step(struct book *b)
{
    static const struct {
        enum record_kind of, by;
    } ANSWERS[] = {{RECORD_REFERRAL, RECORD_REFERRAL_ANSWER},
                   {RECORD_PLAN, RECORD_PLAN_ACTION},
                   {RECORD_PLAN_ACTION, RECORD_ACTION_RESULT},
                   {RECORD_HEARING, RECORD_HEARING_RESULT},
                   {RECORD_BREACH, RECORD_BREACH_REPORT}};

    for (int tries = 0; tries < 12; tries++) {
        const int at = entry_any(b);

        for (size_t i = 0; at >= 0 && i < COUNT(ANSWERS); i++)
            if (b->entries[at].kind == ANSWERS[i].of) {
                struct book_entry e = entry_of(b, ANSWERS[i].by, b->entries[at].file);

                e.answers = b->entries[at].first;
                (void)entry_record(b, e, -1);
                return;
            }
    }
}

static const char *number_of(struct book *b, int file)
{
    struct case_file f;

    must(case_read(&b->r->work, b->files[file].id, &f));
    return f.number;
}

static void into(struct book *b, int from, int to)
{
    for (size_t i = 0; i < b->entry_count; i++)
        if (b->entries[i].file == from)
            b->entries[i].file = to;
    for (size_t i = 0; i < b->order_count; i++)
        if (b->orders[i].file == from)
            b->orders[i].file = to;
    for (size_t m = 0; m < b->meeting_count; m++)
        for (size_t i = 0; i < b->meetings[m].file_count; i++)
            if (b->meetings[m].files[i] == from)
                b->meetings[m].files[i] = to;
    b->files[from].gone = true;
}

/* Every third is undone at once. */
static void merge_step(struct book *b)
{
    const int x = file_any(b), y = file_any(b), to = x < y ? x : y, from = x < y ? y : x;
    int64_t older, merge;
    struct work *w = &b->r->work;

    if (to < 0 || to == from ||
        !book_done(b, case_merge(w, b->files[from].id, file_version(b->r, b->files[from].id),
                                 number_of(b, to), &older)))
        return;
    if (book_below(b, 3)) {
        into(b, from, to);
        return;
    }
    must(db_int(b->r->db, "SELECT max(id) FROM case_merge", NO_BINDS, &merge));
    must(case_merge_undo(w, merge, file_version(b->r, b->files[to].id), &older));
}

static void move_step(struct book *b)
{
    const int at = file_any(b);
    struct book_file *f = at < 0 ? NULL : &b->files[at];
    const struct case_unit_new in = {unit_any(b), b->r->work.today - (date)book_below(b, 40)};

    if (!f || f->move_count == BOOK_MOVES ||
        !book_done(b, case_unit_move(&b->r->work, f->id, file_version(b->r, f->id), &in)))
        return;
    f->moves[f->move_count].until = in.from - 1;
    f->moves[f->move_count++].unit = f->unit;
    f->unit = in.unit;
}

static void seal_step(struct book *b)
{
    const int at = file_any(b);

    if (at < 0)
        return;
    must(db_exec(b->r->db, "UPDATE case_file SET sealed = 1 WHERE id = :id",
                 BINDS(INT(":id", b->files[at].id))));
    b->files[at].sealed = true;
}

static const char *const INSTITUTIONS[][2] = {{"Shkolla Çajupi", "SHKOLLA CAJUPI"},
                                              {"Policia", "policia"},
                                              {"Qendra Shëndetësore", "qendra shendetesore"}};

/* Who was there, as the register is told it, and as it is written down. */
static void invite(struct book *b, struct book_meeting *m, struct meeting_invited *invited)
{
    m->invited_count = book_below(b, BOOK_INVITED + 1);
    for (size_t i = 0; i < m->invited_count; i++) {
        const int which = (int)book_below(b, 4) - 1;

        m->invited[i].institution = which;
        m->invited[i].present = book_below(b, 3) > 0;
        m->invited[i].head = book_below(b, 2) > 0;
        invited[i] =
            (struct meeting_invited){.institution = which < 0 ? NULL : INSTITUTIONS[which][book_below(b, 2)],
                                     .name = which < 0 ? "Drita Koka" : NULL,
                                     .state = m->invited[i].present ? INVITED_PRESENT : INVITED_EXCUSED,
                                     .head = m->invited[i].head};
    }
}

static void agenda(struct book *b, struct book_meeting *m, const char **numbers)
{
    m->file_count = 0;
    for (unsigned n = book_below(b, BOOK_AGENDA + 1); n; n--) {
        const int at = file_any(b);
        bool there = at < 0;

        for (size_t i = 0; i < m->file_count; i++)
            there = there || m->files[i] == at;
        if (there)
            continue;
        numbers[m->file_count] = number_of(b, at);
        m->files[m->file_count++] = at;
    }
}

static bool meeting_write(struct book *b, struct book_meeting *m)
{
    struct meeting_invited invited[BOOK_INVITED];
    const char *numbers[BOOK_AGENDA];
    struct meeting_new in = {.said = {.place = "Salla"}, .kind = m->kind, .on = m->on};
    struct meeting was;

    invite(b, m, invited);
    agenda(b, m, numbers);
    m->women = book_below(b, 4);
    m->men = book_below(b, 4);
    m->reports = book_below(b, 3);
    m->initiatives = book_below(b, 3);
    in.called_off = m->called_off = !book_below(b, 6);
    in.counts = (struct meeting_counts){m->women, m->men, m->reports, m->initiatives};
    in.invited = invited;
    in.invited_count = m->invited_count;
    in.files = numbers;
    in.files_count = m->file_count;
    if (!m->id)
        return book_done(b, meeting_add(&b->r->work, &in, &m->id));
    must(meeting_require(&b->r->work, m->id, &was));
    return book_done(b, meeting_change(&b->r->work, m->id, was.version, &in));
}

static void minutes_write(struct book *b, struct book_meeting *m)
{
    struct said_pair text = {"text", "u fol"};
    const struct meeting_minute_new in = {.work = {.kind = RECORD_MEETING_MINUTES,
                                                   .on = DATE_NONE,
                                                   .due = DATE_NONE,
                                                   .said = &text,
                                                   .said_count = 1}};
    struct meeting_sign sign = {0};
    struct meeting was;

    if (!book_done(b, meeting_minute_add(&b->r->work, m->id, &in, &sign.last_record)))
        return;
    m->written = true;
    must(meeting_require(&b->r->work, m->id, &was));
    sign.version = was.version;
    if (book_below(b, 2))
        m->is_signed = book_done(b, meeting_sign(&b->r->work, m->id, &sign));
    else if (!book_below(b, 3) &&
             book_done(b, record_void(&b->r->work, sign.last_record, &(struct record_void){"gabim"})))
        m->written = false;
}

static void meeting_step(struct book *b)
{
    const bool again = b->meeting_count && !book_below(b, 4);
    struct book_meeting m = {.kind =
                                 ONE(b, "technical", "directors", "information", "community", "technical"),
                             .on = b->r->work.today + 5 - (date)book_below(b, 30)},
                        *at = &b->meetings[b->meeting_count];

    if (again)
        m = *(at = &b->meetings[book_below(b, (unsigned)b->meeting_count)]);
    if (b->meeting_count == BOOK_MEETINGS || !meeting_write(b, &m))
        return;
    *at = m;
    b->meeting_count += !again;
    if (book_below(b, 2))
        minutes_write(b, at);
}

static void contact_add(struct book *b)
{
    struct book_contact *c = &b->contacts[b->contact_count];
    char name[24];
    struct contact_new in = {.confirmed_on = b->r->work.today - (date)book_below(b, 300)};

    if (b->contact_count == BOOK_CONTACTS)
        return;
    snprintf(name, sizeof name, "Zyra nr. %zu", b->contact_count);
    in.name = name;
    in.kind = ONE(b, "police", "health", "ngo");
    in.level = ONE(b, "local", "regional", "national");
    in.public = book_below(b, 2);
    *c = (struct book_contact){.kind = in.kind, .level = in.level, .public = in.public, .ended = DATE_NONE};
    must(contact_point_add(&b->r->work, &in, &c->id));
    c->confirmed[c->confirmed_count++] = in.confirmed_on;
    b->contact_count++;
}

static void contact_step(struct book *b)
{
    struct book_contact *c =
        b->contact_count ? &b->contacts[book_below(b, (unsigned)b->contact_count)] : NULL;

    if (!c || !book_below(b, 2)) {
        contact_add(b);
    } else if (!book_below(b, 5)) {
        if (book_done(b, contact_point_end(&b->r->work, c->id)))
            c->ended = b->r->work.today;
    } else if (c->confirmed_count < COUNT(c->confirmed) &&
               book_done(b, contact_point_confirm(&b->r->work, c->id))) {
        c->confirmed[c->confirmed_count++] = b->r->work.today;
    }
}

/* A file that is opened, told of and closed at once, and now and then worked on anew. */
static void short_step(struct book *b)
{
    const int at = file_new(b);
    struct book_entry e;

    if (at < 0)
        return;
    (void)entry_record(b, entry_of(b, RECORD_CENTRE_SERVICE, at), -1);
    e = entry_of(b, RECORD_CLOSING, at);
    e.on = b->r->work.today;
    (void)entry_record(b, e, -1);
}

static void step(struct book *b)
{
    static const enum record_kind KINDS[] = {RECORD_INTAKE, RECORD_REFERRAL, RECORD_CENTRE_SERVICE,
                                             RECORD_PLAN,   RECORD_HEARING,  RECORD_VISIT,
                                             RECORD_INTAKE, RECORD_REFERRAL, RECORD_EXECUTION};
    const unsigned what = book_below(b, 29);
    const struct book_order *o;

    if (what < 8)
        (void)entry_record(
            b, entry_of(b, KINDS[book_below(b, COUNT(KINDS))], book_below(b, 3) ? file_any(b) : file_new(b)),
            -1);
    else if (what < 12)
        answer_step(b);
    else if (what < 14)
        call_step(b);
    else if (what < 17)
        amend_step(b);
    else if (what < 19)
        meeting_step(b);
    else if (what == 19)
        contact_step(b);
    else if (what == 20)
        merge_step(b);
    else if (what == 21)
        move_step(b);
    else if (what == 22)
        short_step(b);
    else if (what == 23)
        book_stay_step(b);
    else if (what < 27)
        book_order_step(b, file_any(b));
    else if (what == 27 && b->order_count) {
        o = &b->orders[book_below(b, (unsigned)b->order_count)];
        if (!b->files[o->file].sealed)
            (void)entry_record(b, entry_of(b, RECORD_BREACH, o->file), -1);
    } else if (!book_below(b, 3))
        seal_step(b);
}

void book_play(struct book *b, struct test_register *r, uint64_t seed, unsigned steps)
{
    date today = date_make(2024, 9, 20);

    *b = (struct book){.r = r, .state = seed};
    for (unsigned i = 0; i < steps; i++) {
        today += (date)book_below(b, 5);
        register_on(r, today);
        step(b);
    }
}
