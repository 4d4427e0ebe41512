-- Sequences of the feeds. Taken inside the transaction that they number, so that they are seen in order.
CREATE TABLE counters (
    name TEXT NOT NULL PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT;
INSERT INTO counters (name, value) VALUES ('changes', 0), ('library', 0);
