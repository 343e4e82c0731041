/* Every CWT claim key and COSE label that Besa writes or reads, in one place. 65533 … 65535 are requested,
 * not yet assigned, at IANA (draft-ietf-oauth-status-list); the negative ones are Besa's own. */
#ifndef TOKEN_CLAIM_H
#define TOKEN_CLAIM_H

#define CLAIM_SUB         2
#define CLAIM_EXP         4
#define CLAIM_NBF         5
#define CLAIM_IAT         6
#define CLAIM_CTI         7
#define CLAIM_STATUS_LIST 65533
#define CLAIM_TTL         65534
#define CLAIM_STATUS      65535
#define CLAIM_SERVICES    (-65537)
#define CLAIM_HINT        (-65538)

#define COSE_TAG_SIGN1          18
#define COSE_LABEL_ALG          1
#define COSE_LABEL_CRIT         2
#define COSE_LABEL_CONTENT_TYPE 3
#define COSE_LABEL_KID          4
#define COSE_LABEL_TYPE         16
#define COSE_ALG_ES256          (-7)
#define STATUS_LIST_TYPE        "application/statuslist+cwt"

#endif
