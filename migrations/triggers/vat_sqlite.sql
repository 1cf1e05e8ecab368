-- The truths of the VAT return, kept by SQLite itself. Statements are parted by an empty line.
-- A return seals its boxes and the transactions of a supplement, which are written before it.

-- In a filed period no VAT arrives any more: what came late is dated after it. Filing itself is let in, once.
CREATE TRIGGER vat_return_closes AFTER INSERT ON ledger_transaction
WHEN NEW.date < (SELECT max(ends_on) FROM vat_return WHERE kind = 'return')
  AND NOT EXISTS (SELECT 1 FROM vat_return WHERE 'vat:' || code = NEW.source)
  AND EXISTS (
    SELECT 1 FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE e.transaction_id = NEW.id
      AND (a.number IN ('16201', '16203', '16210', '16219') OR (e.vat IS NOT NULL AND e.vat NOT LIKE 'in:%')))
BEGIN
  SELECT RAISE(ABORT, 'ledger:filed');
END

CREATE TRIGGER vat_return_new BEFORE INSERT ON vat_return
BEGIN
  SELECT RAISE(ABORT, 'vat:filed') WHERE EXISTS (SELECT 1 FROM vat_return WHERE code = NEW.code)
    OR (NEW.kind = 'return' AND NEW.begins_on < (SELECT max(ends_on) FROM vat_return WHERE kind = 'return'))
    OR NEW.copied_at IS NOT NULL;
END

CREATE TRIGGER vat_return_no_update BEFORE UPDATE OF code, kind, begins_on, ends_on, own_favour, exact, payable,
  filed_at, filed_by ON vat_return
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END

CREATE TRIGGER vat_return_copied_once BEFORE UPDATE OF copied_at, copied_by ON vat_return
WHEN OLD.copied_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END

CREATE TRIGGER vat_return_no_delete BEFORE DELETE ON vat_return
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END

CREATE TRIGGER vat_return_box_open BEFORE INSERT ON vat_return_box
WHEN EXISTS (SELECT 1 FROM vat_return WHERE code = NEW.return_code)
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END

CREATE TRIGGER vat_return_box_no_update BEFORE UPDATE ON vat_return_box
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END

CREATE TRIGGER vat_return_box_no_delete BEFORE DELETE ON vat_return_box
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END

CREATE TRIGGER vat_supplement_line_open BEFORE INSERT ON vat_supplement_line
WHEN EXISTS (SELECT 1 FROM vat_return WHERE code = NEW.return_code)
  OR EXISTS (SELECT 1 FROM vat_supplement_line WHERE transaction_id = NEW.transaction_id)
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END

CREATE TRIGGER vat_supplement_line_no_update BEFORE UPDATE ON vat_supplement_line
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END

CREATE TRIGGER vat_supplement_line_no_delete BEFORE DELETE ON vat_supplement_line
BEGIN
  SELECT RAISE(ABORT, 'vat:filed');
END
