/* The sentences of the tasks. A deadline that police or court miss never ends protection; the sentence says
 * so, lest somebody take a card away. */
#include "domain/task/task_text.h"

static const char *const TEXTS[TASK_KINDS][2] = {
    [TASK_POLICE_TO_COURT] =
        {"Policia duhet t’ia paraqesë urdhrin gjykatës; urdhri mbetet në fuqi. Pyetni policinë.",
         "The police must bring the order to court; it stays in force. Ask the police."},
    [TASK_UMM_DECISION] =
        {"Gjykata duhet ta vleftësojë urdhrin e policisë ose të vendosë për UMM-në; urdhri mbetet në fuqi. "
         "Pyetni gjykatën.",
         "The court must confirm the police order or decide on the UMM; the order stays in force. Ask the "
         "court."},
    [TASK_COPIES] =
        {"Kopjet për palët: pyetni a iu dorëzua urdhri të paditurit, dhe shënoni ditën.",
         "The parties’ copies: ask whether the order was served on the respondent, and record the "
         "day."},
    [TASK_HEARING_DAY] =
        {"Kur është seanca gjyqësore? Dita e saj nuk është shënuar: pyetni gjykatën dhe shënojeni te "
         "urdhri. Urdhri mbetet në fuqi.",
         "When is the hearing? Its day is not recorded: ask the court and enter it at the order. The order "
         "stays in force."},
    [TASK_HEARING] = {"Seanca gjyqësore: çfarë vendosi gjykata? Urdhri mbetet në fuqi.",
                      "The hearing: what did the court decide? The order stays in force."},
    [TASK_UM_DECISION] = {"Gjykata duhet të vendosë për UM-në; urdhri mbetet në fuqi. Pyetni gjykatën.",
                          "The court must decide on the UM; the order stays in force. Ask the court."},
    [TASK_APPEAL] = {"Mbaron afati i ankimit ndaj urdhrit.", "The time to appeal against the order ends."},
    [TASK_FINALITY] = {"A mori UM-ja formë të prerë? Shënoni datën.",
                       "Has the UM become final? Record the day."},
    [TASK_APPEAL_DECISION] =
        {"U bë ankim: çfarë vendosi gjykata e apelit? Deri atëherë asgjë nuk ndryshon. Pyetni gjykatën.",
         "There was an appeal: what did the court of appeal decide? Until then nothing changes. Ask the "
         "court."},
    [TASK_EXTENSION_REQUEST] = {"Dita e fundit për të kërkuar zgjatjen e UM-së. Flisni me personin.",
                                "Last day to ask for the UM to be extended. Talk to the person."},
    [TASK_EXTENSION_DECISION] =
        {"U kërkua zgjatja: çfarë vendosi gjykata? Pa vendim, urdhri mbaron këtë ditë.",
         "Extension was asked for: what did the court decide? Without a decision the order ends this day."},
    [TASK_TERM_EVENT] = {"Afati i urdhrit numërohet nga dorëzimi ose nga forma e prerë: kur ndodhi? Deri "
                         "atëherë urdhri mbetet në fuqi pa afat.",
                         "The order's term counts from its service or finality: when was that? Until it is "
                         "known the order stays in force without end."},
    [TASK_EXPIRY] = {"Urdhri mbaron këtë ditë.", "The order ends this day."},
};

