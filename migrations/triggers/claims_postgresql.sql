-- Claims, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `claims:rule`.

CREATE FUNCTION claims_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'claims:kept' USING ERRCODE = 'check_violation';
END $$

CREATE FUNCTION claims_decided() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'submitted' OR NEW.decided_by IS NOT NULL THEN
      RAISE EXCEPTION 'claims:decided' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.decided_by IN (SELECT 'login:' || id FROM login WHERE person_id = NEW.person_id) THEN
    RAISE EXCEPTION 'claims:own' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.state <> 'submitted' THEN
    RAISE EXCEPTION 'claims:decided' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.id <> OLD.id OR NEW.person_id <> OLD.person_id OR NEW.amount <> OLD.amount OR NEW.day <> OLD.day
    OR NEW.receipt_sha <> OLD.receipt_sha OR NEW.submitted_by <> OLD.submitted_by THEN
    RAISE EXCEPTION 'claims:kept' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION claims_owed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The claim is held, so that two payments at once do not both find it open.
  PERFORM 1 FROM claim WHERE id = NEW.claim_id FOR UPDATE;
  IF NOT EXISTS (SELECT 1 FROM claim WHERE id = NEW.claim_id AND state = 'approved' AND person_id = NEW.person_id
      AND NEW.amount + (SELECT coalesce(sum(amount), 0) FROM member_payment WHERE claim_id = NEW.claim_id)
        BETWEEN 0 AND amount) THEN
    RAISE EXCEPTION 'claims:owed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER claim_kept BEFORE INSERT OR UPDATE ON claim FOR EACH ROW EXECUTE FUNCTION claims_decided()

CREATE TRIGGER claim_no_delete BEFORE DELETE ON claim FOR EACH ROW EXECUTE FUNCTION claims_kept()

CREATE TRIGGER claim_no_truncate BEFORE TRUNCATE ON claim EXECUTE FUNCTION claims_kept()

CREATE TRIGGER member_payment_owed BEFORE INSERT ON member_payment
  FOR EACH ROW WHEN (NEW.claim_id IS NOT NULL) EXECUTE FUNCTION claims_owed()

CREATE TRIGGER member_payment_kept BEFORE UPDATE OR DELETE ON member_payment
  FOR EACH ROW EXECUTE FUNCTION claims_kept()

CREATE TRIGGER member_payment_no_truncate BEFORE TRUNCATE ON member_payment EXECUTE FUNCTION claims_kept()
