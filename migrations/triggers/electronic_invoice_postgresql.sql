-- The e-invoice of an invoice and every kept file, guarded by PostgreSQL itself. Statements are parted by an empty line.

-- What arrives later arrives once.
CREATE TRIGGER invoice_ubl_once BEFORE UPDATE OF ubl_sha ON invoice
  FOR EACH ROW WHEN (OLD.ubl_sha IS NOT NULL) EXECUTE FUNCTION invoicing_refuse('issued')

CREATE FUNCTION files_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'files:kept' USING ERRCODE = 'check_violation';
END $$

-- A file goes by the hash of its content, so other content is another file.
CREATE TRIGGER stored_file_no_update BEFORE UPDATE ON stored_file FOR EACH ROW EXECUTE FUNCTION files_refuse()
