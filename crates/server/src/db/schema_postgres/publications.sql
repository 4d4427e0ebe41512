-- The library: what is published, and tombstones for what was taken out again (no body).
CREATE TABLE publications (
    id TEXT NOT NULL PRIMARY KEY,
    seq BIGINT NOT NULL UNIQUE,
    body TEXT
);
