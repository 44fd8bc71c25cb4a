-- Clocks of customers `k`, by owner: of each one the index tells the first, and how many there are.

-- name: owners -- of customers with a clock, each found by the index in turn
WITH RECURSIVE o(owner) AS (SELECT min(k.owner) FROM customer_clock k
  UNION ALL SELECT (SELECT min(k.owner) FROM customer_clock k WHERE k.owner > o.owner) FROM o WHERE o.owner IS NOT NULL)
SELECT owner FROM o WHERE owner IS NOT NULL

-- name: first_of_each -- :most of those with {test}, and how many there are
SELECT (SELECT count(*) FROM customer_clock k WHERE k.owner = o.owner AND k.tier = :tier AND {test}),
  (SELECT json_group_array(t.customer_id) FROM (SELECT k.customer_id FROM customer_clock k
    WHERE k.owner = o.owner AND k.tier = :tier AND {test} ORDER BY {order}, k.customer_id LIMIT :most) t)
FROM (SELECT CAST(value AS TEXT) AS owner FROM json_each(:owners)) o

-- name: count
SELECT count(*) FROM customer_clock k WHERE k.owner IN (SELECT CAST(value AS TEXT) FROM json_each(:owners)) AND k.tier = :tier AND {test}

-- name: ids
SELECT k.customer_id FROM customer_clock k WHERE k.owner IN (SELECT CAST(value AS TEXT) FROM json_each(:owners)) AND k.tier = :tier AND {test} ORDER BY k.customer_id

-- name: all
SELECT k.customer_id, k.tier, k.owner, k.contact_at, k.bought_on, k.touched_at, k.gap, k.again_on, k.is_busy FROM customer_clock k
WHERE k.owner IN (SELECT CAST(value AS TEXT) FROM json_each(:owners)) AND k.tier = :tier AND {test} ORDER BY {order}, k.customer_id

-- name: first_of_each_day -- :most of each owner and {day}, of those with {test}
SELECT d.customer_id FROM (SELECT k.customer_id, row_number() OVER (PARTITION BY k.owner, {day} ORDER BY {order}, k.customer_id) AS place
  FROM customer_clock k
  WHERE k.owner IN (SELECT CAST(value AS TEXT) FROM json_each(:owners)) AND k.tier = :tier AND {test}) d
WHERE d.place <= :most

-- name: some
SELECT k.customer_id, k.tier, k.owner, k.contact_at, k.bought_on, k.touched_at, k.gap, k.again_on, k.is_busy FROM customer_clock k
WHERE k.customer_id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) ORDER BY k.customer_id

-- name: among -- the customers to look at
SELECT c.id FROM customer c {joins} WHERE 1 = 1 {among} ORDER BY c.id

-- name: with_lead -- in scope
 AND c.id IN (SELECT l.customer_id FROM lead l WHERE 1 = 1 {condition})

-- name: of_owners -- whoever may be the owner of a customer has a lead of it, or looks after one
SELECT l.customer_id FROM lead l WHERE l.customer_id IS NOT NULL AND lower(l.owner) IN ({owners})
UNION SELECT l.customer_id FROM lead l WHERE l.customer_id IS NOT NULL AND l.caretaker IS NOT NULL AND lower(l.caretaker) IN ({owners})

-- name: names
SELECT c.id, c.name, {phone} FROM customer c WHERE c.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))
