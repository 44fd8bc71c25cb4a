-- Names and numbers in which duplicates are found.

-- name: customers
SELECT id, name FROM customer ORDER BY id

-- name: contacts_by_column -- alike in {column}, the folded name beside
SELECT {column}, id, name_key FROM contact WHERE {column} <> '' ORDER BY {column}, id

-- name: contacts_at_companies -- in the order of their names
SELECT k.name_key, k.id, c.name FROM contact k JOIN customer c ON c.id = k.customer_id
WHERE k.name_key <> '' ORDER BY k.name_key, k.id

-- name: leads_by_column -- open ones whose contacts are alike in {column}; beside, whether another system keeps them apart
SELECT k.{column}, l.id, l.external_id IS NOT NULL OR l.import_key IS NOT NULL
FROM lead l JOIN contact k ON k.id = l.contact_id
WHERE l.status = 'open' AND k.{column} <> '' ORDER BY k.{column}, l.id

-- name: leads_by_name -- open ones of the same name and customer
SELECT l.name_key || ' ' || l.customer_id, l.id, l.external_id IS NOT NULL OR l.import_key IS NOT NULL
FROM lead l WHERE l.status = 'open' AND l.customer_id IS NOT NULL ORDER BY 1, l.id

-- name: customer_names
SELECT id, name FROM customer WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))

-- name: contact_names -- what each is called
SELECT id, coalesce(name, phone, email, wechat) FROM contact WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))

-- name: lead_names
SELECT id, name FROM lead WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))

-- name: new_alike -- how many customers of the newest change have the company key of another one
SELECT count(*) FROM customer c JOIN change_row r ON r.row_id = c.id
WHERE r.change_id = (SELECT max(id) FROM change WHERE rows IS NOT NULL) AND r.table_name = 'customer' AND r.before IS NULL
  AND c.company_key IN (SELECT company_key FROM customer WHERE company_key <> '' GROUP BY company_key HAVING count(*) > 1)
