-- What a line of the bank was booked as, kept by PostgreSQL itself. Statements are parted by an empty line.
-- A message is `bank:rule`. A match seals its parts, which are written before it.

CREATE FUNCTION bank_match_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM bank_match_part WHERE line_id = NEW.line_id AND attempt = NEW.attempt)
    IS DISTINCT FROM (SELECT amount FROM bank_line WHERE id = NEW.line_id) THEN
    RAISE EXCEPTION 'bank:whole' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION bank_match_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM bank_match WHERE line_id = NEW.line_id AND attempt = NEW.attempt) THEN
    RAISE EXCEPTION 'bank:matched' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

-- Asked once more at commit: another connection could hold a part of a match it does not see yet.
CREATE FUNCTION bank_match_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM bank_match m JOIN bank_line l ON l.id = m.line_id
    WHERE m.line_id = NEW.line_id AND m.attempt = NEW.attempt AND l.amount IS DISTINCT FROM
    (SELECT sum(amount) FROM bank_match_part p WHERE p.line_id = m.line_id AND p.attempt = m.attempt)) THEN
    RAISE EXCEPTION 'bank:whole' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$

-- Money that the bank told of is undone at its line, or the line would say it is booked while it is not.
CREATE FUNCTION bank_told() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM bank_match_part WHERE stands AND source = CASE TG_TABLE_NAME
    WHEN 'grant_receipt' THEN 'grant:' || (to_jsonb(NEW) ->> 'grant_id') || ':receipt:' || NEW.reversal_of
    ELSE TG_TABLE_NAME || ':' || NEW.reversal_of END) THEN
    RAISE EXCEPTION 'bank:told' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER bank_match_seal BEFORE INSERT ON bank_match FOR EACH ROW EXECUTE FUNCTION bank_match_seal()

CREATE TRIGGER bank_match_no_update BEFORE UPDATE OF line_id, attempt, how, by_itself, reason, party_id, matched_at,
  matched_by ON bank_match FOR EACH ROW EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_match_undone_once BEFORE UPDATE OF undone_at, undone_by ON bank_match
  FOR EACH ROW WHEN (OLD.undone_at IS NOT NULL) EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_match_no_delete BEFORE DELETE ON bank_match FOR EACH ROW EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_match_no_truncate BEFORE TRUNCATE ON bank_match EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_match_part_open BEFORE INSERT ON bank_match_part
  FOR EACH ROW EXECUTE FUNCTION bank_match_open()

CREATE CONSTRAINT TRIGGER bank_match_part_counted AFTER INSERT ON bank_match_part DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION bank_match_counted()

CREATE TRIGGER bank_match_part_no_update BEFORE UPDATE OF line_id, attempt, position, kind, amount, payment_id,
  purchase_payment_id, grant_receipt_id, source, awaited_id, account, cost_object_id ON bank_match_part
  FOR EACH ROW EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_match_part_stands BEFORE UPDATE OF stands ON bank_match_part
  FOR EACH ROW WHEN (NOT OLD.stands) EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_match_part_no_delete BEFORE DELETE ON bank_match_part
  FOR EACH ROW EXECUTE FUNCTION bank_kept()

CREATE TRIGGER bank_match_part_no_truncate BEFORE TRUNCATE ON bank_match_part EXECUTE FUNCTION bank_kept()

CREATE TRIGGER payment_told_by_bank BEFORE INSERT ON payment
  FOR EACH ROW WHEN (NEW.reversal_of IS NOT NULL) EXECUTE FUNCTION bank_told()

CREATE TRIGGER purchase_payment_told_by_bank BEFORE INSERT ON purchase_payment
  FOR EACH ROW WHEN (NEW.reversal_of IS NOT NULL) EXECUTE FUNCTION bank_told()

CREATE TRIGGER grant_receipt_told_by_bank BEFORE INSERT ON grant_receipt
  FOR EACH ROW WHEN (NEW.reversal_of IS NOT NULL) EXECUTE FUNCTION bank_told()
