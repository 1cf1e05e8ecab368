-- The ledger's truths, kept by SQLite itself. Statements are parted by an empty line.
-- A message is `ledger:rule`, which coop.ledger.posting turns into the refusal of that name.

-- Nothing can be slipped in behind a seal. Asked before the insert, so that INSERT OR REPLACE and
-- INSERT OR IGNORE are refused also where recursive_triggers and foreign_keys are off.
CREATE TRIGGER ledger_entry_open BEFORE INSERT ON ledger_entry
WHEN EXISTS (SELECT 1 FROM ledger_transaction WHERE id = NEW.transaction_id)
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'ledger:sealed');
END

CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'ledger:sealed');
END

CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'ledger:sealed');
END

CREATE TRIGGER ledger_transaction_new BEFORE INSERT ON ledger_transaction
BEGIN
  SELECT CASE
    WHEN NEW.number IS NOT (SELECT last_number + 1 FROM ledger_journal WHERE id = NEW.journal_id)
      THEN RAISE(ABORT, 'ledger:number')
    WHEN EXISTS (SELECT 1 FROM ledger_transaction WHERE source = NEW.source) THEN RAISE(ABORT, 'ledger:posted')
    WHEN NEW.reversal_of IS NOT NULL AND EXISTS (
      SELECT 1 FROM ledger_transaction WHERE reversal_of = NEW.reversal_of) THEN RAISE(ABORT, 'ledger:reversed')
    WHEN NEW.date < (SELECT max(until) FROM ledger_closing) THEN RAISE(ABORT, 'ledger:closed')
    WHEN NEW.date IS NOT date(NEW.date) THEN RAISE(ABORT, 'ledger:date')
  END;
END

-- The seal. While it is being set, the number is one ahead of its journal: that is what lets
-- the kept totals be written, and nothing else does.
CREATE TRIGGER ledger_transaction_seal AFTER INSERT ON ledger_transaction
BEGIN
  SELECT CASE
    WHEN many < 2 OR many <> NEW.entry_count OR last <> many THEN RAISE(ABORT, 'ledger:entries')
    WHEN balance <> 0 THEN RAISE(ABORT, 'ledger:unbalanced')
    WHEN elsewhen THEN RAISE(ABORT, 'ledger:date')
    WHEN uncounted THEN RAISE(ABORT, 'ledger:cents')
    WHEN inactive AND NEW.reversal_of IS NULL THEN RAISE(ABORT, 'ledger:inactive')
  END FROM (
    SELECT count(*) AS many, max(e.position) AS last, sum(e.cents) AS balance, sum(e.date <> NEW.date) AS elsewhen,
           sum(typeof(e.cents) <> 'integer') AS uncounted, sum(NOT a.active) AS inactive
    FROM ledger_entry e CROSS JOIN ledger_account a ON a.id = e.account_id WHERE e.transaction_id = NEW.id);
  SELECT RAISE(ABORT, 'ledger:reversal') WHERE NEW.reversal_of IS NOT NULL AND (
    NEW.entry_count IS NOT (SELECT entry_count FROM ledger_transaction WHERE id = NEW.reversal_of)
    OR EXISTS (
      SELECT 1 FROM ledger_entry o WHERE o.transaction_id = NEW.reversal_of AND NOT EXISTS (
        SELECT 1 FROM ledger_entry r WHERE r.transaction_id = NEW.id AND r.position = o.position
          AND r.account_id = o.account_id AND r.cents = -o.cents AND r.cost_object_id IS o.cost_object_id
          AND r.party IS o.party AND r.vat IS o.vat)));
  INSERT INTO ledger_total (account_id, cost_object_id, month, debit, credit)
    SELECT account_id, coalesce(cost_object_id, 0), substr(NEW.date, 1, 8) || '01', max(cents, 0), max(-cents, 0)
    FROM ledger_entry WHERE transaction_id = NEW.id
    ON CONFLICT (account_id, cost_object_id, month)
    DO UPDATE SET debit = debit + excluded.debit, credit = credit + excluded.credit;
  UPDATE ledger_journal SET last_number = NEW.number, last_hash = NEW.hash WHERE id = NEW.journal_id;
END

CREATE TRIGGER ledger_transaction_no_update BEFORE UPDATE ON ledger_transaction
BEGIN
  SELECT RAISE(ABORT, 'ledger:sealed');
END

CREATE TRIGGER ledger_transaction_no_delete BEFORE DELETE ON ledger_transaction
BEGIN
  SELECT RAISE(ABORT, 'ledger:sealed');
END

-- CROSS JOIN keeps SQLite to looking up one number a journal. After, not before: an upsert fires both
-- "before" triggers for the same row.
CREATE TRIGGER ledger_total_insert AFTER INSERT ON ledger_total
WHEN NOT EXISTS (
  SELECT 1 FROM ledger_journal j CROSS JOIN ledger_transaction t
  ON t.journal_id = j.id AND t.number = j.last_number + 1)
BEGIN
  SELECT RAISE(ABORT, 'ledger:kept');
END

CREATE TRIGGER ledger_total_update AFTER UPDATE ON ledger_total
WHEN NOT EXISTS (
  SELECT 1 FROM ledger_journal j CROSS JOIN ledger_transaction t
  ON t.journal_id = j.id AND t.number = j.last_number + 1)
BEGIN
  SELECT RAISE(ABORT, 'ledger:kept');
END

CREATE TRIGGER ledger_total_no_delete BEFORE DELETE ON ledger_total
BEGIN
  SELECT RAISE(ABORT, 'ledger:kept');
END

CREATE TRIGGER ledger_journal_new BEFORE INSERT ON ledger_journal
WHEN NEW.last_number <> 0 OR NEW.last_hash <> '' OR EXISTS (SELECT 1 FROM ledger_journal WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'ledger:kept');
END

CREATE TRIGGER ledger_journal_kept BEFORE UPDATE OF id, code, last_number, last_hash ON ledger_journal
WHEN NEW.id <> OLD.id OR NEW.code <> OLD.code OR NEW.last_number <> OLD.last_number + 1 OR NOT EXISTS (
  SELECT 1 FROM ledger_transaction
  WHERE journal_id = NEW.id AND number = NEW.last_number AND hash = NEW.last_hash)
BEGIN
  SELECT RAISE(ABORT, 'ledger:kept');
END

CREATE TRIGGER ledger_journal_no_delete BEFORE DELETE ON ledger_journal
BEGIN
  SELECT RAISE(ABORT, 'ledger:kept');
END

CREATE TRIGGER ledger_account_kept BEFORE UPDATE OF id, number, kind ON ledger_account
WHEN NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind
BEGIN
  SELECT RAISE(ABORT, 'ledger:account');
END

CREATE TRIGGER ledger_closing_forward BEFORE INSERT ON ledger_closing
WHEN NEW.until <= (SELECT max(until) FROM ledger_closing)
BEGIN
  SELECT RAISE(ABORT, 'ledger:closed');
END

CREATE TRIGGER ledger_closing_no_update BEFORE UPDATE ON ledger_closing
BEGIN
  SELECT RAISE(ABORT, 'ledger:closed');
END

CREATE TRIGGER ledger_closing_no_delete BEFORE DELETE ON ledger_closing
BEGIN
  SELECT RAISE(ABORT, 'ledger:closed');
END
