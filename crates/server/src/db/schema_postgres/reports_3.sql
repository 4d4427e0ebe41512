-- Since when an author's answer is awaited, and from when to when others were before, as JSON.
ALTER TABLE reports ADD COLUMN waiting_since TEXT;
ALTER TABLE reports ADD COLUMN waits TEXT NOT NULL DEFAULT '[]';
