-- Names and numbers in which duplicates are found.

-- name: customers
SELECT id, name FROM customer ORDER BY id

-- name: contacts -- and what each is called
SELECT k.id, k.name, k.name_key, k.phone_key, k.email_key, k.wechat, k.customer_id, c.name, coalesce(k.name, k.phone, k.email, k.wechat)
FROM contact k LEFT JOIN customer c ON c.id = k.customer_id ORDER BY k.id

-- name: leads -- open ones; `is_distinct_in_source` where another system keeps them apart
SELECT l.id, l.name, l.name_key, l.customer_id, l.contact_id, k.phone_key, k.email_key,
  l.external_id IS NOT NULL OR l.import_key IS NOT NULL AS is_distinct_in_source
FROM lead l LEFT JOIN contact k ON k.id = l.contact_id WHERE l.status = 'open' ORDER BY l.id

-- name: new_customers -- of the newest change
SELECT row_id FROM change_row
WHERE change_id = (SELECT max(id) FROM change WHERE rows IS NOT NULL) AND table_name = 'customer' AND before IS NULL
