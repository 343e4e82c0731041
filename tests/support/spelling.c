/* A spelling is a choice for each way in which papers differ: script, case, accents, signs, blanks, order.
 * The number of the spelling is read as digits of mixed base, after a step that spreads neighbours over all
 * of them. */
#include "support/spelling.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* other: the same as a passport (ELOT 743) or an Albanian paper writes it; by hand. NULL: there is no other.
 */
static const struct {
    const char *first_name, *surname, *other_first, *other_surname;
} NAMES[SPELLED_NAMES] = {
    {"Γιώργος", "Παπαδόπουλος", "Giorgos", "Papadopoulos"},
    {"Γιώργος", "Παπαδόπουλος", "Giorgos", "Papadhopulos"},
    {"Ευάγγελος", "Αυγουστάκης", "Evangelos", "Avgoustakis"},
    {"Ελευθέριος", "Χριστοδούλου", "Eleftherios", "Christodoulou"},
    {"Ελευθερία", "Χρήστου", "Eleftheria", "Hristu"},
    {"Χρήστος", "Μπάκας", "Christos", "Bakas"},
    {"Λάμπρος", "Μπόμπορης", "Lampros", "Bomporis"},
    {"Λάμπρος", "Ντούλης", "Lambros", "Dulis"},
    {"Θεόδωρος", "Θωμάς", "Theodoros", "Thomas"},
    {"Ξένια", "Αλεξίου", "Xenia", "Alexiou"},
    {"Αλέξανδρος", "Ψαράς", "Aleksandros", "Psaras"},
    {"Κωνσταντίνος", "Οικονόμου", "Konstantinos", "Oikonomou"},
    {"Παναγιώτης", "Γκίκας", "Panagiotis", "Gkikas"},
    {"Παύλος", "Κυριακόπουλος", "Pavlos", "Kyriakopoulos"},
    {"Πέτρος", "Άγγελος", "Petros", "Angelos"},
    {"Δήμητρα", "Ζαχαρίου", "Dimitra", "Zachariou"},
    {"Δημήτριος", "Δήμου", "Dhimitrios", "Dhimou"},
    {"Ιωάννης-Μάριος", "Φωτίου", "Ioannis-Marios", "Fotiou"},
    {"Άννα-Μαρία", "Σπυροπούλου", "Anna-Maria", "Spyropoulou"},
    {"Ειρήνη", "Ευθυμίου", "Irini", "Efthymiou"},
    {"Σωτήρης", "Κώτσης", "Sotiris", "Kotsis"},
    {"Φώτης", "Βασιλείου", "Fotis", "Vasileiou"},
    {"Αχιλλέας", "Τζάνης", "Achilleas", "Tzanis"},
    {"Ηλίας", "Υψηλάντης", "Ilias", "Ypsilantis"},
    {"Ουρανία", "Ράλλη", "Ourania", "Ralli"},
    {"Luan", "D'Angjelo", NULL, NULL},
    {"Luan", "D’Angjelo", NULL, NULL},
    {"Elira", "Hoxha-Çela", NULL, NULL},
    {"Ana Maria", "Gjoka", NULL, NULL},
    {"Anna-Maria", "Hoxha", NULL, NULL},
    {"Çlirim", "Përmeti", NULL, NULL},
    {"Ëngjëll", "Çeço", NULL, NULL},
    {"Gëzim", "Xhafërri", NULL, NULL},
    {"Shpëtim", "Shehu Çami", NULL, NULL},
    {"Besnik", "Kola", NULL, NULL},
    {"Fatjon", "Gjini-Marku", NULL, NULL},
    {"Alketa", "Dhima", NULL, NULL},
    {"Thanas", "Papathanasi", NULL, NULL},
    {"Aleksandër", "Pjetri", NULL, NULL},
    {"Vjollca", "Zeneli", NULL, NULL},
    {"Mirela", "O'Hara", NULL, NULL},
    {"Jean-Luc", "Dell'Acqua", NULL, NULL},
    {"Marie-Hélène", "d'Éon", NULL, NULL},
    {"Sofia", "Dell’Orto Rossi", NULL, NULL},
    {"Đorđe", "Petrović", NULL, NULL},
    {"José María", "Núñez", NULL, NULL},
    {"Björn", "Strauß", NULL, NULL},
    {"Zoë", "Müller-Lüdenscheidt", NULL, NULL},
    {"Милош", "Стојановић", NULL, NULL},
    {"Наталия", "Йорданова", NULL, NULL},
};

struct name spelling_name(size_t i)
{
    return (struct name){NAMES[i].first_name, NAMES[i].surname};
}

