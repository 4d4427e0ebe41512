-- Reports that tell of one event carry the same random id.
ALTER TABLE reports ADD COLUMN event TEXT;
