-- Quotations and contracts, kept by SQLite itself. Statements are parted by an empty line. A message is `quotation:rule`.

CREATE TRIGGER quotation_kept BEFORE UPDATE OF id, number, revision, replaces_id, token, party_id, service_id, title,
    included, pays, frequency, days, begins_on, ends_on, people, overhead, risk, margin, asked, valid_until, visits, price,
    net, payable, snapshot, made_at, made_by, sent_at ON quotation WHEN OLD.state <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept');
END

CREATE TRIGGER quotation_answered BEFORE UPDATE OF state, reference, signer, signer_role, reason, decided_at
  ON quotation WHEN OLD.state NOT IN ('draft', 'sent')
BEGIN
  SELECT RAISE(ABORT, 'quotation:answered');
END

CREATE TRIGGER quotation_sent_for_good BEFORE UPDATE OF state ON quotation
  WHEN (OLD.state = 'sent' AND NEW.state = 'draft') OR (OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'sent'))
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept');
END

CREATE TRIGGER quotation_paper_kept BEFORE UPDATE OF pdf_sha ON quotation
  WHEN OLD.pdf_sha IS NOT NULL OR OLD.state = 'draft'
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept');
END

CREATE TRIGGER quotation_no_delete BEFORE DELETE ON quotation WHEN OLD.state <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept');
END

CREATE TRIGGER quotation_line_no_insert BEFORE INSERT ON quotation_line
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept')
    WHERE EXISTS (SELECT 1 FROM quotation WHERE id = NEW.quotation_id AND state <> 'draft');
END

CREATE TRIGGER quotation_line_no_update BEFORE UPDATE ON quotation_line
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept')
    WHERE EXISTS (SELECT 1 FROM quotation WHERE id IN (OLD.quotation_id, NEW.quotation_id) AND state <> 'draft');
END

CREATE TRIGGER quotation_line_no_delete BEFORE DELETE ON quotation_line
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept')
    WHERE EXISTS (SELECT 1 FROM quotation WHERE id = OLD.quotation_id AND state <> 'draft');
END

CREATE TRIGGER contract_kept BEFORE UPDATE OF id, number, quotation_id, party_id, service_id, cost_object_id, title,
    pays, begins_on, ends_on, visits, price, net, minutes, cost, made_at ON contract
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept');
END

CREATE TRIGGER contract_no_delete BEFORE DELETE ON contract
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept');
END

CREATE TRIGGER contract_part_kept BEFORE UPDATE OF id, contract_id, position, vat_rule, due_on, amount ON contract_part
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept');
END

CREATE TRIGGER contract_part_no_delete BEFORE DELETE ON contract_part
BEGIN
  SELECT RAISE(ABORT, 'quotation:kept');
END
