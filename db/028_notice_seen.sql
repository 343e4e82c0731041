-- Notices of the page of the day that a coordinator has acknowledged: they are not shown to that account again, to others
-- they are. What happens later is another notice.
CREATE TABLE notice_seen (
    account_id INTEGER NOT NULL REFERENCES account(id),
    what       TEXT NOT NULL,               -- as the API calls it: "file_opened"
    case_id    INTEGER NOT NULL,            -- 0: about no file
    subject    TEXT NOT NULL,               -- the account, or the decision, that it is about; '': none
    at         INTEGER NOT NULL,            -- of the latest that was acknowledged
    seen_at    INTEGER NOT NULL,
    PRIMARY KEY (account_id, what, case_id, subject)
);
