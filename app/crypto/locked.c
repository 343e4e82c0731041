/* Locked memory, whole pages at a time, and OpenSSL's own for the private keys that it keeps. */
#include "crypto/locked.h"

#include <openssl/crypto.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/log.h"

#define SECURE_HEAP  65536 /* bytes: the numbers of private keys; a power of two */
#define SECURE_LEAST 32

static void unlocked_say(void)
{
    log_warning(
        "keys are kept in memory that may be swapped out: the account may lock too little (ulimit -l, "
        "LimitMEMLOCK= of systemd)");
}

static void unlocked_note(void)
{
    static pthread_once_t said = PTHREAD_ONCE_INIT;

    (void)pthread_once(&said, unlocked_say);
}

/* What OpenSSL reads of a private key goes there from then on. */
static void secure_heap_begin(void)
{
    if (CRYPTO_secure_malloc_init(SECURE_HEAP, SECURE_LEAST) != 1)
        unlocked_note();
}

/* Lies in no page of the kernel's own map and is locked by nature; the descriptor is not needed after. */
static void *secret_map(size_t size)
{
#ifdef SYS_memfd_secret
    int fd = (int)syscall(SYS_memfd_secret, 0);
    void *at = MAP_FAILED;

    if (fd < 0)
        return MAP_FAILED;
    if (ftruncate(fd, (off_t)size) == 0)
        at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    (void)close(fd);
    return at;
#else
    (void)size;
    return MAP_FAILED;
#endif
}

static void *plain_map(size_t size)
{
    void *at = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (at == MAP_FAILED)
        return at;
    if (mlock(at, size) != 0)
        unlocked_note();
    (void)madvise(at, size, MADV_DONTDUMP);
    (void)madvise(at, size, MADV_WIPEONFORK);
    return at;
}

void *locked_alloc(size_t size)
{
    static pthread_once_t heap = PTHREAD_ONCE_INIT;
    void *at;

    (void)pthread_once(&heap, secure_heap_begin);
    at = secret_map(size);
    if (at == MAP_FAILED)
        at = plain_map(size);
    return at == MAP_FAILED ? NULL : at;
}

void locked_free(void *memory, size_t size)
{
    if (!memory)
        return;
    OPENSSL_cleanse(memory, size);
    (void)munmap(memory, size);
}
