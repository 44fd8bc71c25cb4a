-- Which leads, customers and contacts each keeper has, a bit for each id: whoever keeps a lead, its
-- owner and its caretaker ('' where nobody owns it), keeps its customer and its contact, too. What a
-- person sees is put together of a few rows once a statement, however many leads there are. `part` has
-- what anybody keeps.

CREATE TABLE IF NOT EXISTS salesmap.part (
  kind text COLLATE "C" NOT NULL, part bigint NOT NULL, bits varbit NOT NULL, PRIMARY KEY (kind, part));
CREATE TABLE IF NOT EXISTS salesmap.kept (
  kind text COLLATE "C" NOT NULL, part bigint NOT NULL, keeper text COLLATE "C" NOT NULL,
  bits varbit NOT NULL, PRIMARY KEY (kind, part, keeper));
DROP TABLE IF EXISTS salesmap.owner;

CREATE OR REPLACE FUNCTION salesmap.bit_of(id bigint) RETURNS varbit
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT set_bit(repeat('0', 8192)::varbit, ($1 % 8192)::integer, 1) $$;

CREATE OR REPLACE AGGREGATE salesmap.chained(varbit) (sfunc = bitcat, stype = varbit, initcond = '');

-- What whoever keeps a lead keeps by it.
CREATE OR REPLACE FUNCTION salesmap.keeps(lead bigint, owner text, caretaker text, customer bigint, contact bigint)
  RETURNS TABLE (kind text, keeper text, id bigint)
  LANGUAGE sql IMMUTABLE AS $$
  SELECT t.kind, k.keeper, t.id
  FROM (VALUES ('lead', $1), ('customer', $4), ('contact', $5)) t (kind, id)
  CROSS JOIN (SELECT coalesce($2, '') AS keeper UNION SELECT $3 WHERE $3 IS NOT NULL) k
  WHERE t.id IS NOT NULL $$;

-- What anybody keeps of some parts, and of those before that nobody keeps anything of.
CREATE OR REPLACE FUNCTION salesmap.count_parts(kinds text[], parts bigint[]) RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  INSERT INTO salesmap.part AS t
    SELECT u.kind, u.part, bit_or(k.bits) FROM (SELECT DISTINCT * FROM unnest($1, $2) u (kind, part)) u
    JOIN salesmap.kept k ON k.kind = u.kind AND k.part = u.part GROUP BY 1, 2
    ON CONFLICT (kind, part) DO UPDATE SET bits = excluded.bits;
  INSERT INTO salesmap.part
    SELECT u.kind, p.part, repeat('0', 8192)::varbit FROM (SELECT u.kind, max(u.part) AS last FROM unnest($1, $2) u (kind, part) GROUP BY 1) u
    CROSS JOIN LATERAL generate_series(0, u.last) p (part)
    WHERE NOT EXISTS (SELECT 1 FROM salesmap.part t WHERE t.kind = u.kind AND t.part = p.part) $$;

-- Who keeps which lead, from all leads; the journal knows whoever has kept one before.
CREATE OR REPLACE FUNCTION salesmap.count_kept() RETURNS void
  LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  UPDATE salesmap.kept SET bits = repeat('0', 8192)::varbit;
  INSERT INTO salesmap.kept
    SELECT DISTINCT 'lead', 0, k.keeper, repeat('0', 8192)::varbit FROM public.change_row r
    CROSS JOIN LATERAL salesmap.keeps(0, r.before::json ->> 'owner', r.before::json ->> 'caretaker', NULL, NULL) k
    WHERE r.table_name = 'lead' AND r.before IS NOT NULL ON CONFLICT DO NOTHING;
  INSERT INTO salesmap.kept AS t
    SELECT k.kind, k.id / 8192, k.keeper, bit_or(salesmap.bit_of(k.id)) FROM public.lead l
    CROSS JOIN LATERAL salesmap.keeps(l.id, l.owner, l.caretaker, l.customer_id, l.contact_id) k
    GROUP BY 1, 2, 3 ON CONFLICT (kind, part, keeper) DO UPDATE SET bits = excluded.bits;
  SELECT salesmap.count_parts(array_agg(k.kind), array_agg(k.part)) FROM salesmap.kept k $$;

