-- With what in the library an open report tells of one event, by its claimant.
CREATE TABLE linked_publications (
    report TEXT NOT NULL,
    publication TEXT NOT NULL,
    PRIMARY KEY (report, publication)
);
