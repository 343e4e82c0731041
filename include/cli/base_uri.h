/* The address that stands in every card, inside its code. */
#ifndef CLI_BASE_URI_H
#define CLI_BASE_URI_H

/* Warns, on standard error, of one that makes the codes of cards finer. */
void base_uri_judge(const char *uri);

#endif
