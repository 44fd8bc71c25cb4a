-- The journal under rights: a person adds changes of their own, nobody rewrites or deletes any. What
-- the functions of the journal write, they write as the owner of the tables.

-- The time of a change may be another than the server's (--now), but not before what is in the
-- journal: nobody rewrites the past.
CREATE OR REPLACE FUNCTION salesmap.check_time(at text) RETURNS void
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  latest text := (SELECT c.at FROM public.change c ORDER BY c.id DESC LIMIT 1);
BEGIN
  IF $1 COLLATE "C" < latest COLLATE "C" AND abs(extract(epoch FROM now() - $1::timestamptz)) > 86400 THEN
    RAISE EXCEPTION 'the time % lies before the last change', $1
      USING ERRCODE = '42501', DETAIL = json_build_object('at', $1, 'latest', latest);
  END IF;
END $$;

CREATE OR REPLACE FUNCTION salesmap.guard_change() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine text := salesmap.my_name();
  made_now boolean;
BEGIN
  IF salesmap.is_owner(current_user) THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'INSERT' THEN
    NEW.xact := pg_current_xact_id();
    IF mine IS NULL OR NEW.actor <> mine OR NEW.seal IS NOT NULL OR NEW.undone_by IS NOT NULL
      OR NEW.rows IS NOT NULL OR NEW.id <> (SELECT last_value FROM public.change_id_seq)
      OR NOT salesmap.is_next_change(NEW.id) THEN
      PERFORM salesmap.refuse('edit', 'change');
    END IF;
    PERFORM salesmap.check_time(NEW.at);
  ELSIF TG_OP = 'UPDATE' THEN
    made_now := OLD.xact = pg_current_xact_id() AND OLD.actor = mine AND OLD.seal IS NULL;
    IF NEW.id <> OLD.id OR NEW.at <> OLD.at OR NEW.actor <> OLD.actor
      OR NEW.xact IS DISTINCT FROM OLD.xact OR NEW.seal IS DISTINCT FROM OLD.seal
      OR NEW.once_key IS DISTINCT FROM OLD.once_key
      OR (made_now IS NOT TRUE AND (
        NEW IS NOT DISTINCT FROM OLD OR
        NEW.command <> OLD.command OR NEW.what <> OLD.what OR NEW.subject <> OLD.subject
        OR NEW.rows IS DISTINCT FROM OLD.rows OR NEW.undoes IS DISTINCT FROM OLD.undoes))
      OR (NEW.answer IS DISTINCT FROM OLD.answer AND (OLD.answer IS NOT NULL OR OLD.actor <> mine))
      OR (NEW.undone_by IS DISTINCT FROM OLD.undone_by
        AND NOT salesmap.may_mark_undone(OLD.id, OLD.undone_by, NEW.undone_by)) THEN
      PERFORM salesmap.refuse('edit', 'change');
    END IF;
  ELSIF (OLD.xact = pg_current_xact_id() AND OLD.actor = mine AND OLD.seal IS NULL
      AND NOT EXISTS (SELECT 1 FROM public.change_row r WHERE r.change_id = OLD.id)) IS NOT TRUE THEN
    PERFORM salesmap.refuse('delete', 'change');
  END IF;
  IF TG_OP <> 'DELETE' THEN
    -- A change of which one sees a part only is not to be undone: the rest would be lost.
    IF NEW.undoes IS NOT NULL AND (TG_OP = 'INSERT' OR NEW.undoes IS DISTINCT FROM OLD.undoes)
      AND (SELECT count(*) FROM public.change_row r WHERE r.change_id = NEW.undoes)
        <> salesmap.count_rows(NEW.undoes) THEN
      PERFORM salesmap.refuse('edit', 'change');
    END IF;
    RETURN NEW;
  END IF;
  RETURN OLD;
END $$;

