-- The journal, newest first. {condition} narrows it.

-- name: changes
SELECT id, substr(at, 1, 19) || 'Z', actor, command, what, subject, rows, undone_by FROM change
WHERE rows IS NOT NULL AND (CAST(:actor AS TEXT) IS NULL OR lower(actor) = lower(:actor)) AND {condition}
ORDER BY id DESC LIMIT :limit

-- name: total
SELECT count(*) FROM change
WHERE rows IS NOT NULL AND (CAST(:actor AS TEXT) IS NULL OR lower(actor) = lower(:actor))

-- name: actors
SELECT DISTINCT actor FROM change WHERE rows IS NOT NULL ORDER BY actor

-- name: one
SELECT id, substr(at, 1, 19) || 'Z', actor, command, what, subject, rows, undone_by FROM change WHERE id = :id
