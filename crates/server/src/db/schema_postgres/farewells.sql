-- Who has to be told that a report is gone, of those from whom some reports are hidden. Rows go after some weeks: as long as
-- they stand, whoever is not among them may have had the report hidden from them.
CREATE TABLE farewells (
    user_id TEXT NOT NULL REFERENCES users (id),
    report_id TEXT NOT NULL REFERENCES reports (id),
    day TEXT NOT NULL,
    PRIMARY KEY (user_id, report_id)
);
