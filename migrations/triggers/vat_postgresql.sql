-- The truths of the VAT return, kept by PostgreSQL itself. Statements are parted by an empty line.
-- A return seals its boxes and the transactions of a supplement, which are written before it.

CREATE FUNCTION vat_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'vat:filed' USING ERRCODE = 'check_violation';
END $$

-- In a filed period no VAT arrives any more: what came late is dated after it. Filing itself is let in, once.
-- The name puts it behind the seal, which locks the journals, as filing does: so it sees what was filed meanwhile.
CREATE FUNCTION vat_return_closes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM sealed t JOIN ledger_entry e ON e.transaction_id = t.id JOIN ledger_account a ON a.id = e.account_id
    WHERE t.date < (SELECT max(ends_on) FROM vat_return WHERE kind = 'return')
      AND NOT EXISTS (SELECT 1 FROM vat_return WHERE 'vat:' || code = t.source)
      AND (a.number IN ('16201', '16203', '16210', '16219') OR (e.vat IS NOT NULL AND e.vat NOT LIKE 'in:%'))) THEN
    RAISE EXCEPTION 'ledger:filed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$

CREATE TRIGGER vat_return_closes AFTER INSERT ON ledger_transaction
REFERENCING NEW TABLE AS sealed FOR EACH STATEMENT EXECUTE FUNCTION vat_return_closes()

CREATE FUNCTION vat_return_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The same lock that a posting takes, so that none slips in between the sums and the seal.
  PERFORM 1 FROM ledger_journal ORDER BY id FOR UPDATE;
  IF (NEW.kind = 'return' AND NEW.begins_on < (SELECT max(ends_on) FROM vat_return WHERE kind = 'return'))
    OR NEW.copied_at IS NOT NULL THEN
    RAISE EXCEPTION 'vat:filed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER vat_return_new BEFORE INSERT ON vat_return FOR EACH ROW EXECUTE FUNCTION vat_return_new()

CREATE TRIGGER vat_return_no_update BEFORE UPDATE OF code, kind, begins_on, ends_on, own_favour, exact, payable,
  filed_at, filed_by ON vat_return FOR EACH ROW EXECUTE FUNCTION vat_refuse()

CREATE TRIGGER vat_return_copied_once BEFORE UPDATE OF copied_at, copied_by ON vat_return
  FOR EACH ROW WHEN (OLD.copied_at IS NOT NULL) EXECUTE FUNCTION vat_refuse()

CREATE TRIGGER vat_return_no_delete BEFORE DELETE OR TRUNCATE ON vat_return
  FOR EACH STATEMENT EXECUTE FUNCTION vat_refuse()

CREATE FUNCTION vat_return_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM vat_return WHERE code = NEW.return_code) THEN
    RAISE EXCEPTION 'vat:filed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER vat_return_box_open BEFORE INSERT ON vat_return_box
  FOR EACH ROW EXECUTE FUNCTION vat_return_open()

CREATE TRIGGER vat_return_box_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON vat_return_box
  FOR EACH STATEMENT EXECUTE FUNCTION vat_refuse()

CREATE TRIGGER vat_supplement_line_open BEFORE INSERT ON vat_supplement_line
  FOR EACH ROW EXECUTE FUNCTION vat_return_open()

CREATE TRIGGER vat_supplement_line_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON vat_supplement_line
  FOR EACH STATEMENT EXECUTE FUNCTION vat_refuse()
