-- What open leads may bring.

-- name: open -- open leads with a value, the probability of their stage, and when they are expected to close
SELECT l.id, l.value_cents, s.probability, s.position, s.process_id, l.created_on, l.expected_close, l.source
FROM lead l JOIN stage s ON s.id = l.stage_id WHERE l.status = 'open' AND l.value_cents > 0 {condition} ORDER BY l.id

-- name: won_days -- days from creation to win, in ascending order
SELECT l.cycle_days FROM lead l WHERE l.status = 'won' AND l.cycle_days IS NOT NULL {condition} ORDER BY l.cycle_days
