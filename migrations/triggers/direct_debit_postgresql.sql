-- Mandates and collections, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `debit:rule`.

CREATE FUNCTION debit_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'debit:kept' USING ERRCODE = 'check_violation';
END $$

CREATE FUNCTION debit_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM mandate WHERE id = NEW.mandate_id AND ended_on IS NOT NULL) THEN
    RAISE EXCEPTION 'debit:standing' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER mandate_kept
  BEFORE UPDATE OF id, reference, token, party_id, kind, invoice_number, holder, iban, signature, signed_at, creditor
  ON mandate FOR EACH ROW EXECUTE FUNCTION debit_kept()

CREATE TRIGGER mandate_no_delete BEFORE DELETE ON mandate FOR EACH ROW EXECUTE FUNCTION debit_kept()

CREATE TRIGGER mandate_no_truncate BEFORE TRUNCATE ON mandate EXECUTE FUNCTION debit_kept()

CREATE TRIGGER mandate_paper_kept BEFORE UPDATE OF pdf_sha ON mandate
  FOR EACH ROW WHEN (OLD.pdf_sha IS NOT NULL) EXECUTE FUNCTION debit_kept()

CREATE TRIGGER collection_kept BEFORE UPDATE OF id, due_on, version, made_at, made_by ON collection
  FOR EACH ROW EXECUTE FUNCTION debit_kept()

CREATE TRIGGER collection_no_delete BEFORE DELETE ON collection FOR EACH ROW EXECUTE FUNCTION debit_kept()

CREATE TRIGGER collection_no_truncate BEFORE TRUNCATE ON collection EXECUTE FUNCTION debit_kept()

CREATE TRIGGER collection_item_kept
  BEFORE UPDATE OF id, collection_id, invoice_number, mandate_id, sequence, batch, amount ON collection_item
  FOR EACH ROW EXECUTE FUNCTION debit_kept()

CREATE TRIGGER collection_item_withdrawn_for_good BEFORE UPDATE OF withdrawn_on ON collection_item
  FOR EACH ROW WHEN (OLD.withdrawn_on IS NOT NULL) EXECUTE FUNCTION debit_kept()

CREATE TRIGGER collection_item_no_delete BEFORE DELETE ON collection_item
  FOR EACH ROW EXECUTE FUNCTION debit_kept()

CREATE TRIGGER collection_item_no_truncate BEFORE TRUNCATE ON collection_item EXECUTE FUNCTION debit_kept()

CREATE TRIGGER collection_item_mandate_stands BEFORE INSERT ON collection_item
  FOR EACH ROW EXECUTE FUNCTION debit_standing()
