-- One lead in detail.

-- name: timeline -- everything that happened, oldest first
SELECT at, what, text, actor FROM (
  SELECT i.at AS at, i.kind AS what, i.text || coalesce(' · ' || i.place, '') || coalesce(' · ' || i.companions, '') AS text, i.actor AS actor, 2 AS rank, i.id AS id
  FROM interaction i WHERE i.lead_id = :id
  UNION ALL
  SELECT f.done_at, 'done', f.what, f.owner, 3, f.id FROM followup f WHERE f.lead_id = :id AND f.done_at IS NOT NULL
  UNION ALL
  SELECT y.entered_at, 'stage', CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, NULL, 1, y.id
  FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.lead_id = :id
  UNION ALL
  SELECT y.left_at, y.outcome, l.lost_reason, NULL, 0, y.id
  FROM stay y JOIN lead l ON l.id = y.lead_id WHERE y.lead_id = :id AND y.outcome IN ('won', 'lost', 'dropped')
  UNION ALL
  SELECT f.at, 'rule', f.rule, f.actor, 4, f.id FROM rule_firing f WHERE f.lead_id = :id
  UNION ALL
  SELECT c.at, 'comment', c.text, c.actor, 5, c.id FROM comment c WHERE c.lead_id = :id
) e
ORDER BY at, rank, id

-- name: followups -- open ones
SELECT id, due_on, what, kind, owner FROM followup
WHERE lead_id = :id AND done_at IS NULL AND dropped_at IS NULL ORDER BY due_on, id

-- name: stays -- in the order of the pipeline
SELECT s.key, CASE WHEN :lang = 'zh' THEN s.label_zh ELSE s.label_en END, y.entered_at, y.left_at, y.secs
FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.lead_id = :id ORDER BY s.position, y.id

-- name: contacts -- with a role in the deal
SELECT k.id, k.name, d.role, k.phone, k.email FROM lead_contact d JOIN contact k ON k.id = d.contact_id
WHERE d.lead_id = :id ORDER BY d.id

-- name: has_papers -- whether it has quotes, contracts, and ratings of either
SELECT EXISTS (SELECT 1 FROM quote WHERE lead_id = :id), EXISTS (SELECT 1 FROM contract WHERE lead_id = :id),
  EXISTS (SELECT 1 FROM rating WHERE lead_id = :id OR contract_id IN (SELECT id FROM contract WHERE lead_id = :id))
