/* Places of a page: filled, escaped, left out. */
#include "base/template.h"

#include "support/assert.h"

static const struct template_value VALUES[] = {
    {"name", "Zonja <A> & \"B\" 'C'"}, {"sum", "9 000"}, {"none", NULL}, {"other", NULL}};

static const char *filled(const char *text, struct buf *to)
{
    must(template_fill(text, VALUES, sizeof VALUES / sizeof VALUES[0], to));
    buf_char(to, '\0');
    must(buf_err(to));
    return (const char *)to->data;
}

static void places_are_filled_and_escaped(void **state)
{
    CLEANUP(buf_free) struct buf to = {0};

    (void)state;
    assert_string_equal(filled("a [[sum]] b [[name]]", &to),
                        "a 9 000 b Zonja &lt;A&gt; &amp; &quot;B&quot; &#39;C&#39;");
}

static void a_part_without_a_value_is_left_out(void **state)
{
    static const struct {
        const char *text, *right;
    } CASES[] = {
        {"", ""},
        {"a] [b", "a] [b"},
        {"a[[?none]]b[[none]]c[[/none]]d", "ad"},
        {"a[[?sum]]b[[sum]][[/sum]]d", "ab9 000d"},
        {"[[?sum]]a[[?none]]b[[?sum]]c[[/sum]][[/none]]d[[/sum]]", "ad"},
        {"[[?none]]a[[?sum]]b[[sum]][[/sum]][[/none]]c", "c"},
    };

    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        CLEANUP(buf_free) struct buf to = {0};

        assert_string_equal(filled(CASES[i].text, &to), CASES[i].right);
    }
}

static void what_cannot_be_filled_is_refused(void **state)
{
    static const char *const BAD[] = {
        "[[unknown]]",
        "[[?unknown]]a[[/unknown]]",
        "[[none]]", /* needed, and not there */
        "[[sum",
        "[[]]",
        "[[?]]",
        "[[?none]]a",
        "a[[/none]]",
        "[[?none]][[?other]][[/none]][[/other]]",
        "[[?sum]][[?sum]][[?sum]][[?sum]][[?sum]]a[[/sum]][[/sum]][[/sum]][[/sum]][[/sum]]",
    };

    (void)state;
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        CLEANUP(buf_free) struct buf to = {0};

        must_fail(template_fill(BAD[i], VALUES, sizeof VALUES / sizeof VALUES[0], &to), ERR_INPUT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_are_filled_and_escaped),
        cmocka_unit_test(a_part_without_a_value_is_left_out),
        cmocka_unit_test(what_cannot_be_filled_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
