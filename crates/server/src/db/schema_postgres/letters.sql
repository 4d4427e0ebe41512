-- Letters that wait to be sent. What they say, and to whom, is sealed with the report.
CREATE TABLE letters (
    question_id TEXT NOT NULL PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id),
    tries BIGINT NOT NULL,
    next_at BIGINT NOT NULL
);
