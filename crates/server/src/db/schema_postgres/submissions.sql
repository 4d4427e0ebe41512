-- What was submitted, as keyed hashes that say "the same again" and nothing else. No row points to a report.
CREATE TABLE submissions (
    id_mac TEXT NOT NULL PRIMARY KEY,
    content_mac TEXT NOT NULL
);
