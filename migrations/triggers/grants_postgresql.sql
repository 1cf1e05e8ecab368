-- Requests and grants, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `grants:rule`.

CREATE FUNCTION grant_request_decided() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  rule text;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.state <> 'draft' THEN
      RAISE EXCEPTION 'grants:kept' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN
      RAISE EXCEPTION 'grants:draft' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  rule := CASE
    WHEN OLD.state NOT IN ('draft', 'sent') OR NEW.id <> OLD.id THEN 'kept'
    WHEN OLD.state = 'sent' AND (NEW.requested <> OLD.requested OR NEW.giver_id <> OLD.giver_id
      OR NEW.begins_on <> OLD.begins_on OR NEW.ends_on <> OLD.ends_on) THEN 'kept'
    WHEN OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'sent', 'withdrawn') THEN 'sent'
    WHEN NEW.state = 'sent' AND (SELECT sum(c.amount) FROM grant_cost c JOIN grant_activity a ON a.id = c.activity_id
      WHERE a.request_id = NEW.id) IS DISTINCT FROM
      NEW.requested + (SELECT coalesce(sum(amount), 0) FROM grant_cover WHERE request_id = NEW.id) THEN 'closes'
    WHEN NEW.state = 'sent' AND (SELECT sum(requested) FROM grant_activity WHERE request_id = NEW.id)
      IS DISTINCT FROM NEW.requested THEN 'shared'
    WHEN NEW.state IN ('granted', 'partly') AND (SELECT sum(granted) FROM grant_activity WHERE request_id = NEW.id)
      IS DISTINCT FROM (SELECT amount FROM grant_award WHERE id = NEW.grant_id) THEN 'shared'
  END;
  IF rule IS NOT NULL THEN
    RAISE EXCEPTION 'grants:%', rule USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

-- The request is held while a line of it changes, so that nobody sends it meanwhile.
CREATE FUNCTION grant_line_open() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  line jsonb := CASE TG_OP WHEN 'DELETE' THEN to_jsonb(OLD) ELSE to_jsonb(NEW) END;
  was jsonb := CASE TG_OP WHEN 'UPDATE' THEN to_jsonb(OLD) ELSE line END;
  request integer := coalesce((was ->> 'request_id')::integer,
    (SELECT request_id FROM grant_activity WHERE id = (was ->> 'activity_id')::integer));
  stands text := (SELECT state FROM grant_request WHERE id = request);
BEGIN
  PERFORM 1 FROM grant_request WHERE id = request FOR SHARE;
  SELECT state INTO stands FROM grant_request WHERE id = request;
  IF stands <> 'draft' AND (TG_OP <> 'UPDATE' OR line - 'granted' <> was - 'granted' OR TG_TABLE_NAME <> 'grant_activity'
    OR (stands <> 'sent' AND line <> was)) THEN
    RAISE EXCEPTION 'grants:kept' USING ERRCODE = 'check_violation';
  END IF;
  IF stands = 'draft' AND TG_TABLE_NAME = 'grant_activity' AND TG_OP = 'UPDATE'
    AND line -> 'granted' IS DISTINCT FROM was -> 'granted' THEN
    RAISE EXCEPTION 'grants:kept' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$

-- No more of an entry is charged than was booked, and not the other way round; a settled grant stays as it was.
CREATE FUNCTION grant_charge_within() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id
      AND (cents > 0) = (NEW.amount > 0) AND abs(cents) >= abs(NEW.amount)) THEN
    RAISE EXCEPTION 'grants:within' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION grant_charge_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  charged integer := CASE TG_OP WHEN 'DELETE' THEN OLD.grant_id ELSE NEW.grant_id END;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'grants:kept' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT 1 FROM grant_settlement WHERE grant_id = charged AND undone_on IS NULL) THEN
    RAISE EXCEPTION 'grants:settled' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION grant_settlement_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT 1 FROM grant_award WHERE id = NEW.grant_id
        AND amount = NEW.established + NEW.written_off + NEW.to_return) THEN
      RAISE EXCEPTION 'grants:established' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'UPDATE' THEN
    IF OLD.undone_on IS NULL AND to_jsonb(NEW) - 'undone_on' = to_jsonb(OLD) - 'undone_on' THEN
      RETURN NEW;
    END IF;
  END IF;
  RAISE EXCEPTION 'grants:kept' USING ERRCODE = 'check_violation';
END $$

CREATE TRIGGER grant_request_moved BEFORE INSERT OR UPDATE OR DELETE ON grant_request
  FOR EACH ROW EXECUTE FUNCTION grant_request_decided()

CREATE TRIGGER grant_activity_open BEFORE INSERT OR UPDATE OR DELETE ON grant_activity
  FOR EACH ROW EXECUTE FUNCTION grant_line_open()

CREATE TRIGGER grant_cost_open BEFORE INSERT OR UPDATE OR DELETE ON grant_cost
  FOR EACH ROW EXECUTE FUNCTION grant_line_open()

CREATE TRIGGER grant_cover_open BEFORE INSERT OR UPDATE OR DELETE ON grant_cover
  FOR EACH ROW EXECUTE FUNCTION grant_line_open()

CREATE TRIGGER grant_charge_within BEFORE INSERT ON grant_charge
  FOR EACH ROW WHEN (NEW.grant_id IS NOT NULL) EXECUTE FUNCTION grant_charge_within()

CREATE TRIGGER grant_charge_kept BEFORE INSERT OR UPDATE OR DELETE ON grant_charge
  FOR EACH ROW EXECUTE FUNCTION grant_charge_kept()

CREATE TRIGGER grant_settlement_kept BEFORE INSERT OR UPDATE OR DELETE ON grant_settlement
  FOR EACH ROW EXECUTE FUNCTION grant_settlement_kept()
