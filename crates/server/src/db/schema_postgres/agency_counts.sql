-- Reports per agency and quarter. The agency's identifier is sealed under a key of the server.
CREATE TABLE agency_counts (
    agency_key TEXT NOT NULL,
    quarter TEXT NOT NULL,
    agency_sealed BYTEA NOT NULL,
    reports BIGINT NOT NULL,
    PRIMARY KEY (agency_key, quarter)
);
