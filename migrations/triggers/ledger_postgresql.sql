-- The ledger's truths, kept by PostgreSQL itself. Statements are parted by an empty line.
-- A message is `ledger:rule`, which coop.ledger.posting turns into the refusal of that name.

CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '%', 'ledger:' || TG_ARGV[0] USING ERRCODE = 'check_violation';
END $$

-- The seal, for all transactions of one statement together: a thousand in one go cost one pass, and the
-- rows of totals and journals are each written once. Index lookups are asked for because the plan may be
-- made while the tables are still empty.
CREATE FUNCTION ledger_seal() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
DECLARE
  rule text;
  moved integer;
  reversing boolean;
BEGIN
  UPDATE ledger_journal j SET last_number = s.last, last_hash = s.hash
  FROM (SELECT journal_id, min(number) AS first, max(number) AS last, count(*) AS many,
               (array_agg(hash ORDER BY number DESC))[1] AS hash
        FROM sealed GROUP BY journal_id) s
  WHERE j.id = s.journal_id AND j.last_number = s.first - 1 AND s.last = j.last_number + s.many;
  GET DIAGNOSTICS moved = ROW_COUNT;
  -- Asked after the journals are locked, which a closing locks too: no entry slips in while books close.
  SELECT CASE
    WHEN count(DISTINCT journal_id) <> moved THEN 'ledger:number'
    WHEN min(date) < (SELECT max(until) FROM ledger_closing) THEN 'ledger:closed'
  END, bool_or(reversal_of IS NOT NULL) INTO rule, reversing FROM sealed;
  IF rule IS NOT NULL THEN
    RAISE EXCEPTION '%', rule USING ERRCODE = 'check_violation';
  END IF;
  SELECT CASE
    WHEN s.many < 2 OR s.many <> t.entry_count OR s.last <> s.many THEN 'ledger:entries'
    WHEN s.balance <> 0 THEN 'ledger:unbalanced'
    WHEN s.elsewhen THEN 'ledger:date'
    WHEN s.inactive AND t.reversal_of IS NULL THEN 'ledger:inactive'
  END INTO rule
  FROM sealed t CROSS JOIN LATERAL (
    SELECT count(*) AS many, max(e.position) AS last, sum(e.cents) AS balance,
           bool_or(e.date <> t.date) AS elsewhen, bool_or(NOT a.active) AS inactive
    FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id WHERE e.transaction_id = t.id) s
  WHERE s.many < 2 OR s.many <> t.entry_count OR s.last <> s.many OR s.balance <> 0 OR s.elsewhen
     OR (s.inactive AND t.reversal_of IS NULL)
  LIMIT 1;
  IF rule IS NOT NULL THEN
    RAISE EXCEPTION '%', rule USING ERRCODE = 'check_violation';
  END IF;
  IF reversing AND EXISTS (
    SELECT 1 FROM sealed t JOIN ledger_transaction w ON w.id = t.reversal_of
    WHERE w.entry_count <> t.entry_count OR EXISTS (
      SELECT 1 FROM ledger_entry o WHERE o.transaction_id = w.id AND NOT EXISTS (
        SELECT 1 FROM ledger_entry r WHERE r.transaction_id = t.id AND r.position = o.position
          AND r.account_id = o.account_id AND r.cents = -o.cents
          AND r.cost_object_id IS NOT DISTINCT FROM o.cost_object_id
          AND r.party IS NOT DISTINCT FROM o.party AND r.vat IS NOT DISTINCT FROM o.vat))) THEN
    RAISE EXCEPTION 'ledger:reversal' USING ERRCODE = 'check_violation';
  END IF;
  -- In the order of the key, so that two who post at once cannot wait for each other in a circle.
  INSERT INTO ledger_total AS kept (account_id, cost_object_id, month, debit, credit)
    SELECT e.account_id, coalesce(e.cost_object_id, 0), date_trunc('month', e.date)::date,
           sum(greatest(e.cents, 0)), sum(greatest(-e.cents, 0))
    FROM sealed t JOIN ledger_entry e ON e.transaction_id = t.id
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (account_id, cost_object_id, month)
    DO UPDATE SET debit = kept.debit + excluded.debit, credit = kept.credit + excluded.credit;
  RETURN NULL;
END $$

CREATE TRIGGER ledger_transaction_seal AFTER INSERT ON ledger_transaction
REFERENCING NEW TABLE AS sealed FOR EACH STATEMENT EXECUTE FUNCTION ledger_seal()

CREATE FUNCTION ledger_entry_open() RETURNS trigger LANGUAGE plpgsql SET enable_seqscan = off AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM written e JOIN ledger_transaction t ON t.id = e.transaction_id) THEN
    RAISE EXCEPTION 'ledger:sealed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$

CREATE TRIGGER ledger_entry_open AFTER INSERT ON ledger_entry
REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_open()

-- Another connection may hold an entry for this transaction that nobody else can see yet. Positions are
-- unique and the seal counted them, so at commit an entry behind the count gives itself away.
CREATE FUNCTION ledger_entry_counted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.position > (SELECT entry_count FROM ledger_transaction WHERE id = NEW.transaction_id) THEN
    RAISE EXCEPTION 'ledger:sealed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$

CREATE CONSTRAINT TRIGGER ledger_entry_counted AFTER INSERT ON ledger_entry
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_counted()

CREATE TRIGGER ledger_entry_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('sealed')

CREATE TRIGGER ledger_transaction_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_transaction
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('sealed')

-- Depth 0 is a statement from outside; the seal itself writes at depth 1.
CREATE TRIGGER ledger_total_kept BEFORE INSERT OR UPDATE ON ledger_total
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_refuse('kept')

CREATE TRIGGER ledger_total_no_delete BEFORE DELETE OR TRUNCATE ON ledger_total
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('kept')

CREATE TRIGGER ledger_journal_new BEFORE INSERT ON ledger_journal
FOR EACH ROW WHEN (NEW.last_number <> 0 OR NEW.last_hash <> '') EXECUTE FUNCTION ledger_refuse('kept')

CREATE TRIGGER ledger_journal_kept BEFORE UPDATE OF id, code, last_number, last_hash ON ledger_journal
FOR EACH STATEMENT WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION ledger_refuse('kept')

CREATE TRIGGER ledger_journal_no_delete BEFORE DELETE OR TRUNCATE ON ledger_journal
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('kept')

CREATE TRIGGER ledger_account_kept BEFORE UPDATE OF id, number, kind ON ledger_account
FOR EACH ROW WHEN (NEW.id <> OLD.id OR NEW.number <> OLD.number OR NEW.kind <> OLD.kind)
EXECUTE FUNCTION ledger_refuse('account')

CREATE FUNCTION ledger_closing_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM ledger_journal ORDER BY id FOR UPDATE;
  IF NEW.until <= (SELECT max(until) FROM ledger_closing) THEN
    RAISE EXCEPTION 'ledger:closed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$

CREATE TRIGGER ledger_closing_forward BEFORE INSERT ON ledger_closing
FOR EACH ROW EXECUTE FUNCTION ledger_closing_forward()

CREATE TRIGGER ledger_closing_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_closing
FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse('closed')
