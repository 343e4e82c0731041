/* The text that the yearly report of a year begins with, in Albanian, with "{…}" for its figures. */
#ifndef DOMAIN_YEARLY_TEXT_H
#define DOMAIN_YEARLY_TEXT_H

extern const char YEARLY_TEXT_FIRST[];

#endif
