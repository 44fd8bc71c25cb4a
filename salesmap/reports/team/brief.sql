-- What a successor must know of somebody's open work.

-- name: leads -- open, or closed and in care; the next step first
SELECT l.id, l.name, coalesce(c.name, '') AS customer, coalesce(k.name, '') AS contact, coalesce(k.phone, k.email, k.wechat, '') AS reach,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END AS stage, l.status, l.value_cents, l.currency, l.expected_close,
  substr(l.touched_at, 1, 10) AS touched_on
FROM lead l JOIN stage s ON s.id = l.stage_id LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE (lower(l.owner) = lower(:name) AND l.status = 'open') OR (lower(l.caretaker) = lower(:name) AND l.status <> 'open')
  OR (lower(l.owner) = lower(:name) AND l.status = 'won' AND l.caretaker IS NULL)
ORDER BY CASE WHEN l.status = 'open' THEN 0 ELSE 1 END, l.id

-- name: steps -- open follow-ups of a lead, and those of the person on leads of others
SELECT due_on, what, coalesce(owner, '') FROM followup WHERE lead_id = :id AND done_at IS NULL AND dropped_at IS NULL ORDER BY due_on, id

-- name: contacts -- the last of a lead, the newest first
SELECT substr(at, 1, 10), kind, text, actor FROM interaction WHERE lead_id = :id ORDER BY at DESC, id DESC LIMIT 3

-- name: quotes -- what the customer was sent and has not answered, and drafts
SELECT coalesce(q.number, ''), q.id, v.sent_on, v.valid_until, v.total_cents, q.currency FROM quote q
JOIN quote_version v ON v.id = (SELECT n.id FROM quote_version n WHERE n.quote_id = q.id ORDER BY n.n DESC LIMIT 1)
WHERE q.lead_id = :id AND v.accepted_at IS NULL AND v.declined_at IS NULL AND v.withdrawn_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM quote_version a WHERE a.quote_id = q.id AND a.accepted_at IS NOT NULL) ORDER BY q.id

-- name: milestones -- of the lead's contracts, not done
SELECT m.due_on, m.what, coalesce(k.number, '') FROM milestone m JOIN contract k ON k.id = m.contract_id
WHERE k.lead_id = :id AND m.done_on IS NULL AND k.signed_on IS NOT NULL AND k.voided_on IS NULL AND k.terminated_on IS NULL AND k.closed_on IS NULL
ORDER BY m.due_on, m.id

-- name: payments -- parts that are still open
SELECT p.due_on, p.what, p.amount_cents - p.received_cents, k.currency, coalesce(k.number, '') FROM plan_part p JOIN contract k ON k.id = p.contract_id
WHERE k.lead_id = :id AND p.received_cents < p.amount_cents AND k.signed_on IS NOT NULL AND k.voided_on IS NULL AND k.terminated_on IS NULL
ORDER BY p.due_on NULLS LAST, p.id

-- name: tickets -- of the customer of a lead, unsolved
SELECT t.number, t.text, substr(t.opened_at, 1, 10) FROM ticket t JOIN lead l ON l.customer_id = t.customer_id
WHERE l.id = :id AND t.resolved_at IS NULL AND t.closed_at IS NULL ORDER BY t.opened_at, t.id

-- name: others -- the person's follow-ups on leads of others
SELECT f.due_on, f.what, l.id, l.name FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE lower(f.owner) = lower(:name) AND f.done_at IS NULL AND f.dropped_at IS NULL AND lower(coalesce(l.caretaker, l.owner, '')) <> lower(:name)
ORDER BY f.due_on, f.id

-- name: other_tickets -- the person's tickets, unsolved
SELECT t.number, t.text, substr(t.opened_at, 1, 10), c.name FROM ticket t JOIN customer c ON c.id = t.customer_id
WHERE lower(t.owner) = lower(:name) AND t.resolved_at IS NULL AND t.closed_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM lead l WHERE l.customer_id = t.customer_id AND lower(coalesce(l.caretaker, l.owner)) = lower(:name)
    AND l.status IN ('open', 'won'))
ORDER BY t.opened_at, t.id
