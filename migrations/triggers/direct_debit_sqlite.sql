-- Mandates and collections, kept by SQLite itself. Statements are parted by an empty line. A message is `debit:rule`.

CREATE TRIGGER mandate_kept
  BEFORE UPDATE OF id, reference, token, party_id, kind, invoice_number, holder, iban, signature, signed_at, creditor
  ON mandate
BEGIN
  SELECT RAISE(ABORT, 'debit:kept');
END

CREATE TRIGGER mandate_no_delete BEFORE DELETE ON mandate
BEGIN
  SELECT RAISE(ABORT, 'debit:kept');
END

CREATE TRIGGER mandate_paper_kept BEFORE UPDATE OF pdf_sha ON mandate WHEN OLD.pdf_sha IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'debit:kept');
END

CREATE TRIGGER collection_kept BEFORE UPDATE OF id, due_on, version, made_at, made_by ON collection
BEGIN
  SELECT RAISE(ABORT, 'debit:kept');
END

CREATE TRIGGER collection_no_delete BEFORE DELETE ON collection
BEGIN
  SELECT RAISE(ABORT, 'debit:kept');
END

CREATE TRIGGER collection_item_kept
  BEFORE UPDATE OF id, collection_id, invoice_number, mandate_id, sequence, batch, amount ON collection_item
BEGIN
  SELECT RAISE(ABORT, 'debit:kept');
END

CREATE TRIGGER collection_item_withdrawn_for_good BEFORE UPDATE OF withdrawn_on ON collection_item
  WHEN OLD.withdrawn_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'debit:kept');
END

CREATE TRIGGER collection_item_no_delete BEFORE DELETE ON collection_item
BEGIN
  SELECT RAISE(ABORT, 'debit:kept');
END

CREATE TRIGGER collection_item_mandate_stands BEFORE INSERT ON collection_item
  WHEN (SELECT ended_on FROM mandate WHERE id = NEW.mandate_id) IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'debit:standing');
END
