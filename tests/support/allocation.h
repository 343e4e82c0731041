/* Makes memory run out when somebody asks for some for the n-th time. Two are counted apart: our own code,
 * with jansson (malloc and its kin, each piece an arena hands out, each write to a buffer), and SQLite. Only
 * programs that deploy/build.mk links with WRAPPED see the first. */
#ifndef SUPPORT_ALLOCATION_H
#define SUPPORT_ALLOCATION_H

#include <stdbool.h>
#include <stdint.h>

enum allocator { ALLOCATOR_OURS, ALLOCATOR_SQLITE };
/* Before the first use of SQLite; fails the test otherwise. */
void allocation_watch(void);
/* From now on the n-th asking of that one fails; lasting: and all after it. n 0: none. */
void allocation_fail(enum allocator a, uint64_t n, bool lasting);
/* None fails any more. Whether one did. */
bool allocation_failed(void);

#endif
