-- Why staff corrected a publication or took it out, in their own words. The sequence number is the publication's at that time.
CREATE TABLE library_changes (
    seq BIGINT NOT NULL PRIMARY KEY,
    publication_id TEXT NOT NULL REFERENCES publications (id),
    day TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    what TEXT NOT NULL,
    reason TEXT NOT NULL
);
