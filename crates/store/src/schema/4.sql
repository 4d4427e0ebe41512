-- What staff add to the takeaways of an approved report, beside its coding.
ALTER TABLE coding ADD COLUMN takeaways TEXT NOT NULL DEFAULT '[]';
