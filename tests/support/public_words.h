/* A page for the public that is as small as can be: no test of the program needs the pages built. */
#ifndef SUPPORT_PUBLIC_WORDS_H
#define SUPPORT_PUBLIC_WORDS_H

#include "domain/public/public_source.h"

extern const struct public_source PUBLIC_WORDS;

#endif
