-- What must be true of member shares, kept by PostgreSQL itself. Statements are parted by an empty line.
-- A message is `shares:rule`.

CREATE FUNCTION shares_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'shares:booked' USING ERRCODE = 'check_violation';
END $$

CREATE FUNCTION shares_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  who integer;
BEGIN
  -- One at a time for each member, so that what another connection wrote is counted too.
  PERFORM 1 FROM member WHERE id IN (NEW.member_id, NEW.receiver_id) ORDER BY id FOR UPDATE;
  IF NEW.reversal_of IS NOT NULL AND NOT EXISTS (SELECT 1 FROM share_move AS wrong
    WHERE wrong.id = NEW.reversal_of AND wrong.reversal_of IS NULL AND wrong.kind = NEW.kind
    AND wrong.member_id = NEW.member_id AND wrong.receiver_id IS NOT DISTINCT FROM NEW.receiver_id
    AND wrong.shares IS NOT DISTINCT FROM NEW.shares AND wrong.value IS NOT DISTINCT FROM NEW.value
    AND wrong.amount = NEW.amount AND wrong.way IS NOT DISTINCT FROM NEW.way) THEN
    RAISE EXCEPTION 'shares:mirror' USING ERRCODE = 'check_violation';
  END IF;
  FOREACH who IN ARRAY array_remove(ARRAY[NEW.member_id, NEW.receiver_id], NULL) LOOP
    IF 0 > (SELECT sum(shares * CASE WHEN reversal_of IS NULL THEN 1 ELSE -1 END
        * CASE WHEN kind = 'issue' OR receiver_id = who THEN 1 ELSE -1 END)
      FROM share_move WHERE value = NEW.value AND (member_id = who OR receiver_id = who)) THEN
      RAISE EXCEPTION 'shares:held' USING ERRCODE = 'check_violation';
    END IF;
  END LOOP;
  IF 0 > (SELECT sum(amount * CASE WHEN reversal_of IS NULL THEN 1 ELSE -1 END
      * CASE kind WHEN 'issue' THEN 1 ELSE -1 END)
    FROM share_move WHERE member_id = NEW.member_id AND kind IN ('issue', 'payment')) THEN
    RAISE EXCEPTION 'shares:paid' USING ERRCODE = 'check_violation';
  END IF;
  IF 0 > (SELECT sum(amount * CASE WHEN reversal_of IS NULL THEN 1 ELSE -1 END
      * CASE kind WHEN 'redemption' THEN 1 ELSE -1 END)
    FROM share_move WHERE member_id = NEW.member_id AND kind IN ('redemption', 'repayment')) THEN
    RAISE EXCEPTION 'shares:repaid' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$

CREATE TRIGGER share_move_held AFTER INSERT ON share_move FOR EACH ROW EXECUTE FUNCTION shares_held()

CREATE TRIGGER share_move_no_change BEFORE UPDATE OR DELETE ON share_move
  FOR EACH ROW EXECUTE FUNCTION shares_refuse()

CREATE TRIGGER share_move_no_truncate BEFORE TRUNCATE ON share_move EXECUTE FUNCTION shares_refuse()
