-- Codes that stand in for the second factor, each once. The code itself is not kept, only a keyed hash of it.
CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL REFERENCES users (id),
    code_hash TEXT NOT NULL,
    PRIMARY KEY (user_id, code_hash)
);
