-- The budget, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `budget:rule`.

CREATE FUNCTION budget_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'budget:adopted' USING ERRCODE = 'check_violation';
END $$

-- A version follows one that was adopted, so that their numbers run without a gap.
CREATE FUNCTION budget_version_next() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM budget_version
      WHERE year = NEW.year AND number = NEW.number - 1 AND adopted_on IS NOT NULL) THEN
    RAISE EXCEPTION 'budget:next' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION budget_version_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.adopted_on IS NOT NULL THEN
    RAISE EXCEPTION 'budget:adopted' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.id <> OLD.id OR NEW.year <> OLD.year OR NEW.number <> OLD.number THEN
    RAISE EXCEPTION 'budget:kept' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

-- The version is held, so that nothing slips in while it is being adopted.
CREATE FUNCTION budget_must_be_draft(key integer) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  adopted date;
BEGIN
  SELECT adopted_on INTO adopted FROM budget_version WHERE id = key FOR SHARE;
  IF adopted IS NOT NULL THEN
    RAISE EXCEPTION 'budget:adopted' USING ERRCODE = 'check_violation';
  END IF;
END $$

CREATE FUNCTION budget_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    PERFORM budget_must_be_draft(OLD.version_id);
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  PERFORM budget_must_be_draft(NEW.version_id);
  RETURN NEW;
END $$

CREATE FUNCTION budget_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM budget_version WHERE id = NEW.version_id
      AND (extract(year FROM NEW.month) <> year OR extract(day FROM NEW.month) <> 1)) THEN
    RAISE EXCEPTION 'budget:month' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER budget_version_next BEFORE INSERT ON budget_version
  FOR EACH ROW WHEN (NEW.number > 1) EXECUTE FUNCTION budget_version_next()

CREATE TRIGGER budget_version_kept BEFORE UPDATE ON budget_version
  FOR EACH ROW EXECUTE FUNCTION budget_version_kept()

CREATE TRIGGER budget_version_no_delete BEFORE DELETE ON budget_version
  FOR EACH ROW WHEN (OLD.adopted_on IS NOT NULL) EXECUTE FUNCTION budget_refuse()

CREATE TRIGGER budget_version_no_truncate BEFORE TRUNCATE ON budget_version EXECUTE FUNCTION budget_refuse()

CREATE TRIGGER budget_line_open BEFORE INSERT OR UPDATE OR DELETE ON budget_line
  FOR EACH ROW EXECUTE FUNCTION budget_open()

CREATE TRIGGER budget_line_month BEFORE INSERT OR UPDATE ON budget_line
  FOR EACH ROW EXECUTE FUNCTION budget_month()

CREATE TRIGGER budget_line_no_truncate BEFORE TRUNCATE ON budget_line EXECUTE FUNCTION budget_refuse()

CREATE TRIGGER budget_volume_open BEFORE INSERT OR UPDATE OR DELETE ON budget_volume
  FOR EACH ROW EXECUTE FUNCTION budget_open()

CREATE TRIGGER budget_volume_month BEFORE INSERT OR UPDATE ON budget_volume
  FOR EACH ROW EXECUTE FUNCTION budget_month()

CREATE TRIGGER budget_volume_no_truncate BEFORE TRUNCATE ON budget_volume EXECUTE FUNCTION budget_refuse()

CREATE TRIGGER budget_price_open BEFORE INSERT OR UPDATE OR DELETE ON budget_price
  FOR EACH ROW EXECUTE FUNCTION budget_open()

CREATE TRIGGER budget_price_no_truncate BEFORE TRUNCATE ON budget_price EXECUTE FUNCTION budget_refuse()

CREATE TRIGGER budget_work_open BEFORE INSERT OR UPDATE OR DELETE ON budget_work
  FOR EACH ROW EXECUTE FUNCTION budget_open()

CREATE TRIGGER budget_work_no_truncate BEFORE TRUNCATE ON budget_work EXECUTE FUNCTION budget_refuse()
