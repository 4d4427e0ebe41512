-- Reports per agency and quarter. The agency's identifier is sealed under a key of the server.
CREATE TABLE agency_counts (
    agency_key TEXT NOT NULL,
    quarter TEXT NOT NULL,
    agency_sealed BLOB NOT NULL,
    reports INTEGER NOT NULL,
    PRIMARY KEY (agency_key, quarter)
) STRICT;
