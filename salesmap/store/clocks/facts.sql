-- What the clocks of customers are worked out from: of all customers in a tier or with a purchase, or of {chosen} ones.

-- name: customers
SELECT c.id, coalesce(c.tier, ''), coalesce({owner}, ''), {last_contact}, {last_purchase}, c.recorded_at,
  CASE WHEN EXISTS (SELECT 1 FROM lead o WHERE o.customer_id = c.id AND o.status = 'open') THEN 1 ELSE 0 END
FROM customer c WHERE (c.tier IS NOT NULL
  OR EXISTS (SELECT 1 FROM lead w WHERE w.customer_id = c.id AND w.status = 'won' AND w.closed_on IS NOT NULL)) {of_customers}
ORDER BY c.id

-- name: purchases -- of customers that bought often enough to tell how often they do, in the order of an index
SELECT l.customer_id, l.closed_on FROM lead l
WHERE l.customer_id IN (SELECT o.customer_id FROM lead o WHERE o.customer_id IS NOT NULL AND o.status = 'won'
    AND o.closed_on IS NOT NULL {of_leads} GROUP BY o.customer_id HAVING count(*) >= :fewest)
  AND l.status = 'won' AND l.closed_on IS NOT NULL
ORDER BY l.customer_id, l.closed_on

-- name: chosen
AND {id} IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))
