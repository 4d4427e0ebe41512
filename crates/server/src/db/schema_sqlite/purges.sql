-- Keys that are to be destroyed, written in the transaction that concludes; the row goes when key and ciphertext are gone.
CREATE TABLE purges (
    key_id TEXT NOT NULL PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id)
) STRICT;
