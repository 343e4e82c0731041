/* The words for those who ask for an order or act for somebody, and what can be wrong with them. */
#include "domain/order/order_party.h"

#include <string.h>

#include "base/text.h"
#include "domain/work/field.h"
#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "gen/limits.h"
#include "store/db.h"

static const char *const NAMES[PARTY_KINDS] = {
    [PARTY_SELF] = "self",
    [PARTY_LAWYER] = "lawyer",
    [PARTY_PARENT] = "parent",
    [PARTY_GUARDIAN] = "guardian",
    [PARTY_RELATIVE] = "relative",
    [PARTY_POLICE] = "police",
    [PARTY_PROSECUTOR] = "prosecutor",
    [PARTY_SOCIAL_SERVICE] = "social_service",
    [PARTY_ORGANISATION] = "organisation",
    [PARTY_OTHER] = "other",
};

const char *party_name(enum party p)
{
    return (unsigned)p < PARTY_KINDS ? NAMES[p] : NULL;
}

bool petitioner_parse(const char *name, enum party *ret)
{
    for (unsigned p = PARTY_SELF; p < PARTY_KINDS; p++)
        if (!strcmp(name, NAMES[p])) {
            *ret = (enum party)p;
            return true;
        }
    return false;
}

bool representative_parse(const char *name, enum party *ret)
{
    return petitioner_parse(name, ret) && *ret != PARTY_SELF && *ret != PARTY_POLICE &&
           *ret != PARTY_PROSECUTOR;
}

static err name_check(struct work *w, const char *field, const char *name, enum party kind,
                      const char *kind_field)
{
    err e = field_text_check(w, field, name, LIMIT(OrderFields, petitioner_name), false);

    if (!e && !text_empty(name) && kind == PARTY_NONE)
        e = refuse(w, ERR_INPUT, "required", kind_field, "What is this person to the protected one?");
    return e;
}

err parties_check(struct work *w, const struct order_parties *p, struct faults *f)
{
    err e = field_text_check(w, "case_number", p->case_number, LIMIT(OrderFields, case_number), false);

    if ((e = faults_take(w, f, e)))
        return e;
    e = name_check(w, "petitioner_name", p->petitioner_name, p->petitioner, "petitioner");
    if (!e && p->petitioner == PARTY_SELF && !text_empty(p->petitioner_name))
        e = refuse(w, ERR_INPUT, "contradiction", "petitioner_name",
                   "Who asked for herself is named among the protected.");
    if ((e = faults_take(w, f, e)))
        return e;
    e = name_check(w, "representative_name", p->representative_name, p->representative, "representative");
    return faults_take(w, f, e);
}

static const char SQL_WRITE[] =
    "UPDATE protection_order SET case_number_sealed = :number, petitioner = :petitioner, "
    "petitioner_name_sealed = :petitioner_name, representative = :representative, "
    "representative_name_sealed = :representative_name WHERE id = :order";

err parties_write(struct work *w, int64_t order, const struct order_parties *p)
{
    CLEANUP(buf_free) struct buf number = {0};
    CLEANUP(buf_free) struct buf petitioner = {0};
    CLEANUP(buf_free) struct buf representative = {0};
    const struct owner file = OF_ORDER(order);
    err e;

    if ((e = sealed_text(w, file, "protection_order", "case_number", order, p->case_number, &number)) ||
        (e = sealed_text(w, file, "protection_order", "petitioner_name", order, p->petitioner_name,
                         &petitioner)) ||
        (e = sealed_text(w, file, "protection_order", "representative_name", order, p->representative_name,
                         &representative)))
        return e;
    return db_exec(
        w->db, SQL_WRITE,
        BINDS(INT(":order", order), SEALED(":number", number), TEXT(":petitioner", party_name(p->petitioner)),
              SEALED(":petitioner_name", petitioner), TEXT(":representative", party_name(p->representative)),
              SEALED(":representative_name", representative)));
}

struct parties_row {
    int64_t order;
    struct order_parties parties;
};
static const char SQL_READ[] =
    "SELECT id, case_number_sealed, petitioner, petitioner_name_sealed, representative, "
    "representative_name_sealed FROM protection_order WHERE id = :order";
static const struct column READ_COLUMNS[] = {
    COLUMN_INT_AS(struct parties_row, order, "id"),
    COLUMN_SEALED_AS(struct parties_row, parties.case_number, "protection_order", order, "case_number_sealed",
                     "case_number"),
    COLUMN_WORD_OR_NULL_AS(struct parties_row, parties.petitioner, petitioner_parse, "petitioner"),
    COLUMN_SEALED_AS(struct parties_row, parties.petitioner_name, "protection_order", order,
                     "petitioner_name_sealed", "petitioner_name"),
    COLUMN_WORD_OR_NULL_AS(struct parties_row, parties.representative, representative_parse,
                           "representative"),
    COLUMN_SEALED_AS(struct parties_row, parties.representative_name, "protection_order", order,
                     "representative_name_sealed", "representative_name"),
};

err parties_read(struct work *w, int64_t order, struct order_parties *ret)
{
    struct parties_row row = {0};
    err e;

    if ((e = row_read(w, SQL_READ, BINDS(INT(":order", order)), COLUMNS(READ_COLUMNS), &row)))
        return e;
    *ret = row.parties;
    return OK;
}
