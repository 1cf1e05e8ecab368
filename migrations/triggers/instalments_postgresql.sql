-- Instalment plans, kept by PostgreSQL itself: what was agreed never changes. A message is `instalment:rule`.

CREATE FUNCTION instalment_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'instalment:kept' USING ERRCODE = 'check_violation';
END $$

CREATE TRIGGER instalment_part_kept BEFORE UPDATE OR DELETE ON instalment_part
  FOR EACH ROW EXECUTE FUNCTION instalment_kept()

CREATE TRIGGER planned_invoice_kept BEFORE UPDATE OR DELETE ON planned_invoice
  FOR EACH ROW EXECUTE FUNCTION instalment_kept()

CREATE TRIGGER instalment_plan_kept BEFORE UPDATE OF id, party_id, agreed_at, agreed_by ON instalment_plan
  FOR EACH ROW EXECUTE FUNCTION instalment_kept()

CREATE TRIGGER instalment_plan_no_delete BEFORE DELETE ON instalment_plan
  FOR EACH ROW EXECUTE FUNCTION instalment_kept()

CREATE TRIGGER instalment_plan_no_truncate BEFORE TRUNCATE ON instalment_plan EXECUTE FUNCTION instalment_kept()

CREATE TRIGGER instalment_part_no_truncate BEFORE TRUNCATE ON instalment_part EXECUTE FUNCTION instalment_kept()

CREATE TRIGGER planned_invoice_no_truncate BEFORE TRUNCATE ON planned_invoice EXECUTE FUNCTION instalment_kept()
