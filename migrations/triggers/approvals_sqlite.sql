-- Approvals, kept by SQLite itself. Statements are parted by an empty line. A message is `approvals:rule`.

CREATE TRIGGER purchase_payment_approved BEFORE INSERT ON purchase_payment WHEN NEW.reversal_of IS NULL
BEGIN
  SELECT RAISE(ABORT, 'approvals:waiting') WHERE EXISTS (SELECT 1 FROM purchase_approval
    WHERE purchase_id = NEW.purchase_id AND approved_at IS NULL);
END

CREATE TRIGGER purchase_approval_by_another BEFORE UPDATE ON purchase_approval
BEGIN
  SELECT RAISE(ABORT, 'approvals:own') WHERE NEW.approved_by =
    (SELECT entered_by FROM purchase WHERE id = NEW.purchase_id);
  SELECT RAISE(ABORT, 'approvals:given') WHERE OLD.approved_at IS NOT NULL OR NEW.purchase_id <> OLD.purchase_id;
END

CREATE TRIGGER purchase_approval_asked BEFORE INSERT ON purchase_approval
BEGIN
  SELECT RAISE(ABORT, 'approvals:given') WHERE NEW.approved_at IS NOT NULL
    OR EXISTS (SELECT 1 FROM purchase_approval WHERE purchase_id = NEW.purchase_id);
END

CREATE TRIGGER purchase_approval_no_delete BEFORE DELETE ON purchase_approval
BEGIN
  SELECT RAISE(ABORT, 'approvals:given');
END
