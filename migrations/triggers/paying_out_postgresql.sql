-- Paying out, kept by PostgreSQL itself. Statements are parted by an empty line. A message is `paying_out:rule`.

CREATE FUNCTION paying_out_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'paying_out:%', TG_ARGV[0] USING ERRCODE = 'check_violation';
END $$

CREATE FUNCTION paying_out_payee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state NOT IN ('standing', 'waiting') OR NEW.looked_by IS NOT NULL
      OR (NEW.state = 'standing' OR NOT NEW.changed)
        AND EXISTS (SELECT 1 FROM payee WHERE party_id = NEW.party_id) THEN
      RAISE EXCEPTION 'paying_out:second_look' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.id <> OLD.id OR NEW.party_id <> OLD.party_id OR NEW.iban <> OLD.iban OR NEW.holder <> OLD.holder
    OR NEW.changed <> OLD.changed OR NEW.entered_by <> OLD.entered_by
    OR NEW.state <> OLD.state AND NOT (OLD.state = 'waiting' OR OLD.state = 'standing' AND NEW.state = 'past') THEN
    RAISE EXCEPTION 'paying_out:payee' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION paying_out_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' OR NEW.approved_by IS NOT NULL THEN
      RAISE EXCEPTION 'paying_out:order' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.id <> OLD.id OR NEW.made_by <> OLD.made_by OR NEW.iban <> OLD.iban
    OR OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by
    OR OLD.file_sha IS NOT NULL AND NEW.file_sha IS DISTINCT FROM OLD.file_sha
    OR NEW.state <> OLD.state AND NOT (OLD.state = 'waiting' OR OLD.state = 'approved' AND NEW.state = 'withdrawn') THEN
    RAISE EXCEPTION 'paying_out:order' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.state = 'approved' AND OLD.state = 'waiting' THEN
    IF EXISTS (SELECT 1 FROM payout JOIN payee ON payee.id = payout.payee_id WHERE payout.order_id = NEW.id
        AND payout.state = 'waiting' AND (payee.state <> 'standing' OR payee.party_id <> payout.party_id
          OR EXISTS (SELECT 1 FROM payee other WHERE other.party_id = payout.party_id AND other.state = 'waiting'))) THEN
      RAISE EXCEPTION 'paying_out:second_look' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (SELECT 1 FROM payout WHERE payout.order_id = NEW.id AND payout.amount <>
        (SELECT coalesce(sum(amount), 0) FROM payout_item WHERE payout_id = payout.id)) THEN
      RAISE EXCEPTION 'paying_out:sum' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION paying_out_payout() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  standing text := (SELECT state FROM payment_order WHERE id = NEW.order_id);
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' OR standing <> 'waiting' THEN
      RAISE EXCEPTION 'paying_out:sealed' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.id <> OLD.id OR NEW.order_id <> OLD.order_id OR NEW.party_id <> OLD.party_id
    OR NEW.payee_id <> OLD.payee_id OR NEW.amount <> OLD.amount OR NEW.end_to_end <> OLD.end_to_end
    OR OLD.state = 'dropped' AND NEW.state <> 'dropped' OR NEW.state = 'sent' AND standing <> 'approved' THEN
    RAISE EXCEPTION 'paying_out:sealed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE FUNCTION paying_out_item() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT payment_order.state FROM payout JOIN payment_order ON payment_order.id = payout.order_id
      WHERE payout.id = NEW.payout_id) <> 'waiting' THEN
    RAISE EXCEPTION 'paying_out:sealed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER payee_kept BEFORE INSERT OR UPDATE ON payee FOR EACH ROW EXECUTE FUNCTION paying_out_payee()

CREATE TRIGGER payee_no_delete BEFORE DELETE ON payee FOR EACH ROW EXECUTE FUNCTION paying_out_kept('payee')

CREATE TRIGGER payee_no_truncate BEFORE TRUNCATE ON payee EXECUTE FUNCTION paying_out_kept('payee')

CREATE TRIGGER payment_order_kept BEFORE INSERT OR UPDATE ON payment_order
  FOR EACH ROW EXECUTE FUNCTION paying_out_order()

CREATE TRIGGER payment_order_no_delete BEFORE DELETE ON payment_order
  FOR EACH ROW EXECUTE FUNCTION paying_out_kept('order')

CREATE TRIGGER payment_order_no_truncate BEFORE TRUNCATE ON payment_order EXECUTE FUNCTION paying_out_kept('order')

CREATE TRIGGER payout_kept BEFORE INSERT OR UPDATE ON payout FOR EACH ROW EXECUTE FUNCTION paying_out_payout()

CREATE TRIGGER payout_no_delete BEFORE DELETE ON payout FOR EACH ROW EXECUTE FUNCTION paying_out_kept('sealed')

CREATE TRIGGER payout_no_truncate BEFORE TRUNCATE ON payout EXECUTE FUNCTION paying_out_kept('sealed')

CREATE TRIGGER payout_item_open BEFORE INSERT ON payout_item FOR EACH ROW EXECUTE FUNCTION paying_out_item()

CREATE TRIGGER payout_item_kept BEFORE UPDATE OF id, payout_id, about, amount ON payout_item
  FOR EACH ROW EXECUTE FUNCTION paying_out_kept('sealed')

CREATE TRIGGER payout_item_no_delete BEFORE DELETE ON payout_item
  FOR EACH ROW EXECUTE FUNCTION paying_out_kept('sealed')

CREATE TRIGGER payout_item_no_truncate BEFORE TRUNCATE ON payout_item EXECUTE FUNCTION paying_out_kept('sealed')
