-- What reviews resolved to do.

-- name: points -- every point as it stood at :then; what happened to it later had not happened yet
SELECT id, what, owner, due_on, recorded_at, actor,
  CASE WHEN done_at < :then THEN done_at END AS done_at, CASE WHEN dropped_at < :then THEN dropped_at END AS dropped_at,
  CASE WHEN coalesce(done_at, dropped_at) < :then THEN note END AS note
FROM review_point
WHERE recorded_at < :then AND (CAST(:owner AS TEXT) IS NULL OR lower(owner) = lower(:owner))
