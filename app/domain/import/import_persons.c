/* Persons out of cells: one to a row, her children all in one cell. */
#include "domain/import/import_persons.h"

#include <string.h>

#include "base/text.h"
#include "domain/law/nid.h"

#define CHILD_PARTS 6 /* name, birth date, sex; surname, personal number, "protected" when they differ */

#define CHILD_WRITTEN                                                                                        \
    "A child is written Name|birth date|F or M, and ';' stands between children: "                           \
    "Ana|02.01.2015|F;Bora|2018-05-04|F."

/* F or M for the words, too; anything else stays as it is, for the check of the order to refuse. */
static const char *sex_of(const char *cell)
{
    static const struct {
        const char *word, *sex;
    } WORDS[] = {{"f", "F"}, {"femer", "F"}, {"vajze", "F"}, {"m", "M"}, {"mashkull", "M"}, {"djale", "M"}};

    for (size_t i = 0; cell && i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (text_same(cell, WORDS[i].word))
            return WORDS[i].sex;
    return cell;
}

/* As the register writes it; what cannot be a personal number stays as it is. */
static const char *nid_of(struct work *w, const char *cell)
{
    char normal[NID_TEXT];
    const char *kept;

    if (!cell || nid_check(cell, normal) == NID_MALFORMED)
        return cell;
    kept = arena_text(w->arena, normal);
    return kept ? kept : cell;
}

static void first_read(struct import_cells *c, struct order_person *p)
{
    *p = (struct order_person){
        .role = ROLE_PROTECTED,
        .who = {.first_name = import_cell_name(c, COLUMN_FIRST_NAME),
                .father_name = import_cell_name(c, COLUMN_FATHER_NAME),
                .nid = nid_of(c->w, import_cell_text(c, COLUMN_NID)),
                .birth_date = import_cell_date(c, COLUMN_BIRTH_DATE),
                .sex = sex_of(import_cell_text(c, COLUMN_SEX))},
    };
    import_cell_surname(c, COLUMN_SURNAME, &p->who);
}

static void child_fault(struct import_cells *c)
{
    import_note_add(c->notes, NOTE_FAULT, "children", "bad_child", CHILD_WRITTEN);
}

/* "Ana (2015), Bora (2018)" is two children and no name, "Ana dhe Bora" likewise. */
static bool child_named(const char *name)
{
    char letter[5], folded[200];

    if (!name)
        return true; /* told as one that is needed */
    text_initial(name, letter);
    return letter[0] && !strpbrk(name, "0123456789(),:/?+&") && !import_text_nothing(name) &&
           !strstr(text_fold(name, folded, sizeof folded), " dhe ");
}

static void child_surname(const char *part, const struct person_new *elder, struct person_new *who)
{
    who->no_surname = part ? text_same(part, IMPORT_NO_SURNAME) : elder->no_surname;
    who->surname = part && !who->no_surname ? part : who->no_surname ? "" : elder->surname;
}

static void child_born(struct import_cells *c, const char *part, struct person_new *who)
{
    who->birth_date = DATE_NONE;
    if (!part || !import_text_date(part, &who->birth_date))
        return;
    import_note_add(c->notes, NOTE_FAULT, "children", "bad_date",
                    "There is no such day; a date is written 2022-03-24 or 24.03.2022.");
    c->dates_bad = true;
}

/* "Name|birth date|sex", and behind it what is not as with the first person: "|surname|nid|protected". */
static void child_read(struct import_cells *c, char *text, struct order_person *p,
                       const struct person_new *elder)
{
    char *parts[CHILD_PARTS] = {0};
    size_t count;

    if (!import_text_parts(text, parts, CHILD_PARTS, &count) ||
        (parts[5] && !text_same(parts[5], "protected")) || !child_named(parts[0]))
        child_fault(c);
    *p = (struct order_person){
        .role = parts[5] ? ROLE_PROTECTED : ROLE_DEPENDANT,
        .who = {.first_name = parts[0], .nid = nid_of(c->w, parts[4]), .sex = sex_of(parts[2])},
    };
    child_surname(parts[3], elder, &p->who);
    child_born(c, parts[1], &p->who);
}

/* "2", "2 fëmijë", "dy". */
static bool children_counted(const char *cell)
{
    static const char *const WORDS[] = {"një", "dy", "tre", "katër", "pesë", "gjashtë"};
    size_t n = strspn(cell, "0123456789");
    const char *behind = cell + n;

    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0] && !n; i++)
        if (!strncmp(cell, WORDS[i], strlen(WORDS[i])))
            behind = cell + (n = strlen(WORDS[i]));
    behind += strspn(behind, " ");
    return n && (!*behind || text_same(behind, "fëmijë") || text_same(behind, "fëmijët") ||
                 text_same(behind, "të mitur"));
}

/* The cell of children, NULL where it names none. */
static char *children_text(struct import_cells *c, const char **ret_counted)
{
    char *cell = import_cell_text(c, COLUMN_CHILDREN);

    *ret_counted = NULL;
    if (!cell || strchr(cell, '|'))
        return cell;
    if (import_text_nothing(cell)) {
        import_note_add(c->notes, NOTE_WARNING, "children", "taken_as_nothing",
                        "This is taken as no children.");
        return NULL;
    }
    if (!children_counted(cell))
        return cell;
    *ret_counted = cell;
    import_note_ask(c->notes, "children", "bad_child", cell,
                    "A count names nobody. " CHILD_WRITTEN
                    " Confirmed, the count becomes a note of the file.");
    return NULL;
}

/* Reading stops at one more than an order may name: enough for it to be refused. */
static err children_read(struct import_cells *c, struct order_new *o, size_t *room, char *cell)
{
    struct order_person *p;
    char *child;

    while ((child = strsep(&cell, ";\n")) && o->persons_count <= ORDER_PERSONS_MAX) {
        if (text_empty(child))
            continue;
        if (!(p = arena_grow(c->w->arena, &o->persons, &o->persons_count, room, sizeof *p)))
            return ERR_SYSTEM;
        child_read(c, child, p, &o->persons[0].who);
    }
    return OK;
}

static err respondent_read(struct import_cells *c, struct order_new *o)
{
    struct person_new who = {.first_name = import_cell_name(c, COLUMN_RESPONDENT_FIRST_NAME),
                             .birth_date = DATE_NONE};

    import_cell_surname(c, COLUMN_RESPONDENT_SURNAME, &who);
    o->relation = import_cell_text(c, COLUMN_RELATION);
    if (!who.first_name && !who.surname && !o->relation)
        return OK;
    if (!(o->respondent = arena_alloc(c->w->arena, sizeof *o->respondent)))
        return ERR_SYSTEM;
    *o->respondent = (struct order_person){.role = ROLE_RESPONDENT, .who = who};
    return OK;
}

err import_persons_read(struct import_cells *c, struct order_new *o, const char **ret_counted)
{
    struct order_person *p;
    size_t room = 0;
    err e;

    if (!(p = arena_grow(c->w->arena, &o->persons, &o->persons_count, &room, sizeof *p)))
        return ERR_SYSTEM;
    first_read(c, p);
    if ((e = children_read(c, o, &room, children_text(c, ret_counted))))
        return e;
    return respondent_read(c, o);
}
