/* A letter means what the other letters of its cell allow. */
#include "domain/import/import_measures.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "domain/import/order_import_note.h"

#define MEASURES_MAX 40 /* article 10 of law 9669/2006 has less than half as many letters */

/* A to Z, Ç and Ë, which are all that codes and letters have. */
static void lower(char *s)
{
    for (; *s; s++) {
        if (*s >= 'A' && *s <= 'Z')
            *s = (char)(*s - 'A' + 'a');
        else if ((unsigned char)*s == 0xC3 && ((unsigned char)s[1] == 0x87 || (unsigned char)s[1] == 0x8B))
            s[1] = (char)((unsigned char)s[1] + 0x20);
    }
}

/* "ç)" and "ç." as lists count them. */
static char *word_clean(char *word)
{
    size_t n;

    if (!(word = csv_cell_text(word)))
        return NULL;
    n = strlen(word);
    if (n > 1 && (word[n - 1] == ')' || word[n - 1] == '.'))
        word[n - 1] = '\0';
    lower(word);
    return word;
}

static int word_compare(const void *a, const void *b)
{
    const char *const *x = a, *const *y = b;

    return strcmp(*x, *y);
}

void import_words_sort(const char **words, size_t count)
{
    if (count)
        qsort(words, count, sizeof *words, word_compare);
}

static err words_read(struct import_cells *c, struct import_measures *ret)
{
    char *cell = import_cell_text(c, COLUMN_MEASURES), *word;
    struct import_measures m = {0};
    size_t room = 0;
    const char **slot;

    while ((word = strsep(&cell, ",; \n")) && m.written_count < MEASURES_MAX) {
        if (!(word = word_clean(word)))
            continue;
        if (!(slot = arena_grow(c->w->arena, &m.written, &m.written_count, &room, sizeof *slot)))
            return ERR_SYSTEM;
        *slot = word;
    }
    if (word)
        import_note_add(c->notes, NOTE_FAULT, "measures", "too_many", "There are more than %d measures.",
                        MEASURES_MAX);
    import_words_sort(m.written, m.written_count);
    *ret = m;
    return OK;
}

struct letter {
    const struct measure *by_law, *by_register; /* NULL: it is none of them */
};

struct cell { /* and how its letters are to be read */
    struct import_cells *c;
    const struct measure_book *book;
    struct order_new *o;
    date on;
    bool law_alone, register_alone; /* a letter stands there that only one of them has */
};

static struct letter letter_of(const struct cell *x, const char *word)
{
    return (struct letter){measure_by_letter(x->book, word, x->on), measure_by_former(x->book, word)};
}

static void kinds_find(struct cell *x, const struct import_measures *m)
{
    for (size_t i = 0; i < m->written_count; i++) {
        const struct letter l = letter_of(x, m->written[i]);

        x->law_alone |= l.by_law && !l.by_register;
        x->register_alone |= l.by_register && !l.by_law;
    }
    if (x->law_alone && x->register_alone)
        import_note_add(x->c->notes, NOTE_FAULT, "measures", "mixed_letters",
                        "Some letters are the law's alone, others those of the register's former list.");
}

/* What a letter alone means here; NULL: nothing. */
static const struct measure *letter_read(struct cell *x, const char *word)
{
    const struct import_confirmed *yes = &x->c->notes->confirmed;
    const struct letter l = letter_of(x, word);

    if (!l.by_law || !l.by_register)
        return l.by_law ? l.by_law : l.by_register;
    if (l.by_law == l.by_register || x->law_alone)
        return l.by_law;
    if (x->register_alone || import_confirmed(yes, "former_letters")) {
        import_note_add(x->c->notes, NOTE_WARNING, "measures", "former_letters",
                        "The letters are read as those of the register's former list, not the law's.");
        return l.by_register;
    }
    import_note_leave(x->c->notes, "measures", "measure_meant",
                      "The letters are read as article 10 of the law has them: were those of the register's "
                      "former list meant?");
    if (!import_confirmed(yes, "measure_meant"))
        x->o->doubts[x->o->doubts_count++] = (struct letter_doubt){.letter = word,
                                                                   .by_register = l.by_register->code,
                                                                   .by_law = l.by_law->code,
                                                                   .read_as = l.by_law->code};
    return l.by_law;
}

static void measure_add(struct order_new *o, const char *code)
{
    for (size_t i = 0; i < o->measures_count; i++)
        if (!strcmp(o->measures[i].code, code))
            return;
    o->measures[o->measures_count++] = (struct measure_in){.code = code};
}

static void word_take(struct cell *x, const char *word)
{
    const struct measure *m = measure_meant(x->book, word, x->on);

    if (m || (m = letter_read(x, word)))
        measure_add(x->o, m->code);
    else
        import_note_add(x->c->notes, NOTE_FAULT, "measures", "unknown_measure",
                        "A measure is written with its code or with the letter that article 10 gives it.");
}

err import_measures_read(struct import_cells *c, const struct measure_book *book, struct order_new *o,
                         struct import_measures *ret)
{
    struct cell x = {
        .c = c, .book = book, .o = o, .on = o->decision_date == DATE_NONE ? c->w->today : o->decision_date};
    struct import_measures m;
    err e;

    if ((e = words_read(c, &m)))
        return e;
    o->measures = arena_array(c->w->arena, m.written_count + 1, sizeof *o->measures);
    o->doubts = arena_array(c->w->arena, m.written_count + 1, sizeof *o->doubts);
    if (!o->measures || !o->doubts)
        return ERR_SYSTEM;
    kinds_find(&x, &m);
    for (size_t i = 0; i < m.written_count; i++)
        if (!i || strcmp(m.written[i], m.written[i - 1]) != 0)
            word_take(&x, m.written[i]);
    *ret = m;
    return OK;
}
