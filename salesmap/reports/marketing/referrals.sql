-- Referrals: leads that a customer or a contact brought, other than the lead's own customer.

-- name: source -- leads that somebody brought, with the customer who did, else the contact
(SELECT l.*, coalesce('c' || coalesce(l.referred_by_customer_id, k.customer_id), 'k' || k.id) AS referrer,
  coalesce(l.referred_by_customer_id, k.customer_id) AS referrer_id
FROM lead l LEFT JOIN contact k ON k.id = l.referred_by_contact_id
WHERE l.status <> 'dropped' AND (l.referred_by_customer_id IS NOT NULL OR l.referred_by_contact_id IS NOT NULL)
  AND (l.customer_id IS NULL OR l.customer_id <> coalesce(l.referred_by_customer_id, k.customer_id, 0))) l

-- name: referred -- how many they are, who brought them, and what came of them
SELECT {groups} count(*), count(DISTINCT l.referrer), count(CASE WHEN l.status = 'won' THEN 1 END),
  count(CASE WHEN l.status = 'lost' THEN 1 END), coalesce(sum(CASE WHEN l.status = 'won' THEN l.value_cents END), 0)
FROM {source} {joins} WHERE 1 = 1 {condition} {grouping}

-- name: customers -- who could have brought some
SELECT {groups} count(DISTINCT l.customer_id) FROM lead l {joins}
WHERE l.status <> 'dropped' AND l.customer_id IS NOT NULL AND {is_counted} {condition} {grouping}

-- name: referring -- the customers who brought them
SELECT DISTINCT {groups} l.referrer_id FROM {source} {joins} WHERE l.referrer_id IS NOT NULL {condition}

-- name: able -- who could have brought some, of those who brought leads at any time
SELECT DISTINCT {groups} l.customer_id FROM lead l {joins}
WHERE l.status <> 'dropped' AND l.customer_id IN (SELECT s.referrer_id FROM {source_s}) AND {is_counted} {condition}

-- name: behind -- the leads that were brought
SELECT {groups} l.id FROM {source} {joins} WHERE {test} {condition} ORDER BY l.id

-- name: known -- a lead of each customer who could have brought some
SELECT {groups} min(l.id) FROM lead l {joins}
WHERE l.status <> 'dropped' AND l.customer_id IS NOT NULL AND {is_counted} {condition} GROUP BY {customer_groups} ORDER BY min(l.id)
