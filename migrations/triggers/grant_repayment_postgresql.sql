-- Repayments of grants, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `grants:rule`.

-- The settlement is held, so that two who repay at once come after each other.
CREATE FUNCTION grant_repayment_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    RAISE EXCEPTION 'grants:kept' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM 1 FROM grant_settlement WHERE id = NEW.settlement_id FOR UPDATE;
  IF NOT EXISTS (SELECT 1 FROM grant_settlement WHERE id = NEW.settlement_id AND undone_on IS NULL
      AND NEW.amount + (SELECT coalesce(sum(amount), 0) FROM grant_repayment WHERE settlement_id = NEW.settlement_id)
      BETWEEN 0 AND to_return) THEN
    RAISE EXCEPTION 'grants:repaid' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION grant_settlement_repaid() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(amount), 0) FROM grant_repayment WHERE settlement_id = NEW.id) <> 0 THEN
    RAISE EXCEPTION 'grants:repaid' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER grant_repayment_within BEFORE INSERT OR UPDATE OR DELETE ON grant_repayment
  FOR EACH ROW EXECUTE FUNCTION grant_repayment_within()

CREATE TRIGGER grant_settlement_repaid BEFORE UPDATE OF undone_on ON grant_settlement
  FOR EACH ROW WHEN (NEW.undone_on IS NOT NULL) EXECUTE FUNCTION grant_settlement_repaid()
