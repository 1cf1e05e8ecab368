-- Quotations and contracts, kept by PostgreSQL itself. Statements are parted by an empty line. A message is
-- `quotation:rule`.

CREATE FUNCTION quotation_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', CASE TG_NAME WHEN 'quotation_answered' THEN 'quotation:answered' ELSE 'quotation:kept' END
    USING ERRCODE = 'check_violation';
END $$

CREATE FUNCTION quotation_line_kept() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  touched integer[];
BEGIN
  touched := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.quotation_id] WHEN 'DELETE' THEN ARRAY[OLD.quotation_id]
    ELSE ARRAY[OLD.quotation_id, NEW.quotation_id] END;
  -- The quotation is held, so that nobody sends it meanwhile.
  PERFORM 1 FROM quotation WHERE id = ANY(touched) FOR UPDATE;
  IF EXISTS (SELECT 1 FROM quotation WHERE id = ANY(touched) AND state <> 'draft') THEN
    RAISE EXCEPTION 'quotation:kept' USING ERRCODE = 'check_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$

CREATE TRIGGER quotation_kept BEFORE UPDATE OF id, number, revision, replaces_id, token, party_id, service_id, title,
    included, pays, frequency, days, begins_on, ends_on, people, overhead, risk, margin, asked, valid_until, visits, price,
    net, payable, snapshot, made_at, made_by, sent_at ON quotation
  FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER quotation_answered BEFORE UPDATE OF state, reference, signer, signer_role, reason, decided_at
  ON quotation FOR EACH ROW WHEN (OLD.state NOT IN ('draft', 'sent')) EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER quotation_sent_for_good BEFORE UPDATE OF state ON quotation FOR EACH ROW
  WHEN ((OLD.state = 'sent' AND NEW.state = 'draft') OR (OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'sent')))
  EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER quotation_paper_kept BEFORE UPDATE OF pdf_sha ON quotation
  FOR EACH ROW WHEN (OLD.pdf_sha IS NOT NULL OR OLD.state = 'draft') EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER quotation_no_delete BEFORE DELETE ON quotation
  FOR EACH ROW WHEN (OLD.state <> 'draft') EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER quotation_no_truncate BEFORE TRUNCATE ON quotation EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER quotation_line_kept BEFORE INSERT OR UPDATE OR DELETE ON quotation_line
  FOR EACH ROW EXECUTE FUNCTION quotation_line_kept()

CREATE TRIGGER quotation_line_no_truncate BEFORE TRUNCATE ON quotation_line EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER contract_kept BEFORE UPDATE OF id, number, quotation_id, party_id, service_id, cost_object_id, title,
    pays, begins_on, ends_on, visits, price, net, minutes, cost, made_at ON contract
  FOR EACH ROW EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER contract_no_delete BEFORE DELETE ON contract FOR EACH ROW EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER contract_no_truncate BEFORE TRUNCATE ON contract EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER contract_part_kept BEFORE UPDATE OF id, contract_id, position, vat_rule, due_on, amount
  ON contract_part FOR EACH ROW EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER contract_part_no_delete BEFORE DELETE ON contract_part
  FOR EACH ROW EXECUTE FUNCTION quotation_kept()

CREATE TRIGGER contract_part_no_truncate BEFORE TRUNCATE ON contract_part EXECUTE FUNCTION quotation_kept()
