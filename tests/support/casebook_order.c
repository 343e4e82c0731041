/* No two persons are called alike, so that the register never asks whether they are one. */
#include "support/casebook_order.h"

#include <stdio.h>

#include "domain/order/act_record.h"
#include "domain/order/order_read.h"
#include "domain/order/order_register.h"
#include "domain/order/stay.h"
#include "support/paper.h"

#define COURT_A "Gjykata"
#define COURT_B "Gjykata e Apelit"

static void name_new(struct book *b, char name[9])
{
    for (int i = 0; i < 8; i++)
        name[i] = (char)((i ? 'a' : 'A') + (int)book_below(b, 26));
    name[8] = 0;
}

/* An age of the group and the day on which it is asked about differ: so the birthday is somewhere. */
static struct book_person person_any(struct book *b)
{
    static const char *const SEXES[] = {"F", "F", "M", NULL};
    static const int YEARS[] = {2, 15, 18, 29, 30, 50, 64, 80};
    const date born = b->r->work.today - YEARS[book_below(b, 8)] * 365 - (date)book_below(b, 400);

    return (struct book_person){.sex = SEXES[book_below(b, 4)], .born = book_below(b, 6) ? born : DATE_NONE};
}

static struct order_person named(const struct book_person *p, enum case_role role, const char *name)
{
    return (struct order_person){
        .person = p->id,
        .role = role,
        .who = {.first_name = name, .surname = name, .birth_date = p->born, .sex = p->sex}};
}

int book_order_of(struct book *b, int file)
{
    for (int tries = 0; tries < 20 && b->order_count; tries++) {
        const int at = (int)book_below(b, (unsigned)b->order_count);

        if (!b->orders[at].voided && b->orders[at].file == file)
            return at;
    }
    return -1;
}

static int person_keep(struct book *b, struct book_person p, int64_t id)
{
    p.id = id;
    b->persons[b->person_count] = p;
    return (int)b->person_count++;
}

static void order_draw(struct book *b, struct book_order *o, struct order_new *in)
{
    static const enum order_kind KINDS[] = {ORDER_UM, ORDER_UM, ORDER_UMM, ORDER_UMPMM};

    in->kind = KINDS[book_below(b, 4)];
    in->decision_date = b->r->work.today - (date)book_below(b, 120);
    in->end = in->kind == ORDER_UM ? in->decision_date + 10 + (date)book_below(b, 200) : DATE_NONE;
    in->start = in->final_date = in->hearing_on = DATE_NONE;
    in->received_on = book_below(b, 3) ? in->decision_date + (date)book_below(b, 5) : DATE_NONE;
    if (in->received_on > b->r->work.today)
        in->received_on = DATE_NONE;
    in->issuer = in->kind == ORDER_UMPMM ? "Policia Gjirokastër" : book_below(b, 3) ? COURT_A : COURT_B;
    o->kind = order_kind_name(in->kind);
    o->court = in->issuer;
    o->decided = in->decision_date;
    o->received = in->received_on;
    o->last = in->end == DATE_NONE ? DATE_OPEN : in->end;
}

static void order_add(struct book *b, int file)
{
    const int with = book_below(b, 3) ? -1 : book_order_of(b, file);
    struct book_person her = with < 0 ? person_any(b) : b->persons[b->orders[with].her], him = person_any(b);
    char hers[9], his[9], number[16];
    struct order_person persons[1], respondent;
    struct order_new in = {.case_id = b->files[file].id, .unit = b->files[file].unit, .persons_count = 1};
    struct book_order o = {.file = file, .him = -1};
    struct order_line line;
    int64_t into;

    if (b->order_count == BOOK_ORDERS)
        return;
    name_new(b, hers);
    name_new(b, his);
    order_draw(b, &o, &in);
    snprintf(number, sizeof number, "%zu/%u", b->order_count + 1, book_below(b, 1000000));
    in.number = number;
    in.version = file_version(b->r, in.case_id);
    persons[0] = named(&her, ROLE_PROTECTED, hers);
    respondent = named(&him, ROLE_RESPONDENT, his);
    in.persons = persons;
    in.respondent = book_below(b, 3) ? &respondent : NULL;
    if (!book_done(b, order_register(&b->r->work, &in, &o.id, &into)))
        return;
    must(order_load(&b->r->work, o.id, &line));
    o.her = with < 0 ? person_keep(b, her, line.persons[0]) : b->orders[with].her;
    if (in.respondent)
        o.him = person_keep(b, him, line.respondents[0]);
    b->orders[b->order_count++] = o;
}

