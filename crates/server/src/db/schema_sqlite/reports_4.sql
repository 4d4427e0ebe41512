-- The day on which a report came into its state.
ALTER TABLE reports ADD COLUMN entered TEXT;
