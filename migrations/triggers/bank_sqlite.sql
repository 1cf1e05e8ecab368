-- What the bank told, kept by SQLite itself. Statements are parted by an empty line. A message is `bank:rule`.

CREATE TRIGGER bank_line_no_update BEFORE UPDATE ON bank_line
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

CREATE TRIGGER bank_line_no_delete BEFORE DELETE ON bank_line
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

CREATE TRIGGER bank_statement_no_update
  BEFORE UPDATE OF id, account_id, key, form, number, begins, ends, opening, closing ON bank_statement
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

CREATE TRIGGER bank_statement_no_delete BEFORE DELETE ON bank_statement
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END
