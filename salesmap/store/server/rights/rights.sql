-- Rights that hold against any client. Who asks is the login of the session, whatever role it takes
-- on. Policies hide what a person may not read; triggers refuse what they may not write, so that a
-- refusal is an error. All functions run as the owner of the tables, with a path of their own.

CREATE TABLE IF NOT EXISTS salesmap.login (
  login name PRIMARY KEY, member_id bigint NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS salesmap.usual (
  role text COLLATE "C" NOT NULL, verb text COLLATE "C" NOT NULL, reach text COLLATE "C" NOT NULL);
CREATE TABLE IF NOT EXISTS salesmap.pool (
  key text COLLATE "C" PRIMARY KEY, place bigint NOT NULL, filters text[] NOT NULL,
  per_day bigint, capacity bigint, cooldown bigint NOT NULL);
CREATE TABLE IF NOT EXISTS salesmap.rule_owner (
  rule text COLLATE "C" NOT NULL, owner text COLLATE "C" NOT NULL);
CREATE TABLE IF NOT EXISTS salesmap.step (
  rule text COLLATE "C" NOT NULL, role text COLLATE "C" NOT NULL);
CREATE TABLE IF NOT EXISTS salesmap.version (number bigint NOT NULL);
INSERT INTO salesmap.version SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM salesmap.version);
CREATE TABLE IF NOT EXISTS salesmap.reader (
  login name PRIMARY KEY, reads_all boolean NOT NULL, reads_pool boolean NOT NULL,
  reads_leads boolean NOT NULL, names text[] NOT NULL, stands_in boolean NOT NULL);
ALTER TABLE salesmap.reader ADD COLUMN IF NOT EXISTS keepers text[] NOT NULL DEFAULT '{}';
CREATE TABLE IF NOT EXISTS salesmap.rule (LIKE salesmap.usual);
CREATE TABLE IF NOT EXISTS salesmap.holder (
  role text COLLATE "C" NOT NULL, person text COLLATE "C" NOT NULL);

-- Who asks.

CREATE OR REPLACE FUNCTION salesmap.me() RETURNS bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT m.id FROM salesmap.login l JOIN public.member m ON m.id = l.member_id
  WHERE l.login = session_user AND m.left_on IS NULL);
END $$;

CREATE OR REPLACE FUNCTION salesmap.my_name() RETURNS text
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint := salesmap.me();
BEGIN
  RETURN (SELECT m.name FROM public.member m WHERE m.id = mine);
END $$;

CREATE OR REPLACE FUNCTION salesmap.my_key() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT name_key FROM public.member WHERE id = salesmap.me() $$;

CREATE OR REPLACE FUNCTION salesmap.outsider() RETURNS text
  LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT '{OUTSIDE_ACTOR}' || coalesce(':' || salesmap.my_name(), '') $$;

CREATE OR REPLACE FUNCTION salesmap.is_owner(who name) RETURNS boolean
  LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT pg_has_role(who, {OWNER}, 'USAGE') $$;

-- The person of a session: what each command asks first.
CREATE OR REPLACE VIEW salesmap.person WITH (security_barrier) AS
  SELECT m.name, m.role, r.reads_all FROM salesmap.reader r
  JOIN salesmap.login l ON l.login = r.login JOIN public.member m ON m.id = l.member_id
  WHERE r.login = session_user;

-- What the map says of rights, anew with every version of it.

