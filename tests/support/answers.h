/* A day that asks for everything, and its parts. */
#ifndef SUPPORT_ANSWERS_H
#define SUPPORT_ANSWERS_H

#include "support/day.h"

/* All operations with each answer that is described for them, in one day of the office. */
void day_answered(struct day *t);
/* Runs of the monthly payment: prepared, approved, taken back; and the rules by which months are paid. */
void payments_answered(struct door *d, json_t *spec);
/* The list that this approved run is paid by, and what becomes of its first line. */
void paying_answered(struct door *d, json_t *spec, long run);
/* Calls for help. */
void casework_answered(struct door *d, json_t *spec, long case_id);
/* What courts change in an order, and what of its registration is put right. */
void papers_answered(struct door *d, json_t *spec);
/* Applications decided, months of a kindergarten, certificates at the fee desk, a death. */
void offices_answered(struct door *d, json_t *spec);

#endif
