/* CSV in both directions: what Excel and LibreOffice write, what is broken, and what must not run as a
 * formula. */
#include "render/csv.h"

#include <stdio.h>
#include <string.h>

#include "support/assert.h"

/* Reads all of text and compares with rows written as "line:cell|cell|…", one after the other, each ended by
 * a slash; a row that is refused shows as "line!". */
static void reads_n(const char *text, size_t n, const char *expected)
{
    CLEANUP(buf_free) struct buf seen = {0};
    CLEANUP(arena_free) struct arena a = {0};
    struct csv_row row;
    struct csv c;
    bool more = true;

    csv_open(&c, text, n);
    while (more) {
        if (csv_next(&c, &a, &row, &more)) {
            buf_format(&seen, "%zu!/", row.line);
            continue;
        }
        for (size_t i = 0; more && i < row.count; i++) {
            if (i == 0)
                buf_format(&seen, "%zu:", row.line);
            buf_format(&seen, "%s%s", row.cells[i], i + 1 < row.count ? "|" : "/");
        }
    }
    must(buf_err(&seen));
    assert_string_equal(seen.data ? seen.data : "", expected);
}

static void reads(const char *text, const char *expected)
{
    reads_n(text, strlen(text), expected);
}

static void commas_are_the_default(void **state)
{
    (void)state;
    reads("a,b,c\n1,2,3\n", "1:a|b|c/2:1|2|3/");
    reads("alone\nx;y\n", "1:alone/2:x;y/");
}

static void semicolons_are_found_in_the_header(void **state)
{
    (void)state;
    reads("a;b;c\n1,5;2;3\n", "1:a|b|c/2:1,5|2|3/");
}

static void tabs_are_found_in_the_header(void **state)
{
    (void)state;
    reads("a\tb\n1,2\t3;4\n", "1:a|b/2:1,2|3;4/");
}

static void separators_inside_header_quotes_do_not_count(void **state)
{
    (void)state;
    reads("\"a,b,c,d\";e;f\n1;2;3\n", "1:a,b,c,d|e|f/2:1|2|3/");
}

static void sep_line_wins_over_the_header(void **state)
{
    (void)state;
    reads("sep=;\r\na,b,c;d\r\n", "2:a,b,c|d/");
    reads("\xEF\xBB\xBFSEP=\t\na;b;c\td\n", "2:a;b;c|d/");
}

static void sep_as_a_column_name_is_a_header(void **state)
{
    (void)state;
    reads("sep=,x\n1,2\n", "1:sep=|x/2:1|2/");
    reads("separator,b\n", "1:separator|b/");
}

static void byte_order_mark_is_skipped(void **state)
{
    (void)state;
    reads("\xEF\xBB\xBF"
          "kind,number\nUM,7\n",
          "1:kind|number/2:UM|7/");
    reads("\xEF\xBB\xBF", "");
}

static void crlf_lf_and_cr_end_lines(void **state)
{
    (void)state;
    reads("a,b\r\n1,2\r\n", "1:a|b/2:1|2/");
    reads("a,b\r1,2\r3,4", "1:a|b/2:1|2/3:3|4/");
    reads("a,b\r\n1,2\n3,4", "1:a|b/2:1|2/3:3|4/");
}

static void empty_lines_are_skipped_but_counted(void **state)
{
    (void)state;
    reads("\n\r\na,b\n\n\n1,2\n\n", "3:a|b/6:1|2/");
}

static void empty_cells_stay(void **state)
{
    (void)state;
    reads("a,b,c\n,,\n1,,\n\"\",x,\"\"\n", "1:a|b|c/2:||/3:1||/4:|x|/");
}

static void nothing_gives_no_rows(void **state)
{
    (void)state;
    reads("", "");
    reads("\r\n\r\n", "");
}

static void doubled_quotes_become_one(void **state)
{
    (void)state;
    reads("a,b\n\"say \"\"po\"\"\",\"\"\"\"\n", "1:a|b/2:say \"po\"|\"/");
}

static void quote_inside_a_bare_cell_is_a_character(void **state)
{
    (void)state;
    reads("a,b\nx\"y, \"z\"\n", "1:a|b/2:x\"y| \"z\"/");
}

static void line_breaks_inside_quotes_belong_to_the_cell(void **state)
{
    (void)state;
    reads("a,b\n\"one\ntwo\r\nthree\rfour\",x\nlast,y\n", "1:a|b/2:one\ntwo\r\nthree\rfour|x/6:last|y/");
}

