/* libFuzzer: any bytes as a picture to be laid bare. What comes out is no longer than it may be, is bare
 * already, and a header that a library read before, it reads still. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "render/bare_jpeg.h"
#include "render/bare_png.h"
#include "render/exif.h"
#include "render/scan.h"

static void require(bool holds)
{
    if (!holds)
        abort();
}

#define MORE_MAX (BARE_JPEG_MORE_MAX > BARE_PNG_MORE_MAX ? BARE_JPEG_MORE_MAX : BARE_PNG_MORE_MAX)

static void lay_bare(err (*bare)(const void *, size_t, struct buf *), bool (*sound)(const void *, size_t),
                     const uint8_t *data, size_t n)
{
    CLEANUP(buf_free) struct buf once = {0}, twice = {0};
    err e = bare(data, n, &once);

    require(e == OK || e == ERR_INPUT);
    if (e)
        return;
    require(once.len <= n + MORE_MAX);
    require(!sound(data, n) || sound(once.data, once.len));
    require(bare(once.data, once.len, &twice) == OK);
    require(once.len == twice.len && !memcmp(once.data, twice.data, once.len));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    int turned = exif_orientation(data, n);

    require(turned >= EXIF_UPRIGHT && turned <= EXIF_TURNED_LAST);
    lay_bare(bare_jpeg, scan_is_jpeg, data, n);
    lay_bare(bare_png, scan_is_png, data, n);
    return 0;
}
