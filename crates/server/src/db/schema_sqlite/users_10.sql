-- The last step of the second factor whose code was taken, counted in half minutes since 1970: no code is taken twice.
ALTER TABLE users ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0;
