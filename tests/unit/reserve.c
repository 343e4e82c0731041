/* Room kept aside: taken, spent, taken again. (What a full disk makes of it is tried in fault/disk.test.mjs.)
 */
#include "store/reserve.h"

#include <stdio.h>
#include <sys/stat.h>

#include "support/assert.h"
#include "support/temporary.h"

struct fixture {
    char dir[TEMPORARY_PATH], path[TEMPORARY_PATH + 16];
    struct reserve *reserve;
};

static int set_up(void **state)
{
    static struct fixture f;

    temporary_make(f.dir);
    snprintf(f.path, sizeof f.path, "%s/reserve", f.dir);
    must(reserve_open(f.path, &f.reserve));
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;

    reserve_close(&f->reserve);
    temporary_remove(f->dir);
    return 0;
}

/* Bytes on the disk, not the length that the file claims. */
static int64_t room(const struct fixture *f)
{
    struct stat st;

    assert_int_equal(stat(f->path, &st), 0);
    assert_int_equal(st.st_mode & 0777, 0600);
    return (int64_t)st.st_blocks * 512;
}

static void the_room_is_really_taken(void **state)
{
    const struct fixture *f = *state;

    assert_true(room(f) >= RESERVE_BYTES);
    assert_false(reserve_alarm(f->reserve));
    assert_false(reserve_spent(f->reserve));
}

static void what_can_wait_leaves_the_room_alone(void **state)
{
    const struct fixture *f = *state;

    reserve_note_full(f->reserve);
    assert_true(reserve_alarm(f->reserve));
    assert_false(reserve_spent(f->reserve));
    assert_true(room(f) >= RESERVE_BYTES);
}

static void spent_room_is_given_back_at_once(void **state)
{
    const struct fixture *f = *state;

    reserve_spend(f->reserve);
    assert_true(reserve_alarm(f->reserve));
    assert_true(reserve_spent(f->reserve));
    assert_int_equal(room(f), 0);
    reserve_spend(f->reserve); /* another thread, a moment later */
    assert_int_equal(room(f), 0);
}

static void it_is_taken_again_where_there_is_room(void **state)
{
    const struct fixture *f = *state;

    reserve_spend(f->reserve);
    reserve_renew(f->reserve);
    assert_false(reserve_alarm(f->reserve));
    assert_false(reserve_spent(f->reserve));
    assert_true(room(f) >= RESERVE_BYTES);
}

static void a_reserve_that_stands_is_kept(void **state)
{
    struct fixture *f = *state;

    reserve_close(&f->reserve);
    must(reserve_open(f->path, &f->reserve));
    assert_true(room(f) >= RESERVE_BYTES);
    assert_false(reserve_spent(f->reserve));
}

static void no_reserve_is_no_alarm(void **state)
{
    (void)state;
    assert_false(reserve_alarm(NULL));
    assert_false(reserve_spent(NULL));
}

static void a_folder_in_its_place_is_a_fault(void **state)
{
    const struct fixture *f = *state;
    struct reserve *none = NULL;

    must_fail(reserve_open(f->dir, &none), ERR_SYSTEM);
    assert_null(none);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(the_room_is_really_taken, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_can_wait_leaves_the_room_alone, set_up, tear_down),
        cmocka_unit_test_setup_teardown(spent_room_is_given_back_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(it_is_taken_again_where_there_is_room, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_reserve_that_stands_is_kept, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_folder_in_its_place_is_a_fault, set_up, tear_down),
        cmocka_unit_test(no_reserve_is_no_alarm),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
