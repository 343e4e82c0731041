-- How the office calls a column of the list that it pays by, where the finance office or the post asks for other words.
ALTER TABLE payment_column ADD COLUMN heading TEXT;   -- NULL: the program's own word
