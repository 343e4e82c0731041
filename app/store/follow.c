/* Who follows a handle is called once for each commit, and never from within what he does himself. */
#include "store/follow.h"

#include "handle.h"

void db_follow(struct db *db, db_follower *follow, void *context)
{
    db->follow = follow;
    db->follow_context = context;
}

void db_committed(struct db *db)
{
    if (!db->follow || db->following)
        return;
    db->following = true;
    db->follow(db, db->follow_context);
    db->following = false;
}
