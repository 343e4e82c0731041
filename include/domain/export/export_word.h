/* What the members of a person's export are called in Albanian, and their words. */
#ifndef DOMAIN_EXPORT_WORD_H
#define DOMAIN_EXPORT_WORD_H

/* The label of a member; within: the list or object that it stands in ("" at the top), which tells apart
 * those of one name. NULL: it has none, which no member of the API's description may be. */
const char *export_label(const char *within, const char *name);
/* A word of a member as people read it ("UMM", "terminated"); NULL: it is no word, but itself. */
const char *export_word(const char *name, const char *word);

#endif
