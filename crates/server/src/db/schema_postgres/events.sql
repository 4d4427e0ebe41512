-- Events that were accepted, so that the same one is not applied twice. What they held is not kept; the keyed hash
-- of it goes when the report's key does.
CREATE TABLE events (
    id TEXT NOT NULL PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    content_mac TEXT
);
CREATE INDEX events_by_report ON events (report_id);
