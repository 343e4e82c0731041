/* A smallest write for tests of the door: POST {"name"} adds a unit beside the seven of the register. */
#ifndef SUPPORT_NOTE_H
#define SUPPORT_NOTE_H

#include "http/request.h"

extern const char NOTE_INSERT[]; /* :id above 7, :name */
extern const char NOTE_COUNT[];

/* A handler: 201 with id and who wrote it. */
err note_add(struct req *rq);

#endif
