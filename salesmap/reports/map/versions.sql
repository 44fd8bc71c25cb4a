-- The maps of a database.

-- name: leads -- in progress, by stage
SELECT s.key, count(*) FROM lead l JOIN stage s ON s.id = l.stage_id WHERE l.status IN ('open', 'won') GROUP BY s.key

-- name: versions -- the newest first
SELECT id, key, applied_at, actor FROM map_version ORDER BY id DESC

-- name: version -- the text of one
SELECT source FROM map_version WHERE id = :id

-- name: newest -- the present one
SELECT id, source FROM map_version ORDER BY id DESC LIMIT 1
