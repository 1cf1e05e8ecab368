-- Requests and grants, kept by SQLite itself. Statements are parted by an empty line. A message is `grants:rule`.

CREATE TRIGGER grant_request_new BEFORE INSERT ON grant_request WHEN NEW.state <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:draft');
END

CREATE TRIGGER grant_request_moved BEFORE UPDATE ON grant_request
BEGIN
  SELECT RAISE(ABORT, 'grants:kept') WHERE OLD.state NOT IN ('draft', 'sent') OR NEW.id <> OLD.id;
  SELECT RAISE(ABORT, 'grants:kept') WHERE OLD.state = 'sent' AND (NEW.requested <> OLD.requested
    OR NEW.giver_id <> OLD.giver_id OR NEW.begins_on <> OLD.begins_on OR NEW.ends_on <> OLD.ends_on);
  SELECT RAISE(ABORT, 'grants:sent') WHERE OLD.state = 'draft' AND NEW.state NOT IN ('draft', 'sent', 'withdrawn');
  SELECT RAISE(ABORT, 'grants:closes') WHERE NEW.state = 'sent' AND
    (SELECT sum(c.amount) FROM grant_cost c JOIN grant_activity a ON a.id = c.activity_id WHERE a.request_id = NEW.id)
    IS NOT NEW.requested + (SELECT coalesce(sum(amount), 0) FROM grant_cover WHERE request_id = NEW.id);
  SELECT RAISE(ABORT, 'grants:shared') WHERE NEW.state = 'sent' AND
    (SELECT sum(requested) FROM grant_activity WHERE request_id = NEW.id) IS NOT NEW.requested;
  SELECT RAISE(ABORT, 'grants:shared') WHERE NEW.state IN ('granted', 'partly') AND
    (SELECT sum(granted) FROM grant_activity WHERE request_id = NEW.id)
    IS NOT (SELECT amount FROM grant_award WHERE id = NEW.grant_id);
END

CREATE TRIGGER grant_request_no_delete BEFORE DELETE ON grant_request WHEN OLD.state <> 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_activity_new BEFORE INSERT ON grant_activity
  WHEN (SELECT state FROM grant_request WHERE id = NEW.request_id) IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_activity_changed BEFORE UPDATE OF id, request_id, position, name, requested ON grant_activity
  WHEN (SELECT state FROM grant_request WHERE id = OLD.request_id) IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept') WHERE NEW.id <> OLD.id OR NEW.request_id <> OLD.request_id
    OR NEW.position <> OLD.position OR NEW.name <> OLD.name OR NEW.requested IS NOT OLD.requested;
END

CREATE TRIGGER grant_activity_granted BEFORE UPDATE OF granted ON grant_activity
  WHEN (SELECT state FROM grant_request WHERE id = OLD.request_id) IS NOT 'sent'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept') WHERE NEW.granted IS NOT OLD.granted;
END

CREATE TRIGGER grant_activity_no_delete BEFORE DELETE ON grant_activity
  WHEN (SELECT state FROM grant_request WHERE id = OLD.request_id) IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_cost_new BEFORE INSERT ON grant_cost
  WHEN (SELECT r.state FROM grant_request r JOIN grant_activity a ON a.request_id = r.id WHERE a.id = NEW.activity_id)
    IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_cost_changed BEFORE UPDATE ON grant_cost
  WHEN (SELECT r.state FROM grant_request r JOIN grant_activity a ON a.request_id = r.id WHERE a.id = OLD.activity_id)
    IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_cost_no_delete BEFORE DELETE ON grant_cost
  WHEN (SELECT r.state FROM grant_request r JOIN grant_activity a ON a.request_id = r.id WHERE a.id = OLD.activity_id)
    IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_cover_new BEFORE INSERT ON grant_cover
  WHEN (SELECT state FROM grant_request WHERE id = NEW.request_id) IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_cover_changed BEFORE UPDATE ON grant_cover
  WHEN (SELECT state FROM grant_request WHERE id = OLD.request_id) IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_cover_no_delete BEFORE DELETE ON grant_cover
  WHEN (SELECT state FROM grant_request WHERE id = OLD.request_id) IS NOT 'draft'
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

-- No more of an entry is charged than was booked, and not the other way round; a settled grant stays as it was.
CREATE TRIGGER grant_charge_new BEFORE INSERT ON grant_charge WHEN NEW.grant_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'grants:within') WHERE NOT EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id
    AND (cents > 0) = (NEW.amount > 0) AND abs(cents) >= abs(NEW.amount));
  SELECT RAISE(ABORT, 'grants:settled') WHERE EXISTS
    (SELECT 1 FROM grant_settlement WHERE grant_id = NEW.grant_id AND undone_on IS NULL);
END

CREATE TRIGGER grant_charge_no_update BEFORE UPDATE ON grant_charge
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END

CREATE TRIGGER grant_charge_no_delete BEFORE DELETE ON grant_charge WHEN OLD.grant_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'grants:settled') WHERE EXISTS
    (SELECT 1 FROM grant_settlement WHERE grant_id = OLD.grant_id AND undone_on IS NULL);
END

CREATE TRIGGER grant_settlement_new BEFORE INSERT ON grant_settlement
BEGIN
  SELECT RAISE(ABORT, 'grants:established') WHERE NOT EXISTS (SELECT 1 FROM grant_award WHERE id = NEW.grant_id
    AND amount = NEW.established + NEW.written_off + NEW.to_return);
END

CREATE TRIGGER grant_settlement_no_update BEFORE UPDATE ON grant_settlement
BEGIN
  SELECT RAISE(ABORT, 'grants:kept') WHERE OLD.undone_on IS NOT NULL OR NEW.id <> OLD.id
    OR NEW.grant_id <> OLD.grant_id OR NEW.established <> OLD.established OR NEW.day <> OLD.day
    OR NEW.reference <> OLD.reference OR NEW.months <> OLD.months OR NEW.written_off <> OLD.written_off
    OR NEW.to_return <> OLD.to_return;
END

CREATE TRIGGER grant_settlement_no_delete BEFORE DELETE ON grant_settlement
BEGIN
  SELECT RAISE(ABORT, 'grants:kept');
END
