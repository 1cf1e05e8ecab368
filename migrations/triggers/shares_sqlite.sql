-- What must be true of member shares, kept by SQLite itself. Statements are parted by an empty line.
-- A message is `shares:rule`.

CREATE TRIGGER share_move_mirror BEFORE INSERT ON share_move WHEN NEW.reversal_of IS NOT NULL
BEGIN
  SELECT RAISE(ABORT, 'shares:mirror') WHERE NOT EXISTS (SELECT 1 FROM share_move AS wrong
    WHERE wrong.id = NEW.reversal_of AND wrong.reversal_of IS NULL AND wrong.kind = NEW.kind
    AND wrong.member_id = NEW.member_id AND wrong.receiver_id IS NEW.receiver_id AND wrong.shares IS NEW.shares
    AND wrong.value IS NEW.value AND wrong.amount = NEW.amount AND wrong.way IS NEW.way);
END

CREATE TRIGGER share_move_held AFTER INSERT ON share_move
BEGIN
  SELECT RAISE(ABORT, 'shares:held') WHERE NEW.shares IS NOT NULL AND EXISTS (
    SELECT 1 FROM (SELECT NEW.member_id AS who UNION SELECT NEW.receiver_id) WHERE who IS NOT NULL AND 0 > (
      SELECT sum(shares * CASE WHEN reversal_of IS NULL THEN 1 ELSE -1 END
        * CASE WHEN kind = 'issue' OR receiver_id = who THEN 1 ELSE -1 END)
      FROM share_move WHERE value = NEW.value AND (member_id = who OR receiver_id = who)));
  SELECT RAISE(ABORT, 'shares:paid') WHERE 0 > (
    SELECT coalesce(sum(amount * CASE WHEN reversal_of IS NULL THEN 1 ELSE -1 END
      * CASE kind WHEN 'issue' THEN 1 ELSE -1 END), 0)
    FROM share_move WHERE member_id = NEW.member_id AND kind IN ('issue', 'payment'));
  SELECT RAISE(ABORT, 'shares:repaid') WHERE 0 > (
    SELECT coalesce(sum(amount * CASE WHEN reversal_of IS NULL THEN 1 ELSE -1 END
      * CASE kind WHEN 'redemption' THEN 1 ELSE -1 END), 0)
    FROM share_move WHERE member_id = NEW.member_id AND kind IN ('redemption', 'repayment'));
END

CREATE TRIGGER share_move_no_replace BEFORE INSERT ON share_move
  WHEN EXISTS (SELECT 1 FROM share_move WHERE id = NEW.id)
BEGIN
  SELECT RAISE(ABORT, 'shares:booked');
END

CREATE TRIGGER share_move_no_update BEFORE UPDATE ON share_move
BEGIN
  SELECT RAISE(ABORT, 'shares:booked');
END

CREATE TRIGGER share_move_no_delete BEFORE DELETE ON share_move
BEGIN
  SELECT RAISE(ABORT, 'shares:booked');
END
