-- Counts per quarter, added up in the transaction in which something happens. No row says anything of one report.
CREATE TABLE tallies (
    quarter TEXT NOT NULL,
    measure TEXT NOT NULL,
    of_id TEXT NOT NULL,
    by_id TEXT NOT NULL,
    count INTEGER NOT NULL,
    PRIMARY KEY (quarter, measure, of_id, by_id)
) STRICT;
