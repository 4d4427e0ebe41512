-- The number by which people call it: it is given once, and no other gets it.
ALTER TABLE publications ADD COLUMN number BIGINT NOT NULL DEFAULT 0;
UPDATE publications SET number = (SELECT COUNT(*) FROM publications AS earlier WHERE earlier.seq <= publications.seq);
