/* Every noun there is. */
#ifndef DOMAIN_NOUN_LIST_H
#define DOMAIN_NOUN_LIST_H

#include "domain/casework/noun.h"

const struct noun *noun_of(enum record_kind kind);

#endif
