-- What the payment provider told of our account, kept by PostgreSQL itself. A message is `provider:rule`.

CREATE FUNCTION provider_line_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'provider:kept' USING ERRCODE = 'check_violation';
END $$

CREATE TRIGGER provider_line_no_update
  BEFORE UPDATE OF line_id, kind, part, created_at, amount, fee, intent, booked_as ON provider_line
  FOR EACH ROW EXECUTE FUNCTION provider_line_kept()

CREATE TRIGGER provider_line_sent_once BEFORE UPDATE OF payout_id ON provider_line
  FOR EACH ROW WHEN (OLD.payout_id IS NOT NULL) EXECUTE FUNCTION provider_line_kept()

CREATE TRIGGER provider_line_no_delete BEFORE DELETE ON provider_line
  FOR EACH ROW EXECUTE FUNCTION provider_line_kept()

CREATE TRIGGER provider_line_no_truncate BEFORE TRUNCATE ON provider_line EXECUTE FUNCTION provider_line_kept()
