-- Publications that tell of one event share a random id, which is none of a report's.
ALTER TABLE publications ADD COLUMN event TEXT;
