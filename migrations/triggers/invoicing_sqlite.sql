-- Invoicing's truths, kept by SQLite itself. Statements are parted by an empty line.
-- A message is `invoicing:rule`. An invoice seals its lines and taxes, which are written before it.

CREATE TRIGGER invoice_seal BEFORE INSERT ON invoice
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued') WHERE EXISTS (SELECT 1 FROM invoice WHERE number = NEW.number);
  SELECT RAISE(ABORT, 'invoicing:unbalanced') WHERE
    (SELECT coalesce(sum(net), 0) FROM invoice_line WHERE invoice_number = NEW.number) <> NEW.net
    OR (SELECT coalesce(sum(net), 0) FROM invoice_tax WHERE invoice_number = NEW.number) <> NEW.net
    OR (SELECT coalesce(sum(vat), 0) FROM invoice_tax WHERE invoice_number = NEW.number) <> NEW.vat;
  SELECT RAISE(ABORT, 'invoicing:credited') WHERE NEW.original_number IS NOT NULL AND
    (SELECT sum(payable) FROM invoice WHERE number = NEW.original_number OR original_number = NEW.original_number)
    + NEW.payable < 0;
END

CREATE TRIGGER invoice_no_update BEFORE UPDATE OF number, kind, original_number, run_id, party_id, issued_on, due_on,
  includes_vat, reference, remark, customer, seller, net, vat, rounding, payable ON invoice
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued');
END

-- What arrives later arrives once.
CREATE TRIGGER invoice_pdf_once BEFORE UPDATE OF pdf_sha ON invoice WHEN OLD.pdf_sha IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued');
END

CREATE TRIGGER invoice_no_delete BEFORE DELETE ON invoice
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued');
END

CREATE TRIGGER invoice_line_open BEFORE INSERT ON invoice_line
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued') WHERE EXISTS (SELECT 1 FROM invoice WHERE number = NEW.invoice_number)
    OR EXISTS (SELECT 1 FROM invoice_line WHERE id = NEW.id);
END

CREATE TRIGGER invoice_line_no_update BEFORE UPDATE ON invoice_line
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued');
END

CREATE TRIGGER invoice_line_no_delete BEFORE DELETE ON invoice_line
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued');
END

CREATE TRIGGER invoice_tax_open BEFORE INSERT ON invoice_tax
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued') WHERE EXISTS (SELECT 1 FROM invoice WHERE number = NEW.invoice_number)
    OR EXISTS (SELECT 1 FROM invoice_tax WHERE id = NEW.id);
END

CREATE TRIGGER invoice_tax_no_update BEFORE UPDATE ON invoice_tax
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued');
END

CREATE TRIGGER invoice_tax_no_delete BEFORE DELETE ON invoice_tax
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued');
END

CREATE TRIGGER payment_no_replace BEFORE INSERT ON payment WHEN EXISTS (SELECT 1 FROM payment WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER payment_no_update BEFORE UPDATE ON payment
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER payment_no_delete BEFORE DELETE ON payment
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER purchase_no_update BEFORE UPDATE OF id, supplier_id, number, day, due_on, remark, attachment_sha, net,
  vat, payable, entered_at, entered_by ON purchase
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER purchase_reversed_once BEFORE UPDATE OF reversed_on ON purchase WHEN OLD.reversed_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER purchase_no_delete BEFORE DELETE ON purchase
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER purchase_line_no_update BEFORE UPDATE ON purchase_line
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER purchase_line_no_delete BEFORE DELETE ON purchase_line
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER purchase_payment_no_update BEFORE UPDATE ON purchase_payment
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END

CREATE TRIGGER purchase_payment_no_delete BEFORE DELETE ON purchase_payment
BEGIN
  SELECT RAISE(ABORT, 'invoicing:booked');
END
