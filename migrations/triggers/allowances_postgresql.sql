-- The allowance, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `allowances:rule`.

CREATE FUNCTION allowances_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'allowances:kept' USING ERRCODE = 'check_violation';
END $$

CREATE FUNCTION allowances_basis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM wijk WHERE coalesce(allowance_basis, '') <> '') THEN
    RAISE EXCEPTION 'allowances:basis' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER member_payment_basis BEFORE INSERT ON member_payment
  FOR EACH ROW WHEN (NEW.month IS NOT NULL AND NEW.reversal_of IS NULL) EXECUTE FUNCTION allowances_basis()

CREATE TRIGGER limit_passed_kept BEFORE UPDATE OR DELETE ON limit_passed
  FOR EACH ROW EXECUTE FUNCTION allowances_kept()

CREATE TRIGGER limit_passed_no_truncate BEFORE TRUNCATE ON limit_passed EXECUTE FUNCTION allowances_kept()