enum letters { AS_WRITTEN, LOWER, UPPER, LETTERS };
enum marks { WHOLE, APART, WITHOUT, MARKS };

static const char *const APOSTROPHES[] = {"'", "\u2019", "\u2018", "\u00B4",
                                          "`", "\u02BC", "\u2032", "\uFF07"};
static const char *const DASHES[] = {"-", "\u2013", "\u2014", "\u2010", "\u2011",
                                     " ", " - ",    "\u2212", "\uFE63"};
static const char *const BLANKS[] = {" ", "  ", "\u00A0", " \u2009", "\t"};
static const char *const UNSEEN[] = {"", "\u00AD", "\u200B", "\u200D", "\uFEFF", "\u2060"};
#define COUNT(list) (sizeof(list) / sizeof((list)[0]))

struct choice {
    bool swapped, other, fringed; /* fringed: blanks at both ends */
    enum letters letters;
    enum marks marks;
    size_t apostrophe, dash, blank, unseen;
};

static size_t digit(size_t *n, size_t base)
{
    size_t d = *n % base;

    *n /= base;
    return d;
}

static struct choice choice_of(size_t n)
{
    size_t spread = n * 7919; /* a prime: the digits do not move in step */
    struct choice c = {0};

    c.swapped = digit(&spread, 2);
    c.letters = (enum letters)digit(&spread, LETTERS);
    c.other = digit(&spread, 2);
    c.marks = (enum marks)digit(&spread, MARKS);
    c.apostrophe = digit(&spread, COUNT(APOSTROPHES));
    c.unseen = digit(&spread, COUNT(UNSEEN));
    c.dash = (n + spread) % COUNT(DASHES);
    c.blank = (n / 3) % COUNT(BLANKS);
    c.fringed = n % 7 == 3;
    return c;
}

static void add(char *out, const char *s)
{
    if (strlen(out) + strlen(s) >= SPELLING_ROOM)
        abort();
    strcat(out, s);
}

static utf8proc_int32_t cased(utf8proc_int32_t cp, enum letters letters)
{
    return letters == UPPER ? utf8proc_toupper(cp) : letters == LOWER ? utf8proc_tolower(cp) : cp;
}

/* Letter after letter; before the third one something that nobody sees. */
static void letters_write(const char *name, const struct choice *c, char *out)
{
    const utf8proc_uint8_t *s = (const utf8proc_uint8_t *)name;
    utf8proc_int32_t cp;

    out[0] = '\0';
    for (size_t i = 0; *s; i++) {
        char one[5] = "";

        s += utf8proc_iterate(s, -1, &cp);
        one[utf8proc_encode_char(cased(cp, c->letters), (utf8proc_uint8_t *)one)] = '\0';
        if (i == 2)
            add(out, UNSEEN[c->unseen]);
        add(out, cp == '\'' || cp == 0x2019 ? APOSTROPHES[c->apostrophe]
                 : cp == '-'                ? DASHES[c->dash]
                 : cp == ' '                ? BLANKS[c->blank]
                                            : one);
    }
}

/* By hand: marks of letters only, for signs must stay as they were chosen. */
static void marks_write(const char *text, enum marks marks, char *out)
{
    const utf8proc_option_t how =
        marks == APART ? UTF8PROC_DECOMPOSE : UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK;
    utf8proc_uint8_t *made = NULL;

    out[0] = '\0';
    if (marks == WHOLE) {
        add(out, text);
        return;
    }
    if (utf8proc_map((const utf8proc_uint8_t *)text, 0, &made, (utf8proc_option_t)(how | UTF8PROC_NULLTERM)) <
        0)
        abort();
    add(out, (const char *)made);
    free(made);
}

static void one_make(const char *name, const struct choice *c, char *out)
{
    char letters[SPELLING_ROOM], marked[SPELLING_ROOM];

    letters_write(name, c, letters);
    marks_write(letters, c->marks, marked);
    out[0] = '\0';
    add(out, c->fringed ? "  " : "");
    add(out, marked);
    add(out, c->fringed ? "\u00A0 " : "");
}

void spelling_make(size_t i, size_t n, struct spelling *ret)
{
    struct choice c = choice_of(n);
    bool other = c.other && NAMES[i].other_first;
    const char *first = other ? NAMES[i].other_first : NAMES[i].first_name;
    const char *surname = other ? NAMES[i].other_surname : NAMES[i].surname;

    one_make(c.swapped ? surname : first, &c, ret->first_name);
    one_make(c.swapped ? first : surname, &c, ret->surname);
}
