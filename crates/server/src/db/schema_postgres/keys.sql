-- The keys of the reports, each wrapped with the master key. No date: it would be that of a submission.
CREATE TABLE keys (
    id TEXT NOT NULL PRIMARY KEY,
    wrapped BYTEA NOT NULL
);
