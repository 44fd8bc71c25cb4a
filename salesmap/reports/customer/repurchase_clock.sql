-- What the repurchase clock goes by.

-- name: purchases -- in the order of an index
SELECT l.customer_id, l.closed_on FROM lead l
WHERE l.customer_id IS NOT NULL AND l.status = 'won' AND l.closed_on IS NOT NULL {among}
ORDER BY l.customer_id, l.closed_on

-- name: among
AND l.customer_id IN (SELECT c.id FROM customer c {joins} WHERE 1 = 1 {among})

-- name: with_open_lead
SELECT DISTINCT customer_id FROM lead WHERE status = 'open' AND customer_id IS NOT NULL

-- name: tiers
SELECT id, tier FROM customer WHERE tier IS NOT NULL
