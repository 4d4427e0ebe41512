-- The audit trail of authors and the website: a day, and in no order. Between numbered rows that have a time, the day would
-- say nothing less than a time.
CREATE TABLE audit_days (
    id TEXT NOT NULL PRIMARY KEY,
    day TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    report_id TEXT
);
CREATE TRIGGER audit_days_are_not_changed BEFORE UPDATE OR DELETE ON audit_days FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_days_are_not_emptied BEFORE TRUNCATE ON audit_days FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