/* Of orders that protect nobody any more, by the days that were typed: the question stays. */
static const char *const ENDED_TEXTS[TASK_KINDS][2] = {
    [TASK_POLICE_TO_COURT] =
        {"Urdhri i policisë mbaroi sipas datës së shënuar, por nuk dihet nëse iu paraqit gjykatës. Pyetni "
         "policinë.",
         "By the day on record the police order has ended, but nobody knows whether it was brought to court. "
         "Ask the police."},
    [TASK_UMM_DECISION] =
        {"Urdhri i policisë mbaroi sipas datës së shënuar, por nuk dihet çfarë vendosi gjykata. Pyetni "
         "gjykatën.",
         "By the day on record the police order has ended, but nobody knows what the court decided. Ask the "
         "court."},
    [TASK_HEARING_DAY] =
        {"Urdhri mbaroi sipas datës së shënuar, por dita e seancës nuk është shënuar. Pyetni gjykatën dhe "
         "shënojeni.",
         "By the day on record the order has ended, but the day of the hearing is not recorded. Ask the "
         "court "
         "and enter it."},
    [TASK_HEARING] =
        {"Urdhri mbaroi sipas datës së shënuar, por nuk dihet çfarë vendosi gjykata në seancë. Pyetni "
         "gjykatën.",
         "By the day on record the order has ended, but nobody knows what the court decided at the hearing. "
         "Ask the court."},
    [TASK_UM_DECISION] =
        {"U kërkua UM-ja dhe urdhri mbaroi sipas datës së shënuar: çfarë vendosi gjykata? Pyetni gjykatën.",
         "The UM was asked for and by the day on record the order has ended: what did the court decide? Ask "
         "the court."},
    [TASK_FINALITY] = {"UM-ja mbaroi: kur mori formë të prerë? Të drejta të ditëve të kaluara varen nga kjo "
                       "datë.",
                       "The UM has ended: when did it become final? Rights of past days depend on it."},
    [TASK_EXTENSION_DECISION] =
        {"U kërkua zgjatja dhe urdhri mbaroi: çfarë vendosi gjykata? Shënoni zgjatjen ose rrëzimin e saj.",
         "Extension was asked for and the order has ended: what did the court decide? Record the extension, "
         "or that it was refused."},
    [TASK_APPEAL_DECISION] =
        {"U bë ankim dhe urdhri nuk është në fuqi: çfarë vendosi gjykata e apelit? Pyetni gjykatën.",
         "There was an appeal and the order is not in force: what did the court of appeal decide? Ask the "
         "court."},
};

const char *task_text(enum task_kind k, bool ended, bool english)
{
    return ended && ENDED_TEXTS[k][english] ? ENDED_TEXTS[k][english] : TEXTS[k][english];
}

static const struct {
    const char *name, *text, *text_en;
} CARD_TEXTS[CARD_TASKS] = {
    [CARD_RENEW] = {"card_renew", "Karta skadon së shpejti, por e drejta vazhdon: lëshoni një kartë tjetër.",
                    "The card runs out soon while the right goes on: issue another."},
    [CARD_RECALL] = {"card_recall",
                     "Karta tregon një afat më të gjatë se sa vlen: merreni mbrapsht dhe lëshoni një tjetër.",
                     "The card shows a longer time than it is good for: fetch it back and issue another."},
    [CARD_REPRINT] =
        {"card_reprint",
         "Të dhënat e personit u ndreqën, por karta tregon ende inicialet ose vitin e mëparshëm: "
         "ndërrojeni kartën.",
         "The person's data were put right, but the card still shows the earlier initials or "
         "year: replace the card."},
};

const char *card_task_name(enum card_task t)
{
    return CARD_TEXTS[t].name;
}

const char *card_task_text(enum card_task t, bool english)
{
    return english ? CARD_TEXTS[t].text_en : CARD_TEXTS[t].text;
}

static const struct {
    const char *name, *text, *text_en;
} MEASURE_TEXTS[MEASURE_TASKS] = {
    [MEASURE_MEANT] = {"measure_meant", "Urdhri erdhi me shkronja: cilat masa u nënkuptuan? Shihni shkresën.",
                       "The order came with letters: which measures were meant? Look at the paper."},
    [MEASURE_UNTIL] = {"measure_until",
                       "Një masë e urdhrit mbaron këtë ditë; urdhri vetë vazhdon. Flisni me personin.",
                       "A measure of the order ends this day; the order itself goes on. Talk to the person."},
};

const char *measure_task_name(enum measure_task t)
{
    return MEASURE_TEXTS[t].name;
}

const char *measure_task_text(enum measure_task t, bool english)
{
    return english ? MEASURE_TEXTS[t].text_en : MEASURE_TEXTS[t].text;
}

static const struct {
    const char *name, *text, *text_en;
} PAYMENT_TEXTS[PAYMENT_TASKS] = {
    [PAYMENT_TASK_HOLD] = {"payment_hold",
                           "Një pagesë nuk dorëzohet pa fjalën tuaj: kur të mundet, lejojeni dorëzimin.",
                           "A payment is not handed out without your word: when it can be, let it go."},
    [PAYMENT_TASK_COMPLAINT] =
        {"payment_complaint", "Dikush thotë se nuk e ka marrë pagesën: sqarojeni dhe shënoni çfarë doli.",
         "Somebody says that she did not get her payment: find out, and note what came of it."},
};

