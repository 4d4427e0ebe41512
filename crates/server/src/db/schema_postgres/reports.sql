-- One row per report: where it stands, and what the queue shows of it. Never a word of its text.
CREATE TABLE reports (
    id TEXT NOT NULL PRIMARY KEY,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    concluded BIGINT NOT NULL,
    seq BIGINT NOT NULL UNIQUE,
    key_id TEXT,
    salt TEXT NOT NULL,
    claim_code_hash TEXT UNIQUE,
    call_type TEXT,
    region TEXT,
    sworn_band TEXT,
    words BIGINT NOT NULL,
    received TEXT NOT NULL,
    due TEXT NOT NULL,
    claimant TEXT REFERENCES users (id),
    claim_until BIGINT NOT NULL,
    claim_lapsed BIGINT NOT NULL,
    aside_reason TEXT,
    aside_day TEXT,
    publication_id TEXT
);
CREATE INDEX reports_by_state ON reports (state);
