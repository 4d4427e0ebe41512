-- Failed sign-ins per name, known or not: both are locked alike. The name itself is not kept, only a keyed hash of it.
CREATE TABLE sign_ins (
    name_key TEXT NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    since BIGINT NOT NULL,
    locked_until BIGINT NOT NULL
);
