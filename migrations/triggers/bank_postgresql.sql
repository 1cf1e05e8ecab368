-- What the bank told, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `bank:rule`.

CREATE FUNCTION bank_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'bank:kept' USING ERRCODE = 'check_violation';
END $$

CREATE TRIGGER bank_line_kept BEFORE UPDATE OR DELETE ON bank_line FOR EACH ROW EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_line_no_truncate BEFORE TRUNCATE ON bank_line EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_statement_kept
  BEFORE UPDATE OF id, account_id, key, form, number, begins, ends, opening, closing ON bank_statement
  FOR EACH ROW EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_statement_no_delete BEFORE DELETE ON bank_statement
  FOR EACH ROW EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_statement_no_truncate BEFORE TRUNCATE ON bank_statement EXECUTE FUNCTION bank_kept()