static void an_unclosed_quote_costs_its_own_line_only(void **state)
{
    (void)state;
    reads("a,b\n1,2\n\"x\ny\",\"never\n4,5\n", "1:a|b/2:1|2/3!/4!/5:4|5/");
    reads("a,\"", "1!/");
}

static void a_quote_that_closes_in_a_later_row_takes_no_row_away(void **state)
{
    (void)state;
    reads("a;b;c\n1;\"x;2\n3;4;5\n6;y\";7\n8;9;10\n", "1:a|b|c/2!/3:3|4|5/4:6|y\"|7/5:8|9|10/");
    reads("a;b;c\n1;\"x;2\n3;\"y;4\n5;6;7\n", "1:a|b|c/2!/3!/4:5|6|7/");
    reads("a;b;c\n1;\"two\nlines; one stroke\";2\n", "1:a|b|c/2:1|two\nlines; one stroke|2/");
}

static void a_quote_does_not_reach_beyond_the_longest_cell(void **state)
{
    CLEANUP(buf_free) struct buf text = {0};

    (void)state;
    buf_text(&text, "a,b\n\"x\n");
    for (size_t i = 0; i <= CSV_CELL_MAX / 4; i++)
        buf_text(&text, "1,2\n");
    buf_text(&text, "\",3\n");
    must(buf_err(&text));
    {
        CLEANUP(arena_free) struct arena arena = {0};
        size_t rows = 0, bad = 0;
        struct csv_row row;
        bool more = true;
        struct csv c;

        for (csv_open(&c, text.data, text.len); more; arena_reset(&arena)) {
            if (csv_next(&c, &arena, &row, &more))
                bad++;
            else
                rows += more;
        }
        assert_int_equal(rows, CSV_CELL_MAX / 4 + 2);
        assert_int_equal(bad, 2);
    }
}

static void text_behind_a_closing_quote_refuses_that_row_only(void **state)
{
    (void)state;
    reads("a,b\n\"x\"y,1\n3,4\n", "1:a|b/2!/3:3|4/");
}

static void nul_bytes_refuse_that_row_only(void **state)
{
    static const char BARE[] = "a,b\n1\0,2\n3,4\n";
    static const char QUOTED[] = "a,b\n\"1\n\0\",2\n3,4\n";

    (void)state;
    reads_n(BARE, sizeof BARE - 1, "1:a|b/2!/3:3|4/");
    reads_n(QUOTED, sizeof QUOTED - 1, "1:a|b/2!/3!/4:3|4/");
}

static void latin1_bytes_pass_untouched(void **state)
{
    (void)state;
    reads("emri\n\xC7"
          "ela\n\"Kol\xEB\"\n",
          "1:emri/2:\xC7"
          "ela/3:Kol\xEB/");
}

static void albanian_letters_pass(void **state)
{
    (void)state;
    reads("emri;mbiemri\nÇlirim;Këlcyra\n", "1:emri|mbiemri/2:Çlirim|Këlcyra/");
}

static void text_without_a_closing_nul_is_not_read_beyond(void **state)
{
    const char text[] = {'a', ',', '"', 'b', '"'};

    (void)state;
    reads_n(text, sizeof text, "1:a|b/");
    reads_n(text, sizeof text - 1, "1!/");
}

static void cells_outlive_the_next_row(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct csv_row head, row;
    struct csv c;
    bool more;

    (void)state;
    csv_open(&c, "one,two\n1,2\n", 12);
    must(csv_next(&c, &a, &head, &more));
    must(csv_next(&c, &a, &row, &more));
    assert_string_equal(head.cells[1], "two");
    assert_string_equal(row.cells[1], "2");
}

static void end_leaves_the_row_alone(void **state)
{
    CLEANUP(arena_free) struct arena a = {0};
    struct csv_row row = {.line = 99};
    struct csv c;
    bool more = true;

    (void)state;
    csv_open(&c, "\n", 1);
    must(csv_next(&c, &a, &row, &more));
    assert_false(more);
    assert_int_equal(row.line, 99);
}

static void writes(char separator, const char *text, const char *expected)
{
    CLEANUP(buf_free) struct buf out = {0};

    csv_cell(&out, separator, true, text);
    csv_end_row(&out);
    must(buf_err(&out));
    assert_string_equal(out.data, expected);
}

