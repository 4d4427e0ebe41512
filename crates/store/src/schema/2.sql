-- The organisation's lists that the server judges with, as it last sent them: for judging alike while it can't be reached.
CREATE TABLE lists (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    json TEXT    NOT NULL
) STRICT;
