/* Names of people: what is the same, what is nearly the same, and what is somebody else. Right values by
 * hand, after ELOT 743 and the Albanian alphabet. */
#include "base/name.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/assert.h"
#include "support/spelling.h"

static void assert_key(enum name_form form, const char *name, const char *expected)
{
    char words[NAME_KEY_TEXT] = "";
    struct name_key k;

    name_key_make(name, form, &k);
    for (size_t i = 0; i < k.count; i++) {
        strcat(words, i ? " " : "");
        strcat(words, name_key_word(&k, i));
    }
    assert_string_equal(words, expected);
}

/* As ELOT 743 gives them for passports. */
static void greek_stands_in_latin_letters(void **state)
{
    static const char *const NAMES[][2] = {
        {"Γιώργος Παπαδόπουλος", "giorgos papadopoulos"},
        {"ΓΙΩΡΓΟΣ ΠΑΠΑΔΟΠΟΥΛΟΣ", "giorgos papadopoulos"},
        {"Ευάγγελος", "evangelos"},
        {"Ελευθέριος", "eleftherios"},
        {"Παύλος", "pavlos"},
        {"Αυξέντιος", "afxentios"},
        {"Μπάμπης", "bampis"},
        {"Γκίκας", "gkikas"},
        {"Άγχος", "anchos"},
        {"Σφιγξ", "sfinx"},
        {"Ψυχή", "psychi"},
        {"Ἀλέξανδρος", "alexandros"},
        {"ᾠδή", "odi"},
        {"ΓΙΩPΓΟΣ", "giorgos"}, /* the fourth is a Latin P */
    };

    (void)state;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        assert_key(NAME_LATIN, NAMES[i][0], NAMES[i][1]);
}

/* By sound, as papers of North Macedonia and Serbia write Albanian names; in a word that is half Latin by
 * look, for there it is to be read as Latin. */