CREATE OR REPLACE FUNCTION salesmap.is_next_change(id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT $1 > coalesce((SELECT max(c.id) FROM public.change c), 0) $$;

CREATE OR REPLACE FUNCTION salesmap.count_rows(change_id bigint) RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT count(*) FROM public.change_row r WHERE r.change_id = $1 $$;

-- An undo marks the change that it reverses, a redo takes the mark of the one it brings back.
CREATE OR REPLACE FUNCTION salesmap.may_mark_undone(id bigint, old bigint, new bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.change c LEFT JOIN public.change u ON u.id = c.undoes
    WHERE c.xact = pg_current_xact_id_if_assigned() AND c.actor = salesmap.my_name()
      AND (($3 = c.id AND $1 = c.undoes) OR ($3 IS NULL AND $2 = u.id AND $1 = u.undoes))) $$;

-- Ids: back to the last one that was committed, or forward to the largest; nobody says how far.

CREATE OR REPLACE FUNCTION salesmap.move_ids(kind text, is_back boolean) RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  kept bigint;
BEGIN
  IF kind NOT IN ({TABLES}) THEN
    PERFORM salesmap.refuse('edit', kind);
  END IF;
  EXECUTE format('SELECT greatest((SELECT last FROM salesmap.last_id WHERE table_name = %L),'
    ' (SELECT max(id) FROM public.%I), CASE WHEN NOT $1 AND is_called THEN last_value END, 0)'
    ' FROM public.%I', kind, kind, kind || '_id_seq') INTO kept USING is_back;
  PERFORM setval(format('public.%I', kind || '_id_seq')::regclass, greatest(kept, 1), kept > 0);
  RETURN kept;
END $$;

CREATE OR REPLACE FUNCTION salesmap.settle_ids(kind text) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT salesmap.move_ids($1, true) $$;

CREATE OR REPLACE FUNCTION salesmap.use_ids(kind text) RETURNS bigint
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT salesmap.move_ids($1, false) $$;

CREATE OR REPLACE FUNCTION salesmap.keep_ids(kinds text[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT salesmap.keep_last_id(kind, salesmap.use_ids(kind)) FROM unnest($1) kind $$;

-- Numbers of papers go on from the largest, also from one that a person may not see.

CREATE OR REPLACE FUNCTION salesmap.last_serial(kind text, series text) RETURNS bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found bigint;
BEGIN
  IF kind NOT IN ('quote', 'contract', 'ticket') THEN
    PERFORM salesmap.refuse('read', kind);
  END IF;
  EXECUTE format('SELECT max(serial) FROM public.%I WHERE series = $1', kind) INTO found USING series;
  RETURN found;
END $$;

CREATE OR REPLACE FUNCTION salesmap.is_number_taken(kind text, number text) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found boolean;
BEGIN
  IF kind NOT IN ('quote', 'contract', 'ticket') THEN
    PERFORM salesmap.refuse('read', kind);
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I WHERE number = $1)', kind) INTO found USING number;
  RETURN found;
END $$;

-- Seals, as `store/journal/seals.py` makes them: whoever is held to rights cannot, so the server does.

CREATE OR REPLACE FUNCTION salesmap.json_text(text) RETURNS text
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN $1 IS NULL THEN 'null'
    WHEN $1 COLLATE "C" ~ '^[] !#-[^-~]*$' THEN '"' || $1 || '"'
    ELSE '"' || (SELECT string_agg(CASE
        WHEN c = '"' THEN '\"' WHEN c = '\' THEN '\\'
        WHEN ascii(c) BETWEEN 32 AND 126 THEN c
        WHEN ascii(c) = 10 THEN '\n' WHEN ascii(c) = 13 THEN '\r' WHEN ascii(c) = 9 THEN '\t'
        WHEN ascii(c) = 8 THEN '\b' WHEN ascii(c) = 12 THEN '\f'
        WHEN ascii(c) < 65536 THEN '\u' || lpad(to_hex(ascii(c)), 4, '0')
        ELSE '\u' || to_hex(55296 + ((ascii(c) - 65536) >> 10))
          || '\u' || to_hex(56320 + ((ascii(c) - 65536) & 1023)) END, '' ORDER BY n)
      FROM string_to_table($1, NULL) WITH ORDINALITY AS each (c, n)) || '"' END $$;

CREATE OR REPLACE FUNCTION salesmap.seal_up_to(own bigint) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  head bigint;
  chain text;
  each public.change;
BEGIN
  SELECT sealed_change_id, sealed INTO head, chain FROM public.identity WHERE id = 1;
  FOR each IN
    SELECT * FROM public.change c
    WHERE c.seal IS NULL AND c.rows IS NOT NULL AND c.id > coalesce(head, 0) AND c.id <= own
      AND (c.id = own OR c.actor = '{OUTSIDE_ACTOR}' OR starts_with(c.actor, '{OUTSIDE_ACTOR}:'))
    ORDER BY c.id
  LOOP
    chain := encode(sha256(convert_to(
      coalesce(chain, '') || '[' || each.id || ',' || salesmap.json_text(each.at) || ','
      || salesmap.json_text(each.actor) || ',' || salesmap.json_text(each.command) || ','
      || salesmap.json_text(each.what) || ',' || salesmap.json_text(each.subject) || ','
      || each.rows || ',' || coalesce(each.undoes::text, 'null') || E']\n'
      || coalesce((SELECT string_agg('[' || salesmap.json_text(m.table_name) || ',' || m.first || ','
          || m.last || E']\n', '' ORDER BY m.table_name, m.first)
        FROM (SELECT r.table_name, min(r.row_id) AS first, max(r.row_id) AS last
          FROM (SELECT table_name, row_id, row_id
              - row_number() OVER (PARTITION BY table_name ORDER BY row_id) AS run
            FROM public.change_row WHERE change_id = each.id AND before IS NULL) r
          GROUP BY r.table_name, r.run) m), '')
      || coalesce((SELECT string_agg('[' || salesmap.json_text(r.table_name) || ',' || r.row_id || ','
          || salesmap.json_text(r.before) || E']\n', '' ORDER BY r.table_name, r.row_id)
        FROM public.change_row r WHERE r.change_id = each.id AND r.before IS NOT NULL), ''),
      'UTF8')), 'hex');
    UPDATE public.change SET seal = chain WHERE id = each.id;
    head := each.id;
  END LOOP;
  UPDATE public.identity SET sealed_change_id = head, sealed = chain WHERE id = 1;
END $$;

-- At the commit a change of a person is counted and sealed, whatever its client did.
CREATE OR REPLACE FUNCTION salesmap.close_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found public.change;
  number bigint := salesmap.count_rows(NEW.id);
BEGIN
  SELECT * INTO found FROM public.change WHERE id = NEW.id;
  IF found.id IS NULL OR found.seal IS NOT NULL OR found.actor = salesmap.outsider() THEN
    RETURN NULL;
  END IF;
  IF number = 0 AND found.undoes IS NULL THEN
    DELETE FROM public.change WHERE id = NEW.id;
    RETURN NULL;
  END IF;
  IF found.undoes IS NOT NULL AND NOT salesmap.is_exact(found.id, found.undoes) THEN
    PERFORM salesmap.refuse('edit', 'change');
  END IF;
  UPDATE public.change SET rows = number WHERE id = NEW.id;
  PERFORM salesmap.seal_up_to(NEW.id);
  RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION salesmap.seal_up_to(bigint), salesmap.keep_last_id(text, bigint),
  salesmap.move_ids(text, boolean), salesmap.read_rules(), salesmap.forget_plans(),
  salesmap.may_write(text, text, text, jsonb, boolean), salesmap.check_lead(text, jsonb, jsonb),
  salesmap.check_approval(text, text, jsonb, jsonb) FROM PUBLIC;
