/* Parties out of cells. Whom a relation means is said by name, as lists of offices say it, or by place, as
 * the export writes it, which no two of one name can confuse. */
#include "domain/import/import_parties.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"

#define NAME_ROOM 400 /* bytes of a first name and a surname, folded */

static const char RESPONDENT_WRITTEN[] =
    "Another respondent is written First name|surname|relation, and ';' stands between several.";
static const char RELATION_WRITTEN[] =
    "A relation is written person|respondent|relation, each of the two by name or by place in this row; the "
    "respondent may be left out where there is one only.";

/* Folded, one behind each bar. */
static const struct {
    enum party party;
    const char *known;
} WORDS[] = {
    {PARTY_SELF, "|vete|vete personi|vete personi i mbrojtur|viktima|e mbrojtura|"},
    {PARTY_LAWYER, "|avokati|avokatja|avokat|"},
    {PARTY_PARENT, "|prindi|nena|babai|prind|"},
    {PARTY_GUARDIAN, "|kujdestari|kujdestarja|kujdestari ligjor|kujdestar|"},
    {PARTY_RELATIVE, "|i aferm|e aferme|nje i aferm|familjar|"},
    {PARTY_POLICE, "|policia|polici|"},
    {PARTY_PROSECUTOR, "|prokurori|prokuroria|prokuror|"},
    {PARTY_SOCIAL_SERVICE, "|sherbimi social|sherbimet sociale|"},
    {PARTY_ORGANISATION, "|organizata|nje organizate|organizate|ojf|"},
    {PARTY_OTHER, "|tjeter|dikush tjeter|"},
};

/* The register's word for what the office wrote; the cell itself where it is none. */
static const char *party_word(const char *cell)
{
    char word[NAME_ROOM + 3] = "|";
    size_t n;

    text_fold(cell, word + 1, NAME_ROOM);
    n = strlen(word);
    word[n++] = '|';
    word[n] = '\0';
    for (size_t i = 0; i < sizeof WORDS / sizeof WORDS[0]; i++)
        if (n > 2 && strstr(WORDS[i].known, word))
            return party_name(WORDS[i].party);
    return cell;
}

static enum party party_read(struct import_cells *c, enum import_column column,
                             bool (*parse)(const char *name, enum party *ret))
{
    const char *cell = import_cell_text(c, column);
    enum party party = PARTY_NONE;

    if (cell && !parse(party_word(cell), &party))
        import_note_add(c->notes, NOTE_FAULT, import_column_name(column), "unknown_party",
                        "Nobody is called so here: lawyer, parent, guardian, relative, social_service, "
                        "organisation, other; of who asked also self, police, prosecutor.");
    return party;
}

static err relation_add(struct import_cells *c, struct order_new *o, size_t *room,
                        const struct relation_in *said)
{
    struct relation_in *r = arena_grow(c->w->arena, &o->relations, &o->relations_count, room, sizeof *r);

    if (!r)
        return ERR_SYSTEM;
    *r = *said;
    return OK;
}

static bool names_somebody(const char *name)
{
    char letter[5];

    if (!name)
        return false;
    text_initial(name, letter);
    return letter[0] && !import_text_nothing(name);
}

static err respondent_add(struct import_cells *c, struct order_new *o, char *entry, size_t *room,
                          size_t *relation_room)
{
    const int64_t place = (o->respondent != NULL) + (int64_t)o->more_respondents_count;
    char *parts[3] = {0};
    struct order_person *p;
    size_t count;
    bool one;

    if (!import_text_parts(entry, parts, 3, &count) || !names_somebody(parts[0]) ||
        !names_somebody(parts[1])) {
        import_note_add(c->notes, NOTE_FAULT, "more_respondents", "bad_respondent", "%s", RESPONDENT_WRITTEN);
        return OK;
    }
    if (!(p = arena_grow(c->w->arena, &o->more_respondents, &o->more_respondents_count, room, sizeof *p)))
        return ERR_SYSTEM;
    one = text_same(parts[1], IMPORT_NO_SURNAME);
    *p = (struct order_person){.role = ROLE_RESPONDENT,
                               .who = {.first_name = parts[0],
                                       .surname = one ? "" : parts[1],
                                       .no_surname = one,
                                       .birth_date = DATE_NONE}};
    return parts[2] ? relation_add(c, o, relation_room, &(struct relation_in){0, place, parts[2]}) : OK;
}

