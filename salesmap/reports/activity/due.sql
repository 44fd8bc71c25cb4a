-- What is due beside follow-ups: kind, id, lead, what it is about, day, owner. {in_scope} narrows `lead l` and owners.

-- name: records -- whether there are papers, and tickets
SELECT EXISTS (SELECT 1 FROM contract) OR EXISTS (SELECT 1 FROM quote), EXISTS (SELECT 1 FROM ticket)

-- name: payment -- parts of payment plans
SELECT p.id, k.lead_id, l.name, c.name, p.position, p.what, p.due_on, coalesce(k.owner, l.caretaker, l.owner) AS owner, s.key,
  p.amount_cents - p.received_cents, k.currency, t.phone, k.id, k.number,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM plan_part p JOIN contract k ON k.id = p.contract_id {lead}
WHERE p.received_cents < p.amount_cents AND p.due_on <= :until AND {is_expected} AND k.terminated_on IS NULL {in_scope}
ORDER BY p.due_on, p.id

-- name: milestone -- that are not done
SELECT m.id, k.lead_id, l.name, c.name, m.position, m.what, m.due_on, coalesce(k.owner, l.caretaker, l.owner) AS owner, s.key,
  NULL, k.currency, t.phone, k.id, k.number,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM milestone m JOIN contract k ON k.id = m.contract_id {lead}
WHERE m.done_on IS NULL AND m.due_on <= :until AND k.signed_on IS NOT NULL
  AND k.voided_on IS NULL AND k.terminated_on IS NULL AND k.closed_on IS NULL {in_scope}
ORDER BY m.due_on, m.id

-- name: contract_end -- signed contracts that end by :ends, and that nothing followed yet
SELECT k.id, k.lead_id, l.name, c.name, k.notice_days, k.number, k.ends, coalesce(k.owner, l.caretaker, l.owner) AS owner, s.key,
  (SELECT v.amount_cents FROM contract_version v WHERE v.contract_id = k.id AND v.signed_at IS NOT NULL ORDER BY v.n DESC LIMIT 1),
  k.currency, t.phone, k.id, k.number,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM contract k {lead}
WHERE k.ends IS NOT NULL AND k.ends <= :ends AND k.signed_on IS NOT NULL
  AND k.voided_on IS NULL AND k.terminated_on IS NULL AND k.closed_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM contract n WHERE n.renews_id = k.id AND n.voided_on IS NULL) {in_scope}
ORDER BY k.ends, k.id

-- name: notice -- the longest notice of a contract, in days
SELECT max(notice_days) FROM contract WHERE ends IS NOT NULL AND closed_on IS NULL

-- name: contract_approval -- requests that nobody decided
SELECT a.id, k.lead_id, l.name, c.name, a.rule, a.role, substr(a.asked_at, 1, 10), coalesce(k.owner, l.caretaker, l.owner) AS owner, s.key,
  v.amount_cents, k.currency, t.phone, k.id, k.number,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, a.asked_at
FROM approval a JOIN contract_version v ON v.id = a.contract_version_id JOIN contract k ON k.id = v.contract_id {lead}
WHERE a.decided_at IS NULL AND a.voided_at IS NULL AND v.signed_at IS NULL AND k.voided_on IS NULL
  AND k.terminated_on IS NULL AND k.closed_on IS NULL {in_scope}
ORDER BY a.asked_at, a.id

-- name: quote_approval
SELECT a.id, k.lead_id, l.name, c.name, a.rule, a.role, substr(a.asked_at, 1, 10), coalesce(k.owner, l.caretaker, l.owner) AS owner, s.key,
  v.total_cents, k.currency, t.phone, k.id, k.number,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, a.asked_at
FROM approval a JOIN quote_version v ON v.id = a.quote_version_id JOIN quote k ON k.id = v.quote_id {quote_lead}
WHERE a.decided_at IS NULL AND a.voided_at IS NULL AND v.sent_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM quote_version o WHERE o.quote_id = k.id AND o.accepted_at IS NOT NULL) {in_scope}
ORDER BY a.asked_at, a.id

-- name: quote_expiry -- the newest versions that nobody decided, by the last day they hold
SELECT v.id, k.lead_id, l.name, c.name, v.n, k.number, v.valid_until, coalesce(k.owner, l.caretaker, l.owner) AS owner, s.key,
  v.total_cents, k.currency, t.phone, k.id, k.number,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END
FROM quote_version v JOIN quote k ON k.id = v.quote_id {quote_lead}
WHERE v.valid_until <= :until AND v.sent_at IS NOT NULL AND v.accepted_at IS NULL AND v.declined_at IS NULL
  AND v.withdrawn_at IS NULL AND l.status = 'open'
  AND NOT EXISTS (SELECT 1 FROM quote_version o WHERE o.quote_id = k.id
    AND (o.accepted_at IS NOT NULL OR (o.n > v.n AND o.sent_at IS NOT NULL))) {in_scope}
ORDER BY v.valid_until, v.id

-- name: lead -- the lead of a contract `k`, where it has one
LEFT JOIN lead l ON l.id = k.lead_id LEFT JOIN stage s ON s.id = l.stage_id
LEFT JOIN customer c ON c.id = coalesce(k.customer_id, l.customer_id) LEFT JOIN contact t ON t.id = l.contact_id

-- name: quote_lead
JOIN lead l ON l.id = k.lead_id JOIN stage s ON s.id = l.stage_id
LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact t ON t.id = l.contact_id
