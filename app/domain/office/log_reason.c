/* A reason is a code; or the fields of a person that were put right; or codes of questions behind "confirmed:
 * "; or a line of figures, whose English pieces are given in Albanian one by one. */
#include "domain/office/log_reason.h"

#include <string.h>

#include "base/buf.h"
#include "domain/office/log_words.h"

#define CONFIRMED "confirmed: "
#define CODE_ROOM 80 /* bytes of a code, its end included */

struct piece {
    const char *english, *albanian;
};
/* Codes that are the whole reason. */
static const struct piece CODES[] = {
    {"amount_changed", "shuma ndryshoi"},
    {"changed", "ndryshoi"},
    {"compromised", "mund të jetë kopjuar"},
    {"fee_desk", "sportel i bashkisë"},
    {"filed_late", "u dorëzua pas afatit"},
    {"granted", "u miratua"},
    {"incomplete", "mungojnë dokumente"},
    {"institution", "institucion"},
    {"lost", "u humb"},
    {"other", "një tjetër"},
    {"own", "vetë"},
    {"refused", "u refuzua"},
    {"replaced", "u zëvendësua"},
    {"revoked", "u anulua"},
    {"rule_voided", "rregulli u anulua"},
    {"self", "vetë"},
    {"signed in anew", "hyri sërish"},
    {"stays", "mbetet"},
    {"stolen", "u vodh"},
    {"too many", "kishte shumë hyrje njëkohësisht"},
    {"wrong_password", "fjalëkalim i gabuar"},
};
/* Longer ones before those that they hold. */
static const struct piece PIECES[] = {
    {"unknown account", "llogari e panjohur"},
    {": signed in from ", ": hyri nga "},
    {": wrong password from ", ": fjalëkalim i gabuar, nga "},
    {": first password over from ", ": fjalëkalimi i parë ka skaduar, nga "},
    {": not admitted from ", ": llogaria nuk lejohet, nga "},
    {": locked from ", ": e bllokuar, nga "},
    {"the first until the last", "nga i pari deri te i fundit"},
    {", collected by: self", ", e mori vetë"},
    {", collected by: other", ", e mori një tjetër"},
    {" orders, ", " urdhra, "},
    {" of sealed files left out", " të dosjeve me akses të kufizuar u lanë jashtë"},
    {" there already, ", " ishin tashmë, "},
    {" missing here, ", " mungojnë këtu, "},
    {" missing there, ", " mungojnë atje, "},
    {" differences", " ndryshime"},
    {" the same, ", " njësoj, "},
    {" listed, ", " në listë, "},
    {" read, ", " u lexuan, "},
    {" taken, ", " u morën, "},
    {" added, ", " u shtuan, "},
    {" asked", " me pyetje"},
    {" bad", " me gabime"},
    {" visits", " vizita"},
    {" lines", " rreshta"},
    {"line ", "rreshti "},
    {" of run ", " i listës "},
    {", digest ", ", gjurma "},
    {" (draft)", " (projekt)"},
    {", for publication", ", për publikim"},
    {" rows not believed", " rreshta nuk u besuan"},
    {": forbidden, ", ": nuk lejohet, "},
    {" open", " të hapura"},
    {"from ", "nga "},
    {" until ", " deri më "},
    {" to ", " deri më "},
    {"on ", "më "},
};

static const char *code_words(const char *why, size_t n)
{
    for (size_t i = 0; i < sizeof CODES / sizeof CODES[0]; i++)
        if (strlen(CODES[i].english) == n && !memcmp(CODES[i].english, why, n))
            return CODES[i].albanian;
    return NULL;
}

static const struct piece *piece_at(const char *s, size_t n)
{
    for (size_t i = 0; i < sizeof PIECES / sizeof PIECES[0]; i++)
        if (strlen(PIECES[i].english) <= n && !memcmp(PIECES[i].english, s, strlen(PIECES[i].english)))
            return &PIECES[i];
    return NULL;
}

/* As a text of its own, without a word of memory that could be missing: what is too long is no code. */
static const char *code_of(const char *s, size_t n, char ret[CODE_ROOM])
{
    if (n >= CODE_ROOM)
        return NULL;
    memcpy(ret, s, n);
    ret[n] = '\0';
    return ret;
}

/* "first_name, surname": the field that begins at i, in words, and where the next one begins; NULL: none. */
static const char *field_words(const char *why, size_t n, size_t *i)
{
    const size_t end = *i + strcspn(why + *i, ",;");
    char room[CODE_ROOM];
    const char *field = end > n ? NULL : code_of(why + *i, end - *i, room);

    *i = end + strspn(why + end, ", ");
    return field ? log_field_words(field) : NULL;
}

/* What was put right. false: it is no list of fields alone. */
static bool fields_write(const char *why, size_t n, struct buf *out)
{
    for (size_t i = 0; i < n;)
        if (!field_words(why, n, &i))
            return false;
    for (size_t i = 0; i < n;) {
        buf_text(out, i ? ", " : "");
        buf_text(out, field_words(why, n, &i));
    }
    return n > 0;
}

/* A code has words; a name, a figure, an address stay. */
static void plain_write(const char *why, size_t n, struct buf *out)
{
    char room[CODE_ROOM];
    const char *whole = code_words(why, n), *code = code_of(why, n, room);

    if (!whole && code)
        whole = log_code_words(code);
    if (whole) {
        buf_text(out, whole);
        return;
    }
    if (fields_write(why, n, out))
        return;
    for (size_t i = 0; i < n;) {
        /* "on 2026-…" begins a reason; within one "on " is the end of another word. */
        const struct piece *p = i && why[i - 1] != ' ' && why[i] != ' ' && why[i] != ':' && why[i] != ','
                                    ? NULL
                                    : piece_at(why + i, n - i);

        if (p) {
            buf_text(out, p->albanian);
            i += strlen(p->english);
        } else {
            buf_add(out, why + i++, 1);
        }
    }
}

static void confirmed_write(const char *codes, struct buf *out)
{
    buf_text(out, "konfirmoi: ");
    for (const char *at = codes; *at;) {
        const size_t n = strcspn(at, ",");
        char room[CODE_ROOM];
        const char *code = code_of(at, n, room);

        if (code)
            buf_text(out, log_question_words(code));
        else
            buf_add(out, at, n);
        at += n;
        at += strspn(at, ", ");
        if (*at)
            buf_char(out, ' ');
    }
}

const char *log_reason_words(struct arena *a, const char *why)
{
    CLEANUP(buf_wipe) struct buf out = {0};
    const char *confirmed = !strncmp(why, CONFIRMED, strlen(CONFIRMED)) ? why : strstr(why, "; " CONFIRMED);
    const size_t n = confirmed ? (size_t)(confirmed - why) : strlen(why);

    if (!*why)
        return why;
    plain_write(why, n, &out);
    if (confirmed) {
        if (n)
            buf_text(&out, "; ");
        confirmed_write(confirmed + (n ? strlen("; ") : 0) + strlen(CONFIRMED), &out);
    }
    return buf_err(&out) ? NULL : arena_text_n(a, out.data, out.len);
}
