-- Tokens of other programs, such as the programme's website; only their SHA-256. Found by name: servers that start at
-- once set the same one, and must not meet at a second unique column.
CREATE TABLE service_tokens (
    name TEXT NOT NULL PRIMARY KEY,
    token_hash TEXT NOT NULL
);
