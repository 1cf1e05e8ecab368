-- Claims, kept by SQLite itself. Statements are parted by an empty line. A message is `claims:rule`.

CREATE TRIGGER claim_waits BEFORE INSERT ON claim
BEGIN
  SELECT RAISE(ABORT, 'claims:decided') WHERE NEW.state <> 'submitted' OR NEW.decided_by IS NOT NULL;
END

CREATE TRIGGER claim_kept BEFORE UPDATE ON claim
BEGIN
  SELECT RAISE(ABORT, 'claims:own') WHERE NEW.decided_by IN
    (SELECT 'login:' || id FROM login WHERE person_id = NEW.person_id);
  SELECT RAISE(ABORT, 'claims:decided') WHERE OLD.state <> 'submitted';
  SELECT RAISE(ABORT, 'claims:kept') WHERE NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id
    OR NEW.amount <> OLD.amount OR NEW.day <> OLD.day OR NEW.receipt_sha <> OLD.receipt_sha
    OR NEW.submitted_by <> OLD.submitted_by;
END

CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim
BEGIN
  SELECT RAISE(ABORT, 'claims:kept');
END

CREATE TRIGGER member_payment_owed BEFORE INSERT ON member_payment WHEN NEW.claim_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'claims:owed') WHERE NOT EXISTS (SELECT 1 FROM claim WHERE id = NEW.claim_id
    AND state = 'approved' AND person_id = NEW.person_id AND NEW.amount +
      (SELECT coalesce(sum(amount), 0) FROM member_payment WHERE claim_id = NEW.claim_id) BETWEEN 0 AND amount);
END

CREATE TRIGGER member_payment_no_update BEFORE UPDATE ON member_payment
BEGIN
  SELECT RAISE(ABORT, 'claims:kept');
END

CREATE TRIGGER member_payment_no_delete BEFORE DELETE ON member_payment
BEGIN
  SELECT RAISE(ABORT, 'claims:kept');
END
