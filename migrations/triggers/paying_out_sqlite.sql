-- Paying out, kept by SQLite itself. Statements are parted by an empty line. A message is `paying_out:rule`.

CREATE TRIGGER payee_second_look BEFORE INSERT ON payee
BEGIN
  SELECT RAISE(ABORT, 'paying_out:second_look') WHERE NEW.state NOT IN ('standing', 'waiting')
    OR NEW.looked_by IS NOT NULL
    OR (NEW.state = 'standing' OR NOT NEW.changed) AND EXISTS (SELECT 1 FROM payee WHERE party_id = NEW.party_id);
END

CREATE TRIGGER payee_kept BEFORE UPDATE ON payee
BEGIN
  SELECT RAISE(ABORT, 'paying_out:payee') WHERE NEW.id <> OLD.id OR NEW.party_id <> OLD.party_id
    OR NEW.iban <> OLD.iban OR NEW.holder <> OLD.holder OR NEW.changed <> OLD.changed
    OR NEW.entered_by <> OLD.entered_by
    OR NEW.state <> OLD.state AND NOT (OLD.state = 'waiting' OR OLD.state = 'standing' AND NEW.state = 'past');
END

CREATE TRIGGER payee_no_delete BEFORE DELETE ON payee
BEGIN
  SELECT RAISE(ABORT, 'paying_out:payee');
END

CREATE TRIGGER payment_order_waits BEFORE INSERT ON payment_order
BEGIN
  SELECT RAISE(ABORT, 'paying_out:order') WHERE NEW.state <> 'waiting' OR NEW.approved_by IS NOT NULL;
END

CREATE TRIGGER payment_order_kept BEFORE UPDATE ON payment_order
BEGIN
  SELECT RAISE(ABORT, 'paying_out:order') WHERE NEW.id <> OLD.id OR NEW.made_by <> OLD.made_by
    OR NEW.iban <> OLD.iban
    OR OLD.approved_by IS NOT NULL AND NEW.approved_by IS NOT OLD.approved_by
    OR OLD.file_sha IS NOT NULL AND NEW.file_sha IS NOT OLD.file_sha
    OR NEW.state <> OLD.state AND NOT (OLD.state = 'waiting' OR OLD.state = 'approved' AND NEW.state = 'withdrawn');
  SELECT RAISE(ABORT, 'paying_out:second_look') WHERE NEW.state = 'approved' AND OLD.state = 'waiting'
    AND EXISTS (SELECT 1 FROM payout JOIN payee ON payee.id = payout.payee_id WHERE payout.order_id = NEW.id
      AND payout.state = 'waiting' AND (payee.state <> 'standing' OR payee.party_id <> payout.party_id
        OR EXISTS (SELECT 1 FROM payee other WHERE other.party_id = payout.party_id AND other.state = 'waiting')));
  SELECT RAISE(ABORT, 'paying_out:sum') WHERE NEW.state = 'approved' AND OLD.state = 'waiting'
    AND EXISTS (SELECT 1 FROM payout WHERE payout.order_id = NEW.id AND payout.amount <>
      (SELECT coalesce(sum(amount), 0) FROM payout_item WHERE payout_id = payout.id));
END

CREATE TRIGGER payment_order_no_delete BEFORE DELETE ON payment_order
BEGIN
  SELECT RAISE(ABORT, 'paying_out:order');
END

CREATE TRIGGER payout_open BEFORE INSERT ON payout
BEGIN
  SELECT RAISE(ABORT, 'paying_out:sealed') WHERE NEW.state <> 'waiting'
    OR (SELECT state FROM payment_order WHERE id = NEW.order_id) <> 'waiting';
END

CREATE TRIGGER payout_kept BEFORE UPDATE ON payout
BEGIN
  SELECT RAISE(ABORT, 'paying_out:sealed') WHERE NEW.id <> OLD.id OR NEW.order_id <> OLD.order_id
    OR NEW.party_id <> OLD.party_id OR NEW.payee_id <> OLD.payee_id OR NEW.amount <> OLD.amount
    OR NEW.end_to_end <> OLD.end_to_end OR OLD.state = 'dropped' AND NEW.state <> 'dropped'
    OR NEW.state = 'sent' AND (SELECT state FROM payment_order WHERE id = NEW.order_id) <> 'approved';
END

CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout
BEGIN
  SELECT RAISE(ABORT, 'paying_out:sealed');
END

CREATE TRIGGER payout_item_open BEFORE INSERT ON payout_item
BEGIN
  SELECT RAISE(ABORT, 'paying_out:sealed') WHERE (SELECT payment_order.state FROM payout
    JOIN payment_order ON payment_order.id = payout.order_id WHERE payout.id = NEW.payout_id) <> 'waiting';
END

CREATE TRIGGER payout_item_kept BEFORE UPDATE OF id, payout_id, about, amount ON payout_item
BEGIN
  SELECT RAISE(ABORT, 'paying_out:sealed');
END

CREATE TRIGGER payout_item_no_delete BEFORE DELETE ON payout_item
BEGIN
  SELECT RAISE(ABORT, 'paying_out:sealed');
END
