/* Accounts: made, listed and changed by administrators. Passwords go in, never out. */
#include "api/account.h"

#include "domain/office/account.h"
#include "domain/office/account_name.h"
#include "domain/office/account_notice.h"
#include "gen/limits.h"
#include "http/input.h"
#include "http/reply.h"

/* Into the open object. */
static void account_put(struct json_writer *j, const struct account *a)
{
    json_put_int(j, "id", a->id);
    json_put_text(j, "name", a->name);
    json_put_text(j, "full_name", a->full_name);
    json_put_text(j, "role", role_name(a->role));
    if (a->organisation) {
        json_put_object(j, "organisation");
        json_put_int(j, "id", a->organisation);
        json_put_text(j, "name", a->organisation_name);
        json_put_end(j);
    } else {
        json_put_null(j, "organisation");
    }
    json_put_bool(j, "active", a->active);
    json_put_bool(j, "must_change", a->must_change);
    json_put_int(j, "failures", a->failures);
    json_put_instant(j, "locked_until", a->locked_until);
    json_put_instant(j, "created_at", a->created_at);
    json_put_instant(j, "given_at", a->given_at);
    json_put_text(j, "given_by", a->given_by);
    json_put_instant(j, "given_seen_at", a->given_seen_at);
}

static err account_reply(struct req *rq, int status, int64_t id)
{
    struct account a;
    err e;

    if ((e = account_read(&rq->work, id, &a)))
        return e;
    account_put(reply_object(rq), &a);
    return reply_done(rq, status);
}

static err account_get_all(struct req *rq)
{
    struct json_writer *j;
    struct account *list;
    size_t count;
    err e;

    if ((e = account_list(&rq->work, &list, &count)))
        return e;
    j = reply_object(rq);
    json_put_list(j, "accounts");
    for (size_t i = 0; i < count; i++) {
        json_put_object(j, NULL);
        account_put(j, &list[i]);
        json_put_end(j);
    }
    json_put_end(j);
    return reply_done(rq, 200);
}

struct account_in {
    const char *name, *full_name, *password, *institution;
    enum role role;
    int64_t organisation;
};
static const struct member ACCOUNT_IN[] = {
    MEMBER_TEXT(struct account_in, name, LIMIT(AccountNew, name), REQUIRED),
    MEMBER_TEXT(struct account_in, full_name, LIMIT(AccountNew, full_name), REQUIRED),
    MEMBER_SECRET(struct account_in, password, LIMIT(AccountNew, password), REQUIRED),
    MEMBER_CHOICE(struct account_in, role, role_parse, REQUIRED),
    MEMBER_INT(struct account_in, organisation, 1, INT64_MAX, OPTIONAL),
    MEMBER_TEXT(struct account_in, institution, LIMIT(AccountNew, institution), OPTIONAL),
};

/* The administrator knows this password, so its holder is told to choose another. */
static err account_post(struct req *rq)
{
    struct account_in in;
    int64_t id;
    err e;

    if ((e = input_read(rq, rq->body, ACCOUNT_IN, COUNT(ACCOUNT_IN), &in)))
        return e;
    if ((e = account_create(&rq->work,
                            &(struct account_new){.name = in.name,
                                                  .full_name = in.full_name,
                                                  .role = in.role,
                                                  .organisation = in.organisation,
                                                  .institution = in.institution,
                                                  .password = in.password,
                                                  .must_change = true},
                            &id)))
        return e;
    return account_reply(rq, 201, id);
}

struct password_in {
    const char *password;
};
static const struct member PASSWORD_IN[] = {
    MEMBER_SECRET(struct password_in, password, LIMIT(PasswordChange, password), REQUIRED)};

static err account_password(struct req *rq)
{
    struct password_in in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = input_read(rq, rq->body, PASSWORD_IN, COUNT(PASSWORD_IN), &in)) ||
        (e = account_set_password(&rq->work, id, in.password, true)))
        return e;
    return reply_empty(rq, 204);
}

static err account_lift(struct req *rq)
{
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) || (e = account_unlock(&rq->work, id)))
        return e;
    return account_reply(rq, 200, id);
}

struct account_patch {
    enum role role; /* 0: stays */
    int64_t organisation;
    const char *institution;
    bool active;
};
static const struct member ACCOUNT_PATCH[] = {
    MEMBER_CHOICE(struct account_patch, role, role_parse, OPTIONAL),
    MEMBER_INT(struct account_patch, organisation, 1, INT64_MAX, OPTIONAL),
    MEMBER_TEXT(struct account_patch, institution, LIMIT(AccountChange, institution), OPTIONAL),
    MEMBER_BOOL(struct account_patch, active, OPTIONAL),
};

static err account_patch(struct req *rq)
{
    struct work *w = &rq->work;
    struct account_patch in;
    int64_t id;
    err e;

    if ((e = req_id(rq, "id", &id)) ||
        (e = input_read(rq, rq->body, ACCOUNT_PATCH, COUNT(ACCOUNT_PATCH), &in)))
        return e;
    if (!in.role && (in.organisation || in.institution))
        return refuse(w, ERR_INPUT, "required", "role", "An organisation is given together with the role.");
    /* One transaction holds both (RT_WRITE), so a refused second change takes the first one back. */
    if (in.role &&
        (e = account_set_role(w, id, &(struct account_role){in.role, in.organisation, in.institution})))
        return e;
    /* false and left out are both false in the struct; only the body tells them apart. */
    if (json_is_boolean(json_object_get(rq->body, "active")) && (e = account_set_active(w, id, in.active)))
        return e;
    return account_reply(rq, 200, id);
}

static const struct json_member NOTICE_OUT[] = {
    JSON_INSTANT(struct account_notice, at),   JSON_TEXT(struct account_notice, what),
    JSON_TEXT(struct account_notice, account), JSON_TEXT(struct account_notice, full_name),
    JSON_TEXT(struct account_notice, by),      JSON_INSTANT(struct account_notice, seen_at),
};

static err account_get_notices(struct req *rq)
{
    struct account_notice *list;
    size_t count;
    err e = account_notice_list(&rq->work, &list, &count);

    return e ? e : reply_structs(rq, "notices", MEMBERS(NOTICE_OUT), list, count);
}

/* RT_NO_TX: hashing a password takes most of a second, and an open transaction would keep others waiting. */
static const struct route ROUTES[] = {
    {"GET", "/api/v1/accounts", R_ADMINISTRATOR, 0, account_get_all},
    {"POST", "/api/v1/accounts", R_ADMINISTRATOR, RT_WRITE | RT_BODY | RT_NO_TX | RT_CONFIRMED, account_post},
    {"PATCH", "/api/v1/accounts/{id}", R_ADMINISTRATOR,
     RT_WRITE | RT_URGENT | RT_BODY | RT_FORM | RT_CONFIRMED, account_patch},
    {"POST", "/api/v1/accounts/{id}/password", R_ADMINISTRATOR,
     RT_WRITE | RT_URGENT | RT_BODY | RT_NO_TX | RT_CONFIRMED, account_password},
    {"POST", "/api/v1/accounts/{id}/unlock", R_ADMINISTRATOR, RT_WRITE | RT_URGENT | RT_CONFIRMED,
     account_lift},
    {"GET", "/api/v1/account-notices", R_DIRECTOR | R_AUDITOR, RT_LOOK, account_get_notices},
};
const struct route_table ACCOUNT_ROUTES = ROUTE_TABLE(ROUTES);
