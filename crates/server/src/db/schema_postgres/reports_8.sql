-- What staff have to look at after the programme's written procedure; gone with the conclusion.
ALTER TABLE reports ADD COLUMN flag TEXT;
