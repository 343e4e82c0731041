/* The baseline of issuing: ES256 over as many bytes as a card's Sig_structure has, nothing else, one thread.
 * `sign SECONDS` prints signatures per second. */
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"

#define SIGNED_BYTES 150

static int sign_once(EVP_PKEY *key, const unsigned char *bytes, size_t n)
{
    EVP_MD_CTX *ctx = EVP_MD_CTX_new();
    unsigned char signature[80];
    size_t size = sizeof signature;
    int good = ctx && EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key) == 1 &&
               EVP_DigestSign(ctx, signature, &size, bytes, n) == 1;

    EVP_MD_CTX_free(ctx);
    return good;
}

int main(int argc, char **argv)
{
    double seconds = argc > 1 ? strtod(argv[1], NULL) : 1;
    unsigned char bytes[SIGNED_BYTES] = {0};
    EVP_PKEY *key = EVP_EC_gen("P-256");
    int64_t start, ticks = 0;
    uint64_t n = 0;

    if (!key || seconds <= 0) {
        fprintf(stderr, "usage: sign SECONDS\n");
        return 64;
    }
    start = clock_ticks();
    while ((double)ticks < seconds * 1e9) {
        bytes[n % SIGNED_BYTES]++;
        if (!sign_once(key, bytes, sizeof bytes))
            return 70;
        n++;
        ticks = clock_ticks() - start;
    }
    printf("%.0f\n", (double)n * 1e9 / (double)ticks);
    EVP_PKEY_free(key);
    return 0;
}
