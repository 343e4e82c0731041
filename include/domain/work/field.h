/* Checks of what people have typed: it is there where it must be, well-formed, and not too long. */
#ifndef DOMAIN_FIELD_H
#define DOMAIN_FIELD_H

#include "domain/work/work.h"

/* Said of a text with a mark that text_turns finds. */
#define TEXT_TURNS "Must not contain hidden marks that turn the direction of writing: type it anew."

/* max is in code points. ERR_INPUT "required", "bad_text" or "too_long" at that field. NULL and blanks count
 * as not given. */
err field_text_check(struct work *w, const char *field, const char *text, size_t max, bool needed) MUST_CHECK;
/* The same of a code, which must be given: ERR_INPUT "bad_code" where it has more than a-z, 0-9 and _. */
err field_code_check(struct work *w, const char *field, const char *code, size_t max) MUST_CHECK;
#define FIELD_NEUTRAL_MAX 120 /* code points */
/* For words printed on paper that leaves the office: ERR_INPUT "telling" where one speaks of violence,
 * victims, courts, police, orders or protection, in either language. The text has already passed
 * field_text_check with at most FIELD_NEUTRAL_MAX. */
err field_neutral_check(struct work *w, const char *field, const char *text) MUST_CHECK;
/* Why somebody looks where few may, or takes data out of the register: whoever reads the log, or is told,
 * must be able to make sense of it. A sentence, however short: REASON_WORDS words and REASON_LETTERS letters,
 * not the same few over and over. ERR_INPUT "required", or "no_sentence" where it is less than that. */
#define REASON_WORDS   3
#define REASON_LETTERS 10
err field_reason_check(struct work *w, const char *field, const char *text) MUST_CHECK;
/* The name of an account's holder, an organisation, a device: ERR_INPUT "bad_name" whatever is wrong. */
err field_name_check(struct work *w, const char *field, const char *name, size_t max) MUST_CHECK;

#endif
