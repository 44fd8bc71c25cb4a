-- Segments of customers.

-- name: segments
SELECT id, name, filters, actor, recorded_at FROM segment ORDER BY name_key, id

-- name: people -- of customers, or the customer alone where nobody is known there
SELECT c.id, c.name, k.id, k.name, k.title, k.phone, k.email, k.wechat, c.address, c.tier, k.external_id, k.fields, k.phone_key
FROM customer c LEFT JOIN contact k ON k.customer_id = c.id
WHERE c.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) ORDER BY c.name_key, c.id, k.name_key IS NULL, k.name_key, k.id

-- name: owners -- who looks after the leads of customers
SELECT DISTINCT coalesce(l.caretaker, l.owner) FROM lead l
WHERE l.customer_id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) ORDER BY 1

-- name: without_lead -- of customers, those that have none
SELECT c.name FROM customer c WHERE c.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))
  AND NOT EXISTS (SELECT 1 FROM lead l WHERE l.customer_id = c.id AND l.status <> 'dropped') ORDER BY c.name_key, c.id

-- name: with_open_lead
SELECT c.name FROM customer c WHERE c.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))
  AND EXISTS (SELECT 1 FROM lead l WHERE l.customer_id = c.id AND l.status = 'open') ORDER BY c.name_key, c.id

-- name: names
SELECT c.name FROM customer c WHERE c.id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids)) ORDER BY c.name_key, c.id
