-- The open leads of a person, with what a talk may be about.

-- name: leads
SELECT l.id, l.name, s.key, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, l.value_cents, l.currency, l.touched_at,
  (SELECT min(f.due_on) FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL)
FROM lead l JOIN stage s ON s.id = l.stage_id WHERE l.status = 'open' AND lower(l.owner) = lower(:person)
ORDER BY coalesce(l.value_cents, 0) DESC, l.id

-- name: known -- who owns leads, and the members
SELECT owner FROM lead WHERE owner IS NOT NULL UNION SELECT name FROM member ORDER BY 1