CREATE OR REPLACE FUNCTION salesmap.read_rules() RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  DELETE FROM salesmap.rule;
  INSERT INTO salesmap.rule
    SELECT r.value ->> 0, verb.value, r.value ->> 2
    FROM (SELECT compiled::json -> {RIGHTS} AS rights FROM public.map_version ORDER BY id DESC LIMIT 1) m
    CROSS JOIN LATERAL json_array_elements(
      CASE WHEN json_typeof(m.rights) = 'array' THEN m.rights END) r
    CROSS JOIN LATERAL json_array_elements_text(r.value -> 1) verb;
  INSERT INTO salesmap.rule
    SELECT * FROM salesmap.usual u WHERE u.role NOT IN (SELECT role FROM salesmap.rule);
  DELETE FROM salesmap.holder;
  INSERT INTO salesmap.holder
    SELECT r.value ->> {ROLE_KEY}, r.value ->> {ROLE_PERSON}
    FROM (SELECT compiled::json -> {ROLES} AS roles FROM public.map_version ORDER BY id DESC LIMIT 1) m
    CROSS JOIN LATERAL json_array_elements(
      CASE WHEN json_typeof(m.roles) = 'array' THEN m.roles END) r
    WHERE r.value ->> {ROLE_PERSON} <> '';
  DELETE FROM salesmap.pool;
  INSERT INTO salesmap.pool
    SELECT p.value ->> {POOL_KEY}, p.place, ARRAY(SELECT json_array_elements_text(p.value -> {POOL_WHEN})),
      (p.value ->> {POOL_PER_DAY})::bigint, (p.value ->> {POOL_CAPACITY})::bigint,
      coalesce((p.value ->> {POOL_COOLDOWN})::bigint, 0)
    FROM (SELECT compiled::json -> {POOLS} AS pools FROM public.map_version ORDER BY id DESC LIMIT 1) m
    CROSS JOIN LATERAL json_array_elements(
      CASE WHEN json_typeof(m.pools) = 'array' THEN m.pools END) WITH ORDINALITY p (value, place);
  DELETE FROM salesmap.step;
  INSERT INTO salesmap.step
    SELECT s.value ->> {STEP_KEY}, coalesce(s.value ->> {STEP_ROLE}, '')
    FROM (SELECT compiled::json -> {STEPS} AS steps FROM public.map_version ORDER BY id DESC LIMIT 1) m
    CROSS JOIN LATERAL json_array_elements(
      CASE WHEN json_typeof(m.steps) = 'array' THEN m.steps END) s;
  DELETE FROM salesmap.rule_owner;
  INSERT INTO salesmap.rule_owner
    SELECT r.value ->> {RULE_KEY}, action.value ->> {RULE_OWNER}
    FROM (SELECT compiled::json -> {RULES} AS rules FROM public.map_version ORDER BY id DESC LIMIT 1) m
    CROSS JOIN LATERAL json_array_elements(
      CASE WHEN json_typeof(m.rules) = 'array' THEN m.rules END) r
    CROSS JOIN LATERAL json_array_elements(r.value -> {RULE_THEN}) action
    WHERE action.value ->> {RULE_OWNER} <> '' $$;

CREATE OR REPLACE FUNCTION salesmap.rules_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM salesmap.read_rules();
  PERFORM salesmap.forget_plans();
  RETURN NULL;
END $$;

-- What a person may do.

