-- The e-invoice of an invoice and every kept file, guarded by SQLite itself. Statements are parted by an empty line.

-- What arrives later arrives once.
CREATE TRIGGER invoice_ubl_once BEFORE UPDATE OF ubl_sha ON invoice WHEN OLD.ubl_sha IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'invoicing:issued');
END

-- A file goes by the hash of its content, so other content is another file.
CREATE TRIGGER stored_file_no_update BEFORE UPDATE ON stored_file
BEGIN
  SELECT RAISE(ABORT, 'files:kept');
END

CREATE TRIGGER stored_file_no_replace BEFORE INSERT ON stored_file
  WHEN EXISTS (SELECT 1 FROM stored_file WHERE sha256 = NEW.sha256)
BEGIN
  SELECT RAISE(ABORT, 'files:kept');
END
