-- The journal: triggers record every change of every record, whichever program writes it. Statement
-- triggers, for an import of many records asks once. A change under way is the newest one, made by
-- this transaction and not sealed yet; a write without one begins a change of its own. The functions
-- run as the owner of the tables: nobody else needs to write the journal.

CREATE OR REPLACE FUNCTION salesmap.outsider() RETURNS text LANGUAGE sql STABLE
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$ SELECT '{OUTSIDE_ACTOR}' $$;

CREATE OR REPLACE FUNCTION salesmap.journal_begin() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  under_way xid8;
  is_sealed boolean;
BEGIN
  PERFORM pg_advisory_xact_lock({LOCK});
  NOTIFY {CHANNEL};
  SELECT xact, seal IS NOT NULL INTO under_way, is_sealed FROM public.change ORDER BY id DESC LIMIT 1;
  IF under_way IS DISTINCT FROM pg_current_xact_id() OR is_sealed THEN
    INSERT INTO public.change (at, actor, command, what, subject, rows) VALUES (
      to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      salesmap.outsider(), 'SQL', '{OUTSIDE_WHAT}', TG_TABLE_NAME, 0);
    PERFORM salesmap.keep_last_id('change', (SELECT max(id) FROM public.change));
  END IF;
  RETURN NULL;
END $$;

-- What salesmap itself inserts it notes at the end.
CREATE OR REPLACE FUNCTION salesmap.keep_last_id(text, bigint) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO salesmap.last_id AS l VALUES ($1, $2)
  ON CONFLICT (table_name) DO UPDATE SET last = greatest(l.last, excluded.last) $$;

CREATE OR REPLACE FUNCTION salesmap.journal_count(bigint) RETURNS void LANGUAGE sql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE public.change SET rows = (SELECT count(*) FROM public.change_row WHERE change_id = $1)
  WHERE id = $1 AND rows IS NOT NULL $$;

CREATE OR REPLACE FUNCTION salesmap.journal_insert() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  under_way bigint;
  is_outside boolean;
BEGIN
  SELECT id, actor = salesmap.outsider() INTO under_way, is_outside
    FROM public.change ORDER BY id DESC LIMIT 1;
  INSERT INTO public.change_row (change_id, table_name, row_id, before)
    SELECT under_way, TG_TABLE_NAME, n.id, NULL FROM new_rows n ON CONFLICT DO NOTHING;
  PERFORM salesmap.journal_count(under_way);
  IF is_outside THEN
    PERFORM salesmap.keep_last_id(TG_TABLE_NAME, max(n.id)) FROM new_rows n HAVING count(*) > 0;
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION salesmap.journal_update() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  under_way bigint := (SELECT max(id) FROM public.change);
BEGIN
  INSERT INTO public.change_row (change_id, table_name, row_id, before)
    SELECT under_way, TG_TABLE_NAME, o.id, row_to_json(o)::text FROM old_rows o ON CONFLICT DO NOTHING;
  INSERT INTO public.change_row (change_id, table_name, row_id, before)
    SELECT under_way, TG_TABLE_NAME, n.id, NULL FROM new_rows n ON CONFLICT DO NOTHING;
  PERFORM salesmap.journal_count(under_way);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION salesmap.journal_delete() RETURNS trigger LANGUAGE plpgsql
  SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  under_way bigint := (SELECT max(id) FROM public.change);
BEGIN
  INSERT INTO public.change_row (change_id, table_name, row_id, before)
    SELECT under_way, TG_TABLE_NAME, o.id, row_to_json(o)::text FROM old_rows o ON CONFLICT DO NOTHING;
  PERFORM salesmap.journal_count(under_way);
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION salesmap.journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'TRUNCATE would leave no trace in the history: use DELETE';
END $$;
