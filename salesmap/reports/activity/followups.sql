-- Follow-ups. Open means neither done nor cancelled (dropped); overdue means due before today.

-- name: followups -- every follow-up with its lead; conditions and order go around it
SELECT f.id, f.lead_id, l.name AS lead, c.name AS customer, f.kind, f.what, f.due_on, f.owner, s.key AS stage,
  l.value_cents AS value, l.currency, k.phone, f.done_at, f.dropped_at,
  CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END AS stage_words, f.due_at
FROM followup f
JOIN lead l ON l.id = f.lead_id
JOIN stage s ON s.id = l.stage_id
LEFT JOIN customer c ON c.id = l.customer_id
LEFT JOIN contact k ON k.id = l.contact_id

-- name: open_of_lead
SELECT id, what, due_on FROM followup WHERE lead_id = :lead_id AND done_at IS NULL AND dropped_at IS NULL ORDER BY due_on, id

-- name: due_between
SELECT lead_id, owner FROM followup WHERE due_on BETWEEN :since AND :until AND dropped_at IS NULL
