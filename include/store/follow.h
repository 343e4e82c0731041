/* What must be written elsewhere once it stands in the database: somebody is called behind each commit. */
#ifndef STORE_FOLLOW_H
#define STORE_FOLLOW_H

struct db;

/* Outside of any transaction, on the thread of the handle, by which he may read. */
typedef void db_follower(struct db *db, void *context);
void db_follow(struct db *db, db_follower *follow, void *context); /* NULL: nobody */
/* Something was committed. For the store. */
void db_committed(struct db *db);

#endif
