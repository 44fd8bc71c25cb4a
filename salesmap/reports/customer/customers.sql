-- Customers, see `conditions`.

-- name: tier
SELECT tier FROM customer WHERE id = :id

-- name: last_lead
SELECT max(id) FROM lead
