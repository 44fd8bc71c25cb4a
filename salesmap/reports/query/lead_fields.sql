-- The fields of leads.

-- name: custom_fields
SELECT key FROM custom_field ORDER BY id

-- name: tier -- of the customer, over the lead sheet
(SELECT t.tier FROM customer t WHERE t.id = customer_id)

-- name: team -- of the owner, over the lead sheet
(SELECT m.team FROM member m WHERE lower(m.name) = lower(owner))
