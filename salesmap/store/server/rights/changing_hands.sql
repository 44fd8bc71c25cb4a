-- How leads change hands under rights. Whoever may edit what is in the pool claims from it, for
-- themselves alone, within the limits of the map; an undo is exact, or it is refused. All of it is
-- looked at once a person's statement or transaction is done, whatever its client did.

DROP FUNCTION IF EXISTS salesmap.last_pool(jsonb);

-- Whether a person has claimed a lead in the change under way, and may: it was in the pool, the claim
-- is kept with its day, and day, capacity and cooldown of its rule hold.
CREATE OR REPLACE FUNCTION salesmap.may_claim(lead public.lead) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine text := salesmap.my_name();
  claim public.owner_change;
  pool salesmap.pool;
  claimed bigint;
  most bigint;
  lost text;
BEGIN
  SELECT o.* INTO claim FROM public.owner_change o
    JOIN public.change_row r ON r.table_name = 'owner_change' AND r.row_id = o.id AND r.before IS NULL
    JOIN public.change c ON c.id = r.change_id AND c.xact = pg_current_xact_id_if_assigned()
    WHERE o.lead_id = lead.id AND o.kind = 'claimed' AND o.owner_after = mine
      AND o.owner_before IS NULL AND o.actor = mine
    ORDER BY o.id DESC LIMIT 1;
  IF claim.id IS NULL OR NOT salesmap.may_pool('edit') THEN
    RETURN false;
  END IF;
  SELECT * INTO pool FROM salesmap.pool p WHERE p.key = claim.rule;
  -- The day is one that it is somewhere at the time of the change; a claim of an earlier day counts
  -- those of later ones.
  IF claim.changed_on::date NOT BETWEEN
      (SELECT c.at::timestamptz AT TIME ZONE 'UTC+12' FROM public.change c
        WHERE c.xact = pg_current_xact_id_if_assigned() ORDER BY c.id DESC LIMIT 1)::date
      AND (SELECT c.at::timestamptz AT TIME ZONE 'UTC-14' FROM public.change c
        WHERE c.xact = pg_current_xact_id_if_assigned() ORDER BY c.id DESC LIMIT 1)::date THEN
    RETURN false;
  END IF;
  IF claim.rule IS DISTINCT FROM salesmap.pool_of(to_jsonb(lead), claim.changed_on::date) THEN
    RETURN false;
  END IF;
  SELECT count(*) INTO claimed FROM public.owner_change o
    WHERE o.kind = 'claimed' AND lower(o.owner_after) = lower(mine)
      AND o.changed_on >= claim.changed_on AND o.rule = pool.key;
  IF claimed > pool.per_day THEN
    RETURN false;
  END IF;
  most := least(pool.capacity, (SELECT m.capacity FROM public.member m WHERE m.name = mine));
  IF (SELECT count(*) FROM public.lead l
      WHERE lower(l.owner) = lower(mine) AND l.status = 'open') > most THEN
    RETURN false;
  END IF;
  SELECT max(o.changed_on) INTO lost FROM public.owner_change o
    WHERE o.lead_id = lead.id AND lower(o.owner_before) = lower(mine) AND o.owner_after IS NULL;
  RETURN lost IS NULL OR pool.key IS NULL OR claim.changed_on::date >= lost::date + pool.cooldown::integer;
END $$;

-- Whether a rule of the map that acted in the change under way gives a lead to its owner. Whether the
-- rule had to act is the client's to know: at most one gives what one may edit to whom the map names.
CREATE OR REPLACE FUNCTION salesmap.is_by_rule(lead public.lead) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM salesmap.rule_owner o JOIN public.rule_firing f ON f.rule = o.rule
    JOIN public.change_row r ON r.table_name = 'rule_firing' AND r.row_id = f.id AND r.before IS NULL
    JOIN public.change c ON c.id = r.change_id AND c.xact = pg_current_xact_id_if_assigned()
    WHERE f.lead_id = $1.id AND lower(o.owner) = lower($1.owner)) $$;

