-- Approvals, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `approvals:rule`.

CREATE FUNCTION approvals_paying() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM purchase_approval WHERE purchase_id = NEW.purchase_id AND approved_at IS NULL) THEN
    RAISE EXCEPTION 'approvals:waiting' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION approvals_given() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.approved_by = (SELECT entered_by FROM purchase WHERE id = NEW.purchase_id) THEN
      RAISE EXCEPTION 'approvals:own' USING ERRCODE = 'check_violation';
    END IF;
    IF OLD.approved_at IS NULL AND NEW.purchase_id = OLD.purchase_id THEN
      RETURN NEW;
    END IF;
  ELSIF TG_OP = 'INSERT' THEN
    IF NEW.approved_at IS NULL THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'approvals:given' USING ERRCODE = 'check_violation';
END $$

CREATE TRIGGER purchase_payment_approved BEFORE INSERT ON purchase_payment
  FOR EACH ROW WHEN (NEW.reversal_of IS NULL) EXECUTE FUNCTION approvals_paying()

CREATE TRIGGER purchase_approval_given BEFORE INSERT OR UPDATE OR DELETE ON purchase_approval
  FOR EACH ROW EXECUTE FUNCTION approvals_given()

CREATE TRIGGER purchase_approval_no_truncate BEFORE TRUNCATE ON purchase_approval EXECUTE FUNCTION approvals_given()
