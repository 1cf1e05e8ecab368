-- What the payment provider told of our account, kept by SQLite itself. A message is `provider:rule`.

CREATE TRIGGER provider_line_no_update
  BEFORE UPDATE OF line_id, kind, part, created_at, amount, fee, intent, booked_as ON provider_line
BEGIN
  SELECT RAISE(ABORT, 'provider:kept');
END

CREATE TRIGGER provider_line_sent_once BEFORE UPDATE OF payout_id ON provider_line
  WHEN OLD.payout_id IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'provider:kept');
END

CREATE TRIGGER provider_line_no_delete BEFORE DELETE ON provider_line
BEGIN
  SELECT RAISE(ABORT, 'provider:kept');
END