static bool act_take(struct book *b, const struct book_order *o, struct act_new in)
{
    int64_t act, version;

    in.version = file_version(b->r, b->files[o->file].id);
    in.on = b->r->work.today;
    in.start = in.end = DATE_NONE;
    return book_done(b, act_record(&b->r->work, o->id, &in, &act, &version));
}

/* A grant that is taken back never was. */
static void order_void(struct book *b, struct book_order *o)
{
    struct act_new in = {.kind = ACT_CORRECTED, .effective = DATE_NONE, .voids = true};

    must(db_int(b->r->db, "SELECT min(id) FROM order_act WHERE order_id = :order",
                BINDS(INT(":order", o->id)), &in.corrects));
    o->voided = act_take(b, o, in);
}

/* It protects up to the day before the one on which it ends. */
static void order_end(struct book *b, struct book_order *o)
{
    const date day = b->r->work.today;

    if (o->last >= day &&
        act_take(b, o, (struct act_new){.kind = ACT_TERMINATED, .effective = day, .decision = "77"}))
        o->last = day - 1;
}

void book_order_step(struct book *b, int file)
{
    const int at = book_order_of(b, file);

    if (at < 0 || book_below(b, 3))
        order_add(b, file);
    else if (book_below(b, 2))
        order_end(b, &b->orders[at]);
    else
        order_void(b, &b->orders[at]);
}

static void stay_add(struct book *b)
{
    const struct book_order *o = b->order_count ? &b->orders[book_below(b, (unsigned)b->order_count)] : NULL;
    struct book_stay s = {0};
    struct stay_new in = {.place = "Qendra", .until = DATE_NONE};

    if (!o || b->stay_count == BOOK_STAYS || b->files[o->file].sealed)
        return;
    s.order = (int)(o - b->orders);
    s.person = o->her;
    s.from = in.from = b->r->work.today - (date)book_below(b, 40);
    s.until = DATE_OPEN;
    if (book_below(b, 2))
        s.until = in.until = in.from + (date)book_below(b, 20);
    in.person = b->persons[s.person].id;
    in.version = file_version(b->r, b->files[o->file].id);
    if (in.until <= b->r->work.today &&
        book_done(b, stay_begin(&b->r->work, b->files[o->file].id, &in, &s.id)))
        b->stays[b->stay_count++] = s;
}

static int64_t stay_version(struct book *b, const struct book_stay *s)
{
    static const char SQL[] =
        "SELECT f.version FROM stay y JOIN case_file f ON f.id = y.case_id WHERE y.id = :stay";
    int64_t version = 0;

    must(db_int(b->r->db, SQL, BINDS(INT(":stay", s->id)), &version));
    return version;
}

static void stay_change(struct book *b, struct book_stay *s)
{
    const struct stay_end out = {.version = stay_version(b, s), .until = b->r->work.today};
    const struct stay_void never = {.version = out.version, .reason = "gabim"};

    if (s->voided || b->files[b->orders[s->order].file].sealed)
        return;
    if (s->until == DATE_OPEN && book_below(b, 2)) {
        if (book_done(b, stay_end(&b->r->work, s->id, &out)))
            s->until = out.until;
    } else if (!book_below(b, 3)) {
        s->voided = book_done(b, stay_void(&b->r->work, s->id, &never));
    }
}

void book_stay_step(struct book *b)
{
    if (b->stay_count && book_below(b, 2))
        stay_change(b, &b->stays[book_below(b, (unsigned)b->stay_count)]);
    else
        stay_add(b);
}
