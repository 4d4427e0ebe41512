-- Whether the password is one that somebody else made: then it has to be changed before anything else.
ALTER TABLE users ADD COLUMN password_due INTEGER NOT NULL DEFAULT 0;
