-- Who has acted in which part of a report's review: the four-eyes rule.
CREATE TABLE acts (
    report_id TEXT NOT NULL REFERENCES reports (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    stage TEXT NOT NULL,
    PRIMARY KEY (report_id, user_id, stage)
);