-- What follows a change of leads. Whoever has kept one since rights began is known by a row.
CREATE OR REPLACE FUNCTION salesmap.leads_changed() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  moved bigint[];
  kinds text[];
  parts bigint[];
  known bigint;
BEGIN
  IF TG_OP = 'UPDATE' THEN
    moved := ARRAY(SELECT coalesce(o.id, n.id) FROM old_rows o FULL JOIN new_rows n ON n.id = o.id
      WHERE (o.id, o.owner, o.caretaker, o.customer_id, o.contact_id)
        IS DISTINCT FROM (n.id, n.owner, n.caretaker, n.customer_id, n.contact_id));
    IF moved = '{}' THEN
      RETURN NULL;
    END IF;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    WITH lost AS (
      SELECT k.kind, k.id / 8192 AS part, k.keeper, bit_or(salesmap.bit_of(k.id)) AS bits
      FROM old_rows o
      CROSS JOIN LATERAL salesmap.keeps(o.id, o.owner, o.caretaker, o.customer_id, o.contact_id) k
      WHERE (moved IS NULL OR o.id = ANY (moved)) AND NOT CASE k.kind
        WHEN 'lead' THEN EXISTS (SELECT 1 FROM public.lead l
          WHERE l.id = k.id AND k.keeper IN (coalesce(l.owner, ''), l.caretaker))
        WHEN 'customer' THEN EXISTS (SELECT 1 FROM public.lead l
          WHERE l.customer_id = k.id AND k.keeper IN (coalesce(l.owner, ''), l.caretaker))
        ELSE EXISTS (SELECT 1 FROM public.lead l
          WHERE l.contact_id = k.id AND k.keeper IN (coalesce(l.owner, ''), l.caretaker)) END
      GROUP BY 1, 2, 3),
    done AS (
      UPDATE salesmap.kept t SET bits = t.bits & ~ lost.bits FROM lost
      WHERE t.kind = lost.kind AND t.part = lost.part AND t.keeper = lost.keeper RETURNING t.kind, t.part)
    SELECT array_agg(done.kind), array_agg(done.part) INTO kinds, parts FROM done;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    known := (SELECT count(DISTINCT t.keeper) FROM salesmap.kept t WHERE t.kind = 'lead');
    WITH got AS (
      INSERT INTO salesmap.kept AS t
        SELECT k.kind, k.id / 8192, k.keeper, bit_or(salesmap.bit_of(k.id)) FROM new_rows n
        CROSS JOIN LATERAL salesmap.keeps(n.id, n.owner, n.caretaker, n.customer_id, n.contact_id) k
        WHERE moved IS NULL OR n.id = ANY (moved)
        GROUP BY 1, 2, 3
        ON CONFLICT (kind, part, keeper) DO UPDATE SET bits = t.bits | excluded.bits
        RETURNING t.kind, t.part)
    SELECT kinds || array_agg(got.kind), parts || array_agg(got.part) INTO kinds, parts FROM got;
    IF known <> (SELECT count(DISTINCT t.keeper) FROM salesmap.kept t WHERE t.kind = 'lead') THEN
      PERFORM salesmap.forget_plans();
    END IF;
  END IF;
  PERFORM salesmap.count_parts(kinds, parts);
  RETURN NULL;
END $$;

-- Nobody makes ids far beyond the last one: the bits of all before would be in between.
CREATE OR REPLACE FUNCTION salesmap.ids_given() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  first bigint;
  last bigint;
  number bigint;
  before bigint;
