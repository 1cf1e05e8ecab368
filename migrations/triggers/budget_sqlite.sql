-- The budget, kept by SQLite itself. Statements are parted by an empty line. A message is `budget:rule`.

-- A version follows one that was adopted, so that their numbers run without a gap.
CREATE TRIGGER budget_version_next BEFORE INSERT ON budget_version WHEN NEW.number > 1
BEGIN
  SELECT RAISE(ABORT, 'budget:next') WHERE NOT EXISTS (SELECT 1 FROM budget_version
    WHERE year = NEW.year AND number = NEW.number - 1 AND adopted_on IS NOT NULL);
END

CREATE TRIGGER budget_version_kept BEFORE UPDATE ON budget_version
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') WHERE OLD.adopted_on IS NOT NULL;
  SELECT RAISE(ABORT, 'budget:kept') WHERE NEW.id <> OLD.id OR NEW.year <> OLD.year OR NEW.number <> OLD.number;
END

CREATE TRIGGER budget_version_no_delete BEFORE DELETE ON budget_version WHEN OLD.adopted_on IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted');
END

CREATE TRIGGER budget_line_insert BEFORE INSERT ON budget_line
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (NEW.version_id) AND adopted_on IS NOT NULL;
  SELECT RAISE(ABORT, 'budget:month') FROM budget_version
    WHERE id = NEW.version_id AND NEW.month NOT LIKE year || '-__-01';
END

CREATE TRIGGER budget_line_update BEFORE UPDATE ON budget_line
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (OLD.version_id, NEW.version_id) AND adopted_on IS NOT NULL;
  SELECT RAISE(ABORT, 'budget:month') FROM budget_version
    WHERE id = NEW.version_id AND NEW.month NOT LIKE year || '-__-01';
END

CREATE TRIGGER budget_line_delete BEFORE DELETE ON budget_line
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (OLD.version_id) AND adopted_on IS NOT NULL;
END

CREATE TRIGGER budget_volume_insert BEFORE INSERT ON budget_volume
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (NEW.version_id) AND adopted_on IS NOT NULL;
  SELECT RAISE(ABORT, 'budget:month') FROM budget_version
    WHERE id = NEW.version_id AND NEW.month NOT LIKE year || '-__-01';
END

CREATE TRIGGER budget_volume_update BEFORE UPDATE ON budget_volume
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (OLD.version_id, NEW.version_id) AND adopted_on IS NOT NULL;
  SELECT RAISE(ABORT, 'budget:month') FROM budget_version
    WHERE id = NEW.version_id AND NEW.month NOT LIKE year || '-__-01';
END

CREATE TRIGGER budget_volume_delete BEFORE DELETE ON budget_volume
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (OLD.version_id) AND adopted_on IS NOT NULL;
END

CREATE TRIGGER budget_price_insert BEFORE INSERT ON budget_price
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (NEW.version_id) AND adopted_on IS NOT NULL;
END

CREATE TRIGGER budget_price_update BEFORE UPDATE ON budget_price
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (OLD.version_id, NEW.version_id) AND adopted_on IS NOT NULL;
END

CREATE TRIGGER budget_price_delete BEFORE DELETE ON budget_price
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (OLD.version_id) AND adopted_on IS NOT NULL;
END

CREATE TRIGGER budget_work_insert BEFORE INSERT ON budget_work
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (NEW.version_id) AND adopted_on IS NOT NULL;
END

CREATE TRIGGER budget_work_update BEFORE UPDATE ON budget_work
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (OLD.version_id, NEW.version_id) AND adopted_on IS NOT NULL;
END

CREATE TRIGGER budget_work_delete BEFORE DELETE ON budget_work
BEGIN
  SELECT RAISE(ABORT, 'budget:adopted') FROM budget_version
    WHERE id IN (OLD.version_id) AND adopted_on IS NOT NULL;
END
