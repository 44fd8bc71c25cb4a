-- Who gets leads by the rules of the map, and whose a lead was.

-- name: lead
SELECT name FROM lead WHERE id = :id

-- name: hands -- how a lead changed hands, the newest first
SELECT id, at, kind, owner_before, owner_after, rule, why, actor FROM owner_change WHERE lead_id = :id ORDER BY id DESC
