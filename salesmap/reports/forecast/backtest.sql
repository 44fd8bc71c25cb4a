-- What was won.

-- name: won -- the value won in a time
SELECT coalesce(sum(l.value_cents), 0) FROM lead l WHERE l.status = 'won' AND l.closed_on >= :from AND l.closed_on <= :to {condition}

-- name: won_leads -- the leads that were won in a time
SELECT l.id FROM lead l WHERE l.status = 'won' AND l.closed_on >= :from AND l.closed_on <= :to {condition} ORDER BY l.id

-- name: first_win -- the day on which something was first won
SELECT min(l.closed_on) FROM lead l WHERE l.status = 'won' {condition}
