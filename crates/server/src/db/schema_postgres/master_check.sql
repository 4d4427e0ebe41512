-- One known value sealed with the master key: another master key is noticed before anything is sealed with it.
CREATE TABLE master_check (
    id BIGINT NOT NULL PRIMARY KEY,
    body BYTEA NOT NULL
);
