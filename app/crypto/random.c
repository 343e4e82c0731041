/* Randomness for keys, nonces, tokens and card numbers, from OpenSSL's generator, which seeds itself again
 * after a fork. There is no other source in the program: rand() and its like can be guessed. */
#include "crypto/random.h"

#include <limits.h>
#include <openssl/rand.h>

err random_bytes(void *ret, size_t n)
{
    return n <= INT_MAX && RAND_bytes(ret, (int)n) == 1 ? OK : ERR_SYSTEM;
}

err random_below(uint32_t below, uint32_t *ret)
{
    uint32_t surplus, x;
    err e;

    if (below == 0)
        return ERR_INPUT;
    surplus = (UINT32_MAX % below + 1) % below; /* values at the top that would favour the small results */
    do {
        if ((e = random_bytes(&x, sizeof x)))
            return e;
    } while (x > UINT32_MAX - surplus);
    *ret = x % below;
    return OK;
}
