/* Facts of money: what approved runs paid, and what waived fees came to. Amounts are new lekë. */
#ifndef DOMAIN_FACT_BENEFIT_H
#define DOMAIN_FACT_BENEFIT_H

#include "domain/report/fact.h"

/* A line of an approved run, by the month of the run, and what it takes back with a minus: who is the person;
 * its file is that of the order. Certificates given free of charge, counted by the day: nobody is told apart.
 * Fees of kindergartens and rides, months that lie whole in the period: sums alone, with weight 0. */
extern const struct fact_noun FACT_BENEFITS;

#endif
