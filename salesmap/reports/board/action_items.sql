-- Action items of reviews.

-- name: action_items -- as of an instant: what happened to them later is left out
SELECT id, what, owner, due_on, recorded_at, actor,
  CASE WHEN done_at < :as_of THEN done_at END AS done_at, CASE WHEN dropped_at < :as_of THEN dropped_at END AS dropped_at,
  CASE WHEN coalesce(done_at, dropped_at) < :as_of THEN note END AS note
FROM review_point
WHERE recorded_at < :as_of {in_scope}