CREATE OR REPLACE FUNCTION salesmap.close_claim() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT (salesmap.may('assign', coalesce(OLD.caretaker, OLD.owner))
      OR salesmap.just_made('lead', NEW.id) OR salesmap.is_by_rule(NEW)
      OR (OLD.owner IS NULL AND salesmap.may_claim(NEW))) THEN
    PERFORM salesmap.refuse('assign', 'lead');
  END IF;
  RETURN NULL;
END $$;

DROP FUNCTION IF EXISTS salesmap.give_lead(bigint, bigint, json);

-- The record of who had a lead when: what it says happened in the change under way, and it stays.
CREATE OR REPLACE FUNCTION salesmap.close_owner_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  its_owner text;
  had jsonb;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF EXISTS (  -- what an undo brought back, whose change may be sealed by now
        SELECT 1 FROM public.change c JOIN public.change_row r ON r.change_id = c.undoes
        WHERE c.xact = pg_current_xact_id_if_assigned() AND r.table_name = 'owner_change'
          AND r.row_id = NEW.id AND r.before::jsonb = to_jsonb(NEW)) THEN
      RETURN NULL;
    END IF;
    SELECT r.before::jsonb INTO had FROM public.change_row r JOIN public.change c ON c.id = r.change_id
      WHERE c.xact = pg_current_xact_id_if_assigned() AND r.table_name = 'lead' AND r.row_id = NEW.lead_id
      ORDER BY c.id DESC LIMIT 1;
    IF NEW.actor IS DISTINCT FROM salesmap.my_name()
        OR (had IS NOT NULL AND had ->> 'owner' IS DISTINCT FROM NEW.owner_before)
        OR (had IS NULL AND NOT salesmap.just_made('lead', NEW.lead_id)) THEN
      PERFORM salesmap.refuse('add', 'owner_change');
    END IF;
  ELSE
    IF NOT salesmap.differing(to_jsonb(OLD), to_jsonb(NEW)) <@ '{lead_id}' OR NOT EXISTS (
        SELECT 1 FROM public.lead l WHERE l.id = OLD.lead_id AND l.merged_into_id = NEW.lead_id) THEN
      PERFORM salesmap.refuse('edit', 'owner_change');
    END IF;
  END IF;
  RETURN NULL;
END $$;

-- Whether a change that undoes another put every record back to its state before, and none of them
-- has changed since by what is not undone.
CREATE OR REPLACE FUNCTION salesmap.is_exact(undo bigint, undone bigint) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  touched text;
  differs boolean;
BEGIN
  IF EXISTS (
      SELECT 1 FROM public.change_row own
      JOIN public.change_row later ON later.table_name = own.table_name AND later.row_id = own.row_id
      JOIN public.change c ON c.id = later.change_id
      WHERE own.change_id = undone AND c.id > undone AND c.id <> undo AND c.rows IS NOT NULL
        AND c.undone_by IS NULL AND (c.undoes IS NULL OR c.undoes < undone)) THEN
    RETURN false;
  END IF;
  FOR touched IN SELECT DISTINCT r.table_name FROM public.change_row r WHERE r.change_id = undone LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.change_row r LEFT JOIN public.%I t ON t.id = r.row_id'
      ' WHERE r.change_id = $1 AND r.table_name = %L AND CASE WHEN r.before IS NULL THEN t.id IS NOT NULL'
      ' ELSE t.id IS NULL OR NOT to_jsonb(t) @> r.before::jsonb END)', touched, touched)
      INTO differs USING undone;
    IF differs THEN
      RETURN false;
    END IF;
  END LOOP;
  RETURN true;
END $$;

REVOKE EXECUTE ON FUNCTION salesmap.is_by_rule(public.lead), salesmap.may_claim(public.lead),
  salesmap.is_exact(bigint, bigint) FROM PUBLIC;