CREATE OR REPLACE FUNCTION salesmap.reaches(verb text) RETURNS text[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint := salesmap.me();
  its_role text := (SELECT m.role FROM public.member m WHERE m.id = mine);
BEGIN
  IF its_role IS NULL THEN
    RETURN '{}';
  END IF;
  IF NOT EXISTS (SELECT 1 FROM salesmap.rule r WHERE r.role = its_role) THEN
    its_role := '';
  END IF;
  RETURN coalesce((SELECT array_agg(DISTINCT r.reach::text) FROM salesmap.rule r
    WHERE r.verb = $1 AND r.role = its_role), '{}');
END $$;

CREATE OR REPLACE FUNCTION salesmap.today() RETURNS text
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint := salesmap.me();
BEGIN
  RETURN to_char(now() AT TIME ZONE coalesce(
    (SELECT m.timezone FROM public.member m WHERE m.id = mine), 'UTC'), 'YYYY-MM-DD');
END $$;

CREATE OR REPLACE FUNCTION salesmap.own_names() RETURNS text[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint := salesmap.me();
  day text := salesmap.today();
BEGIN
  RETURN (SELECT coalesce(array_agg(m.name::text), '{}') FROM public.member m
    WHERE m.id = mine OR m.id IN (
      SELECT a.member_id FROM public.absence a
      WHERE a.deputy_id = mine AND day COLLATE "C" BETWEEN a.since AND a.until));
END $$;

CREATE OR REPLACE FUNCTION salesmap.team_names() RETURNS text[]
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine bigint := salesmap.me();
BEGIN
  RETURN (
    WITH RECURSIVE below (id) AS (
      SELECT mine UNION SELECT m.id FROM public.member m JOIN below b ON m.manager_id = b.id)
    SELECT coalesce(array_agg(m.name::text), '{}') FROM public.member m, public.member me
    WHERE me.id = mine
      AND (m.id IN (SELECT id FROM below) OR m.team_key IS NOT DISTINCT FROM me.team_key));
END $$;

CREATE OR REPLACE FUNCTION salesmap.owners(verb text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN r.reach && '{own,team}' THEN salesmap.own_names() ELSE '{}' END
    || CASE WHEN 'team' = ANY (r.reach) THEN salesmap.team_names() ELSE '{}' END
  FROM (SELECT salesmap.reaches($1) AS reach) r $$;

CREATE OR REPLACE FUNCTION salesmap.may_all(verb text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'all' = ANY (salesmap.reaches($1)) $$;

CREATE OR REPLACE FUNCTION salesmap.may_pool(verb text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT salesmap.reaches($1) && '{all,pool}' $$;

CREATE OR REPLACE FUNCTION salesmap.may(verb text, owner text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT salesmap.may_all($1) OR CASE WHEN $2 IS NULL THEN salesmap.may_pool($1)
    ELSE $2 = ANY (salesmap.owners($1)) END $$;

CREATE OR REPLACE FUNCTION salesmap.may_lead(verb text) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT salesmap.reaches($1) && '{all,team}' $$;

CREATE OR REPLACE FUNCTION salesmap.writes() RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT salesmap.reaches('add') || salesmap.reaches('edit') <> '{}' $$;

-- What policies ask once a statement.

CREATE OR REPLACE FUNCTION salesmap.attached() RETURNS SETOF text
  LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT DISTINCT sha256::text FROM public.attachment $$;

-- The records that the change under way touched: they stay in sight to its end, given away or not; and
-- those that it takes back one's own change of, if nobody touched them since but by what is undone.
CREATE OR REPLACE FUNCTION salesmap.in_hand(kind text) RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  under_way xid8 := pg_current_xact_id_if_assigned();
  mine text;
BEGIN
  IF under_way IS NULL THEN
    RETURN;
  END IF;
  mine := salesmap.my_name();
  RETURN QUERY SELECT r.row_id FROM public.change c JOIN public.change_row r ON r.change_id = c.id
    WHERE c.xact = under_way AND r.table_name = $1
    UNION SELECT r.row_id FROM public.change c JOIN public.change u ON u.id = c.undoes
    JOIN public.change_row r ON r.change_id = u.id AND r.table_name = $1
    WHERE c.xact = under_way AND c.seal IS NULL AND u.actor = mine AND NOT EXISTS (
      SELECT 1 FROM public.change_row later JOIN public.change x ON x.id = later.change_id
      WHERE later.table_name = $1 AND later.row_id = r.row_id AND x.id > u.id AND x.id <> c.id
        AND x.rows IS NOT NULL AND x.undone_by IS NULL AND (x.undoes IS NULL OR x.undoes < u.id));
END $$;

-- Whether a change is under way: a look at the past has a transaction of its own, and none.
CREATE OR REPLACE FUNCTION salesmap.is_writing() RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM public.change c WHERE c.xact = pg_current_xact_id_if_assigned());
END $$;

-- Whether a record was a person's, or of whom they read, before the statement under way gives it away.
CREATE OR REPLACE FUNCTION salesmap.was_read(kind text, id bigint) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  found boolean;
BEGIN
  IF pg_current_xact_id_if_assigned() IS NULL OR kind NOT IN ({GIVEN}) THEN
    RETURN false;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I t WHERE t.id = $1 AND t.owner = ANY ($2))', kind)
    INTO found USING id, salesmap.owners('read');
  RETURN found;
END $$;

-- Whose a lead was before the change under way: NULL inside for the pool, empty for untouched ones.
CREATE OR REPLACE FUNCTION salesmap.keepers_before(lead bigint) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(coalesce(r.before::json ->> 'caretaker', r.before::json ->> 'owner')), '{}')
  FROM public.change c JOIN public.change_row r ON r.change_id = c.id
  WHERE c.xact = pg_current_xact_id_if_assigned() AND r.table_name = 'lead' AND r.row_id = $1
    AND r.before IS NOT NULL $$;

-- The change that one is undoing.
CREATE OR REPLACE FUNCTION salesmap.undone_now() RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    RETURN QUERY SELECT c.undoes FROM public.change c
      WHERE c.xact = pg_current_xact_id_if_assigned() AND c.undoes IS NOT NULL;
  END IF;
END $$;

-- One's own changes, and the one that one is undoing.
CREATE OR REPLACE FUNCTION salesmap.own_changes() RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  mine text := salesmap.my_name();
  outside text := salesmap.outsider();
BEGIN
  RETURN QUERY SELECT c.id FROM public.change c WHERE c.actor IN (mine, outside)
    UNION SELECT salesmap.undone_now();
END $$;

-- What policies know when a statement is planned. These functions say that they are IMMUTABLE, so that
-- the planner puts their answers into the plan: who reads all has the plans of the owner, and others
-- those for their own names. Whatever may change an answer counts `rights_version` up and has all plans
-- made anew; a plan that runs in spite of that, prepared in the transaction under way, is an error.

CREATE OR REPLACE FUNCTION salesmap.rights_version() RETURNS bigint
  LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT v.number FROM salesmap.version v);
END $$;

CREATE OR REPLACE FUNCTION salesmap.as_planned(version bigint) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF $1 IS DISTINCT FROM (SELECT v.number FROM salesmap.version v) THEN
    RAISE EXCEPTION 'rights changed since this was planned: try again' USING ERRCODE = '40001';
  END IF;
  RETURN true;
END $$;

CREATE OR REPLACE FUNCTION salesmap.is_member() RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM salesmap.reader r WHERE r.login = session_user);
END $$;

CREATE OR REPLACE FUNCTION salesmap.reads_all() RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT r.reads_all FROM salesmap.reader r WHERE r.login = session_user), false);
END $$;

