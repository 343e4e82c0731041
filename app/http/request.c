/* What handlers ask of a request: the parameters of its path and its query. */
#include "http/request.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/instant.h"
#include "base/month.h"
#include "base/text.h"

const char *req_param(const struct req *rq, const char *name)
{
    for (size_t i = 0; i < rq->param_count; i++)
        if (strcmp(rq->params[i].name, name) == 0)
            return rq->params[i].value;
    return NULL;
}

/* Decimal digits with an optional minus, no leading zeros, within int64_t: one number has one address, so the
 * log and the caches know each thing by one name. */
static bool number_read(const char *text, int64_t *ret)
{
    const char *digits = text + (text[0] == '-');
    char *end;
    long long value;

    if (digits[0] < '0' || digits[0] > '9' || (digits[0] == '0' && (digits[1] || digits != text)))
        return false;
    errno = 0;
    value = strtoll(text, &end, 10);
    if (errno || *end)
        return false;
    *ret = value;
    return true;
}

err req_id(struct req *rq, const char *name, int64_t *ret)
{
    const char *text = req_param(rq, name);
    int64_t value;

    /* Answered like a number that nothing has: a bad number is no field of a form that could be corrected. */
    if (!text || !number_read(text, &value) || value < 1)
        return refuse(&rq->work, ERR_ABSENT, "not_found", "", "There is no such thing here.");
    *ret = value;
    return OK;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* application/x-www-form-urlencoded; false: a percent sign without two hex digits. */
static bool form_decode(const char *from, size_t n, char *ret, size_t *ret_size)
{
    size_t size = 0;

    for (size_t i = 0; i < n; i++) {
        int high, low;

        if (from[i] != '%') {
            ret[size++] = from[i] == '+' ? ' ' : from[i];
            continue;
        }
        if (n - i < 3 || (high = hex_value(from[i + 1])) < 0 || (low = hex_value(from[i + 2])) < 0)
            return false;
        ret[size++] = (char)(high * 16 + low);
        i += 2;
    }
    ret[size] = '\0';
    *ret_size = size;
    return true;
}

/* The raw value of the first parameter of that name, and how many there are; NULL when absent. */
static const char *query_find(const char *query, const char *name, size_t *ret_size, size_t *ret_count)
{
    size_t name_size = strlen(name);
    const char *found = NULL;

    *ret_count = 0;

    for (const char *p = query; p && *p;) {
        size_t n = strcspn(p, "&");

        if (n >= name_size && memcmp(p, name, name_size) == 0 && (n == name_size || p[name_size] == '=')) {
            size_t size = n == name_size ? 0 : n - name_size - 1;

            if ((*ret_count)++ == 0) {
                *ret_size = size;
                found = p + n - size;
            }
        }
        p += n + (p[n] == '&');
    }
    return found;
}

err req_query(struct req *rq, const char *name, const char **ret)
{
    const char *raw;
    size_t raw_size = 0, size, count;
    char *text;

    if (!(raw = query_find(rq->in->query, name, &raw_size, &count))) {
        *ret = NULL;
        return OK;
    }
    /* Which of two counts, a proxy or a log may see otherwise. */
    if (count > 1) {
        rq->status_override = 400;
        return refuse(&rq->work, ERR_INPUT, "repeated_parameter", name, "It is given once.");
    }
    if (!(text = arena_alloc(rq->work.arena, raw_size + 1)))
        return ERR_SYSTEM;
    /* text_valid takes the decoded size: a NUL that came as %00 is found and cannot cut the text short. */
    if (!form_decode(raw, raw_size, text, &size) || !text_valid(text, size))
        return refuse(&rq->work, ERR_INPUT, "bad_query", name, "Must be UTF-8 text, percent-encoded.");
    if (text_length(text) > QUERY_TEXT_MAX)
        return refuse(&rq->work, ERR_INPUT, "too_long", name, "It has at most %d characters.",
                      QUERY_TEXT_MAX);
    *ret = text;
    return OK;
}

err req_query_date(struct req *rq, const char *name, date when_absent, date *ret)
{
    const char *text = NULL;
    err e;

    if ((e = req_query(rq, name, &text)))
        return e;
    if (!text || text_empty(text))
        *ret = when_absent;
    else if (date_parse(text, ret))
        return refuse(&rq->work, ERR_INPUT, "bad_date", name, "A date is written YYYY-MM-DD.");
    return OK;
}

err req_query_month(struct req *rq, const char *name, date when_absent, date *ret)
{
    const char *text = NULL;
    err e;

    if ((e = req_query(rq, name, &text)))
        return e;
    if (!text || text_empty(text))
        *ret = when_absent;
    else if (month_parse(text, ret))
        return refuse(&rq->work, ERR_INPUT, "bad_month", name, "A month is written YYYY-MM.");
    return OK;
}

err req_query_int(struct req *rq, const char *name, int64_t min, int64_t max, int64_t when_absent,
                  int64_t *ret)
{
    const char *text = NULL;
    int64_t value;
    err e;

    if ((e = req_query(rq, name, &text)))
        return e;
    if (!text || text_empty(text)) {
        *ret = when_absent;
        return OK;
    }
    if (!number_read(text, &value) || value < min || value > max)
        return refuse(&rq->work, ERR_INPUT, "out_of_range", name, "Must be a whole number from %lld to %lld.",
                      (long long)min, (long long)max);
    *ret = value;
    return OK;
}

int req_seconds_left_today(const struct req *rq)
{
    return (int)(date_midnight(date_add_days(rq->work.today, 1)) - rq->work.now);
}

err door_handle(struct req *rq, err (*check)(struct req *rq, struct doorway *d))
{
    err e = rq->door.work.db ? check(rq, &rq->door) : ERR_SYSTEM;

    if (e && rq->door.work.problem.code[0])
        rq->work.problem = rq->door.work.problem;
    return e;
}
