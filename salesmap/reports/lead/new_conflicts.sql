-- What a change did to leads, and which leads of others have the same company, phone or e-mail.

-- name: touched -- the leads, customers and contacts, as they were before
SELECT table_name, row_id, before FROM change_row
WHERE change_id = :change AND table_name IN ('contact', 'customer', 'lead') ORDER BY table_name, row_id LIMIT :limit

-- name: made -- the leads that are new
SELECT row_id FROM change_row WHERE change_id = :change AND table_name = 'lead' AND before IS NULL ORDER BY row_id

-- name: lead_now
SELECT owner, customer_id, contact_id, status FROM lead WHERE id = :id

-- name: customer_now
SELECT company_key FROM customer WHERE id = :id

-- name: contact_now
SELECT phone_key, email_key, further_keys, domain_key, customer_id FROM contact WHERE id = :id

-- name: of_customer -- its open leads
SELECT id FROM lead WHERE customer_id = :id AND status = 'open' ORDER BY id

-- name: of_contact -- the open leads that are known by a contact
SELECT id FROM lead WHERE contact_id = :id AND status = 'open'
UNION SELECT l.id FROM contact k CROSS JOIN lead l
WHERE k.id = :id AND l.customer_id = k.customer_id AND l.status = 'open' ORDER BY 1

-- name: lead
SELECT id, name, owner, created_on FROM lead WHERE id = :id

-- name: domains -- of the e-mail by which a lead is known
SELECT k.domain_key FROM lead l JOIN contact k ON k.id = l.contact_id WHERE l.id = :id AND k.domain_key <> ''
UNION SELECT k.domain_key FROM lead l JOIN contact k ON k.customer_id = l.customer_id
WHERE l.id = :id AND k.domain_key <> '' ORDER BY 1

-- name: with_company -- the open leads of customers with a name
SELECT l.id, l.name, l.owner, l.created_on FROM customer c CROSS JOIN lead l
WHERE c.company_key = :value AND l.customer_id = c.id AND l.status = 'open' ORDER BY l.id

-- name: with_detail -- the open leads known by a phone, an e-mail or its domain
WITH known AS (
  SELECT id, customer_id FROM contact WHERE {column} = :value
  UNION SELECT id, customer_id FROM contact WHERE further_keys IS NOT NULL AND further_keys LIKE :further ESCAPE '\')
SELECT l.id, l.name, l.owner, l.created_on FROM known k CROSS JOIN lead l
WHERE l.contact_id = k.id AND l.status = 'open'
UNION SELECT l.id, l.name, l.owner, l.created_on FROM known k CROSS JOIN lead l
WHERE l.customer_id = k.customer_id AND l.status = 'open' ORDER BY 1
