/* Facts of a record: what goes in as it was typed and comes out as it stands. They are listed once, a line
 * each, and from the list follows all that would otherwise repeat them: fields of structs, names and values
 * in statements, what is bound, columns of rows, members of requests and answers.
 *
 *     #define VISIT_FACTS(FACT, x)            \
 *         FACT(DATE, visited_on, REQUIRED, x) \
 *         FACT(TEXT, remark, OPTIONAL, x)
 *
 *     struct visit {
 *         int64_t id;
 *         VISIT_FACTS(FACT_FIELD, )
 *     };
 *
 *     #define NAMES  VISIT_FACTS(FACT_NAME, )
 *     #define VALUES VISIT_FACTS(FACT_VALUE, )
 *     "INSERT INTO visit (id, recorded_at" NAMES ") VALUES (:id, :now" VALUES ")"
 *     BINDS(INT(":id", id), INT(":now", w->now) VISIT_FACTS(FACT_BIND, in))
 *     "SELECT id" NAMES " FROM visit"
 *     {COLUMN_INT(struct visit, id), VISIT_FACTS(FACT_COLUMN, struct visit)}
 *     {JSON_INT(struct visit, id), VISIT_FACTS(FACT_OUT, struct visit)}
 *
 * They come last everywhere: in statements and binds each brings the comma before it, in tables the one
 * behind it. FACT_OF names the columns of one table among several. What a request may hold has limits, which
 * the API names: it has a macro of its own there. A field that is sealed, worked out, or called differently
 * somewhere is no fact and is written out. */
#ifndef DOMAIN_FACTS_H
#define DOMAIN_FACTS_H

#define FACT_TYPE_TEXT                  const char *
#define FACT_TYPE_DATE                  date
#define FACT_FIELD(kind, f, needed, x)  FACT_TYPE_##kind f;
#define FACT_NAME(kind, f, needed, x)   ", " #f
#define FACT_OF(kind, f, needed, table) ", " table "." #f
#define FACT_VALUE(kind, f, needed, x)  ", :" #f
#define FACT_BIND(kind, f, needed, in)  , kind(":" #f, (in)->f)
#define FACT_COLUMN(kind, f, needed, s) COLUMN_##kind(s, f),
#define FACT_OUT(kind, f, needed, s)    JSON_##kind(s, f),

#endif
