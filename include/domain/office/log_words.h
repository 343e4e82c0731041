/* What the log calls things, in words. */
#ifndef DOMAIN_LOG_WORDS_H
#define DOMAIN_LOG_WORDS_H

/* What was done: "case.read" is "lexoi dosjen". A word that has no text stays as it is. */
const char *log_act_words(const char *what);
/* What was looked at: "case.read" is "personat"; NULL: it is no look. */
const char *log_seen_words(const char *what);
/* Who is no account: "system" is "programi"; others stay. */
const char *log_actor_words(const char *actor);
/* On what: "benefit_rule" is "rregull"; a word that has no text stays as it is. */
const char *log_record_words(const char *record);
/* The own name of what it was done to, of a "benefit_rule" that of its service; others stay. */
const char *log_thing_words(const char *record, const char *thing);
/* A role or a service, as people say it; NULL: it is neither. */
const char *log_code_words(const char *code);
/* A field of a person ("surname"); NULL: it is none. */
const char *log_field_words(const char *field);
/* The question of that code; a code that has no text stays as it is. */
const char *log_question_words(const char *code);
/* What a noun of case work calls a part of it, or itself ("title"): of "visit", "by" is "Kush shkon". */
const char *work_words(const char *noun, const char *name);

#endif
