/* A PDF of one empty page, as small as readers take it: without the table of where its parts lie, which they
 * make anew. */
#ifndef SUPPORT_PDF_H
#define SUPPORT_PDF_H

/* text: a literal that stands in it, so that two differ. */
#define PDF_OF(text)                                                                                         \
    "%PDF-1.4\n% " text "\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "                                      \
    "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "                                                      \
    "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\n"

#endif
