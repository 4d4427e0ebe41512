-- Failed sign-ins per name, known or not: both are locked alike. The name itself is not kept, only a keyed hash of it.
CREATE TABLE sign_ins (
    name_key TEXT NOT NULL PRIMARY KEY,
    failures INTEGER NOT NULL,
    since INTEGER NOT NULL,
    locked_until INTEGER NOT NULL
) STRICT;
