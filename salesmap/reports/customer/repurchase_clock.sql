-- What the repurchase clock goes by.

-- name: last_purchases -- of customers that bought too seldom to tell how often they do
SELECT p.customer_id, p.last_on FROM (SELECT l.customer_id, max(l.closed_on) AS last_on FROM lead l
  WHERE l.customer_id IS NOT NULL AND l.status = 'won' AND l.closed_on IS NOT NULL {among}
  GROUP BY l.customer_id HAVING count(*) < :fewest) p WHERE p.last_on <= :latest

-- name: purchases -- of the others, in the order of an index
SELECT l.customer_id, l.closed_on FROM lead l
WHERE l.customer_id IN (SELECT o.customer_id FROM lead o WHERE o.customer_id IS NOT NULL AND o.status = 'won'
    AND o.closed_on IS NOT NULL GROUP BY o.customer_id HAVING count(*) >= :fewest)
  AND l.status = 'won' AND l.closed_on IS NOT NULL {among}
ORDER BY l.customer_id, l.closed_on

-- name: among
AND l.customer_id IN (SELECT c.id FROM customer c {joins} WHERE 1 = 1 {among})

-- name: with_open_lead
SELECT DISTINCT customer_id FROM lead WHERE status = 'open' AND customer_id IS NOT NULL

-- name: tiers
SELECT id, tier FROM customer WHERE tier IS NOT NULL
