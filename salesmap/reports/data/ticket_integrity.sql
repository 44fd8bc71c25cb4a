-- What is kept of tickets beside their events.

-- name: tickets
SELECT id, responded_at, waiting_since, resolved_at, closed_at FROM ticket ORDER BY id

-- name: events -- as they happened
SELECT ticket_id, kind, at, is_human FROM ticket_event ORDER BY ticket_id, at, id

-- name: times -- a working time goes with its date, and the day of a solution with the solution
SELECT id FROM ticket
WHERE (response_secs IS NOT NULL AND (responded_at IS NULL OR is_ours = 1)) OR (solution_secs IS NOT NULL AND resolved_at IS NULL)
  OR (resolved_at IS NULL) <> (resolved_on IS NULL)
ORDER BY id LIMIT 20