const char *payment_task_name(enum payment_task t)
{
    return PAYMENT_TEXTS[t].name;
}

const char *payment_task_text(enum payment_task t, bool english)
{
    return english ? PAYMENT_TEXTS[t].text_en : PAYMENT_TEXTS[t].text;
}

static const struct {
    const char *name, *text, *text_en;
} NOTICE_TEXTS[NOTICES] = {
    [NOTICE_FILE_OPENED] =
        {"file_opened",
         "Dikush e hapi këtë dosje me akses të kufizuar dhe dha një arsye: shihni «Kush e ka parë dosjen».",
         "Somebody opened this sealed file and gave a reason: see “Who has seen the file”."},
    [NOTICE_FILE_REFUSED] =
        {"file_refused",
         "Dikush u përpoq ta shihte këtë dosje me akses të kufizuar dhe nuk u lejua: shihni «Kush e ka parë "
         "dosjen».",
         "Somebody tried to see this sealed file and was refused: see “Who has seen the file”."},
    [NOTICE_FILE_ASKED] =
        {"file_asked",
         "Dikujt iu tha se një numër ose një urdhër gjendet në një dosje me akses të kufizuar, dhe "
         "është kjo dosje: shihni "
         "«Kush e ka parë dosjen».",
         "Somebody was told that a number or an order stands in a sealed file, and it is "
         "this one: see “Who has "
         "seen the file”."},
    [NOTICE_EXPORT_ASKED] =
        {"export_asked",
         "Auditori kërkon të nxjerrë të dhënat e një personi të kësaj dosjeje me akses të kufizuar: "
         "pyeteni pse, dhe miratojeni "
         "vetëm nëse jeni dakord.",
         "The data auditor asks to export a person of this sealed file: ask why, and "
         "approve it only if you agree."},
    [NOTICE_PERSON_EXPORTED] =
        {"person_exported",
         "Dikush nxori nga regjistri të gjitha të dhënat e një personi: pyetni auditorin e të dhënave pse.",
         "Somebody took all that is held on a person out of the register: ask the data auditor why."},
    [NOTICE_ACCOUNT_CHANGED] =
        {"account_changed",
         "Një administrator i dha kësaj llogarie rolin e koordinatorit, ose i vuri fjalëkalim: shihni nëse e "
         "ka personi i duhur.",
         "An administrator made this a coordinator's account, or set its password: does its holder have it?"},
    [NOTICE_COLLECTOR_REFUSED] = {"collector_refused",
                                  "Dikush që nuk lejohet kërkoi të tërhiqte pagesën e një personi të kësaj "
                                  "dosjeje: pyetni personin, me kontaktin e sigurt, nëse është mirë.",
                                  "Somebody who must not asked to collect the payment of a person of this "
                                  "file: ask her, by the safe contact, whether she is well."},
    [NOTICE_KEYS_OLD] = {"keys_old",
                         "Një çelës i regjistrit është në përdorim më gjatë se sa thotë rregulli: kërkojini "
                         "administratorit ta "
                         "ndërrojë.",
                         "A key of the register has been in use for longer than the rule says: ask the "
                         "administrator to change it."},
    [NOTICE_PARTNER_ANSWERED] = {"partner_answered",
                                 "Një institucion iu përgjigj një referimi të kësaj dosjeje.",
                                 "An institution has answered a referral of this file."},
    [NOTICE_FILE_MERGED] = {"file_merged",
                            "Një dosje e hapur dy herë u bashkua me këtë: të dy numrat çojnë këtu. Shihni "
                            "çfarë ndryshoi.",
                            "A file opened twice was merged into this one, and both numbers lead here: see "
                            "what has changed."},
    [NOTICE_RULE_ENDS] =
        {"rule_ends",
         "Një vendim i bashkisë mbaron dhe asnjë tjetër nuk e zëvendëson: pas kësaj dite ky shërbim nuk "
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
