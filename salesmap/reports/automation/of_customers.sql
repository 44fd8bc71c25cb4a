-- Customers as rules ask for them.

-- name: passing
SELECT c.id FROM customer c {joins} WHERE {where} ORDER BY c.id

-- name: newest -- the leads of customers, the one first on which a rule acts
SELECT customer_id, id FROM lead WHERE customer_id IS NOT NULL AND status <> 'dropped'
ORDER BY CASE status WHEN 'open' THEN 0 WHEN 'won' THEN 1 ELSE 2 END, created_on DESC, id DESC
