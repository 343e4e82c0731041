/* libFuzzer: any bytes as the body of a request, read into a struct with every type of member. A refusal has
 * a code and names its member in plain text; what is taken keeps the limits of the table. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "http/body.h"
#include "http/input.h"

struct child {
    const char *name;
    date born;
    struct child *children;
    size_t children_count;
};
struct form {
    const char *text;
    int64_t number;
    bool flag;
    date day;
    unsigned choice, set;
    struct child *children;
    size_t children_count;
    struct child *child;
    const char **texts;
    size_t texts_count;
};

static bool letter_parse(const char *name, unsigned *ret)
{
    if (strcmp(name, "a") != 0 && strcmp(name, "b") != 0)
        return false;
    *ret = name[0] == 'a' ? 1 : 2;
    return true;
}

static const struct member GRANDCHILD[] = {MEMBER_TEXT(struct child, name, 8, REQUIRED)};
static const struct member CHILD[] = {
    MEMBER_TEXT(struct child, name, 8, REQUIRED),
    MEMBER_DATE(struct child, born, OPTIONAL),
    MEMBER_LIST(struct child, children, GRANDCHILD, struct child, 3, OPTIONAL),
};
static const struct member FORM[] = {
    MEMBER_TEXT(struct form, text, 12, OPTIONAL),
    MEMBER_INT(struct form, number, -10, 1000, OPTIONAL),
    MEMBER_BOOL(struct form, flag, OPTIONAL),
    MEMBER_DATE(struct form, day, OPTIONAL),
    MEMBER_CHOICE(struct form, choice, letter_parse, OPTIONAL),
    MEMBER_SET(struct form, set, letter_parse, OPTIONAL),
    MEMBER_LIST(struct form, children, CHILD, struct child, 4, OPTIONAL),
    MEMBER_OBJECT(struct form, child, CHILD, struct child, OPTIONAL),
    MEMBER_TEXTS(struct form, texts, 5, 3, OPTIONAL),
};

static void require(bool holds)
{
    if (!holds)
        abort();
}

static void text_holds(const char *text, size_t max)
{
    if (text)
        require(text[0] && text_valid(text, strlen(text)) && text_length(text) <= max);
}

static void child_holds(const struct child *c)
{
    require(c->name && (c->born == DATE_NONE || date_known(c->born)) && c->children_count <= 3);
    text_holds(c->name, 8);
    for (size_t i = 0; i < c->children_count; i++)
        text_holds(c->children[i].name, 8);
}

static void form_holds(const struct form *f)
{
    text_holds(f->text, 12);
    require((f->number >= -10 && f->number <= 1000) && f->choice <= 2 && f->set <= 3);
    require(f->day == DATE_NONE || date_known(f->day));
    require(f->children_count <= 4 && f->texts_count <= 3);
    for (size_t i = 0; i < f->children_count; i++)
        child_holds(&f->children[i]);
    if (f->child)
        child_holds(f->child);
    for (size_t i = 0; i < f->texts_count; i++)
        text_holds(f->texts[i], 5);
}

static void refusal_holds(const struct problem *p)
{
    require(p->code[0] != '\0');
    for (const char *s = p->field; *s; s++)
        require(*s > ' ' && *s < 0x7f);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static const struct route ROUTE = {"POST", "/", R_ANYONE, RT_WRITE | RT_BODY, NULL};
    CLEANUP(arena_free) struct arena a = {0};
    const struct incoming in = {.content_type = "application/json", .body = data, .body_size = n};
    struct req rq = {.in = &in, .route = &ROUTE, .work = {.arena = &a}};
    struct form form;
    err e;

    if (!(e = body_read(&rq)))
        e = input_read(&rq, rq.body, FORM, COUNT(FORM), &form);
    if (e)
        refusal_holds(&rq.work.problem);
    else
        form_holds(&form);
    json_decref(rq.body);
    return 0;
}
