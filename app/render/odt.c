/* Three parts in a ZIP file, packed by minizip into memory. The first is the type, not packed, so that it
 * stands at a known place (ODF 1.2, part 3, 3.3). */
#include "render/odt.h"

#include <minizip/zip.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/markup.h"
#include "zip_memory.h"

struct odt {
    struct buf body;
    bool listing; /* a list is open */
};

static const char MANIFEST[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" "
    "manifest:version=\"1.2\">"
    "<manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"" ODT_TYPE
    "\"/>"
    "<manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/>"
    "</manifest:manifest>";

#define STYLE(name, size, weight, above)                                                                     \
    "<style:style style:name=\"" name "\" style:family=\"paragraph\"><style:paragraph-properties "           \
    "fo:margin-top=\"" above "\" fo:margin-bottom=\"0.15cm\"/><style:text-properties fo:font-size=\"" size   \
    "\" fo:font-weight=\"" weight "\" style:font-name=\"sans\" fo:language=\"sq\" "                          \
    "fo:country=\"AL\"/></style:style>"
static const char HEAD[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
    "xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" "
    "xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" office:version=\"1.2\">"
    "<office:font-face-decls><style:font-face style:name=\"sans\" svg:font-family=\"'DejaVu Sans'\" "
    "style:font-family-generic=\"swiss\"/></office:font-face-decls>"
    "<office:automatic-styles>" STYLE("title", "18pt", "bold", "0cm")
        STYLE("heading", "13pt", "bold", "0.5cm")
            STYLE("plain", "10.5pt", "normal", "0cm") "</office:automatic-styles><office:body><office:text>";
static const char TAIL[] = "</office:text></office:body></office:document-content>";

err odt_open(struct odt **ret)
{
    struct odt *o = calloc(1, sizeof *o);

    if (!o)
        return ERR_SYSTEM;
    buf_text(&o->body, HEAD);
    *ret = o;
    return OK;
}

static void list_end(struct odt *o)
{
    if (o->listing)
        buf_text(&o->body, "</text:list>");
    o->listing = false;
}

void odt_add(struct odt *o, enum odt_kind kind, const char *text)
{
    static const struct {
        const char *begin, *end;
    } AROUND[] = {
        [ODT_TITLE] = {"<text:h text:outline-level=\"1\" text:style-name=\"title\">", "</text:h>"},
        [ODT_HEADING] = {"<text:h text:outline-level=\"2\" text:style-name=\"heading\">", "</text:h>"},
        [ODT_PARAGRAPH] = {"<text:p text:style-name=\"plain\">", "</text:p>"},
        [ODT_POINT] = {"<text:list-item><text:p text:style-name=\"plain\">", "</text:p></text:list-item>"},
    };

    if (kind != ODT_POINT)
        list_end(o);
    else if (!o->listing) {
        buf_text(&o->body, "<text:list>");
        o->listing = true;
    }
    buf_text(&o->body, AROUND[kind].begin);
    markup_text(&o->body, text);
    buf_text(&o->body, AROUND[kind].end);
}

static bool part_put(zipFile zip, const char *name, const void *bytes, size_t n, bool packed)
{
    /* 01.01.1980, the first day that there is: when it was made is nobody's business. */
    const zip_fileinfo info = {.dosDate = (1U << 21) | (1U << 16)};

    return zipOpenNewFileInZip(zip, name, &info, NULL, 0, NULL, 0, NULL, packed ? Z_DEFLATED : 0,
                               packed ? Z_DEFAULT_COMPRESSION : 0) == ZIP_OK &&
           zipWriteInFileInZip(zip, bytes, (unsigned)n) == ZIP_OK && zipCloseFileInZip(zip) == ZIP_OK;
}

static err pack(const struct buf *body, struct buf *out)
{
    struct zip_memory m = {.out = out, .begin = out->len};
    zlib_filefunc64_def functions;
    zipFile zip;
    bool whole;

    zip_memory_use(&m, &functions);
    if (!(zip = zipOpen2_64("", APPEND_STATUS_CREATE, NULL, &functions)))
        return ERR_SYSTEM;
    whole = part_put(zip, "mimetype", ODT_TYPE, sizeof ODT_TYPE - 1, false) &&
            part_put(zip, "content.xml", body->data, body->len, true) &&
            part_put(zip, "META-INF/manifest.xml", MANIFEST, sizeof MANIFEST - 1, true);
    return zipClose(zip, NULL) == ZIP_OK && whole ? buf_err(out) : ERR_SYSTEM;
}

err odt_close(struct odt **o, struct buf *out)
{
    err e;

    list_end(*o);
    buf_text(&(*o)->body, TAIL);
    if (!(e = buf_err(&(*o)->body)))
        e = pack(&(*o)->body, out);
    odt_drop(o);
    return e;
}

void odt_drop(struct odt **o)
{
    if (!*o)
        return;
    buf_wipe(&(*o)->body);
    free(*o);
    *o = NULL;
}