CREATE OR REPLACE FUNCTION salesmap.reads_pool() RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT r.reads_pool FROM salesmap.reader r WHERE r.login = session_user), false);
END $$;

CREATE OR REPLACE FUNCTION salesmap.reads_leads() RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT r.reads_leads FROM salesmap.reader r WHERE r.login = session_user), false);
END $$;

CREATE OR REPLACE FUNCTION salesmap.read_names() RETURNS text[]
  LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT r.names FROM salesmap.reader r WHERE r.login = session_user), '{}');
END $$;

CREATE OR REPLACE FUNCTION salesmap.stands_in() RETURNS boolean
  LANGUAGE plpgsql IMMUTABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN coalesce((SELECT r.stands_in FROM salesmap.reader r WHERE r.login = session_user), false);
END $$;

-- What every person reads: all, the pool, whose records, and all leads that there are, by their keepers:
-- `kept` knows every one that a lead has had since rights began, and a new one counts. Who stands in
-- for somebody, be it in the past or to come, asks on the day itself for whom.
CREATE OR REPLACE FUNCTION salesmap.forget_plans() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  DELETE FROM salesmap.reader;
  INSERT INTO salesmap.reader (login, reads_all, reads_pool, reads_leads, names, stands_in)
    SELECT p.login, 'all' = ANY (p.reach), p.reach && '{all,pool}', false,
      CASE WHEN 'team' = ANY (p.reach) THEN (
          WITH RECURSIVE below (id) AS (
            SELECT p.id UNION SELECT m.id FROM public.member m JOIN below b ON m.manager_id = b.id)
          SELECT array_agg(m.name::text) FROM public.member m
          WHERE m.id IN (SELECT id FROM below) OR m.team_key IS NOT DISTINCT FROM p.team_key)
        WHEN 'own' = ANY (p.reach) THEN ARRAY[p.name::text] ELSE '{}' END,
      p.reach && '{own,team}' AND EXISTS (SELECT 1 FROM public.absence a WHERE a.deputy_id = p.id)
    FROM (
      SELECT l.login, m.id, m.name, m.team_key, ARRAY(
        SELECT DISTINCT r.reach::text FROM salesmap.rule r WHERE r.verb = 'read' AND r.role = CASE
          WHEN EXISTS (SELECT 1 FROM salesmap.rule x WHERE x.role = m.role) THEN m.role ELSE '' END) AS reach
      FROM salesmap.login l JOIN public.member m ON m.id = l.member_id AND m.left_on IS NULL) p;
  UPDATE salesmap.reader r SET
    keepers = r.names || CASE WHEN r.reads_pool THEN '{""}'::text[] ELSE '{}' END,
    reads_leads = r.reads_all OR (r.names <> '{}' AND r.reads_pool
    AND NOT EXISTS (SELECT 1 FROM salesmap.kept k
      WHERE k.kind = 'lead' AND k.keeper <> '' AND k.keeper <> ALL (r.names)));
  UPDATE salesmap.version SET number = number + 1;
  ALTER FUNCTION salesmap.rights_version() COST 100;
END $$;

CREATE OR REPLACE FUNCTION salesmap.people_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM salesmap.forget_plans();
  RETURN NULL;
END $$;

-- A file is kept once, whoever attached it first: who did is nobody's to see.
CREATE OR REPLACE FUNCTION salesmap.keep_file(sha256 text, content text, recorded_at text) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  IF NOT salesmap.writes() THEN
    PERFORM salesmap.refuse('add', 'attachment');
  END IF;
  INSERT INTO public.stored_file (sha256, content, recorded_at) SELECT $1, $2, $3
    WHERE NOT EXISTS (SELECT 1 FROM public.stored_file f WHERE f.sha256 = $1);
END $$;

-- Refusals.

