-- The app's store. Record tables (cards, feed) are written from the server's answers alone.

CREATE TABLE feed (
    one    INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    cursor TEXT    NOT NULL
) STRICT;

CREATE TABLE cards (
    seq  INTEGER NOT NULL PRIMARY KEY,
    id   TEXT    NOT NULL UNIQUE,
    json TEXT    NOT NULL
) STRICT;

-- Reports that have to go: noted in the transaction that moves the cursor on, so that a crash can't forget them.
CREATE TABLE doomed (
    report    TEXT    NOT NULL PRIMARY KEY,
    concluded INTEGER NOT NULL CHECK (concluded IN (0, 1))
) STRICT;

CREATE TABLE work (
    report TEXT NOT NULL PRIMARY KEY,
    json   TEXT NOT NULL
) STRICT;

-- revision grows with every change here; sent is the one that the server has; server_revision is the server's own count.
CREATE TABLE drafts (
    report          TEXT    NOT NULL PRIMARY KEY REFERENCES work (report) ON DELETE CASCADE,
    sheet           TEXT    NOT NULL,
    revision        INTEGER NOT NULL,
    sent            INTEGER NOT NULL,
    server_revision INTEGER NOT NULL
) STRICT;

-- undone = 1: taken back and can be done again, the one taken back last at the highest position.
CREATE TABLE actions (
    report   TEXT    NOT NULL REFERENCES work (report) ON DELETE CASCADE,
    undone   INTEGER NOT NULL CHECK (undone IN (0, 1)),
    position INTEGER NOT NULL,
    json     TEXT    NOT NULL,
    PRIMARY KEY (report, undone, position)
) STRICT;

CREATE TABLE clean (
    report TEXT NOT NULL PRIMARY KEY,
    json   TEXT NOT NULL
) STRICT;

CREATE TABLE coding (
    report TEXT NOT NULL PRIMARY KEY REFERENCES clean (report) ON DELETE CASCADE,
    json   TEXT NOT NULL
) STRICT;

-- answer is '' until the server has answered.
CREATE TABLE outbox (
    seq    INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    event  TEXT    NOT NULL UNIQUE,
    report TEXT    NOT NULL,
    json   TEXT    NOT NULL,
    at     TEXT    NOT NULL,
    answer TEXT    NOT NULL
) STRICT;

-- One row: rows were deleted, and the key has still to be changed.
CREATE TABLE rotation (
    due INTEGER NOT NULL PRIMARY KEY CHECK (due = 1)
) STRICT;

-- Who this store belongs to, as the server last said: for signing in without it.
CREATE TABLE profile (
    one  INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    json TEXT    NOT NULL
) STRICT;
