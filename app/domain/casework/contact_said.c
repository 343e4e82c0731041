/* Two tables of texts; the days of persons are texts only where they are sealed. */
#include "domain/casework/contact_said.h"

#include "domain/casework/said.h"
#include "domain/work/field.h"
#include "gen/limits.h"

struct person_said {
    const char *name, *task, *phone, *email, *from, *until, *focal;
};
#define LINE(s, f, max, needed) SAID_AS(s, f, max, needed, SAID_LINE, NULL)
#define OF_POINT(f)             LINE(struct contact_said, f, LIMIT(ContactPointNew, f), false)
#define OF_PERSON(f, needed)    LINE(struct person_said, f, LIMIT(ContactPerson, f), needed)
static const struct said_field POINT[] = {
    OF_POINT(area), OF_POINT(address), OF_POINT(hours), OF_POINT(phone), OF_POINT(email), OF_POINT(note),
};
static const struct said_field PERSON[] = {
    OF_PERSON(name, true),
    OF_PERSON(task, false),
    OF_PERSON(phone, false),
    OF_PERSON(email, false),
    LINE(struct person_said, from, DATE_TEXT, false),
    LINE(struct person_said, until, DATE_TEXT, false),
    LINE(struct person_said, focal, DATE_TEXT, false),
};
#define COUNT_OF(table) (sizeof(table) / sizeof((table)[0]))

err contact_said_check(struct work *w, const struct contact_said *in, struct faults *f)
{
    err e = OK;

    for (size_t i = 0; i < COUNT_OF(POINT) && !e; i++)
        e = faults_take(w, f,
                        field_text_check(w, POINT[i].name, said_get(&POINT[i], in), POINT[i].max, false));
    return e;
}

/* days: room for both, which the result points into. */
static struct person_said texts_of(const struct contact_person *p, char days[2][DATE_TEXT])
{
    return (struct person_said){
        .name = p->name,
        .task = p->task,
        .phone = p->phone,
        .email = p->email,
        .from = date_known(p->from) ? date_format(p->from, days[0]) : NULL,
        .until = date_known(p->until) ? date_format(p->until, days[1]) : NULL,
        .focal = p->focal ? "yes" : NULL,
    };
}

static err one_person_check(struct work *w, const struct contact_person *p, size_t place, struct faults *f)
{
    char days[2][DATE_TEXT];
    const struct person_said said = texts_of(p, days);
    const bool turned = date_known(p->from) && date_known(p->until) && p->until < p->from;
    const char *field;
    err e = OK;

    for (size_t i = 0; i < COUNT_OF(PERSON) && !e; i++) {
        if (!(field = arena_format(w->arena, "persons[%zu].%s", place, PERSON[i].name)))
            return ERR_SYSTEM;
        e = faults_take(
            w, f, field_text_check(w, field, said_get(&PERSON[i], &said), PERSON[i].max, PERSON[i].needed));
    }
    if (e || !(field = arena_format(w->arena, "persons[%zu].until", place)))
        return e ? e : ERR_SYSTEM;
    return faults_when(w, f, turned, "out_of_range", field, "It lies before the first day.");
}

err contact_persons_check(struct work *w, const struct contact_person *list, size_t count, struct faults *f)
{
    err e = faults_when(w, f, count > LIMIT(ContactPointNew, persons), "too_many", "persons",
                        "There are more than one institution may have.");

    for (size_t i = 0; i < count && !e; i++)
        e = one_person_check(w, &list[i], i, f);
    return e;
}

void contact_said_write(const struct contact_said *in, struct buf *out)
{
    said_write(POINT, COUNT_OF(POINT), in, out);
}

err contact_said_read(struct arena *a, const char *said, struct contact_said *ret)
{
    return said_read(a, said, POINT, COUNT_OF(POINT), ret);
}

void contact_person_write(const struct contact_person *in, struct buf *out)
{
    char days[2][DATE_TEXT];
    const struct person_said said = texts_of(in, days);

    said_write(PERSON, COUNT_OF(PERSON), &said, out);
}

static date day_of(const char *text)
{
    date day;

    return text && !date_parse(text, &day) ? day : DATE_NONE;
}

err contact_person_read(struct arena *a, const char *said, struct contact_person *ret)
{
    struct person_said p;
    err e = said_read(a, said, PERSON, COUNT_OF(PERSON), &p);

    if (e)
        return e;
    *ret = (struct contact_person){.name = p.name,
                                   .task = p.task,
                                   .phone = p.phone,
                                   .email = p.email,
                                   .from = day_of(p.from),
                                   .until = day_of(p.until),
                                   .focal = p.focal != NULL};
    return OK;
}
