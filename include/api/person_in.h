/* A person as the API takes them: the same members wherever one appears. */
#ifndef API_PERSON_IN_H
#define API_PERSON_IN_H

#include "domain/file/person.h"
#include "gen/limits.h"
#include "http/input.h"

/* Members of the struct person_new that lies at s.where. */
#define PERSON_TEXT(s, where, f, max_, req_)                                                                 \
    {                                                                                                        \
        .name = #f, .type = MT_TEXT, .required = (req_), .offset = offsetof(s, where.f), .max = (max_)       \
    }
#define PERSON_MEMBERS(s, where, req_)                                                                       \
    PERSON_TEXT(s, where, first_name, LIMIT(PersonFields, first_name), req_),                                \
        PERSON_TEXT(s, where, father_name, LIMIT(PersonFields, father_name), OPTIONAL),                      \
        PERSON_TEXT(s, where, surname, LIMIT(PersonFields, surname), OPTIONAL),                              \
        PERSON_TEXT(s, where, nid, LIMIT(PersonFields, nid), OPTIONAL),                                      \
        PERSON_TEXT(s, where, sex, 1, OPTIONAL),                                                             \
        PERSON_TEXT(s, where, address, LIMIT(PersonFields, address), OPTIONAL),                              \
        PERSON_TEXT(s, where, phone, LIMIT(PersonFields, phone), OPTIONAL),                                  \
        {.name = "no_surname", .type = MT_BOOL, .offset = offsetof(s, where.no_surname)},                    \
    {                                                                                                        \
        .name = "birth_date", .type = MT_DATE, .offset = offsetof(s, where.birth_date)                       \
    }

#endif
