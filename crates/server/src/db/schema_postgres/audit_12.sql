-- To whom it was done: the person who was added, changed, or given a report.
ALTER TABLE audit ADD COLUMN whom TEXT;
