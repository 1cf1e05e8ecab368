-- Instalment plans, kept by SQLite itself: what was agreed never changes. A message is `instalment:rule`.

CREATE TRIGGER instalment_part_no_update BEFORE UPDATE ON instalment_part
BEGIN
  SELECT RAISE(ABORT, 'instalment:kept');
END

CREATE TRIGGER instalment_part_no_delete BEFORE DELETE ON instalment_part
BEGIN
  SELECT RAISE(ABORT, 'instalment:kept');
END

CREATE TRIGGER planned_invoice_no_update BEFORE UPDATE ON planned_invoice
BEGIN
  SELECT RAISE(ABORT, 'instalment:kept');
END

CREATE TRIGGER planned_invoice_no_delete BEFORE DELETE ON planned_invoice
BEGIN
  SELECT RAISE(ABORT, 'instalment:kept');
END

CREATE TRIGGER instalment_plan_kept BEFORE UPDATE OF id, party_id, agreed_at, agreed_by ON instalment_plan
BEGIN
  SELECT RAISE(ABORT, 'instalment:kept');
END

CREATE TRIGGER instalment_plan_no_delete BEFORE DELETE ON instalment_plan
BEGIN
  SELECT RAISE(ABORT, 'instalment:kept');
END
