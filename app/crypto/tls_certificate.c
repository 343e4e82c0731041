/* Read by OpenSSL as any client does; the name and the chain are for browsers to judge. */
#include "crypto/tls_certificate.h"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/instant.h"

#define FILE_MAX (1 << 20) /* bytes: a chain of any length */

/* As OpenSSL counts: days and seconds between two times of its own. */
static err instant_of(const ASN1_TIME *t, int64_t *ret)
{
    ASN1_TIME *epoch = ASN1_TIME_set(NULL, 0);
    int days, seconds, good = epoch && ASN1_TIME_diff(&days, &seconds, epoch, t);

    ASN1_TIME_free(epoch);
    if (!good)
        return ERR_INPUT;
    *ret = (int64_t)days * INSTANT_DAY + seconds;
    return OK;
}

err tls_certificate_until(const char *path, int64_t *ret)
{
    CLEANUP(buf_free) struct buf pem = {0};
    BIO *bio;
    X509 *certificate;
    err e = file_read(path, FILE_MAX, &pem);

    if (e)
        return e;
    if (!pem.len)
        return ERR_INPUT;
    if (!(bio = BIO_new_mem_buf(pem.data, (int)pem.len)))
        return ERR_SYSTEM;
    certificate = PEM_read_bio_X509(bio, NULL, NULL, NULL);
    BIO_free(bio);
    e = certificate ? instant_of(X509_get0_notAfter(certificate), ret) : ERR_INPUT;
    X509_free(certificate);
    return e;
}
