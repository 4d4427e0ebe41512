-- Who may sign in. Roles are a comma-separated list. The second factor's secret is sealed under a key of the server.
CREATE TABLE users (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    display TEXT NOT NULL,
    roles TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    totp_secret_sealed BYTEA,
    totp_enabled BIGINT NOT NULL DEFAULT 0,
    created_at BIGINT NOT NULL
);
