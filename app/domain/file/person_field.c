/* A person compared and merged field by field, so that two who write to different fields take nothing from
 * each other. */
#include "domain/file/person_field.h"

#include <string.h>

#include "base/arena.h"

static const struct {
    const char *name;
    size_t now, in; /* of texts; 0, 0: the birth date */
} FIELDS[PERSON_FIELDS] = {
    {"first_name", offsetof(struct person, first_name), offsetof(struct person_new, first_name)},
    {"father_name", offsetof(struct person, father_name), offsetof(struct person_new, father_name)},
    {"surname", offsetof(struct person, surname), offsetof(struct person_new, surname)},
    {"birth_date", 0, 0},
    {"nid", offsetof(struct person, nid), offsetof(struct person_new, nid)},
    {"sex", offsetof(struct person, sex), offsetof(struct person_new, sex)},
    {"address", offsetof(struct person, address), offsetof(struct person_new, address)},
    {"phone", offsetof(struct person, phone), offsetof(struct person_new, phone)},
};

const char *person_field_name(unsigned n)
{
    return n < PERSON_FIELDS ? FIELDS[n].name : NULL;
}

static bool bit_of(const char *name, size_t length, unsigned *ret_bit)
{
    for (unsigned i = 0; i < PERSON_FIELDS; i++)
        if (strlen(FIELDS[i].name) == length && !memcmp(FIELDS[i].name, name, length)) {
            *ret_bit = 1u << i;
            return true;
        }
    return false;
}

bool person_field_parse(const char *name, unsigned *ret_bit)
{
    return bit_of(name, strlen(name), ret_bit);
}

static const char **text_at(void *row, size_t offset)
{
    return (const char **)((char *)row + offset);
}

static const char *text_of(const void *row, size_t offset)
{
    const char *text = *(const char *const *)((const char *)row + offset);

    return text ? text : "";
}

unsigned person_fields_differing(const struct person *now, const struct person_new *in)
{
    unsigned set = 0;

    for (unsigned i = 0; i < PERSON_FIELDS; i++)
        if (FIELDS[i].in || FIELDS[i].now
                ? strcmp(text_of(now, FIELDS[i].now), text_of(in, FIELDS[i].in)) != 0
                : now->birth_date != in->birth_date)
            set |= 1u << i;
    return set;
}

void person_fields_keep(const struct person *now, unsigned set, struct person_new *in)
{
    unsigned surname = 0;

    if (bit_of("surname", strlen("surname"), &surname) && !(set & surname))
        in->no_surname = now->surname && !now->surname[0];
    for (unsigned i = 0; i < PERSON_FIELDS; i++)
        if (set & 1u << i)
            continue;
        else if (FIELDS[i].in || FIELDS[i].now)
            *text_at(in, FIELDS[i].in) = *(const char *const *)((const char *)now + FIELDS[i].now);
        else
            in->birth_date = now->birth_date;
}

err person_fields_format(struct arena *a, unsigned set, const char **ret)
{
    const char *text = set ? "" : "nothing";

    for (unsigned i = 0; i < PERSON_FIELDS; i++)
        if (set & 1u << i && !(text = arena_format(a, "%s%s%s", text, *text ? ", " : "", FIELDS[i].name)))
            return ERR_SYSTEM;
    *ret = text;
    return OK;
}

unsigned person_fields_read(const char *text)
{
    unsigned set = 0, bit;
    size_t n;

    if (!text || !*text)
        return PERSON_FIELDS_ALL;
    for (;; text += n + (text[n] == ',') + (text[n] == ',' && text[n + 1] == ' ')) {
        n = strcspn(text, ",;");
        if (bit_of(text, n, &bit))
            set |= bit;
        else if (n != strlen("nothing") || memcmp(text, "nothing", n) != 0)
            return PERSON_FIELDS_ALL;
        if (text[n] != ',')
            return set;
    }
}
