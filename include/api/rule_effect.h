/* The answer to "what would that do?" for every kind of rule. */
#ifndef API_RULE_EFFECT_H
#define API_RULE_EFFECT_H

#include "domain/payment/rule_effect.h"
#include "http/request.h"

/* 200 and the effect; nothing is written. */
err rule_effect_reply(struct req *rq, rule_change *change, void *context, date from) MUST_CHECK;
/* The same, and who gains and who loses, by name: for routes of coordinators. */
err rule_persons_reply(struct req *rq, rule_change *change, void *context, date from) MUST_CHECK;
/* Whether ?preview=1 was asked. */
err rule_preview_asked(struct req *rq, bool *ret) MUST_CHECK;

#endif
