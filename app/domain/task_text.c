/* The sentences of the tasks. A missed deadline of police or court never ends protection, and the sentence
 * says so. */
#include "domain/task_text.h"

static const char *const TEXTS[TASK_KINDS][2] = {
    [TASK_POLICE_TO_COURT] =
        {"Policia duhet t’ia paraqesë urdhrin gjykatës; urdhri mbetet në fuqi. Pyesni policinë.",
         "The police must bring the order to court; it stays in force. Ask the police."},
    [TASK_UMM_DECISION] = {"Gjykata duhet të vendosë për UMM-në; urdhri mbetet në fuqi. Pyesni gjykatën.",
                           "The court must decide on the UMM; the order stays in force. Ask the court."},
    [TASK_COPIES] = {"Konfirmoni që urdhri iu njoftua palëve.", "Confirm that the order has been served."},
    [TASK_HEARING] = {"Seanca e vërtetimit të UMM-së: çfarë vendosi gjykata? Urdhri mbetet në fuqi.",
                      "Hearing on the UMM: what did the court decide? The order stays in force."},
    [TASK_UM_DECISION] = {"Gjykata duhet të vendosë për UM-në; urdhri mbetet në fuqi. Pyesni gjykatën.",
                          "The court must decide on the UM; the order stays in force. Ask the court."},
    [TASK_APPEAL] = {"Mbaron afati i ankimit ndaj UM-së.", "The time to appeal against the UM ends."},
    [TASK_FINALITY] = {"A mori UM-ja formë të prerë? Shënoni datën.",
                       "Has the UM become final? Record the day."},
    [TASK_EXTENSION_REQUEST] = {"Dita e fundit për të kërkuar zgjatjen e UM-së. Flisni me personin.",
                                "Last day to ask for the UM to be extended. Talk to the person."},
    [TASK_EXTENSION_DECISION] =
        {"U kërkua zgjatja: çfarë vendosi gjykata? Pa vendim, UM-ja mbaron këtë ditë.",
         "Extension was asked for: what did the court decide? Without a decision the UM ends this day."},
    [TASK_EXPIRY] = {"UM-ja mbaron.", "The UM ends."},
};

const char *task_text(enum task_kind k, bool english)
{
    return TEXTS[k][english];
}

const char *card_task_text(bool recall, bool english)
{
    if (recall)
        return english ? "The card shows a longer time than it is good for: fetch it back and issue another."
                       : "Karta tregon afat më të gjatë se sa vlen: merreni mbrapsht dhe lëshoni një tjetër.";
    return english ? "The card runs out soon while the right goes on: issue another."
                   : "Karta mbaron së shpejti, por e drejta vazhdon: lëshoni një kartë tjetër.";
}

static const struct {
    const char *name, *text, *text_en;
} NOTICE_TEXTS[NOTICES] = {
    [NOTICE_FILE_OPENED] = {"file_opened",
                            "Dikush e hapi këtë dosje të mbyllur dhe dha një arsye: shihni regjistrin.",
                            "Somebody opened this sealed file and gave a reason: look in the log."},
    [NOTICE_PERSON_EXPORTED] =
        {"person_exported",
         "Dikush nxori nga regjistri të gjitha të dhënat e një personi: shihni regjistrin.",
         "Somebody took all that is held on a person out of the register: look in the log."},
    [NOTICE_ACCOUNT_CHANGED] =
        {"account_changed",
         "Një administrator e bëri këtë llogari koordinatori, ose i vuri fjalëkalim: a e ka mbajtësi i saj?",
         "An administrator made this a coordinator's account, or set its password: does its holder have it?"},
    [NOTICE_RULE_ENDS] =
        {"rule_ends",
         "Një vendim i bashkisë mbaron dhe asnjë tjetër nuk e zë vendin e tij: pas kësaj dite ky shërbim nuk "
         "jepet.",
         "A decision of the municipality runs out and no other takes its place: after this day the service "
         "is "
         "not granted."},
};

const char *notice_name(enum notice n)
{
    return NOTICE_TEXTS[n].name;
}

const char *notice_text(enum notice n, bool english)
{
    return english ? NOTICE_TEXTS[n].text_en : NOTICE_TEXTS[n].text;
}
