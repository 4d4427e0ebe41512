-- One known value sealed with the master key: another master key is noticed before anything is sealed with it.
CREATE TABLE master_check (
    id INTEGER NOT NULL PRIMARY KEY,
    body BLOB NOT NULL
) STRICT;
