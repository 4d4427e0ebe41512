-- Concluded reports of events whose other reports are told anew with the due work: with which others they stand is something else.
CREATE TABLE parted (
    report TEXT NOT NULL PRIMARY KEY,
    event TEXT NOT NULL
);
