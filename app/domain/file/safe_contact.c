/* How a protected person may be reached: by nobody and nothing until she has said how. */
#include "domain/file/safe_contact.h"

#include <string.h>

#include "domain/work/rows.h"
#include "domain/work/sealed.h"
#include "store/db.h"

static const char *const CHANNELS[] = {"none", "phone", "sms", "email", "in_person"};

static bool channel_known(const char *name)
{
    for (size_t i = 0; i < sizeof CHANNELS / sizeof CHANNELS[0]; i++)
        if (!strcmp(CHANNELS[i], name))
            return true;
    return false;
}

static const char SQL_READ[] =
    "SELECT person_id, channel, detail_sealed, hours_sealed, address_sealed, unsafe_since "
    "FROM safe_contact WHERE person_id = :person";

static const struct column CONTACT_COLUMNS[] = {
    COLUMN_INT_AS(struct safe_contact, person, "person_id"),
    COLUMN_TEXT(struct safe_contact, channel),
    COLUMN_SEALED(struct safe_contact, detail, "safe_contact", person),
    COLUMN_SEALED(struct safe_contact, hours, "safe_contact", person),
    COLUMN_SEALED(struct safe_contact, address, "safe_contact", person),
    COLUMN_INT(struct safe_contact, unsafe_since),
};

err safe_contact_read(struct work *w, int64_t person, struct safe_contact *ret)
{
    err e = row_read(w, SQL_READ, BINDS(INT(":person", person)), COLUMNS(CONTACT_COLUMNS), ret);

    if (e != ERR_ABSENT)
        return e;
    /* Nothing said is "do not contact". */
    *ret = (struct safe_contact){.person = person, .channel = "none"};
    return OK;
}

static const char SQL_WRITE[] =
    "INSERT INTO safe_contact (person_id, channel, detail_sealed, hours_sealed, address_sealed, "
    "unsafe_since) "
    "VALUES (:person, :channel, :detail, :hours, :address, NULL) ON CONFLICT (person_id) DO UPDATE SET "
    "channel = excluded.channel, detail_sealed = excluded.detail_sealed, hours_sealed = "
    "excluded.hours_sealed, "
    "address_sealed = excluded.address_sealed, unsafe_since = NULL";

err safe_contact_write(struct work *w, int64_t person, const struct safe_contact *in)
{
    CLEANUP(buf_free) struct buf detail = {0};
    CLEANUP(buf_free) struct buf hours = {0};
    CLEANUP(buf_free) struct buf address = {0};
    err e;

    if (!channel_known(in->channel))
        return refuse(w, ERR_INPUT, "unknown_channel", "channel",
                      "Must be one of none, phone, sms, email, in_person.");
    if ((e = sealed_text(w, OF_PERSON(person), "safe_contact", "detail", person, in->detail, &detail)) ||
        (e = sealed_text(w, OF_PERSON(person), "safe_contact", "hours", person, in->hours, &hours)) ||
        (e = sealed_text(w, OF_PERSON(person), "safe_contact", "address", person, in->address, &address)))
        return e;
    return db_exec(w->db, SQL_WRITE,
                   BINDS(INT(":person", person), TEXT(":channel", in->channel), SEALED(":detail", detail),
                         SEALED(":hours", hours), SEALED(":address", address)));
}

/* What she had said stays readable, marked: whoever helps her must see which way is no longer safe. */
static const char SQL_UNSAFE[] =
    "INSERT INTO safe_contact (person_id, channel, unsafe_since) VALUES (:person, 'none', :at) "
    "ON CONFLICT (person_id) DO UPDATE SET unsafe_since = excluded.unsafe_since";

err safe_contact_unsafe(struct work *w, int64_t person)
{
    return db_exec(w->db, SQL_UNSAFE, BINDS(INT(":person", person), INT(":at", w->now)));
}
