-- One record of each type, as `dup merge` shows it.

-- name: customer
SELECT c.id, c.name, c.tier, c.address, c.tax_no, c.bank, c.account, c.external_id,
  (SELECT count(*) FROM contact k WHERE k.customer_id = c.id) AS contacts,
  (SELECT count(*) FROM lead l WHERE l.customer_id = c.id) AS leads,
  (SELECT count(*) FROM quote q JOIN lead l ON l.id = q.lead_id WHERE l.customer_id = c.id) AS quotes,
  (SELECT count(*) FROM contract o WHERE o.customer_id = c.id) AS contracts,
  (SELECT count(*) FROM ticket t WHERE t.customer_id = c.id) AS tickets,
  (SELECT count(*) FROM rating r WHERE r.customer_id = c.id) AS ratings,
  (SELECT count(*) FROM care_visit v WHERE v.customer_id = c.id) AS care_visits,
  (SELECT count(*) FROM attachment a WHERE a.customer_id = c.id) AS attachments,
  (SELECT count(*) FROM price p WHERE p.customer_id = c.id) AS prices,
  (SELECT count(*) FROM lead l WHERE l.referred_by_customer_id = c.id) AS referrals
FROM customer c WHERE c.id = :id

-- name: contact
SELECT k.id, k.name, c.name AS customer, k.phone, k.email, k.wechat, k.title, k.external_id,
  (SELECT count(*) FROM lead l WHERE l.contact_id = k.id) AS leads
FROM contact k LEFT JOIN customer c ON c.id = k.customer_id WHERE k.id = :id

-- name: lead
SELECT l.id, l.name, c.name AS customer, k.name AS contact, k.phone, k.email, {plain}, l.value_cents / 100.0 AS value,
  l.currency, l.owner, s.key AS stage, l.status, l.created_on AS created_at, l.expected_close, l.lost_reason, l.external_id,
  (SELECT count(*) FROM interaction i WHERE i.lead_id = l.id) AS interactions,
  (SELECT count(*) FROM followup f WHERE f.lead_id = l.id) AS followups
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE l.id = :id
