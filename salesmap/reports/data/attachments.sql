-- Files attached to leads, customers and contracts.

-- name: attachments -- {condition} narrows them
SELECT a.id, a.name, a.size, CASE WHEN a.lead_id IS NOT NULL THEN 'lead' WHEN a.customer_id IS NOT NULL THEN 'customer' ELSE 'contract' END,
  coalesce(a.lead_id, a.customer_id, a.contract_id), coalesce(l.name, c.name, k.number, :draft || k.id), a.actor, a.recorded_at
FROM attachment a LEFT JOIN lead l ON l.id = a.lead_id LEFT JOIN customer c ON c.id = a.customer_id LEFT JOIN contract k ON k.id = a.contract_id
WHERE {condition} ORDER BY a.id DESC

-- name: content
SELECT a.id, a.name, f.content FROM attachment a JOIN stored_file f ON f.sha256 = a.sha256 WHERE a.id = :id

-- name: named -- by the whole name or a part of it, the newest first
SELECT a.id, a.name FROM attachment a WHERE a.name_key = :key ORDER BY a.id DESC

-- name: like
SELECT a.id, a.name FROM attachment a WHERE a.name_key LIKE :pattern ESCAPE '\' ORDER BY a.id DESC

-- name: contract
SELECT id, number FROM contract WHERE lower(number) = lower(:number)

-- name: of_customer -- of its leads and contracts, too
a.customer_id = :id OR a.lead_id IN (SELECT id FROM lead WHERE customer_id = :id)
OR a.contract_id IN (SELECT id FROM contract WHERE customer_id = :id OR lead_id IN (SELECT id FROM lead WHERE customer_id = :id))
