-- The ways to find a lead, a customer or a contact. {condition} is over `l`, `c` and `k`.

-- name: lead_by_external_id
SELECT id FROM lead WHERE external_id = :external_id

-- name: contact_by_external_id
SELECT id FROM contact WHERE external_id = :external_id

-- name: leads -- id, name, whether it was merged into another, the texts it is found by; open ones first
SELECT l.id, l.name, l.merged_into_id IS NOT NULL, l.name_key, c.name_key, k.name_key, k.email_key, k.phone_key
FROM lead l LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE {condition} ORDER BY l.status <> 'open', l.id DESC LIMIT 200

-- name: customers
SELECT c.id, c.name, 0, c.name_key, NULL, NULL, NULL, NULL
FROM customer c WHERE {condition} ORDER BY c.id DESC LIMIT 200

-- name: contacts
SELECT k.id, coalesce(k.name, k.email, k.phone, ''), 0, k.name_key, c.name_key, NULL, k.email_key, k.phone_key
FROM contact k LEFT JOIN customer c ON c.id = k.customer_id WHERE {condition} ORDER BY k.id DESC LIMIT 200

-- name: newest_words -- of leads, customers and contacts, to find those spelled nearly like a word
SELECT name FROM (SELECT name FROM lead ORDER BY id DESC LIMIT 2000) AS leads
UNION ALL SELECT name FROM (SELECT name FROM customer ORDER BY id DESC LIMIT 2000) AS customers
UNION ALL SELECT name FROM (SELECT name FROM contact WHERE name IS NOT NULL ORDER BY id DESC LIMIT 2000) AS contacts

-- name: products -- those on sale first
SELECT p.id, p.code, p.retired_at IS NOT NULL, p.name_key, p.code_key, NULL, NULL, NULL
FROM product p WHERE {condition} ORDER BY p.retired_at IS NOT NULL, p.id DESC LIMIT 200

-- name: product_words
SELECT code FROM product UNION SELECT name FROM product ORDER BY 1
