-- What a rating is of: number, text, customer.

-- name: ticket
SELECT number, text, customer_id FROM ticket WHERE id = :id

-- name: contract
SELECT k.number, NULL, coalesce(k.customer_id, l.customer_id) FROM contract k LEFT JOIN lead l ON l.id = k.lead_id WHERE k.id = :id

-- name: contact
SELECT NULL, name, customer_id FROM contact WHERE id = :id
