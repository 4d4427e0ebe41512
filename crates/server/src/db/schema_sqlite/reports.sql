-- One row per report: where it stands, and what the queue shows of it. Never a word of its text.
CREATE TABLE reports (
    id TEXT NOT NULL PRIMARY KEY,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    concluded INTEGER NOT NULL,
    seq INTEGER NOT NULL UNIQUE,
    key_id TEXT,
    salt TEXT NOT NULL,
    claim_code_hash TEXT UNIQUE,
    call_type TEXT,
    region TEXT,
    sworn_band TEXT,
    words INTEGER NOT NULL,
    received TEXT NOT NULL,
    due TEXT NOT NULL,
    claimant TEXT REFERENCES users (id),
    claim_until INTEGER NOT NULL,
    claim_lapsed INTEGER NOT NULL,
    aside_reason TEXT,
    aside_day TEXT,
    publication_id TEXT
) STRICT;
CREATE INDEX reports_by_state ON reports (state);