DROP FUNCTION IF EXISTS salesmap.refuse(text, text, boolean);
CREATE OR REPLACE FUNCTION salesmap.refuse(
  verb text, kind text, on_all boolean DEFAULT false, lead jsonb DEFAULT NULL) RETURNS void
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RAISE EXCEPTION '% may not % this (%)', coalesce(salesmap.my_name(), session_user), verb, kind
    USING ERRCODE = '42501', DETAIL = json_build_object(
      'verb', verb, 'kind', kind, 'lead_id', lead -> 'id',
      'owner', coalesce(lead ->> 'caretaker', lead ->> 'owner'),
      'role', (SELECT role FROM public.member WHERE id = salesmap.me()),
      'roles', (SELECT coalesce(json_agg(DISTINCT r.role::text), '[]') FROM salesmap.rule r
        WHERE r.verb = $1 AND r.role <> '' AND (r.reach = 'all' OR (r.reach = 'team' AND NOT on_all))));
END $$;

-- Refuses what a person asked for by its number, if it is there: numbers are given out in their
-- order, so they tell nothing else.
CREATE OR REPLACE FUNCTION salesmap.refuse_hidden(kind text, id bigint) RETURNS void
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  is_there boolean;
BEGIN
  IF kind IN ({HIDDEN}) THEN
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM public.%I t WHERE t.id = $1)', kind) INTO is_there USING id;
    IF is_there THEN
      PERFORM salesmap.refuse('read', kind);
    END IF;
  END IF;
END $$;

-- Whether a person may do this to a record; `source` finds its lead, its own owner, its customer.
CREATE OR REPLACE FUNCTION salesmap.may_write(
  kind text, source text, verb text, state jsonb, is_new boolean) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  its_lead bigint;
  its_owner text;
  its_customer bigint;
  keeper text;
  credited text;
  owners text[] := '{}';
BEGIN
  EXECUTE source INTO its_lead, its_owner, its_customer USING state;
  IF its_owner IS NOT NULL THEN
    owners := owners || its_owner;
  END IF;
  IF its_lead IS NOT NULL THEN
    SELECT coalesce(caretaker, owner), owner INTO keeper, credited FROM public.lead WHERE id = its_lead;
    owners := owners || keeper || salesmap.keepers_before(its_lead);
    IF is_new AND NOT salesmap.may('read', credited) AND NOT EXISTS (
        SELECT 1 FROM unnest(keeper || salesmap.keepers_before(its_lead)) o (name)
        WHERE salesmap.may('read', o.name)) THEN
      RETURN false;
    END IF;
  ELSIF its_owner IS NULL AND its_customer IS NOT NULL THEN
    owners := ARRAY(SELECT DISTINCT coalesce(caretaker, owner)::text FROM public.lead
      WHERE customer_id = its_customer);
  END IF;
  IF cardinality(owners) = 0 THEN
    RETURN salesmap.reaches(verb) <> '{}';
  END IF;
  IF EXISTS (SELECT 1 FROM unnest(owners) o (name) WHERE salesmap.may(verb, o.name)) THEN
    RETURN true;
  END IF;
  RETURN kind = 'interaction' AND salesmap.writes() AND EXISTS (
    SELECT 1 FROM public.followup f WHERE f.lead_id = its_lead AND f.owner = ANY (salesmap.own_names()));
END $$;

-- The columns in which two states of a record differ.
CREATE OR REPLACE FUNCTION salesmap.differing(a jsonb, b jsonb) RETURNS text[]
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(x.key), '{}') FROM jsonb_each(a) x
  WHERE x.value IS DISTINCT FROM b -> x.key $$;

-- Whether the change under way takes back one's own change, which touched this record.
CREATE OR REPLACE FUNCTION salesmap.takes_back(kind text, id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.change c JOIN public.change u ON u.id = c.undoes
    JOIN public.change_row r ON r.change_id = u.id
    WHERE c.xact = pg_current_xact_id_if_assigned() AND c.seal IS NULL AND u.actor = salesmap.my_name()
      AND r.table_name = $1 AND r.row_id = $2) $$;

-- Whether a new record is what it was before one's own change that the change under way takes back.
CREATE OR REPLACE FUNCTION salesmap.restores(kind text, state jsonb) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.change c JOIN public.change u ON u.id = c.undoes
    JOIN public.change_row r ON r.change_id = u.id
    WHERE c.xact = pg_current_xact_id_if_assigned() AND c.seal IS NULL AND u.actor = salesmap.my_name()
      AND r.table_name = $1 AND r.row_id = ($2 ->> 'id')::bigint AND r.before::jsonb = $2) $$;

-- Whether the change under way made this record.
CREATE OR REPLACE FUNCTION salesmap.just_made(kind text, id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.change c JOIN public.change_row r ON r.change_id = c.id
    WHERE c.xact = pg_current_xact_id_if_assigned()
      AND r.table_name = $1 AND r.row_id = $2 AND r.before IS NULL) $$;

