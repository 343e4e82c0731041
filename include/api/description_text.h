/* What the program serves about itself, made at build by deploy/description.sh. */
#ifndef API_DESCRIPTION_TEXT_H
#define API_DESCRIPTION_TEXT_H

#include "base/buf.h"

struct description_text {
    struct buf plain, packed; /* packed: gzip */
    const char *etag, *etag_packed;
};

extern const struct description_text DESCRIPTION_WHOLE;    /* web/openapi.json */
extern const struct description_text DESCRIPTION_CHECKERS; /* of it what `besa serve --only check` answers */
extern const struct description_text DESCRIPTION_FORMAT;   /* app/token/FORMAT.md */

#endif
