/* The status lists of the cases: good ones, and each way in which one is not taken. */
#include "support/agreement.h"

#define ONE   "https://karta.example.al/status/1"
#define SUB_1 "02782168747470733a2f2f6b617274612e6578616d706c652e616c2f7374617475732f31"
#define SUB_2 "02782168747470733a2f2f6b617274612e6578616d706c652e616c2f7374617475732f32"
#define BESIDE_1                                                                                             \
    "02782b68747470733a2f2f6b617274612e6578616d706c652e616c2f7374617475732f312f70726f6c6f6e676564"
#define IAT  "061a69afdb38" /* ten minutes before */
#define TTL  "19fffe19012c"
#define BITS "6462697473"
#define LST  "636c7374"
/* {"bits": 1, "lst": …} of 131 072 entries of which 5 and 131 071 are set */
#define LIST                                                                                                 \
    "19fffda2" BITS "01" LST                                                                                 \
    "582978daedc1310100000c02a04531eaa21bc307c801000000000000000000000000000000635f40f800a1"
#define BESIDE                                                                                               \
    "19fffda2" BITS "01" LST                                                                                 \
    "582a78daedc1411100000c02a09d49d63fa531fc009f03000000000000000000000000000000c60ac0760023"
#define ZEROS "19fffda2" BITS "01" LST "Z"
#define FRESH .iat = 1773132600, .exp = 1773219000
#define TOKEN .token.exp = 1773219000, .token.payload
/* One more byte than 131 072 entries have, and a mebibyte in a thousand bytes. */
#define TOO_MANY 16385
#define BOMB     1048576

