-- What the reviewer of a held report has looked at, and which words he lets stand: stays on this computer, goes with the report.
CREATE TABLE reading (
    report TEXT NOT NULL PRIMARY KEY REFERENCES work (report) ON DELETE CASCADE,
    json   TEXT NOT NULL
) STRICT;
