-- Invoicing's truths, kept by PostgreSQL itself. Statements are parted by an empty line.
-- A message is `invoicing:rule`. An invoice seals its lines and taxes, which are written before it.

CREATE FUNCTION invoicing_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', 'invoicing:' || TG_ARGV[0] USING ERRCODE = 'check_violation';
END $$

CREATE FUNCTION invoicing_seal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT coalesce(sum(net), 0) FROM invoice_line WHERE invoice_number = NEW.number) <> NEW.net
    OR (SELECT coalesce(sum(net), 0) FROM invoice_tax WHERE invoice_number = NEW.number) <> NEW.net
    OR (SELECT coalesce(sum(vat), 0) FROM invoice_tax WHERE invoice_number = NEW.number) <> NEW.vat THEN
    RAISE EXCEPTION 'invoicing:unbalanced' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.original_number IS NOT NULL AND
    (SELECT sum(payable) FROM invoice WHERE number = NEW.original_number OR original_number = NEW.original_number)
    + NEW.payable < 0 THEN
    RAISE EXCEPTION 'invoicing:credited' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION invoicing_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM invoice WHERE number = NEW.invoice_number) THEN
    RAISE EXCEPTION 'invoicing:issued' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

-- Asked once more at commit: another connection could hold a line of an invoice it does not see yet.
CREATE FUNCTION invoicing_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM invoice i WHERE i.number = NEW.invoice_number AND i.net <>
    (SELECT coalesce(sum(net), 0) FROM invoice_line WHERE invoice_number = i.number)) THEN
    RAISE EXCEPTION 'invoicing:issued' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$

CREATE TRIGGER invoice_seal BEFORE INSERT ON invoice FOR EACH ROW EXECUTE FUNCTION invoicing_seal()

CREATE TRIGGER invoice_no_update BEFORE UPDATE OF number, kind, original_number, run_id, party_id, issued_on, due_on,
  includes_vat, reference, remark, customer, seller, net, vat, rounding, payable ON invoice
  FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('issued')

-- What arrives later arrives once.
CREATE TRIGGER invoice_pdf_once BEFORE UPDATE OF pdf_sha ON invoice
  FOR EACH ROW WHEN (OLD.pdf_sha IS NOT NULL) EXECUTE FUNCTION invoicing_refuse('issued')

CREATE TRIGGER invoice_no_delete BEFORE DELETE ON invoice FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('issued')

CREATE TRIGGER invoice_no_truncate BEFORE TRUNCATE ON invoice EXECUTE FUNCTION invoicing_refuse('issued')

CREATE TRIGGER invoice_line_open BEFORE INSERT ON invoice_line FOR EACH ROW EXECUTE FUNCTION invoicing_open()

CREATE CONSTRAINT TRIGGER invoice_line_counted AFTER INSERT ON invoice_line DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION invoicing_counted()

CREATE TRIGGER invoice_line_no_change BEFORE UPDATE OR DELETE ON invoice_line
  FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('issued')

CREATE TRIGGER invoice_line_no_truncate BEFORE TRUNCATE ON invoice_line EXECUTE FUNCTION invoicing_refuse('issued')

CREATE TRIGGER invoice_tax_open BEFORE INSERT ON invoice_tax FOR EACH ROW EXECUTE FUNCTION invoicing_open()

CREATE TRIGGER invoice_tax_no_change BEFORE UPDATE OR DELETE ON invoice_tax
  FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('issued')

CREATE TRIGGER payment_no_change BEFORE UPDATE OR DELETE ON payment
  FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('booked')

CREATE TRIGGER purchase_no_update BEFORE UPDATE OF id, supplier_id, number, day, due_on, remark, attachment_sha, net,
  vat, payable, entered_at, entered_by ON purchase FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('booked')

CREATE TRIGGER purchase_reversed_once BEFORE UPDATE OF reversed_on ON purchase
  FOR EACH ROW WHEN (OLD.reversed_on IS NOT NULL) EXECUTE FUNCTION invoicing_refuse('booked')

CREATE TRIGGER purchase_no_delete BEFORE DELETE ON purchase FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('booked')

CREATE TRIGGER purchase_line_no_change BEFORE UPDATE OR DELETE ON purchase_line
  FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('booked')

CREATE TRIGGER purchase_payment_no_change BEFORE UPDATE OR DELETE ON purchase_payment
  FOR EACH ROW EXECUTE FUNCTION invoicing_refuse('booked')
