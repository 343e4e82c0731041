/* A person as the API takes and gives them: the same members wherever one appears. */
#ifndef API_PERSON_IN_H
#define API_PERSON_IN_H

#include "domain/file/person.h"
#include "http/input.h"

/* Members of the struct person_new that lies at s.where. */
#define PERSON_TEXT(s, where, f, max_, req_)                                                                 \
    {                                                                                                        \
        .name = #f, .type = MT_TEXT, .required = (req_), .offset = offsetof(s, where.f), .max = (max_)       \
    }
#define PERSON_MEMBERS(s, where, req_)                                                                       \
    PERSON_TEXT(s, where, first_name, PERSON_NAME_MAX, req_),                                                \
        PERSON_TEXT(s, where, father_name, PERSON_NAME_MAX, OPTIONAL),                                       \
        PERSON_TEXT(s, where, surname, PERSON_NAME_MAX, req_), PERSON_TEXT(s, where, nid, 20, OPTIONAL),     \
        PERSON_TEXT(s, where, sex, 1, OPTIONAL), PERSON_TEXT(s, where, address, 200, OPTIONAL),              \
        PERSON_TEXT(s, where, phone, 40, OPTIONAL),                                                          \
    {                                                                                                        \
        .name = "birth_date", .type = MT_DATE, .offset = offsetof(s, where.birth_date)                       \
    }

json_t *person_json(const struct person *p);

#endif
