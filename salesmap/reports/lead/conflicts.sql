-- Open leads of different owners with the same company, phone or e-mail.

-- name: company -- the open leads by the company of their customer
SELECT l.id AS id, l.owner AS owner, 'company' AS what, c.company_key AS value
FROM lead l JOIN customer c ON c.id = l.customer_id WHERE l.status = 'open' AND c.company_key <> '' {only}

-- name: detail -- the open leads by the phones or e-mails of their contact, and of their company's other contacts
SELECT l.id AS id, l.owner AS owner, '{what}' AS what, k.{what}_key AS value
FROM lead l JOIN contact k ON k.id = l.contact_id WHERE l.status = 'open' AND k.{what}_key <> '' {only}
UNION ALL SELECT l.id, l.owner, '{what}', k.{what}_key
FROM lead l JOIN contact k ON k.customer_id = l.customer_id WHERE l.status = 'open' AND k.{what}_key <> '' {only}
UNION ALL SELECT l.id, l.owner, '{what}', f.value FROM lead l JOIN ({further}) f ON f.id = l.contact_id WHERE l.status = 'open' {only}
UNION ALL SELECT l.id, l.owner, '{what}', f.value FROM lead l JOIN ({further}) f ON f.customer_id = l.customer_id
WHERE l.status = 'open' {only}

-- name: owners -- the first and the last by name, and whether a lead has none
SELECT (SELECT min(lower(owner)) FROM lead), (SELECT max(lower(owner)) FROM lead),
  EXISTS (SELECT 1 FROM lead WHERE lower(owner) IS NULL)

-- name: shared -- the leads that are shared, by ruling
SELECT n.ruling_id, n.lead_id FROM ruling_lead n JOIN ruling r ON r.id = n.ruling_id
WHERE r.outcome = 'shared' ORDER BY n.ruling_id, n.lead_id

-- name: leads -- of conflicts
SELECT l.id, l.name, l.owner, c.name, l.created_on FROM lead l LEFT JOIN customer c ON c.id = l.customer_id
WHERE l.id IN ({ids}) ORDER BY l.id

-- name: rulings -- the newest first
SELECT id, shared_keys, outcome, owner, why, substr(at, 1, 19) || 'Z', actor FROM ruling ORDER BY at DESC, id DESC

-- name: ruled -- the leads of rulings, with their owners then
SELECT n.ruling_id, l.id, l.name, n.owner_before, c.name, l.created_on FROM ruling_lead n
JOIN lead l ON l.id = n.lead_id LEFT JOIN customer c ON c.id = l.customer_id ORDER BY n.ruling_id, l.id
