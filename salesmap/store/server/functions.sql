-- What SQLite has and PostgreSQL has not, or has with another meaning: found before PostgreSQL's
-- own, for the search path names this schema first.

CREATE SCHEMA salesmap;

-- Texts: small letters and LIKE know the 26 letters only; places from the end.

CREATE FUNCTION salesmap.lower(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT pg_catalog.lower($1 COLLATE "C") $$;

CREATE FUNCTION salesmap.upper(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT pg_catalog.upper($1 COLLATE "C") $$;

CREATE FUNCTION salesmap.matches(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT pg_catalog.lower($1 COLLATE "C") OPERATOR(pg_catalog.~~) pg_catalog.lower($2 COLLATE "C") $$;

CREATE FUNCTION salesmap.matches_not(text, text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT pg_catalog.lower($1 COLLATE "C") OPERATOR(pg_catalog.!~~) pg_catalog.lower($2 COLLATE "C") $$;

CREATE FUNCTION salesmap.matches(bigint, text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT salesmap.matches($1::text, $2) $$;

CREATE OPERATOR salesmap.~~ (LEFTARG = text, RIGHTARG = text, FUNCTION = salesmap.matches);
CREATE OPERATOR salesmap.~~ (LEFTARG = bigint, RIGHTARG = text, FUNCTION = salesmap.matches);
CREATE OPERATOR salesmap.!~~ (LEFTARG = text, RIGHTARG = text, FUNCTION = salesmap.matches_not);

CREATE FUNCTION salesmap.substr(text, integer) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN $2 < 0 THEN pg_catalog.right($1, -$2) ELSE pg_catalog.substr($1, $2) END $$;

CREATE FUNCTION salesmap.substr(text, bigint, bigint) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT pg_catalog.substr($1, $2::integer, $3::integer) $$;

CREATE FUNCTION salesmap.instr(text, text) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT pg_catalog.strpos($1, $2) $$;

-- Numbers: of two values the smaller and the larger; whole sums stay whole.

CREATE FUNCTION salesmap.max(anycompatible, anycompatible) RETURNS anycompatible
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT greatest($1, $2) $$;

CREATE FUNCTION salesmap.min(anycompatible, anycompatible) RETURNS anycompatible
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT least($1, $2) $$;

CREATE FUNCTION salesmap.round(double precision, integer) RETURNS double precision
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT pg_catalog.round($1::numeric, $2)::double precision $$;

CREATE AGGREGATE salesmap.sum(bigint) (
  SFUNC = int8pl, STYPE = bigint, COMBINEFUNC = int8pl, PARALLEL = SAFE);

CREATE FUNCTION salesmap.count_true(bigint, boolean) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT CASE WHEN $2 IS NULL THEN $1 ELSE coalesce($1, 0) + $2::integer END $$;

CREATE AGGREGATE salesmap.sum(boolean) (SFUNC = salesmap.count_true, STYPE = bigint);

-- The number that a text begins with, as SQLite reads it; 0 for another text.
CREATE FUNCTION salesmap.number(text) RETURNS double precision LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  written text;
BEGIN
  IF $1 COLLATE "C" ~ '^[0-9]{1,99}(?:[.][0-9]{1,99})?$' THEN
    RETURN $1::double precision;
  END IF;
  written := pg_catalog."substring"($1 COLLATE "C",
    '^[ \t\n\v\f\r]*([+-]?(?:[0-9]+[.]?[0-9]*|[.][0-9]+)(?:[eE][+-]?[0-9]+)?)');
  RETURN CASE WHEN $1 IS NOT NULL THEN coalesce(written::double precision, 0) END;
EXCEPTION WHEN numeric_value_out_of_range THEN
  RETURN CASE WHEN written ~ '^[^eE]*[eE]-' OR written ~ '^[+-]?0*[.]' THEN '0'
    WHEN written LIKE '-%' THEN '-Infinity' ELSE 'Infinity' END;
END $$;

CREATE FUNCTION salesmap.number(double precision) RETURNS double precision
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT $1 $$;

-- JSON as text.

CREATE FUNCTION salesmap.json_valid(text) RETURNS boolean LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  PERFORM $1::json;
  RETURN true;
EXCEPTION WHEN invalid_text_representation THEN
  RETURN false;
END $$;

CREATE FUNCTION salesmap.json_each(text) RETURNS TABLE (key text, value text)
  LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT (number - 1)::text, each.value FROM pg_catalog.json_array_elements_text(
    CASE WHEN pg_catalog.json_typeof($1::json) = 'array' THEN $1::json END)
    WITH ORDINALITY AS each (value, number)
  UNION ALL SELECT held.key, held.value FROM pg_catalog.json_each_text(
    CASE WHEN pg_catalog.json_typeof($1::json) = 'object' THEN $1::json END) AS held $$;

-- What is held at a path, as SQLite writes it: a real number has a point, true is 1.
CREATE FUNCTION salesmap.json_extract(text, text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  held jsonb := pg_catalog.jsonb_path_query_first($1::jsonb, ('strict ' || $2)::jsonpath, '{}', true);
BEGIN
  RETURN CASE pg_catalog.jsonb_typeof(held)
    WHEN 'boolean' THEN held::boolean::integer::text
    WHEN 'number' THEN CASE WHEN held::text ~ '[.]' THEN pg_catalog.regexp_replace(
      held::double precision::text, '^([^.e]*)(e.*)?$', '\1.0\2') ELSE held::text END
    ELSE held #>> '{}' END;
END $$;

CREATE FUNCTION salesmap.json_of(anycompatiblearray) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT coalesce(pg_catalog.array_to_json($1)::text, '[]') $$;

CREATE AGGREGATE salesmap.json_group_array(anycompatible) (
  SFUNC = pg_catalog.array_append, STYPE = anycompatiblearray, FINALFUNC = salesmap.json_of);

-- Instants are texts: the format, and changes such as '+2 days' or 'weekday 4'.

CREATE FUNCTION salesmap.strftime(format text, instant text, VARIADIC changes text[] DEFAULT '{}')
RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  moment timestamp := replace(replace(instant, 'T', ' '), 'Z', '')::timestamp;
  change text;
BEGIN
  FOREACH change IN ARRAY changes LOOP
    IF change LIKE 'weekday %' THEN
      moment := moment + ((substr(change, 9)::integer - extract(dow FROM moment)::integer + 7) % 7)
        * interval '1 day';
    ELSE
      moment := moment + change::interval;
    END IF;
  END LOOP;
  RETURN CASE format
    WHEN '%s' THEN floor(extract(epoch FROM moment))::bigint::text
    WHEN '%j' THEN to_char(moment, 'DDD')
    WHEN '%Y' THEN to_char(moment, 'YYYY')
    WHEN '%Y-%m-%d' THEN to_char(moment, 'YYYY-MM-DD')
    ELSE to_char(moment, 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
  END;
END $$;

-- The last id of each table that was committed. A sequence alone goes on when a client is killed or
-- a server falls: then the next writer puts it back.

CREATE TABLE salesmap.last_id (table_name text COLLATE "C" PRIMARY KEY, last bigint NOT NULL);

-- Names are sorted by pinyin: the key of each Chinese character.

CREATE TABLE salesmap.pinyin (character text COLLATE "C" PRIMARY KEY, key text COLLATE "C" NOT NULL);

CREATE FUNCTION salesmap.pinyin_key(text) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN $1 COLLATE "C" !~ '[一-鿿]' THEN $1 ELSE (
    SELECT pg_catalog.string_agg(coalesce(p.key,
      CASE WHEN each.character BETWEEN '一' AND '鿿'
        THEN pg_catalog.chr(196608 + pg_catalog.ascii(each.character)) ELSE each.character END), '' ORDER BY each.number)
    FROM pg_catalog.regexp_split_to_table($1, '') WITH ORDINALITY AS each (character, number)
    LEFT JOIN salesmap.pinyin p ON p.character = each.character) END $$;
