-- Tokens of other programs, such as the programme's website; only their SHA-256.
CREATE TABLE service_tokens (
    name TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL UNIQUE
) STRICT;
