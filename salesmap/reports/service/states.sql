-- What is derived from the dates of `ticket t`; a target is met at its very moment. The moment of the question is :now.

-- name: ticket_state
CASE WHEN t.closed_at IS NOT NULL THEN 'closed' WHEN t.resolved_at IS NOT NULL THEN 'resolved'
  WHEN t.waiting_since IS NOT NULL THEN 'waiting' WHEN t.responded_at IS NOT NULL THEN 'in_progress' ELSE 'open' END

-- name: is_unsolved -- as the partial indexes say it
t.resolved_at IS NULL AND t.closed_at IS NULL

-- name: is_contradictory -- 1 where it was answered after it was solved, or either before it was opened: it is in no average
CASE WHEN t.responded_at > t.resolved_at OR t.responded_at < t.opened_at OR t.resolved_at < t.opened_at THEN 1 ELSE 0 END

-- name: answered_at -- when a person answered, or the ticket ended without an answer before that; NULL while neither
CASE WHEN t.responded_at IS NOT NULL AND (t.resolved_at IS NULL OR t.responded_at <= t.resolved_at) THEN t.responded_at
  ELSE coalesce(t.resolved_at, t.closed_at) END

-- name: is_response_breached -- 1 or 0
CASE WHEN t.is_ours = 0 AND t.response_due < coalesce({answered_at}, :now) THEN 1 ELSE 0 END

-- name: is_solution_breached -- 1 or 0; the time that a ticket waits for the customer does not count
CASE WHEN t.solution_due < coalesce(t.resolved_at, t.closed_at, t.waiting_since, :now) THEN 1 ELSE 0 END
