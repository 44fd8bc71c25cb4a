-- Conflicts with leads that a person may not see (撞单): told is whose such a lead is and since when,
-- to whoever has, or is about to add, a lead with the very same company, phone or e-mail.

-- The phones and e-mails of a contact, in the forms in which they are compared.
CREATE OR REPLACE FUNCTION salesmap.numbers_of(contact public.contact) RETURNS TABLE (what text, value text)
  LANGUAGE sql IMMUTABLE SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'phone', $1.phone_key WHERE $1.phone_key <> '' UNION SELECT 'email', $1.email_key WHERE $1.email_key <> ''
  UNION SELECT left(f.key, 5), substr(f.key, 7) FROM json_array_elements_text($1.further_keys::json) f (key) $$;

-- The contacts that have a phone or an e-mail, among others perhaps.
CREATE OR REPLACE FUNCTION salesmap.contacts_with(what text, value text) RETURNS SETOF public.contact
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT k.* FROM public.contact k WHERE $2 <> '' AND $1 = 'phone' AND k.phone_key = $2
  UNION SELECT k.* FROM public.contact k WHERE $2 <> '' AND $1 = 'email' AND k.email_key = $2
  UNION SELECT k.* FROM public.contact k WHERE $2 <> '' AND $1 IN ('phone', 'email')
    AND k.further_keys IS NOT NULL AND k.further_keys::jsonb ? ($1 || ' ' || $2) $$;

-- The keys by which open leads are known.
CREATE OR REPLACE FUNCTION salesmap.known_leads() RETURNS TABLE (what text, value text, id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT 'company', c.company_key, l.id FROM public.lead l JOIN public.customer c ON c.id = l.customer_id
    WHERE l.status = 'open' AND c.company_key <> ''
  UNION SELECT each.what, each.value, l.id FROM public.lead l
    JOIN public.contact k ON k.id = l.contact_id OR k.customer_id = l.customer_id
    CROSS JOIN LATERAL salesmap.numbers_of(k) each WHERE l.status = 'open' $$;

-- The open leads that a person reads.
CREATE OR REPLACE FUNCTION salesmap.seen_leads() RETURNS SETOF bigint
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  names text[] := salesmap.owners('read');
  sees_pool boolean := salesmap.may_pool('read');
BEGIN
  RETURN QUERY SELECT l.id FROM public.lead l
    WHERE l.status = 'open' AND (l.owner = ANY (names) OR (l.owner IS NULL AND sees_pool));
END $$;

-- The leads that have this company, phone or e-mail and that a person does not see.
CREATE OR REPLACE FUNCTION salesmap.taken(what text, value text)
  RETURNS TABLE (id bigint, owner text, created_on text)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  names text[] := salesmap.owners('read');
  sees_pool boolean := salesmap.may_pool('read');
BEGIN
  IF NOT salesmap.writes() THEN
    PERFORM salesmap.refuse('add', 'lead');
  END IF;
  RETURN QUERY
    SELECT DISTINCT l.id, l.owner::text, l.created_on::text FROM (
      SELECT NULL::bigint AS contact_id, c.id AS customer_id FROM public.customer c
        WHERE $1 = 'company' AND c.company_key = $2 AND $2 <> ''
      UNION ALL SELECT k.id, k.customer_id FROM salesmap.contacts_with($1, $2) k) known
    JOIN public.lead l ON l.contact_id = known.contact_id OR l.customer_id = known.customer_id
    WHERE l.status = 'open'
      AND NOT (coalesce(l.owner = ANY (names), false) OR (l.owner IS NULL AND sees_pool))
    ORDER BY 1;
END $$;

-- The leads that share something with one that a person sees, by what it is; names are not told.
CREATE OR REPLACE FUNCTION salesmap.conflicting()
  RETURNS TABLE (what text, value text, id bigint, owner text, created_on text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  WITH known AS MATERIALIZED (SELECT * FROM salesmap.known_leads()),
    own AS MATERIALIZED (SELECT DISTINCT k.what, k.value FROM known k
      WHERE k.id IN (SELECT salesmap.seen_leads()))
  SELECT k.what, k.value, l.id, l.owner::text, l.created_on::text
  FROM known k JOIN own USING (what, value) JOIN public.lead l ON l.id = k.id
  ORDER BY 1, 2, 3 $$;

-- The leads that rulings share with one that a person sees.
CREATE OR REPLACE FUNCTION salesmap.shared_leads() RETURNS TABLE (ruling_id bigint, lead_id bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT n.ruling_id, n.lead_id FROM public.ruling_lead n JOIN public.ruling r ON r.id = n.ruling_id
  WHERE r.outcome = 'shared' AND n.ruling_id IN (
    SELECT o.ruling_id FROM public.ruling_lead o WHERE o.lead_id IN (SELECT salesmap.seen_leads()))
  ORDER BY 1, 2 $$;

-- Whether two leads are in conflict: of that its owner may be told, who does not see the other.
CREATE OR REPLACE FUNCTION salesmap.are_in_conflict(one bigint, other bigint) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT EXISTS (
    SELECT 1 FROM public.lead a JOIN public.lead b ON b.id = $2
    LEFT JOIN public.customer c ON c.id = a.customer_id LEFT JOIN public.customer d ON d.id = b.customer_id
    WHERE a.id = $1 AND a.status = 'open' AND b.status = 'open' AND (
      (c.company_key <> '' AND c.company_key = d.company_key)
      OR EXISTS (SELECT 1 FROM public.contact k, public.contact n
        WHERE (k.id = a.contact_id OR k.customer_id = a.customer_id)
          AND (n.id = b.contact_id OR n.customer_id = b.customer_id)
          AND EXISTS (SELECT 1 FROM salesmap.numbers_of(k) one
            JOIN salesmap.numbers_of(n) other USING (what, value))))) $$;

-- Whether a piece of news tells the owner of a lead that a lead of the asker's conflicts with it.
CREATE OR REPLACE FUNCTION salesmap.may_tell(news jsonb) RETURNS boolean
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  RETURN $1 ->> 'kind' = 'conflict' AND $1 ->> 'comment_id' IS NULL AND $1 ->> 'subject' ~ '^[0-9]{1,18}$'
    AND EXISTS (SELECT 1 FROM public.lead l JOIN public.member m ON m.name = l.owner
      WHERE l.id = ($1 ->> 'lead_id')::bigint
        AND m.name = $1 ->> 'person' AND m.name_key = $1 ->> 'person_key')
    AND ($1 ->> 'subject')::bigint IN (SELECT salesmap.seen_leads())
    AND salesmap.are_in_conflict(($1 ->> 'subject')::bigint, ($1 ->> 'lead_id')::bigint);
END $$;

REVOKE EXECUTE ON FUNCTION salesmap.contacts_with(text, text), salesmap.known_leads(), salesmap.are_in_conflict(bigint, bigint),
  salesmap.may_tell(jsonb) FROM PUBLIC;
