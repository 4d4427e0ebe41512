-- Questions that an author may still answer, by the keyed hash of the code in the letter.
CREATE TABLE questions (
    code_hash TEXT NOT NULL PRIMARY KEY,
    report_id TEXT NOT NULL REFERENCES reports (id),
    question_id TEXT NOT NULL UNIQUE
);