-- Whether a person may see a customer, or a contact, before a lead makes them theirs.
CREATE OR REPLACE FUNCTION salesmap.sees_party(party text, id bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT $2 IS NULL OR salesmap.may_all('read') OR NOT EXISTS (
      SELECT 1 FROM public.lead l WHERE $2 = CASE $1 WHEN 'customer' THEN l.customer_id ELSE l.contact_id END)
    OR EXISTS (
      SELECT 1 FROM public.lead l WHERE $2 = CASE $1 WHEN 'customer' THEN l.customer_id ELSE l.contact_id END
        AND (salesmap.may('read', l.owner) OR salesmap.may('read', coalesce(l.caretaker, l.owner)))) $$;

CREATE OR REPLACE FUNCTION salesmap.check_lead(op text, old jsonb, new jsonb) RETURNS void
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  had text := coalesce(old ->> 'caretaker', old ->> 'owner');
  has text := coalesce(new ->> 'caretaker', new ->> 'owner');
  changed text[] := salesmap.differing(old, new);
BEGIN
  IF op = 'DELETE' THEN
    IF NOT salesmap.may('delete', had) AND NOT (
        salesmap.takes_back('lead', (old ->> 'id')::bigint)
        AND (salesmap.may('edit', had) OR (old ->> 'id')::bigint IN (SELECT salesmap.in_hand('lead')))) THEN
      PERFORM salesmap.refuse('delete', 'lead', lead => old);
    END IF;
    RETURN;
  END IF;
  IF op = 'INSERT' AND salesmap.restores('lead', new) THEN
    RETURN;
  END IF;
  IF op = 'INSERT' OR salesmap.just_made('lead', (new ->> 'id')::bigint) THEN
    IF NOT (salesmap.may('add', new ->> 'owner') AND salesmap.may('add', has)) THEN
      PERFORM salesmap.refuse('add', 'lead');
    END IF;
  ELSIF changed <@ '{touched_at,updated_at,version}' THEN
    -- What follows when something that hangs on it changes, whoever may change that.
    IF NOT EXISTS (
        SELECT 1 FROM unnest(ARRAY[had, old ->> 'owner']
          || salesmap.keepers_before((old ->> 'id')::bigint)) o (name) WHERE salesmap.may('read', o.name))
        OR NOT (salesmap.writes() OR salesmap.reaches('pay') || salesmap.reaches('approve') <> '{}') THEN
      PERFORM salesmap.refuse('edit', 'lead', lead => old);
    END IF;
  ELSIF has IS DISTINCT FROM had THEN
    IF NOT salesmap.may('assign', had) AND NOT (has IS NULL AND salesmap.may('edit', had))
        AND NOT (had IS NULL AND new ->> 'owner' = salesmap.my_name() AND new ->> 'caretaker' IS NULL
          AND old ->> 'status' = 'open' AND new ->> 'status' = 'open'
          AND salesmap.may_pool('edit'))  -- a claim, or a rule of the map: `close_claim` sees to it
        AND NOT (salesmap.may('edit', had) AND new ->> 'caretaker' IS NULL AND new ->> 'status' = 'open'
          AND lower(new ->> 'owner') IN (SELECT lower(o.owner) FROM salesmap.rule_owner o)) THEN
      PERFORM salesmap.refuse('assign', 'lead', lead => old);
    END IF;
  ELSIF NOT salesmap.may('edit', had) THEN
    PERFORM salesmap.refuse('edit', 'lead', lead => old);
  END IF;
  IF op = 'UPDATE' AND 'owner' = ANY (changed) AND old ->> 'caretaker' IS NOT NULL
      AND NOT salesmap.may('assign', old ->> 'owner') THEN
    PERFORM salesmap.refuse('assign', 'lead', lead => old);
  END IF;
  IF op = 'INSERT' OR changed && '{customer_id,contact_id}' THEN
    IF NOT (salesmap.sees_party('customer', (new ->> 'customer_id')::bigint)
        AND salesmap.sees_party('contact', (new ->> 'contact_id')::bigint)) THEN
      PERFORM salesmap.refuse('read', 'customer');
    END IF;
  END IF;
END $$;

-- Who decides a step of approval: those whom the map or their membership gives the role.
CREATE OR REPLACE FUNCTION salesmap.approvers(role text) RETURNS text[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(array_agg(m.name::text), '{}') FROM public.member m WHERE m.left_on IS NULL AND (
    m.role = $1 OR EXISTS (
      SELECT 1 FROM salesmap.holder h WHERE h.role = $1 AND lower(h.person) = lower(m.name))) $$;

CREATE OR REPLACE FUNCTION salesmap.check_approval(op text, source text, old jsonb, new jsonb) RETURNS void
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  its_lead bigint;
  its_owner text;
  its_customer bigint;
  its_role text := coalesce(new ->> 'role', '');
  approvers text[];
  decides boolean;
BEGIN
  EXECUTE source INTO its_lead, its_owner, its_customer USING coalesce(new, old);
  IF its_owner IS NULL AND its_lead IS NOT NULL THEN
    SELECT owner INTO its_owner FROM public.lead WHERE id = its_lead;
  END IF;
  IF op = 'INSERT' AND salesmap.restores('approval', new) THEN
    RETURN;
  END IF;
  -- A request is in one's own name, and for the role that the map asks.
  IF op = 'INSERT' AND (new ->> 'asked_by' IS DISTINCT FROM salesmap.my_name()
      OR its_role <> coalesce((SELECT s.role FROM salesmap.step s WHERE s.rule = new ->> 'rule'), '')) THEN
    PERFORM salesmap.refuse('add', 'approval');
  END IF;
  -- A request is made and voided by whoever edits the paper; all else is deciding.
  IF (op = 'INSERT' AND concat(new ->> 'decided_by', new ->> 'decided_at', new ->> 'decision') <> '')
      OR (op = 'UPDATE' AND NOT (salesmap.differing(old, new) <@ '{voided_at,version}'
        AND (old ->> 'voided_at' IS NULL OR new ->> 'voided_at' IS NOT DISTINCT FROM old ->> 'voided_at'))) THEN
    approvers := salesmap.approvers(its_role);
    decides := CASE
      WHEN its_role = '' OR cardinality(approvers) = 0 THEN salesmap.may('approve', its_owner)
      ELSE approvers && salesmap.own_names() AND NOT (  -- nobody their own, where another may
        salesmap.my_name() IN (its_owner, new ->> 'asked_by')
        AND EXISTS (SELECT 1 FROM unnest(approvers) a (name) WHERE a.name <> salesmap.my_name())) END;
    IF decides IS NOT TRUE OR new ->> 'decided_by' IS DISTINCT FROM salesmap.my_name()
        OR (op = 'UPDATE' AND (old ->> 'decided_by' IS NOT NULL OR NOT salesmap.differing(old, new)
          <@ '{decided_by,decided_at,decision,note,version}')) THEN
      PERFORM salesmap.refuse('approve', 'approval');
    END IF;
  ELSIF op = 'DELETE' AND old ->> 'decided_by' IS NOT NULL
      AND NOT salesmap.takes_back('approval', (old ->> 'id')::bigint) THEN
    PERFORM salesmap.refuse('delete', 'approval');
  ELSIF NOT salesmap.may('edit', its_owner) AND NOT (
      salesmap.takes_back('approval', (coalesce(old, new) ->> 'id')::bigint)
      AND salesmap.may('approve', its_owner)) THEN
    PERFORM salesmap.refuse('edit', 'approval');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION salesmap.guard() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  way text := TG_ARGV[0];
  source text := TG_ARGV[1];
  old_state jsonb := CASE WHEN TG_OP <> 'INSERT' THEN to_jsonb(OLD) END;
  new_state jsonb := CASE WHEN TG_OP <> 'DELETE' THEN to_jsonb(NEW) END;
  state jsonb := coalesce(new_state, old_state);
  verb text := CASE TG_OP WHEN 'INSERT' THEN 'add' ELSE 'edit' END;
  is_new boolean;
  may boolean;
BEGIN
  IF salesmap.me() IS NULL OR (TG_OP = 'UPDATE' AND old_state -> 'id' IS DISTINCT FROM new_state -> 'id') THEN
    PERFORM salesmap.refuse(verb, TG_TABLE_NAME);
  END IF;
  IF way = 'lead' THEN
    PERFORM salesmap.check_lead(TG_OP, old_state, new_state);
    may := true;
  ELSIF way = 'approval' THEN
    PERFORM salesmap.check_approval(TG_OP, source, old_state, new_state);
    may := true;
  ELSIF TG_TABLE_NAME = 'owner_change' AND TG_OP = 'DELETE' THEN  -- who had a lead when stays known
    may := salesmap.takes_back('owner_change', (state ->> 'id')::bigint);
    verb := 'delete';
  ELSIF way = 'belongs' THEN
    is_new := TG_OP = 'INSERT' OR (new_state ? 'lead_id'
      AND new_state -> 'lead_id' IS DISTINCT FROM old_state -> 'lead_id');
    may := CASE WHEN TG_OP = 'INSERT' THEN salesmap.may_write(TG_TABLE_NAME, source, 'add', new_state, true)
          OR salesmap.may_write(TG_TABLE_NAME, source, 'edit', new_state, true)
        ELSE salesmap.may_write(TG_TABLE_NAME, source, 'edit', old_state, false) END
      AND (TG_OP <> 'UPDATE' OR salesmap.may_write(TG_TABLE_NAME, source, 'edit', new_state, is_new)
        OR (NOT is_new AND old_state -> 'owner' IS DISTINCT FROM new_state -> 'owner'));
    -- What one takes back of what one gave out of one's hands, and nobody touched since.
    may := may OR (
      ((state ->> 'lead_id')::bigint IN (SELECT salesmap.in_hand('lead'))
        OR (state ->> 'id')::bigint IN (SELECT salesmap.in_hand(TG_TABLE_NAME))) AND CASE TG_OP
        WHEN 'DELETE' THEN salesmap.takes_back(TG_TABLE_NAME, (state ->> 'id')::bigint)
        WHEN 'INSERT' THEN salesmap.restores(TG_TABLE_NAME, state) ELSE false END);
    IF NOT may AND TG_TABLE_NAME IN ('plan_part', 'contract') THEN  -- what a payment changes beside it
      verb := 'pay';
      may := salesmap.may_write(TG_TABLE_NAME, source, 'pay', state, false) AND CASE
        WHEN TG_OP = 'UPDATE' THEN salesmap.differing(old_state, new_state)
          <@ '{received_cents,closed_at,closed_on,version}'
        ELSE salesmap.takes_back(TG_TABLE_NAME, (state ->> 'id')::bigint) END;
    END IF;
  ELSIF way = 'money' THEN
    verb := 'pay';
    may := salesmap.may_write(TG_TABLE_NAME, source, 'pay', coalesce(old_state, new_state), false)
      AND (TG_OP <> 'UPDATE' OR salesmap.may_write(TG_TABLE_NAME, source, 'pay', new_state, false));
  ELSIF way = 'everybody' THEN
    may := salesmap.may_all('edit') OR (TG_TABLE_NAME = 'rate' AND salesmap.may_all('pay'));
  ELSIF way = 'writers' THEN
    may := salesmap.writes();
  ELSIF way = 'signed' THEN  -- a comment, a piece of news: one's own, on what one may read
    may := state ->> 'actor' = salesmap.my_name()
      AND coalesce(old_state, state) ->> 'actor' = salesmap.my_name();
    IF may AND (state ->> 'lead_id') IS NOT NULL THEN
      SELECT salesmap.may('read', owner) OR salesmap.may('read', coalesce(caretaker, owner))
        INTO may FROM public.lead WHERE id = (state ->> 'lead_id')::bigint;
      may := coalesce(may, true) OR EXISTS (
          SELECT 1 FROM unnest(salesmap.keepers_before((state ->> 'lead_id')::bigint)) o (name)
          WHERE salesmap.may('read', o.name))
        OR (TG_TABLE_NAME = 'news' AND TG_OP = 'INSERT'
        AND salesmap.may_tell(new_state));
    END IF;
    may := may OR (TG_OP <> 'INSERT' AND salesmap.takes_back(TG_TABLE_NAME, (state ->> 'id')::bigint));
  ELSIF way = 'news_read' THEN
    may := EXISTS (SELECT 1 FROM public.news n
      WHERE n.id = (state ->> 'id')::bigint AND n.person_key = salesmap.my_key());
  ELSIF way = 'notice' THEN
    may := state ->> 'person' = salesmap.my_name() OR salesmap.may_all('edit');
  ELSIF way = 'absence' THEN
    may := NOT EXISTS (SELECT 1 FROM public.member m
      WHERE m.id IN ((old_state ->> 'member_id')::bigint, (new_state ->> 'member_id')::bigint)
        AND NOT salesmap.may('edit', m.name));
  ELSIF way = 'target' THEN
    may := NOT EXISTS (SELECT 1 FROM unnest(ARRAY[old_state, new_state]) s (state)
      WHERE s.state IS NOT NULL AND NOT CASE
        WHEN s.state ->> 'owner' IS NOT NULL THEN salesmap.may('edit', s.state ->> 'owner')
        WHEN s.state ->> 'team' IS NULL THEN salesmap.may_all('edit')
        ELSE salesmap.may_lead('edit') AND NOT EXISTS (SELECT 1 FROM public.member m
          WHERE m.team = s.state ->> 'team' AND NOT salesmap.may('edit', m.name)) END);
  ELSE
    may := false;
  END IF;
  IF may IS NOT TRUE THEN
    PERFORM salesmap.refuse(
      CASE WHEN way IN ('everybody', 'absence', 'target') THEN 'edit' ELSE verb END, TG_TABLE_NAME,
      way = 'everybody' OR (way = 'target' AND concat(state ->> 'owner', state ->> 'team') = ''));
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
