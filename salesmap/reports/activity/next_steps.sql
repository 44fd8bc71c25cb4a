-- Open leads with a follow-up planned for :today or later.

-- name: leads
SELECT {groups} count(*), count(CASE WHEN EXISTS (
  SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL AND f.due_on >= :today) THEN 1 END)
FROM lead l {joins} WHERE l.status = 'open' {condition} {grouping}

-- name: each
SELECT {groups} l.id, EXISTS (
  SELECT 1 FROM followup f WHERE f.lead_id = l.id AND f.done_at IS NULL AND f.dropped_at IS NULL AND f.due_on >= :today)
FROM lead l {joins} WHERE l.status = 'open' {condition} ORDER BY l.id
