-- Which pool a lead is in, by the filters of the map: what `reports/query/conditions.py` asks, of one
-- lead. What cannot be told here is NULL, and nobody claims by it: another pool might be forged.

-- A text of ASCII and Chinese characters in the form in which texts are compared; NULL for others.
CREATE OR REPLACE FUNCTION salesmap.folded(text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN $1 COLLATE "C" ~ '^[\u0001-\u007f\u3400-\u4dbf\u4e00-\u9fff]*$'
    THEN btrim(regexp_replace(lower($1 COLLATE "C"), '\s+', ' ', 'g')) END $$;

CREATE OR REPLACE FUNCTION salesmap.is_same_text(one text, other text) RETURNS boolean
  LANGUAGE sql IMMUTABLE PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN $1 IS NULL THEN false WHEN $1 COLLATE "C" = $2 THEN true
    ELSE salesmap.folded($1) = salesmap.folded($2) END $$;

-- An amount in hundredths: `12000`, `12,000.50`, `12k`, `1.2万`.
CREATE OR REPLACE FUNCTION salesmap.cents_of(text) RETURNS numeric
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN m IS NOT NULL THEN 100 * replace(m[1], ',', '')::numeric
    * CASE lower(m[3]) WHEN 'k' THEN 1000 WHEN 'm' THEN 1000000 WHEN '万' THEN 10000 ELSE 1 END END
  FROM regexp_match(btrim($1), '^((?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]{1,2})?)([kKmM万]?)$') m $$;

-- A day: `2026-12-01`, `today`, `-30d`, `+2w`.
CREATE OR REPLACE FUNCTION salesmap.day_of(word text, today date) RETURNS date
  LANGUAGE plpgsql IMMUTABLE STRICT SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  counted text[] := regexp_match(word, '^([+-][0-9]{1,4})([dw])$');
BEGIN
  IF word ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' THEN
    RETURN to_date(word, 'YYYY-MM-DD');
  ELSIF lower(word) IN ('today', '今天') THEN
    RETURN today;
  ELSIF counted IS NOT NULL THEN
    RETURN today + counted[1]::integer * CASE counted[2] WHEN 'w' THEN 7 ELSE 1 END;
  END IF;
  RETURN NULL;
END $$;

-- The result of comparing two values of a kind by an operator.
CREATE OR REPLACE FUNCTION salesmap.compares(one anyelement, operator text, other anyelement) RETURNS boolean
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN $3 IS NULL THEN NULL WHEN $1 IS NULL THEN false ELSE CASE $2 WHEN '=' THEN $1 = $3
    WHEN '<' THEN $1 < $3 WHEN '<=' THEN $1 <= $3 WHEN '>' THEN $1 > $3 WHEN '>=' THEN $1 >= $3 END END $$;

CREATE OR REPLACE FUNCTION salesmap.passes_one(
  lead jsonb, field text, operator text, value text, today date) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  held text;
  zone text;
  from_day timestamptz;
  equal boolean;
  custom text := regexp_replace(field, '^fields\.', '');
BEGIN
  IF NOT EXISTS (SELECT 1 FROM public.custom_field f WHERE f.key = custom) THEN
    custom := NULL;
    field := replace(lower(field), ' ', '_');
    field := CASE field WHEN 'process' THEN 'pipeline' ELSE field END;
  END IF;
  IF operator = '!=' AND value <> '' THEN
    RETURN NOT salesmap.passes_one(lead, coalesce(custom, field), '=', value, today);
  ELSIF custom IS NULL AND field = 'tag' THEN
    equal := (SELECT bool_or(CASE operator WHEN '=' THEN salesmap.is_same_text(t.tag, value)
        WHEN '~' THEN position(lower(value COLLATE "C") IN lower(t.tag COLLATE "C")) > 0 END)
      FROM public.lead_tag t WHERE t.lead_id = (lead ->> 'id')::bigint);
    RETURN CASE WHEN operator IN ('=', '~') AND value <> '' THEN
      CASE WHEN NOT EXISTS (SELECT 1 FROM public.lead_tag t WHERE t.lead_id = (lead ->> 'id')::bigint)
        THEN false ELSE equal END END;
  ELSIF custom IS NULL AND field IN ('stage', 'pipeline') AND operator = '=' THEN
    IF field = 'stage' THEN
      SELECT bool_or(s.id = (lead ->> 'stage_id')::bigint) INTO equal FROM public.stage s
        WHERE salesmap.folded(value) IN (salesmap.folded(s.key), salesmap.folded(s.label_en), salesmap.folded(s.label_zh));
    ELSE
      SELECT bool_or(p.id = (lead ->> 'process_id')::bigint) INTO equal FROM public.process p
        WHERE salesmap.folded(value) IN (salesmap.folded(p.key), salesmap.folded(p.label_en), salesmap.folded(p.label_zh));
    END IF;
    RETURN equal;
  END IF;
  held := CASE
    WHEN custom IS NOT NULL THEN lead ->> 'fields' -- below
    WHEN field IN ('customer', 'tier') THEN (SELECT CASE field WHEN 'tier' THEN c.tier ELSE c.name_key END
      FROM public.customer c WHERE c.id = (lead ->> 'customer_id')::bigint)
    WHEN field IN ('contact', 'email', 'phone', 'wechat') THEN (SELECT CASE field WHEN 'contact' THEN k.name_key
      WHEN 'email' THEN k.email_key WHEN 'phone' THEN k.phone ELSE k.wechat END
      FROM public.contact k WHERE k.id = (lead ->> 'contact_id')::bigint)
    WHEN field = 'name' THEN lead ->> 'name_key'
    WHEN field = 'value' THEN lead ->> 'value_cents'
    WHEN field IN ('owner', 'caretaker', 'team') THEN NULL
    ELSE lead ->> field END;
  IF custom IS NOT NULL THEN
    held := held::json ->> custom;
  ELSIF NOT (field IN ('customer', 'tier', 'contact', 'email', 'phone', 'wechat', 'name', 'value', 'owner',
      'caretaker', 'team', 'source', 'product', 'region', 'industry', 'lost_reason', 'external_id', 'currency',
      'status', 'expected_close', 'created_at', 'stage_since', 'closed_at', 'recorded_at')) THEN
    RETURN NULL;
  END IF;
  IF value = '' AND operator IN ('=', '!=') THEN
    RETURN (held IS NULL) = (operator = '=');
  ELSIF custom IS NULL AND field = 'value' THEN
    RETURN salesmap.compares(held::numeric, operator, salesmap.cents_of(value));
  ELSIF custom IS NULL AND field = 'expected_close' THEN
    RETURN salesmap.compares(held::date, operator, salesmap.day_of(value, today));
  ELSIF custom IS NULL AND field IN ('created_at', 'stage_since', 'closed_at', 'recorded_at') THEN
    IF field = 'created_at' AND lead ->> 'created_unknown' IS NOT NULL THEN
      held := NULL;
    END IF;
    zone := coalesce((SELECT m.timezone FROM public.member m WHERE m.id = salesmap.me()),
      (SELECT s.value FROM public.setting s WHERE s.key = 'timezone'), 'UTC');
    from_day := salesmap.day_of(value, today)::timestamp AT TIME ZONE zone;
    RETURN CASE operator
      WHEN '=' THEN salesmap.compares(held::timestamptz, '>=', from_day)
        AND salesmap.compares(held::timestamptz, '<', from_day + interval '1 day')
      WHEN '>' THEN salesmap.compares(held::timestamptz, '>=', from_day + interval '1 day')
      WHEN '<=' THEN salesmap.compares(held::timestamptz, '<', from_day + interval '1 day')
      ELSE salesmap.compares(held::timestamptz, operator, from_day) END;
  ELSIF operator = '~' THEN
    IF custom IS NULL AND field IN ('name', 'customer', 'contact', 'email') THEN
      value := salesmap.folded(value);
    END IF;
    RETURN CASE WHEN held IS NULL THEN false
      ELSE position(lower(value COLLATE "C") IN lower(held COLLATE "C")) > 0 END;
  ELSIF operator = '=' THEN
    RETURN salesmap.is_same_text(held, value);
  ELSIF value ~ '^-?[0-9]+(\.[0-9]+)?$' AND (held IS NULL OR held ~ '^-?[0-9]+(\.[0-9]+)?$') THEN
    RETURN salesmap.compares(held::numeric, operator, value::numeric);
  END IF;
  RETURN NULL;
END $$;

-- Whether a lead passes all filters; of several values of a field, any one holds.
CREATE OR REPLACE FUNCTION salesmap.passes(lead jsonb, filters text[], today date) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT CASE WHEN count(*) FILTER (WHERE NOT g.holds) > 0 THEN false
    WHEN count(*) FILTER (WHERE g.holds IS NULL) > 0 THEN NULL ELSE true END
  FROM (
    SELECT CASE WHEN bool_or(coalesce(f.holds, false)) THEN true WHEN bool_or(f.holds IS NULL) THEN NULL ELSE false END AS holds
    FROM (
      SELECT n, m, salesmap.passes_one($1, btrim(m[1]), m[2], m[3], $3) AS holds
      FROM unnest($2) WITH ORDINALITY u (said, n)
      LEFT JOIN LATERAL regexp_match(u.said, '^(.+?)(!=|>=|<=|=|>|<|~)(.*)$') m ON true) f
    GROUP BY CASE WHEN f.m[2] = '=' THEN lower(btrim(f.m[1])) ELSE f.n::text END) g $$;

-- The pool that takes a lead on a day: the first whose filters it passes, NULL for none. Refuses to
-- tell where that depends on a filter that is not understood here.
CREATE OR REPLACE FUNCTION salesmap.pool_of(lead jsonb, today date) RETURNS text
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  each salesmap.pool;
  holds boolean;
BEGIN
  FOR each IN SELECT * FROM salesmap.pool ORDER BY place LOOP
    holds := salesmap.passes(lead, each.filters, today);
    IF holds THEN
      RETURN each.key;
    ELSIF holds IS NULL THEN
      RAISE EXCEPTION 'the filters of the pool % are not understood', each.key USING ERRCODE = '42501',
        DETAIL = json_build_object('pool', each.key, 'filters', (
          SELECT json_agg(u.said) FROM unnest(each.filters) u (said)
          WHERE salesmap.passes(lead, ARRAY[u.said], today) IS NULL));
    END IF;
  END LOOP;
  RETURN NULL;
END $$;

REVOKE EXECUTE ON FUNCTION salesmap.passes_one(jsonb, text, text, text, date),
  salesmap.passes(jsonb, text[], date), salesmap.pool_of(jsonb, date) FROM PUBLIC;
