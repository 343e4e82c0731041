/* Answers about letters of measures, refused. */
#include "support/refusals.h"

#define MEANT(order, version, letter, code)                                                                  \
    COORDINATOR, "POST", "/api/v1/orders/" order "/measures-meant",                                          \
        "{'version':" version ",'meant':[{'letter':'" letter "','code':'" code "'}]}"
static const struct refusal LETTERS[] = {
    {MEANT("99", "$v", "d", "distance"), 404, "no_such_order"},
    {MEANT("$order", "999", "d", "distance"), 409, "stale_version"},
    {MEANT("$order", "$v", "e", "distance"), 422, "unknown_letter"},
    {MEANT("$order", "$v", "d", "removal"), 422, "not_one_of_two"},
};
static const struct refusal NO_LETTERS[] = {
    {MEANT("$order", "$v", "d", "distance"), 409, "no_doubt"},
};

void letters_refused(struct scene *s)
{
    must(db_script(s->d->r->db,
                   "INSERT INTO measure_doubt (order_id, letter, by_register, by_law, read_as) "
                   "SELECT id, 'd', 'distance', 'keep_away', 'keep_away' FROM protection_order"));
    scene_refuses(s, LETTERS, sizeof LETTERS / sizeof LETTERS[0]);
    must(db_script(s->d->r->db, "DELETE FROM measure_doubt"));
    scene_refuses(s, NO_LETTERS, sizeof NO_LETTERS / sizeof NO_LETTERS[0]);
}