/* clang-format off */
const struct agreement_list AGREEMENT_LISTS[] = {
    {"fresh", ONE, NULL, FRESH, {.payload = "a5" SUB_1 "04X" IAT LIST TTL, .exp = 1773219000}, NULL},
    {"second", "https://karta.example.al/status/2", NULL, FRESH, TOKEN = "a5" SUB_2 "04X" IAT LIST TTL},
    {"past its ttl", ONE, NULL, .iat = 1773061200, .exp = 1773147600,
     .token.payload = "a5" SUB_1 "04X" "061a69aec450" LIST TTL, .token.exp = 1773147600},
    {"past its exp", ONE, NULL, .iat = 1773046800, .exp = AGREEMENT_NOW,
     .token.payload = "a5" SUB_1 "04X" "061a69ae8c10" LIST TTL, .token.exp = AGREEMENT_NOW},
    {"of a retired key", ONE, NULL, FRESH, TOKEN = "a5" SUB_1 "04X" IAT LIST TTL,
     .token.by = KEY_RETIRED, .token.kid = KEY_RETIRED},
    {"long", ONE, NULL, .iat = 1773132600, .exp = 1806530401,
     .token.payload = "a5" SUB_1 "04X" IAT LIST TTL, .token.exp = 1806530401},
    {"of five minutes ahead", ONE, NULL, .iat = AGREEMENT_NOW + 300, .exp = 1773219000,
     TOKEN = "a5" SUB_1 "04X" "061a69afdebc" LIST TTL},
    {"of more than five minutes ahead", ONE, NULL, .iat = AGREEMENT_NOW + 301, .exp = 1773219000,
     TOKEN = "a5" SUB_1 "04X" "061a69afdebd" LIST TTL},
    /* Beside it: 5 and 9 go on beyond their printed day. */
    {"beside it", ONE "/prolonged", NULL, .iat = 1773132600, .exp = 1806530401,
     .token.payload = "a5" BESIDE_1 "04X" IAT BESIDE TTL, .token.exp = 1806530401},
    {"beside it, until today", ONE "/prolonged", NULL, FRESH, TOKEN = "a5" BESIDE_1 "04X" IAT BESIDE TTL},
    {"for ever", ONE, NULL, .iat = 1773132600, .exp = 1900000000,
     .token.payload = "a5" SUB_1 "04X" IAT LIST TTL, .token.exp = 1900000000},
    {"beside it for ever", ONE "/prolonged", NULL, .iat = 1773132600, .exp = 1900000000,
     .token.payload = "a5" BESIDE_1 "04X" IAT BESIDE TTL, .token.exp = 1900000000},
    {"without ttl", ONE, NULL, FRESH, TOKEN = "a4" SUB_1 "04X" IAT LIST},
    {"in another order", ONE, NULL, FRESH, TOKEN = "a5" TTL "04X" LIST IAT SUB_1},
    {"with indefinite lengths", ONE, NULL, FRESH, TOKEN = "bf" SUB_1 "04X" IAT "19fffdbf" BITS "01" LST "Z" "ff" "ff",
     .token.zeros = 16384},
    {"with unknown claims", ONE, NULL, FRESH, TOKEN = "a6" SUB_1 "04X" IAT LIST TTL "617883010203"},
    {"two bits an entry", ONE, NULL, FRESH,
     TOKEN = "a5" SUB_1 "04X" IAT "19fffda2" BITS "02" LST "4a78da6b60000001020081" TTL},
    {"eight entries", ONE, NULL, FRESH, TOKEN = "a5" SUB_1 "04X" IAT "19fffda2" BITS "01" LST "4978da63000000010001" TTL},
    {"as large as may be", ONE, NULL, FRESH, TOKEN = "a5" SUB_1 "04X" IAT ZEROS TTL, .token.zeros = 16384},

    {"no token", ONE, "unreadable", .plain = "<!doctype html><title>Karta</title>"},
    {"nothing", ONE, "unreadable", .plain = ""},
    {"changed", ONE, "forged", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL, .token.signature = SIGNATURE_CHANGED},
    {"by another under our key id", ONE, "forged", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL, .token.by = KEY_OTHER},
    {"of another issuer", ONE, "other_issuer", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL,
     .token.by = KEY_OTHER, .token.kid = KEY_OTHER},
    {"of another address", ONE, "other_list", TOKEN = "a5" SUB_2 "04X" IAT LIST TTL},
    {"untagged", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL, .token.envelope = "84Pa0LS"},
    {"under tag 61", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL, .token.envelope = "d83dd284Pa0LS"},
    {"of no type", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL, .token.header = "a2" "0126" "04K"},
    {"of another type", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL,
     .token.header = "a3" "0126" "04K" "106378797a"},
    {"without sub", ONE, "unreadable", TOKEN = "a4" "04X" IAT LIST TTL},
    {"without iat", ONE, "unreadable", TOKEN = "a4" SUB_1 "04X" LIST TTL},
    {"without exp", ONE, "unreadable", TOKEN = "a4" SUB_1 IAT LIST TTL},
    {"iat is a float", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" "06fb41da6bf6ce000000" LIST TTL},
    {"ttl is nought", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT LIST "19fffe00"},
    {"without list", ONE, "unreadable", TOKEN = "a4" SUB_1 "04X" IAT TTL},
    {"three bits an entry", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT "19fffda2" BITS "03" LST "4978da63000000010001" TTL},
    {"exp stands twice", ONE, "unreadable", TOKEN = "a6" SUB_1 "04X" "04X" IAT LIST TTL},
    {"lst is empty", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT "19fffda2" BITS "01" LST "40" TTL},
    {"lst is no zlib", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT "19fffda2" BITS "01" LST "43630000" TTL},
    {"lst is gzip", ONE, "unreadable",
     TOKEN = "a5" SUB_1 "04X" IAT "19fffda2" BITS "01" LST "551f8b08000000000002036300008def02d201000000" TTL},
    {"lst needs a dictionary", ONE, "unreadable",
     TOKEN = "a5" SUB_1 "04X" IAT "19fffda2" BITS "01" LST "4e78f9024d01274b042300080c024d" TTL},
    {"its checksum is wrong", ONE, "unreadable",
     TOKEN = "a5" SUB_1 "04X" IAT "19fffda2" BITS "01" LST "4978da63000000010000" TTL},
    {"lst lacks its last byte", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT ZEROS TTL,
     .token.zeros = 16384, .token.zlib_cut = 1},
    {"lst is cut", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT ZEROS TTL, .token.zeros = 16384, .token.zlib_cut = 12},
    {"a byte behind lst", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT ZEROS TTL,
     .token.zeros = 16384, .token.zlib_on = "00"},
    {"eight entries too many", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT ZEROS TTL, .token.zeros = TOO_MANY},
    {"a bomb", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT ZEROS TTL, .token.zeros = BOMB},
    {"something behind the token", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL, .token.envelope = "d284Pa0LS00"},
    {"something behind the claims", ONE, "unreadable", TOKEN = "a5" SUB_1 "04X" IAT LIST TTL "00"},
};
/* clang-format on */
const size_t AGREEMENT_LIST_COUNT = sizeof AGREEMENT_LISTS / sizeof *AGREEMENT_LISTS;
