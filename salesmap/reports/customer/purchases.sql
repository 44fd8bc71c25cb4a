-- Purchases: won leads of a customer with a close date; several of a customer on one day are one.

-- name: is_purchase -- of `lead l`
l.status = 'won' AND l.closed_on IS NOT NULL AND l.customer_id IS NOT NULL

-- name: buyers -- a row for each customer, and for each currency where the report has a row for each
(SELECT l.customer_id{currency}, min(l.closed_on) AS first_on, max(l.closed_on) AS last_on,
  count(DISTINCT l.closed_on) AS purchases, coalesce(sum(l.value_cents), 0) AS cents
FROM lead l WHERE {is_purchase} {condition} GROUP BY l.customer_id{currency})

-- name: lead -- the first or last purchase of buyer `b`, whose dimensions are those of the customer
JOIN lead l ON l.id = (SELECT l.id FROM lead l
  WHERE l.customer_id = b.customer_id AND {is_purchase}{same_currency} {condition} ORDER BY l.closed_on{direction}, l.id LIMIT 1)

-- name: left_out -- won leads that are no purchase
SELECT count(CASE WHEN l.closed_on IS NULL THEN 1 END), count(CASE WHEN l.closed_on IS NOT NULL THEN 1 END)
FROM lead l WHERE l.status = 'won' AND (l.closed_on IS NULL OR l.customer_id IS NULL) {condition}
