-- Whether somebody may sign in at present, and the own agencies, sealed under a key of the server.
ALTER TABLE users ADD COLUMN suspended INTEGER NOT NULL DEFAULT 0;
ALTER TABLE users ADD COLUMN agencies_sealed BLOB;
