/* Refusals of devices: whoever they say they are, and whatever became of them. */
#include <string.h>

#include "http/input.h"
#include "support/refusals.h"

/* What any operation of a device may be refused with, each once. Its end is told by the device's own row. */
void devices_refused(struct scene *s)
{
    static const struct refusal OUT[] = {
        {NULL, "GET", "/api/v1/devices/own", NULL, 401, "not_signed_in"},
        {"Bearer nobody", "GET", "/api/v1/devices/own", NULL, 401, "no_device"},
        {LOST_BUS, "GET", "/api/v1/devices/own", NULL, 401, "device_revoked"},
        {DESK, "GET", "/api/v1/devices/own", NULL, 401, "device_ended"},
        {DESK, "POST", "/api/v1/check", "{'card':'BK1AAAA'}", 401, "device_ended"},
        {DESK, "POST", "/api/v1/check/certificates",
         "{'card':'BK1AAAA','kind':'family','key':'0123456789abcdef'}", 401, "device_ended"},
        {"besa_session=nobody", "GET", "/api/v1/session", NULL, 401, "no_session"},
    };
    json_t *listed = json_object_get(
        json_object_get(json_object_get(json_object_get(s->spec, "components"), "responses"), "NotSignedIn"),
        "x-codes");
    json_t *code;
    size_t i;

    must(db_script(s->d->r->db,
                   "UPDATE device SET life_day = '2026-03-09', ends_day = '2026-03-09' WHERE id = 15"));
    scene_refuses(s, OUT, COUNT(OUT));
    json_array_foreach(listed, i, code)
    {
        bool met = false;

        for (size_t j = 0; j < COUNT(OUT); j++)
            met = met || !strcmp(OUT[j].code, json_string_value(code));
        if (!met)
            fail_msg("not met: %s", json_string_value(code));
    }
}
