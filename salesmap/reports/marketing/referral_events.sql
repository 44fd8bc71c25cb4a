-- The leads that a customer brought.

-- name: of -- a customer, or its people: when they were created, by whom they were brought
SELECT l.created_at, NULL, l.name, l.id FROM lead l WHERE l.referred_by_customer_id = :id AND l.status <> 'dropped'
  AND coalesce(l.customer_id, 0) <> :id
UNION ALL
SELECT l.created_at, coalesce(k.name, k.email, k.phone), l.name, l.id
FROM contact k JOIN lead l ON l.referred_by_contact_id = k.id WHERE k.customer_id = :id AND l.status <> 'dropped'
  AND coalesce(l.customer_id, 0) <> :id
ORDER BY 1, 4
