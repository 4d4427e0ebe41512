-- The words of what is published, for finding what is alike.
CREATE TABLE library_words (
    id TEXT NOT NULL PRIMARY KEY,
    words TSVECTOR NOT NULL
);
CREATE INDEX library_words_by_word ON library_words USING GIN (words);
