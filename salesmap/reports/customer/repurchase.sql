-- Repurchase: how many customers bought again. A customer is in the groups of its first purchase.

-- name: repurchase -- customers, those who bought again, and their purchases
SELECT {groups} count(*), count(CASE WHEN {is_repeat} THEN 1 END), coalesce(sum(b.purchases), 0)
FROM {buyers} b {lead} {joins} WHERE {is_counted} {grouping}

-- name: behind -- the customers of a figure
SELECT {groups} b.customer_id FROM {buyers} b {lead} {joins} WHERE {is_counted} AND {test} ORDER BY b.customer_id

-- name: is_old -- whether the first purchase of all lies in the time, more than :days before today
b.first_on < :before AND (CAST(:first_since AS TEXT) IS NULL OR b.first_on >= :first_since)
AND (CAST(:first_until AS TEXT) IS NULL OR b.first_on <= :first_until)

-- name: is_soon -- whether the second purchase came within the days
(b.purchases > 1 AND EXISTS (SELECT 1 FROM lead l WHERE l.customer_id = b.customer_id
  AND l.closed_on > b.first_on AND l.closed_on <= {last_day} AND {is_purchase} {condition}))
