-- The allowance, kept by SQLite itself. Statements are parted by an empty line. A message is `allowances:rule`.

CREATE TRIGGER member_payment_basis BEFORE INSERT ON member_payment
  WHEN NEW.month IS NOT NULL AND NEW.reversal_of IS NULL
BEGIN
  SELECT RAISE(ABORT, 'allowances:basis')
    WHERE NOT EXISTS (SELECT 1 FROM wijk WHERE coalesce(allowance_basis, '') <> '');
END

CREATE TRIGGER limit_passed_no_update BEFORE UPDATE ON limit_passed
BEGIN
  SELECT RAISE(ABORT, 'allowances:kept');
END

CREATE TRIGGER limit_passed_no_delete BEFORE DELETE ON limit_passed
BEGIN
  SELECT RAISE(ABORT, 'allowances:kept');
END
