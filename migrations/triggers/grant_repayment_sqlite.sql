-- Repayments of grants, kept by SQLite itself. Statements are parted by an empty line. A message is `grants:rule`.

CREATE TRIGGER grant_repayment_new BEFORE INSERT ON grant_repayment
BEGIN
  SELECT RAISE(ABORT, 'grants:repaid') WHERE NOT EXISTS (SELECT 1 FROM grant_settlement WHERE id = NEW.settlement_id
    AND undone_on IS NULL AND NEW.amount + (SELECT coalesce(sum(amount), 0) FROM grant_repayment
      WHERE settlement_id = NEW.settlement_id) BETWEEN 0 AND to_return);
END

CREATE TRIGGER grant_repayment_no_update BEFORE UPDATE ON grant_repayment
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_repayment_no_delete BEFORE DELETE ON grant_repayment
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_settlement_repaid BEFORE UPDATE OF undone_on ON grant_settlement WHEN NEW.undone_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'grants:repaid') WHERE
    (SELECT coalesce(sum(amount), 0) FROM grant_repayment WHERE settlement_id = NEW.id) <> 0;
END