static err more_read(struct import_cells *c, struct order_new *o, size_t *relation_room)
{
    char *cell = import_cell_text(c, COLUMN_MORE_RESPONDENTS), *entry;
    size_t room = 0;
    err e = OK;

    /* One more than an order may have is read, for the check to refuse. */
    while (!e && (entry = strsep(&cell, ";\n")) && o->more_respondents_count <= ORDER_MORE_MAX)
        if (!text_empty(entry))
            e = respondent_add(c, o, entry, &room, relation_room);
    return e;
}

static bool called(const struct person_new *who, const char *name)
{
    char both[NAME_ROOM];
    size_t first = who->first_name ? strlen(who->first_name) : 0;
    size_t second = who->surname ? strlen(who->surname) : 0;

    if (!first)
        return false;
    if (text_same(who->first_name, name))
        return true;
    if (!second || first + second + 2 > sizeof both)
        return false;
    memcpy(both, who->first_name, first);
    both[first] = ' ';
    memcpy(both + first + 1, who->surname, second + 1);
    return text_same(both, name);
}

/* Which of them a name or a place means. false: nobody, or several. */
static bool place_find(const struct order_person *const *who, size_t count, const char *name, int64_t *ret)
{
    size_t found = 0;
    char *behind;
    long place;

    if (!name)
        return false;
    place = strtol(name, &behind, 10);
    if (behind != name && !*behind) {
        *ret = place - 1;
        return place >= 1 && (size_t)place <= count;
    }
    for (size_t i = 0; i < count; i++)
        if (called(&who[i]->who, name)) {
            *ret = (int64_t)i;
            found++;
        }
    return found == 1;
}

struct sides { /* those whom the row names, by their places */
    const struct order_person **persons, **respondents;
    size_t person_count, respondent_count;
};

static err sides_make(struct import_cells *c, const struct order_new *o, struct sides *ret)
{
    struct arena *a = c->w->arena;

    ret->persons = arena_array(a, o->persons_count + 1, sizeof(void *));
    ret->respondents = arena_array(a, o->more_respondents_count + 2, sizeof(void *));
    if (!ret->persons || !ret->respondents)
        return ERR_SYSTEM;
    for (size_t i = 0; i < o->persons_count; i++)
        ret->persons[ret->person_count++] = &o->persons[i];
    if (o->respondent)
        ret->respondents[ret->respondent_count++] = o->respondent;
    for (size_t i = 0; i < o->more_respondents_count; i++)
        ret->respondents[ret->respondent_count++] = &o->more_respondents[i];
    return OK;
}

/* false: it cannot be read, or says of somebody whom the row does not name. */
static bool relation_cut(const struct sides *s, char *entry, struct relation_in *ret)
{
    char *parts[3] = {0};
    size_t count;

    *ret = (struct relation_in){0};
    if (!import_text_parts(entry, parts, 3, &count) || count < 2 || !parts[count - 1] ||
        !place_find(s->persons, s->person_count, parts[0], &ret->person))
        return false;
    ret->relation = parts[count - 1];
    return count == 3 ? place_find(s->respondents, s->respondent_count, parts[1], &ret->respondent)
                      : s->respondent_count == 1;
}

static err relations_read(struct import_cells *c, struct order_new *o, size_t *room)
{
    char *cell = import_cell_text(c, COLUMN_RELATIONS), *entry;
    struct sides s = {0};
    struct relation_in r;
    err e = cell ? sides_make(c, o, &s) : OK;

    while (!e && (entry = strsep(&cell, ";\n"))) {
        if (text_empty(entry))
            continue;
        if (relation_cut(&s, entry, &r))
            e = relation_add(c, o, room, &r);
        else
            import_note_add(c->notes, NOTE_FAULT, "relations", "bad_relation", "%s", RELATION_WRITTEN);
    }
    return e;
}

err import_parties_read(struct import_cells *c, struct order_new *o)
{
    size_t relation_room = 0;
    err e;

    o->parties = (struct order_parties){
        .case_number = import_cell_text(c, COLUMN_CASE_NUMBER),
        .petitioner = party_read(c, COLUMN_PETITIONER, petitioner_parse),
        .petitioner_name = import_cell_name(c, COLUMN_PETITIONER_NAME),
        .representative = party_read(c, COLUMN_REPRESENTATIVE, representative_parse),
        .representative_name = import_cell_name(c, COLUMN_REPRESENTATIVE_NAME),
    };
    return (e = more_read(c, o, &relation_room)) ? e : relations_read(c, o, &relation_room);
}
