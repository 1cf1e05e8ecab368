-- What a line of the bank was booked as, kept by SQLite itself. Statements are parted by an empty line.
-- A message is `bank:rule`. A match seals its parts, which are written before it.

CREATE TRIGGER bank_match_seal BEFORE INSERT ON bank_match
BEGIN
  SELECT RAISE(ABORT, 'bank:matched') WHERE EXISTS
    (SELECT 1 FROM bank_match WHERE line_id = NEW.line_id AND (attempt = NEW.attempt OR undone_at IS NULL));
  SELECT RAISE(ABORT, 'bank:whole') WHERE
    (SELECT sum(amount) FROM bank_match_part WHERE line_id = NEW.line_id AND attempt = NEW.attempt)
    IS NOT (SELECT amount FROM bank_line WHERE id = NEW.line_id);
END

CREATE TRIGGER bank_match_no_update BEFORE UPDATE OF line_id, attempt, how, by_itself, reason, party_id, matched_at,
  matched_by ON bank_match
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

CREATE TRIGGER bank_match_undone_once BEFORE UPDATE OF undone_at, undone_by ON bank_match
  WHEN OLD.undone_at IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

CREATE TRIGGER bank_match_no_delete BEFORE DELETE ON bank_match
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

CREATE TRIGGER bank_match_part_open BEFORE INSERT ON bank_match_part
BEGIN
  SELECT RAISE(ABORT, 'bank:matched') WHERE EXISTS
    (SELECT 1 FROM bank_match WHERE line_id = NEW.line_id AND attempt = NEW.attempt);
END

CREATE TRIGGER bank_match_part_no_update BEFORE UPDATE OF line_id, attempt, position, kind, amount, payment_id,
  purchase_payment_id, grant_receipt_id, source, awaited_id, account, cost_object_id ON bank_match_part
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

CREATE TRIGGER bank_match_part_stands BEFORE UPDATE OF stands ON bank_match_part WHEN NOT OLD.stands
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

CREATE TRIGGER bank_match_part_no_delete BEFORE DELETE ON bank_match_part
BEGIN
  SELECT RAISE(ABORT, 'bank:kept');
END

-- Money that the bank told of is undone at its line, or the line would say it is booked while it is not.
CREATE TRIGGER payment_told_by_bank BEFORE INSERT ON payment WHEN NEW.reversal_of IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'bank:told') WHERE EXISTS
    (SELECT 1 FROM bank_match_part WHERE stands AND source = 'payment:' || NEW.reversal_of);
END

CREATE TRIGGER purchase_payment_told_by_bank BEFORE INSERT ON purchase_payment WHEN NEW.reversal_of IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'bank:told') WHERE EXISTS
    (SELECT 1 FROM bank_match_part WHERE stands AND source = 'purchase_payment:' || NEW.reversal_of);
END

CREATE TRIGGER grant_receipt_told_by_bank BEFORE INSERT ON grant_receipt WHEN NEW.reversal_of IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'bank:told') WHERE EXISTS
    (SELECT 1 FROM bank_match_part WHERE stands
      AND source = 'grant:' || NEW.grant_id || ':receipt:' || NEW.reversal_of);
END
