-- The audit trail of authors and the website: a day, and in no order. Between numbered rows that have a time, the day would
-- say nothing less than a time.
CREATE TABLE audit_days (
    id TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    report_id TEXT
) STRICT, WITHOUT ROWID;
CREATE TRIGGER audit_days_are_not_changed BEFORE UPDATE ON audit_days BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
CREATE TRIGGER audit_days_are_not_deleted BEFORE DELETE ON audit_days BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END;
