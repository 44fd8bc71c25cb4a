-- Where a lead stands.

-- name: lead -- its pipeline and stage
SELECT p.key, s.key FROM lead l JOIN process p ON p.id = l.process_id JOIN stage s ON s.id = l.stage_id WHERE l.id = :id
