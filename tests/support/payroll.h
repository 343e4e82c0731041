/* The two people of the monthly payment, and the runs they make, for tests. */
#ifndef SUPPORT_PAYROLL_H
#define SUPPORT_PAYROLL_H

#include "domain/payment/payment.h"
#include "domain/payment/payment_event.h"
#include "domain/payment/payment_line.h"
#include "domain/payment/payment_run.h"
#include "support/holder.h"

#define PAYROLL_OFFICER  92 /* accounts; the same as support/office.h has */
#define PAYROLL_DIRECTOR 93

/* Makes the two accounts where they are not there. */
void payroll_open(struct test_register *r);
/* Whose work it is from now on. */
void as_clerk(struct test_register *r); /* the account "test", which may do all but this */
void as_officer(struct test_register *r);
void as_director(struct test_register *r);

/* "2026-03": its first day. */
date month_of(const char *month);
/* Each by the one whose it is; the clerk goes on afterwards. */
int64_t payroll_prepare(struct test_register *r, const char *month);
void payroll_approve(struct test_register *r, int64_t run);
int64_t payroll_run(struct test_register *r, const char *month);

/* Files and grants an application of the person, on that day. */
int64_t payroll_apply(struct test_register *r, int64_t case_id, int64_t person, date filed_on);

/* Somebody named so, with a file and an order (of that number) of her own, and a granted application. */
int64_t payroll_entitled(struct test_register *r, const char *number, const char *first_name,
                         struct holder *ret);

/* She came herself. */
struct payment_event_new payroll_herself(date on);

/* The lines as they stand in the database: "2:2026-03+9000 3:2026-02-9000(ended)"; "" without any. In the
 * register's arena. */
const char *payroll_lines(struct test_register *r, int64_t run);
/* The reasons: "3:ended 5:police_only". */
const char *payroll_reasons(struct test_register *r, int64_t run);

#endif