static void plain_cells_are_not_quoted(void **state)
{
    (void)state;
    writes(',', "Gjirokastër", "Gjirokastër\r\n");
    writes(',', "a;b", "a;b\r\n");
    writes(',', "", "\r\n");
    writes(',', NULL, "\r\n");
}

static void separators_quotes_and_line_breaks_are_quoted(void **state)
{
    (void)state;
    writes(';', "a;b", "\"a;b\"\r\n");
    writes(',', "a,b", "\"a,b\"\r\n");
    writes(',', "say \"po\"", "\"say \"\"po\"\"\"\r\n");
    writes(',', "one\ntwo", "\"one\ntwo\"\r\n");
    writes(',', "one\rtwo", "\"one\rtwo\"\r\n");
}

static void formulas_are_disarmed(void **state)
{
    (void)state;
    writes(',', "=1+1", "'=1+1\r\n");
    writes(',', "+355691234567", "'+355691234567\r\n");
    writes(',', "-2", "'-2\r\n");
    writes(',', "@SUM(A1)", "'@SUM(A1)\r\n");
    writes(',', "\t=1", "'\t=1\r\n");
    writes(',', "\r=1", "\"'\r=1\"\r\n");
    writes(';', "=HYPERLINK(\"x\";\"y\")", "\"'=HYPERLINK(\"\"x\"\";\"\"y\"\")\"\r\n");
}

static void equals_sign_further_on_is_no_formula(void **state)
{
    (void)state;
    writes(',', "a=b", "a=b\r\n");
}

static void cells_of_a_row_are_separated(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};

    (void)state;
    csv_cell(&out, ';', true, "");
    csv_cell(&out, ';', false, "b");
    csv_cell(&out, ';', false, "");
    csv_end_row(&out);
    assert_string_equal(out.data, ";b;\r\n");
}

static void what_is_written_reads_back(void **state)
{
    CLEANUP(buf_free) struct buf out = {0};

    (void)state;
    csv_cell(&out, ';', true, "k;1");
    csv_cell(&out, ';', false, "k2");
    csv_end_row(&out);
    csv_cell(&out, ';', true, "\"a\"\r\nb");
    csv_cell(&out, ';', false, "ë");
    csv_end_row(&out);
    reads(out.data, "1:k;1|k2/2:\"a\"\r\nb|ë/");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(commas_are_the_default),
        cmocka_unit_test(semicolons_are_found_in_the_header),
        cmocka_unit_test(tabs_are_found_in_the_header),
        cmocka_unit_test(separators_inside_header_quotes_do_not_count),
        cmocka_unit_test(sep_line_wins_over_the_header),
        cmocka_unit_test(sep_as_a_column_name_is_a_header),
        cmocka_unit_test(byte_order_mark_is_skipped),
        cmocka_unit_test(crlf_lf_and_cr_end_lines),
        cmocka_unit_test(empty_lines_are_skipped_but_counted),
        cmocka_unit_test(empty_cells_stay),
        cmocka_unit_test(nothing_gives_no_rows),
        cmocka_unit_test(doubled_quotes_become_one),
        cmocka_unit_test(quote_inside_a_bare_cell_is_a_character),
        cmocka_unit_test(line_breaks_inside_quotes_belong_to_the_cell),
        cmocka_unit_test(an_unclosed_quote_costs_its_own_line_only),
        cmocka_unit_test(a_quote_that_closes_in_a_later_row_takes_no_row_away),
        cmocka_unit_test(a_quote_does_not_reach_beyond_the_longest_cell),
        cmocka_unit_test(text_behind_a_closing_quote_refuses_that_row_only),
        cmocka_unit_test(nul_bytes_refuse_that_row_only),
        cmocka_unit_test(latin1_bytes_pass_untouched),
        cmocka_unit_test(albanian_letters_pass),
        cmocka_unit_test(text_without_a_closing_nul_is_not_read_beyond),
        cmocka_unit_test(cells_outlive_the_next_row),
        cmocka_unit_test(end_leaves_the_row_alone),
        cmocka_unit_test(plain_cells_are_not_quoted),
        cmocka_unit_test(separators_quotes_and_line_breaks_are_quoted),
        cmocka_unit_test(formulas_are_disarmed),
        cmocka_unit_test(equals_sign_further_on_is_no_formula),
        cmocka_unit_test(cells_of_a_row_are_separated),
        cmocka_unit_test(what_is_written_reads_back),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
