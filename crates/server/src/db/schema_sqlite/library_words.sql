-- The words of what is published, for finding what is alike. Deleted words leave the index at once.
CREATE VIRTUAL TABLE library_words USING fts5 (id UNINDEXED, words, tokenize = 'porter unicode61');
INSERT INTO library_words (library_words, rank) VALUES ('secure-delete', 1);
