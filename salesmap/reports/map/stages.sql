-- What stands where on the map.

-- name: standing -- leads under way by pipeline and stage: open ones before the win, won ones after it
SELECT p.key, s.key, count(*), sum(l.value_cents) FROM lead l
JOIN stage s ON s.id = l.stage_id JOIN process p ON p.id = l.process_id
WHERE (l.status = 'open' AND s.phase = 'before') OR (l.status = 'won' AND s.phase = 'after')
GROUP BY p.key, s.key

-- name: under_way -- the same by stage alone, whatever the pipeline
SELECT s.key, count(*) FROM lead l JOIN stage s ON s.id = l.stage_id WHERE l.status IN ('open', 'won') GROUP BY s.key

-- name: versions -- every map that the book worked by, the newest first
SELECT id, key, applied_at, actor FROM map_version ORDER BY id DESC

-- name: version -- the text of one of them
SELECT source FROM map_version WHERE id = :id

-- name: newest -- the number and the text of the present one
SELECT id, source FROM map_version ORDER BY id DESC LIMIT 1
