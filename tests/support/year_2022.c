#include "support/year_2022.h"

#include "base/file.h"
#include "domain/import/order_import.h"

void year_2022_import(struct test_register *r)
{
    CLEANUP(buf_free) struct buf file = {0};
    const struct import_options options = {0};
    struct import_report report;

    must(file_read("tests/reference/orders-2022.csv", 1 << 20, &file));
    must(order_import(&r->work, file.data, file.len, &options, &report));
    assert_int_equal(report.taken, 16);
}
