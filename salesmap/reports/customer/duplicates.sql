-- What could be in the book twice: names and numbers to be compared. Dropped leads are out of the game.

-- name: customers
SELECT id, name FROM customer ORDER BY id

-- name: contacts -- with the names that they go by
SELECT k.id, k.name, k.name_key, k.phone_key, k.email_key, k.wechat, k.customer_id, c.name, coalesce(k.name, k.phone, k.email, k.wechat)
FROM contact k LEFT JOIN customer c ON c.id = k.customer_id ORDER BY k.id

-- name: leads -- the open ones with who is behind them; `is_told_apart` where another system tells them apart
SELECT l.id, l.name, l.name_key, l.customer_id, l.contact_id, k.phone_key, k.email_key,
  l.external_id IS NOT NULL OR l.import_key IS NOT NULL AS is_told_apart
FROM lead l LEFT JOIN contact k ON k.id = l.contact_id WHERE l.status = 'open' ORDER BY l.id

-- name: new_customers -- those that the newest change made
SELECT row_id FROM change_row
WHERE change_id = (SELECT max(id) FROM change WHERE rows IS NOT NULL) AND table_name = 'customer' AND before IS NULL

-- name: side_of_customer -- one record as `dup merge` shows it
SELECT c.id, c.name, (SELECT count(*) FROM contact k WHERE k.customer_id = c.id) AS contacts,
  (SELECT count(*) FROM lead l WHERE l.customer_id = c.id) AS leads
FROM customer c WHERE c.id = :id

-- name: side_of_contact
SELECT k.id, k.name, c.name AS customer, k.phone, k.email, k.wechat, k.title, k.external_id,
  (SELECT count(*) FROM lead l WHERE l.contact_id = k.id) AS leads
FROM contact k LEFT JOIN customer c ON c.id = k.customer_id WHERE k.id = :id

-- name: side_of_lead
SELECT l.id, l.name, c.name AS customer, k.name AS contact, k.phone, k.email, l.source, l.product, l.region, l.value_cents / 100.0 AS value,
  l.currency, l.owner, s.key AS stage, l.status, l.created_on AS created_at, l.expected_close, l.lost_reason, l.external_id,
  (SELECT count(*) FROM interaction i WHERE i.lead_id = l.id) AS interactions,
  (SELECT count(*) FROM followup f WHERE f.lead_id = l.id) AS followups
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE l.id = :id
