-- Who is to move now on one lead.

-- name: lead
SELECT p.key, s.key, l.status, l.owner FROM lead l JOIN process p ON p.id = l.process_id JOIN stage s ON s.id = l.stage_id WHERE l.id = :id

-- name: promised -- what was promised next, and by whom
SELECT owner, what, due_on FROM followup WHERE lead_id = :id AND done_at IS NULL AND dropped_at IS NULL ORDER BY due_on, id LIMIT 1