BEGIN
  SELECT min(n.id), max(n.id), count(*) INTO first, last, number FROM new_rows n;
  EXECUTE format('SELECT greatest((SELECT last_value FROM public.%I),'
    ' (SELECT max(t.id) FROM public.%I t WHERE t.id < $1), 0)',
    TG_TABLE_NAME || '_id_seq', TG_TABLE_NAME) INTO before USING first;
  IF first < 1 OR last > before + number + 1000 THEN
    PERFORM salesmap.refuse('add', TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $$;

-- The records of a kind (lead, customer, contact) that a person sees as leads' keepers do, and by the
-- leads that they have in hand.
CREATE OR REPLACE FUNCTION salesmap.seen(kind text) RETURNS varbit
  LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = pg_catalog, pg_temp SET plan_cache_mode = force_generic_plan AS $$
DECLARE
  keepers text[];
  stands_in boolean;
  held bigint[] := '{}';
BEGIN
  SELECT r.keepers, r.stands_in INTO keepers, stands_in FROM salesmap.reader r WHERE r.login = session_user;
  IF stands_in THEN
    keepers := keepers || salesmap.own_names();
  END IF;
  IF pg_current_xact_id_if_assigned() IS NOT NULL THEN
    held := ARRAY(SELECT salesmap.in_hand('lead'));
  END IF;
  RETURN (
    WITH held_too AS MATERIALIZED (
      SELECT k.id / 8192 AS part, bit_or(salesmap.bit_of(k.id)) AS bits FROM public.lead l
      CROSS JOIN LATERAL salesmap.keeps(l.id, NULL, NULL, l.customer_id, l.contact_id) k
      WHERE l.id = ANY (held) AND k.kind = $1 GROUP BY 1)
    SELECT salesmap.chained(coalesce(m.bits, repeat('0', 8192)::varbit) | coalesce(h.bits, repeat('0', 8192)::varbit) ORDER BY p.part)
    FROM salesmap.part p LEFT JOIN held_too h ON h.part = p.part LEFT JOIN LATERAL (
      SELECT bit_or(t.bits) AS bits FROM salesmap.kept t
      WHERE t.kind = $1 AND t.part = p.part AND t.keeper = ANY (keepers)) m ON true
    WHERE p.kind = $1);
END $$;

-- The records of a kind that others keep, and not this person: those of nobody are everybody's.
CREATE OR REPLACE FUNCTION salesmap.hidden(kind text) RETURNS varbit
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN (SELECT salesmap.chained(p.bits ORDER BY p.part) FROM salesmap.part p WHERE p.kind = $1)
    & ~ salesmap.seen($1);
END $$;

-- A statement does not see what itself adds: that is beyond the last one.
CREATE OR REPLACE FUNCTION salesmap.last_lead() RETURNS bigint
  LANGUAGE sql STABLE SECURITY DEFINER PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT coalesce(max(id), 0) FROM public.lead $$;

-- Whether a person sees a lead, or a customer with a minus.
CREATE OR REPLACE FUNCTION salesmap.is_in_sight(holder bigint, leads varbit, hidden_customers varbit)
  RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN $1 > 0 THEN substring($2, $1::integer + 1, 1) > B'0'
    WHEN $1 < 0 THEN substring($3, 1 - $1::integer, 1) < B'1' END $$;

-- What is not as leads say: nothing, unless somebody wrote past the triggers.
CREATE OR REPLACE VIEW salesmap.miscounted AS
  SELECT kind, part FROM (
    SELECT k.kind, k.id / 8192 AS part, k.keeper, bit_or(salesmap.bit_of(k.id)) AS bits FROM public.lead l
    CROSS JOIN LATERAL salesmap.keeps(l.id, l.owner, l.caretaker, l.customer_id, l.contact_id) k
    GROUP BY 1, 2, 3) l
  FULL JOIN (SELECT * FROM salesmap.kept WHERE bits <> repeat('0', 8192)::varbit) t USING (kind, part, keeper)
  WHERE l.bits IS DISTINCT FROM t.bits
  UNION SELECT p.kind, p.part FROM salesmap.part p WHERE p.bits IS DISTINCT FROM coalesce(
    (SELECT bit_or(t.bits) FROM salesmap.kept t WHERE t.kind = p.kind AND t.part = p.part), repeat('0', 8192)::varbit);

REVOKE EXECUTE ON FUNCTION salesmap.count_kept(), salesmap.count_parts(text[], bigint[]) FROM PUBLIC;