static void cyrillic_stands_in_latin_letters(void **state)
{
    static const char *const NAMES[][2] = {
        {"Илир Кодра", "ilir kodra"},
        {"Ілір Kodra", "ilir kodra"},
        {"Иlir Kодra", "ilir kodra"},
        {"K\u043Edra", "kodra"},
        {"\u0410gim", "agim"},
        {"Хоџа", "hoxha"},
        {"\u041Do\u0445ha", "hoxha"}, /* Н and х of the other script in Hoxha */
        {"Шеху", "shehu"},
        {"Ќемал Ѓока", "kemal goka"},
        {"Љуљета", "luleta"},
        {"Зоговић", "zogoviq"},
        {"Петър", "petr"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++)
        assert_key(NAME_LATIN, NAMES[i][0], NAMES[i][1]);
}

static void signs_join_or_part(void **state)
{
    (void)state;
    assert_key(NAME_KEY, "D'Angjelo", "dangjelo");
    assert_key(NAME_KEY, "D’Angjelo", "dangjelo");
    assert_key(NAME_KEY, "Hoxha–Çela", "hoxha cela");
    assert_key(NAME_KEY, "Ana-Maria", "ana maria");
    assert_key(NAME_KEY, " \t ", "");
    assert_key(NAME_KEY, "–", "");
    assert_key(NAME_KEY, NULL, "");
    assert_key(NAME_KEY, "Ho\u00ADxha \u200E", "hoxha");
    assert_key(NAME_KEY, "Gj. Kola (Marku)", "gj kola marku");
}

static void two_spellings_are_one(void **state)
{
    (void)state;
    assert_key(NAME_KEY, "Papadhopullos", "papadopullos");
    assert_key(NAME_KEY, "Papadopoulos", "papadopulos");
    assert_key(NAME_KEY, "Aleksandros Alexandros", "alexandros alexandros");
    assert_key(NAME_KEY, "Kukësi Kukshi", "kukesi kukshi");
    assert_key(NAME_KEY, "Lampros Lambros", "lambros lambros");
    assert_key(NAME_KEY, "Christos Hristos Khristos", "hristos hristos hristos");
    assert_key(NAME_KEY, "Xanthi Ξανθή", "xanthi xanthi");
}

static bool same(const char *a_first, const char *a_surname, const char *b_first, const char *b_surname)
{
    const struct name a = {a_first, a_surname}, b = {b_first, b_surname};

    assert_int_equal(name_same(&a, &b), name_same(&b, &a));
    return name_same(&a, &b);
}

static void the_same_person_is_seen(void **state)
{
    (void)state;
    assert_true(same("Anna-Maria", "Hoxha", "Anna Maria", "HOXHA"));
    assert_true(same("Annamaria", "Hoxha", "Anna Maria", "Hoxha"));
    assert_true(same("Hoxha", "Elira", "Elira", "Hoxha"));
    assert_true(same("Ana", "Maria Gjoka", "Ana Maria", "Gjoka"));
    assert_true(same("Elira", NULL, "ELIRA", ""));
    assert_true(same("Elira", "", "", "Elira"));
    assert_true(same("Ё", "К", "е", "к"));
}

static void others_are_not(void **state)
{
    (void)state;
    assert_false(same("Eli", "Saraçi", "Elisa", "Raçi"));
    assert_false(same("Ana Maria", "Gjoka", "Maria Ana", "Gjoka")); /* two sisters */
    assert_false(same("Ana", "Gjoka", "Anna", "Gjoka"));
    assert_false(same("Elira", "", "Elira", "Hoxha"));
    assert_false(same("", "", "", ""));
    assert_false(same("-", "'", "-", "'"));
    assert_false(same("Γεωργία", "Παππά", "Γεωργία", "Παπά"));
    assert_true(same("Илир", "Кодра", "Ilir", "Kodra"));
    assert_true(same("Ilir", "K\u043Edra", "Ilir", "Kodra"));
    assert_true(same("Ilir", "Kodr\u0259", "Ilir", "Kodre"));
    assert_true(same("Ilir", "Kodr\u0251", "Ilir", "Kodra"));
    assert_false(same("Милош", "Петров", "Милош", "Петровић"));
}

static enum name_nearness compared(const char *a_first, const char *a_surname, const char *b_first,
                                   const char *b_surname)
{
    const struct name a = {a_first, a_surname}, b = {b_first, b_surname};

    assert_int_equal(name_liken(&a, &b), name_liken(&b, &a));
    return name_liken(&a, &b);
}

static void one_letter_off_is_near(void **state)
{
    (void)state;
    assert_int_equal(compared("Agim", "Kola", "Agim", "Kola"), NAME_IS);
    assert_int_equal(compared("Agim", "Kola", "Kola", "Besnik Agim"), NAME_IS);
    assert_int_equal(compared("Luan", "D Angjelo", "Luan", "Dangjelo"), NAME_IS);
    assert_int_equal(compared("Agim", "Kola", "Agim", "Kolla"), NAME_NEAR);
    assert_int_equal(compared("Agim", "Kola", "Agin", "Kola"), NAME_NEAR);
    assert_int_equal(compared("Agim", "Kola", "Agmi", "Kola"), NAME_NEAR);
    assert_int_equal(compared("Agim", "Kola", "Agm", "Kola"), NAME_NEAR);
    assert_int_equal(compared("Agim", "Kola", "A.", "Kola"), NAME_NEAR);
    assert_int_equal(compared("Κυριάκος", "Ηλίας", "Kiriakos", "Ilias"), NAME_NEAR);
    assert_int_equal(compared("Γιάννης", "Ηλίας", "Janis", "Ilias"), NAME_NEAR);
    assert_int_equal(compared("Agim", "", "Agim", "Kola"), NAME_NEAR);
    assert_int_equal(compared("Agim", "", "Agim", NULL), NAME_IS);
    /* One letter of another script, whatever it looks like. */
    assert_int_equal(compared("Agim", "Kola", "Agim", "Ko\u0295a"), NAME_NEAR);
    assert_int_equal(compared("Agim", "Kola", "Agim", "Ko\u05D0la"), NAME_NEAR);
    assert_int_equal(compared("Agim", "Kola", "\u0531gim", "Kola"), NAME_NEAR);
    assert_int_equal(compared("Agim", "Kola", "Artan", "Kola"), NAME_OTHER);
    assert_int_equal(compared("Agim", "Kola", "Lule", "Prifti"), NAME_OTHER);
    assert_int_equal(compared("Li", "Xu", "Lu", "Xi"), NAME_OTHER);
    assert_int_equal(compared("", "", "Agim", "Kola"), NAME_OTHER);
    assert_int_equal(compared("", "", "", ""), NAME_OTHER);
}

/* Sixty letters, and more than there is room for: compared as far as that goes, never beyond. */
static void long_names_are_compared(void **state)
{
    char greek[4 * 60 + 1] = "", other[4 * 60 + 1] = "", endless[4000] = "";

    (void)state;
    for (int i = 0; i < 60; i++) {
        strcat(greek, i % 2 ? "Ω" : "ψ");
        strcat(other, i % 2 ? "ώ" : "Ψ");
    }
    for (int i = 0; i < 200; i++)
        strcat(endless, "ψω Ж\u0301'");
    assert_true(same(greek, "Παπά", other, "ΠΑΠΑ"));
    assert_false(same(greek, "Παπά", other + 2, "ΠΑΠΑ"));
    assert_true(same(endless, endless, endless, endless));
    assert_int_equal(compared(endless, endless, endless, endless), NAME_IS);
    assert_int_equal(compared("\xFF\xFE", "\xC3", "Agim", "Kola"), NAME_OTHER);
}

static void five_hundred_spellings_are_one_name(void **state)
{
    size_t distinct = 0;

    (void)state;
    for (size_t i = 0; i < SPELLED_NAMES; i++) {
        const struct name his = spelling_name(i);
        struct spelling s, before = {"", ""};

        for (size_t n = 0; n < SPELLINGS; n++) {
            const struct name typed = {s.first_name, s.surname};

            spelling_make(i, n, &s);
            distinct += strcmp(s.first_name, before.first_name) != 0;
            before = s;
            if (name_liken(&his, &typed) != NAME_IS)
                fail_msg("%zu: \"%s\" \"%s\" passes for somebody else than %s %s", n, s.first_name, s.surname,
                         his.first_name, his.surname);
            /* A dash that is written as a blank leaves the words where they were, too. */
            if (!name_same(&his, &typed))
                fail_msg("%zu: \"%s\" \"%s\" is not %s %s", n, s.first_name, s.surname, his.first_name,
                         his.surname);
        }
    }
    assert_true(distinct > SPELLED_NAMES * SPELLINGS * 9 / 10);
}

/* ---- two thousand people */

struct real {
    const char *name;
    int as; /* 0: itself; else all with that number are one name to a reader */
};
/* The commonest, and those that differ by little. */
static const struct real FIRST[] = {
    {"Ana", 0},      {"Anna", 1},    {"Άννα", 1},      {"Anila", 0},     {"Arta", 0},     {"Artan", 0},
    {"Agim", 0},     {"Besa", 0},    {"Bora", 0},      {"Dhora", 2},     {"Dora", 2},     {"Dorina", 0},
    {"Dhimitër", 3}, {"Dimiter", 3}, {"Edi", 4},       {"Edhi", 4},      {"Eli", 0},      {"Έλλη", 0},
    {"Elira", 0},    {"Elisa", 0},   {"Eva", 5},       {"Εύα", 5},       {"Fatmir", 0},   {"Fatime", 0},
    {"Gjergj", 0},   {"Gëzim", 0},   {"Γιώργος", 6},   {"Giorgos", 6},   {"Georgios", 0}, {"Hana", 0},
    {"Xhana", 0},    {"Jana", 0},    {"Kostandin", 7}, {"Kostantin", 7}, {"Lejla", 0},    {"Leila", 0},
    {"Lila", 0},     {"Lira", 0},    {"Lola", 0},      {"Llola", 0},     {"Marsela", 0},  {"Mimoza", 0},
    {"Pavllina", 0}, {"Paulina", 8}, {"Παυλίνα", 8},   {"Rita", 0},      {"Sofia", 9},    {"Σοφία", 9},
    {"Ylli", 0},     {"Illi", 0},
};
static const struct real LAST[] = {
    {"Hoxha", 0},        {"Hoxhaj", 0},      {"Hoxhalli", 0},      {"Hoda", 0},         {"Çela", 1},
    {"Cela", 1},         {"Çeli", 0},        {"Xhela", 0},         {"Xela", 0},         {"Kola", 0},
    {"Kolla", 0},        {"Gola", 0},        {"Shehu", 0},         {"Shehi", 0},        {"Sehu", 0},
    {"Dema", 2},         {"Dhema", 2},       {"Thema", 0},         {"Tema", 0},         {"Leka", 0},
    {"Lleka", 0},        {"Leqa", 0},        {"Lekaj", 0},         {"Prifti", 0},       {"Gjika", 0},
    {"Gika", 3},         {"Γκίκα", 3},       {"Zeqiri", 0},        {"Zheqiri", 0},      {"Marku", 0},
    {"Παπαδόπουλος", 4}, {"Papadopulos", 4}, {"Papadhopoulos", 4}, {"Παπαδοπούλου", 5}, {"Papadopulu", 5},
    {"Χρήστου", 6},      {"Hristou", 6},     {"Χριστοδούλου", 0},  {"Οικονόμου", 0},    {"Hysa", 0},
};
#define FIRSTS (sizeof FIRST / sizeof FIRST[0])
#define LASTS  (sizeof LAST / sizeof LAST[0])
#define PEOPLE (FIRSTS * LASTS)

struct person_listed {
    struct name name;
    int first, last; /* the group; below 0: of its own */
    char letters[2 * NAME_KEY_TEXT];
};

static int group(const struct real *r, size_t i)
{
    return r[i].as ? r[i].as : -(int)i - 1;
}

static int by_letters(const void *a, const void *b)
{
    return strcmp(((const struct person_listed *)a)->letters, ((const struct person_listed *)b)->letters);
}

static bool meant(const struct person_listed *a, const struct person_listed *b)
{
    return a->first == b->first && a->last == b->last;
}

/* Whoever is the same has the same letters, so only neighbours need be held against each other. */
static void two_thousand_people_stay_apart(void **state)
{
    struct person_listed *all = calloc(PEOPLE, sizeof *all);
    size_t together = 0, wanted = 0;

    (void)state;
    assert_int_equal(PEOPLE, 2000);
    for (size_t i = 0; i < PEOPLE; i++) {
        all[i].name = (struct name){FIRST[i / LASTS].name, LAST[i % LASTS].name};
        all[i].first = group(FIRST, i / LASTS);
        all[i].last = group(LAST, i % LASTS);
        name_letters(&all[i].name, all[i].letters);
    }
    qsort(all, PEOPLE, sizeof *all, by_letters);
    for (size_t i = 0; i < PEOPLE; i++)
        for (size_t j = i + 1; j < PEOPLE; j++) {
            bool neighbours = !strcmp(all[i].letters, all[j].letters);

            wanted += meant(&all[i], &all[j]);
            if (meant(&all[i], &all[j]) != (neighbours && name_same(&all[i].name, &all[j].name)))
                fail_msg("%s %s, %s %s", all[i].name.first_name, all[i].name.surname, all[j].name.first_name,
                         all[j].name.surname);
            together += neighbours && name_same(&all[i].name, &all[j].name);
        }
    assert_int_equal(together, wanted);
    assert_true(wanted > 100);
    /* Nobody is taken for a respondent but who bears his name. */
    for (size_t i = 0; i < PEOPLE; i += 97)
        for (size_t j = 0; j < PEOPLE; j++)
            if (meant(&all[i], &all[j]) != (name_liken(&all[i].name, &all[j].name) == NAME_IS))
                fail_msg("%s %s, %s %s", all[i].name.first_name, all[i].name.surname, all[j].name.first_name,
                         all[j].name.surname);
    free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(greek_stands_in_latin_letters),
        cmocka_unit_test(cyrillic_stands_in_latin_letters),
        cmocka_unit_test(signs_join_or_part),
        cmocka_unit_test(two_spellings_are_one),
        cmocka_unit_test(the_same_person_is_seen),
        cmocka_unit_test(others_are_not),
        cmocka_unit_test(one_letter_off_is_near),
        cmocka_unit_test(long_names_are_compared),
        cmocka_unit_test(five_hundred_spellings_are_one_name),
        cmocka_unit_test(two_thousand_people_stay_apart),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
