-- What has to be done next on one lead.

-- name: lead -- its pipeline, stage, status and owner
SELECT p.key, s.key, l.status, l.owner FROM lead l JOIN process p ON p.id = l.process_id JOIN stage s ON s.id = l.stage_id WHERE l.id = :id

-- name: followup -- the open follow-up that is due first
SELECT owner, what, due_on FROM followup WHERE lead_id = :id AND done_at IS NULL AND dropped_at IS NULL ORDER BY due_on, id LIMIT 1
