/* What files got: whichever of the nouns of case work tells it. */
#ifndef DOMAIN_FACT_HELP_H
#define DOMAIN_FACT_HELP_H

#include "domain/report/fact.h"

/* who: the file, or the call where it has none. By parts, and one thing may be several of them:
 * "informed":   a call was answered with information, or with the way to a service;
 * "counselled": the 72-hour centre gave counselling;
 * "served":     a service of the centre was given, or one was got to which the file was referred: accepted,
 *               seen, ended by the latest answer, by the day of the referral;
 * "documents":  that service was help with documents;
 * "empowered":  an action of the plan for income, work or housing was done, or the file was closed because
 * its goals were reached. */
extern const struct fact_noun FACT_HELP;

#endif
