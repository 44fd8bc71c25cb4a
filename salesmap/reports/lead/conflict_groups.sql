-- Open leads by what they may have in common with others.

-- name: by_customer
SELECT customer_id, id, owner FROM lead WHERE status = 'open'

-- name: same_company -- customers with the same key as others, and the first of these
SELECT c.id, same.first FROM customer c JOIN (SELECT company_key, min(id) AS first FROM customer
  WHERE company_key <> '' GROUP BY company_key HAVING count(*) > 1) same ON same.company_key = c.company_key

-- name: without_company -- customers that have no key
SELECT id FROM customer WHERE company_key = '' OR company_key IS NULL

-- name: by_contact -- and whether the contact is one of another customer
SELECT k.id, l.id, l.owner,
  CASE WHEN l.customer_id IS NULL OR l.customer_id <> k.customer_id THEN 1 ELSE 0 END
FROM lead l JOIN contact k ON k.id = l.contact_id WHERE l.status = 'open'

-- name: further -- the phones or e-mails of contacts beside the preferred ones
SELECT k.id, k.customer_id, substr(e.value, 7) AS value FROM contact k CROSS JOIN json_each(k.further_keys) e
WHERE k.further_keys IS NOT NULL AND e.value LIKE '{what} %'

-- name: same_detail -- contacts with the same phone or e-mail as others have, and the first with it as the preferred one
SELECT k.id, same.first, same.value FROM contact k JOIN (SELECT {what}_key AS value, min(id) AS first FROM contact
  WHERE {what}_key <> '' GROUP BY {what}_key
  HAVING count(*) > 1 OR {what}_key IN (SELECT f.value FROM ({further}) f)) same ON same.value = k.{what}_key

-- name: with_detail -- contacts with a phone or e-mail
SELECT id FROM contact WHERE {what}_key <> ''

-- name: with_further -- the leads by the further phones or e-mails of their contact, and of their company's contacts; few have any
SELECT f.value, l.id, l.owner FROM ({further}) f CROSS JOIN lead l WHERE l.contact_id = f.id AND l.status = 'open'
UNION ALL SELECT f.value, l.id, l.owner FROM ({further}) f CROSS JOIN lead l WHERE l.customer_id = f.customer_id
AND l.status = 'open'

-- name: of_colleagues -- the leads of the customers of contacts
SELECT k.id, l.id, l.owner FROM contact k JOIN lead l ON l.customer_id = k.customer_id
WHERE l.status = 'open' AND k.id IN ({ids})

-- name: owner_key -- in which owners are compared
SELECT lower(coalesce(CAST(:owner AS TEXT), ''))
