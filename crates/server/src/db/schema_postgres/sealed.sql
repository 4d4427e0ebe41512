-- Everything of a report that may identify: AES-256-GCM ciphertext under the key named in the row.
CREATE TABLE sealed (
    report_id TEXT NOT NULL REFERENCES reports (id),
    part TEXT NOT NULL,
    key_id TEXT NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (report_id, part, key_id)
);
